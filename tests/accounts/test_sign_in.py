"""Signing in with a code by mail."""

import re

import pytest
from django.test import Client

from notifications.models import Delivery, MailText

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"


def ask_for_code(client: Client, address: str):
    return client.post("/accounts/login/code/", {"email": address})


def test_a_mailed_code_opens_the_door(client, house, requester):
    ask_for_code(client, "MARTA@example.net")
    code = re.search(r"\n\s*([A-Z0-9]{3,}-?[A-Z0-9]{2,})\s*\n", MailText.objects.get().text)
    assert code is not None

    response = client.post("/accounts/login/code/confirm/", {"code": code[1]})

    assert (response.status_code, response.headers["Location"]) == (302, "/landing/")
    assert client.session["_auth_user_id"] == str(requester.pk)


def test_a_code_is_secret_and_ends(client, house, requester):
    ask_for_code(client, "marta@example.net")

    mail = Delivery.objects.select_related("mail").get().mail
    assert (mail.is_secret, mail.is_automatic) == (True, True)
    assert mail.expires_at is not None
    assert (mail.expires_at - mail.created_at).total_seconds() == pytest.approx(900, abs=2)


def test_an_unknown_address_is_answered_like_a_known_one(house, requester):
    known, unknown = Client(), Client()

    answers = [ask_for_code(known, "marta@example.net"), ask_for_code(unknown, "nobody@example.net")]

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, "/accounts/login/code/confirm/")}


def test_a_wrong_code_opens_nothing(client, house, requester):
    ask_for_code(client, "marta@example.net")

    client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})

    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_form(client, house):
    response = client.post("/accounts/signup/", {"email": "new@example.org", "password1": "a long enough word"})

    assert response.status_code == 200
    assert Delivery.objects.count() == 0


def test_a_code_comes_from_the_house_by_name(client, house, requester):
    ask_for_code(client, "marta@example.net")

    mail = Delivery.objects.select_related("mail").get().mail
    assert (mail.from_name, mail.from_address) == (house.name, "suport@example.org")
