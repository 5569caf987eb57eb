"""The outbox as an administrator sees it."""

import pytest
from django.urls import reverse

from accounts.models import User
from notifications.actions import outbox
from notifications.actions.suppression import suppress
from notifications.enums import DeliveryState, SuppressionScope
from notifications.models import Delivery, Suppression
from tests import factories

LIST = reverse("admin:notifications_delivery_changelist")


@pytest.fixture
def admin(sign_in, house):
    person = factories.person("admin@example.org", "Admin")
    User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
    person.refresh_from_db()
    return sign_in(person)


def act(admin, verb: str, *deliveries: Delivery) -> str:
    chosen = {"action": verb, "_selected_action": [delivery.pk for delivery in deliveries]}
    page: str = admin.post(LIST, chosen, follow=True).content.decode()
    return page


def test_a_delivery_is_found_by_its_address_and_says_why(admin, mail):
    mail()
    delivery = mail("pere@example.org")
    Delivery.objects.filter(pk=delivery.pk).update(state="failed", reason="The mail relay refused it.", reply_text="5.1.1 Unknown")

    page = admin.get(LIST, {"q": "pere@example.org"}).content.decode()

    assert "The mail relay refused it." in page
    assert "5.1.1 Unknown" in page
    assert "ana@example.org" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(admin, mail, rows, django_assert_num_queries):
    for number in range(rows):
        mail(f"p{number}@example.org")

    with django_assert_num_queries(5):
        assert admin.get(LIST).status_code == 200


def test_the_words_of_a_mail_are_shown_and_those_of_a_secret_are_not(admin, mail):
    plain = mail()
    secret = mail("pere@example.org", is_secret=True, texts={"en": outbox.Text("Your code", "123456")})

    shown, hidden = (admin.get(reverse("admin:notifications_mail_change", args=[one.mail_id])).content.decode() for one in (plain, secret))

    assert "Hola" in shown
    assert "Your code" in hidden
    assert "123456" not in hidden
    assert "pere@example.org" in hidden


def test_nothing_can_be_edited(admin, mail):
    delivery = mail()

    page = admin.get(reverse("admin:notifications_delivery_change", args=[delivery.pk])).content.decode()

    assert 'name="_save"' not in page
    assert admin.get(reverse("admin:notifications_delivery_add")).status_code == 403


def test_what_failed_is_sent_again_and_the_rest_is_passed_over(admin, mail):
    failed, sent = mail("one@example.org"), mail("two@example.org")
    Delivery.objects.filter(pk=failed.pk).update(state=DeliveryState.FAILED)
    Delivery.objects.filter(pk=sent.pk).update(state=DeliveryState.SENT)

    page = act(admin, "send_again", failed, sent)

    assert "Done for 1 delivery." in page
    assert "Not possible for 1 delivery." in page
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == ["queued", "sent"]


def test_what_waits_is_stopped(admin, mail):
    delivery = mail()

    act(admin, "stop", delivery)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.why) == ("cancelled", "Stopped by hand.")


def test_a_suppressed_address_is_allowed_again_by_deleting_the_row(admin):
    row = suppress("ana@example.org", scope=SuppressionScope.HARD_BOUNCE, reason="5.1.1")

    admin.post(reverse("admin:notifications_suppression_delete", args=[row.pk]), {"post": "yes"})

    assert Suppression.objects.count() == 0
