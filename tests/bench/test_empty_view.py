"""The yardstick of the pages."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def _with_bench(settings):
    settings.ROOT_URLCONF = "bench.urls"


def test_the_product_has_no_such_page():
    with pytest.raises(NoReverseMatch):
        reverse("bench_empty")


@pytest.mark.usefixtures("_with_bench")
def test_it_loads_the_session_and_the_person_and_shows_nothing(agent, sign_in, django_assert_num_queries):
    client = sign_in(agent)
    client.get("/bench/empty/")  # the installation's row is remembered from then on

    with django_assert_num_queries(2):
        answer = client.get("/bench/empty/")

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.usefixtures("_with_bench")
def test_nobody_else_measures_with_it(client):
    assert client.get("/bench/empty/").status_code == 302


@pytest.mark.usefixtures("_with_bench")
def test_the_clock_tells_time_and_queries(agent, sign_in, settings):
    settings.MIDDLEWARE = ["bench.middleware.ServerTiming", *settings.MIDDLEWARE]

    told = sign_in(agent).get("/bench/empty/").headers["Server-Timing"]

    assert re.fullmatch(r"app;dur=[\d.]+, cpu;dur=[\d.]+, db;dur=[\d.]+, queries;dur=3.000", told)
