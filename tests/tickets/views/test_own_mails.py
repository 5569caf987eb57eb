"""What a person says about the e-mails they get."""

import pytest
from django.urls import reverse

from accounts import installation
from accounts.models import Installation, User

pytestmark = pytest.mark.django_db
MAILS = reverse("tickets:mails")


@pytest.mark.parametrize(("before", "given"), [(False, {"mails_no_content": "on"}), (True, {})])
def test_a_person_chooses_whether_their_mails_hold_content(client, requester, before, given):
    User.objects.filter(pk=requester.pk).update(mails_no_content=before)
    client.force_login(requester, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(MAILS, given, follow=True)

    assert User.objects.get(pk=requester.pk).mails_no_content is not before
    assert ("Saved." in response.content.decode(), ("checked" in response.content.decode()) is not before) == (True, True)


def test_where_the_house_decided_nothing_is_asked_or_kept(client, requester):
    Installation.objects.filter(pk=1).update(mails_no_content=True)
    installation.forget()
    client.force_login(requester, backend="django.contrib.auth.backends.ModelBackend")

    said = client.post(MAILS, {"mails_no_content": "on"}).content.decode()

    assert ("E-mails from Suport about tickets hold no content" in said, 'name="mails_no_content"' in said) == (True, False)
    assert User.objects.get(pk=requester.pk).mails_no_content is False
