"""Choosing the language of the pages."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_visitor_keeps_the_choice_in_a_cookie(client, house):
    response = client.post("/language/setlang/", {"language": "pt", "next": "/tickets/new/"})

    assert (response.status_code, response["Location"]) == (302, "/tickets/new/")
    assert response.cookies["suport-language"].value == "pt"
    assert client.get("/").headers["Content-Language"] == "pt"


def test_a_signed_in_person_is_spoken_to_in_the_chosen_language(sign_in, requester, house):
    requester.language = "ca"
    requester.save(update_fields=["language"])
    browser = sign_in(requester)

    browser.post("/language/setlang/", {"language": "es", "next": "/"})

    requester.refresh_from_db()
    assert requester.language == "es"
    assert browser.get("/").headers["Content-Language"] == "es"


@pytest.mark.parametrize("language", ["", "tlh", "../ca"])
def test_a_language_that_is_not_offered_changes_nothing(sign_in, requester, house, language):
    requester.language = "ca"
    requester.save(update_fields=["language"])

    sign_in(requester).post("/language/setlang/", {"language": language})

    requester.refresh_from_db()
    assert requester.language == "ca"


def test_the_choice_is_only_taken_by_post(client, house):
    assert client.get("/language/setlang/").status_code == 405
