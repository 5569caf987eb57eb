"""The front door."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_front_door_offers_the_ways_in_and_how_to_call(client, house):
    page = client.get("/").content.decode()

    assert all(words in page for words in ('href="/tickets/new/"', 'href="/tickets/follow/"', "900 000 000"))


def test_a_person_lands_where_they_belong(agent, requester, sign_in):
    assert sign_in(agent).get("/landing/").headers["Location"] == "/desk/"
    assert sign_in(requester).get("/landing/").headers["Location"] == "/tickets/"


def test_landing_is_for_people_who_signed_in(client, house):
    assert client.get("/landing/").headers["Location"] == "/accounts/login/?next=/landing/"


def test_the_contact_block_speaks_the_reader_s_language(client, house):
    house.hours_notes = {"ca": "De 9 a 14", "en": "9 to 2"}
    house.save(update_fields=["hours_notes"])

    assert "De 9 a 14" in client.get("/", headers={"Accept-Language": "ca"}).content.decode()
    assert "9 to 2" in client.get("/", headers={"Accept-Language": "en"}).content.decode()


def test_an_anonymous_home_page_costs_no_query_but_the_house(client, house, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/")
