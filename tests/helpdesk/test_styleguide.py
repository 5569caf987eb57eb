"""The style guide is for staff."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_staff_see_every_component(sign_in, agent):
    agent.is_staff = True
    agent.save(update_fields=["is_staff"])

    page = sign_in(agent).get(reverse("styleguide"))

    assert page.status_code == 200
    for part in ("composer", "message--note", "badge--critical", "receipt__code", "field--wrong", "callout--bad"):
        assert part in page.content.decode()


def test_others_do_not_see_it(client, sign_in, agent):
    assert client.get(reverse("styleguide")).status_code == 302
    assert sign_in(agent).get(reverse("styleguide")).status_code == 403
