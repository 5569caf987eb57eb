"""What happens around every request."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts import installation
from accounts.models import Installation
from tests import factories

pytestmark = pytest.mark.django_db

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def set_house(**fields) -> None:
    Installation.objects.filter(pk=1).update(**fields)
    installation.forget()


def language_of(response) -> tuple[str, str]:
    """The language a page declares, in its header and in its root element."""
    page = response.content.decode()
    return response.headers["Content-Language"], page[page.index("<html") : page.index(">", page.index("<html")) + 1]


@pytest.mark.parametrize("path", ["/", "/tickets/new/", "/tickets/310/", "/accounts/login/", "/desk/", "/nowhere/"])
def test_every_page_carries_the_whole_set_of_headers(client, support, path):
    headers = client.get(path).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == CSP
    assert {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cache-Control": headers["Cache-Control"],
    }.items() <= dict(headers).items()
    assert "no-store" in headers["Cache-Control"]


def test_another_host_is_refused(client, house):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("of_person", "cookie", "accepted", "of_house", "spoken"),
    [
        ("es", "pt", "ca", "en", "es"),
        ("", "pt", "ca", "en", "pt"),
        ("", "", "ca;q=0.5, es-AR;q=0.9", "en", "es"),
        ("", "xx", "fr, de", "ca", "ca"),
        ("", "", "", "pt", "pt"),
        ("xx", "", "CA-valencia", "en", "ca"),
    ],
)
def test_a_page_speaks_the_language_of_profile_cookie_browser_or_house(
    client, requester, sign_in, of_person, cookie, accepted, of_house, spoken
):
    requester.language = of_person
    requester.save(update_fields=["language"])
    set_house(language=of_house)
    client.cookies["suport-language"] = cookie

    response = sign_in(requester).get("/", headers={"Accept-Language": accepted})

    assert language_of(response) == (spoken, f'<html lang="{spoken}" dir="ltr">')


def test_a_right_to_left_page_says_so(client, house):
    client.cookies["suport-language"] = "ar-xb"

    assert language_of(client.get("/")) == ("ar-xb", '<html lang="ar-xb" dir="rtl">')


def test_a_house_with_a_language_not_offered_speaks_english(client, house):
    set_house(language="eo")

    assert language_of(client.get("/"))[0] == "en"


def test_caches_are_told_what_a_page_depends_on(client, house):
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in client.get("/").headers["Vary"].split(",")}


def test_the_language_does_not_leak_into_the_next_request(client, house):
    client.get("/", headers={"Accept-Language": "ca"})

    assert language_of(client.get("/"))[0] == "en"


@pytest.mark.parametrize(
    ("of_person", "of_house", "shown"),
    [("Asia/Tokyo", "Europe/Madrid", "21:00"), ("", "Europe/Madrid", "13:00"), ("", "Nowhere/Else", "12:00")],
)
def test_times_are_told_in_the_reader_s_zone_else_the_house_s(support, requester, sign_in, of_person, of_house, shown):
    requester.time_zone = of_person
    requester.save(update_fields=["time_zone"])
    set_house(time_zone=of_house)
    ticket = factories.ticket(requester, support, at=datetime(2026, 3, 10, 12, tzinfo=UTC))

    page = sign_in(requester).get(reverse("tickets:ticket", args=[ticket.pk])).content.decode()

    assert shown in page


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def _asked_for(self, support):
        set_house(agents_need_second_factor=True)

    @pytest.mark.parametrize("path", ["/", "/desk/", "/tickets/", "/admin/"])
    def test_an_agent_sets_one_up_before_seeing_anything(self, agent, sign_in, path):
        response = sign_in(agent).get(path)

        assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/2fa/?next={path}")

    def test_an_administrator_does_too(self, house, sign_in):
        person = factories.person("admin@example.org", "Admin", is_staff=True)

        assert sign_in(person).get("/admin/").headers["Location"] == "/accounts/2fa/?next=/admin/"

    def test_an_agent_who_has_one_goes_on(self, agent, sign_in):
        Authenticator.objects.create(user=agent, type=Authenticator.Type.TOTP, data={"secret": "x"})

        assert sign_in(agent).get("/desk/").status_code == 200

    def test_a_requester_needs_none(self, requester, sign_in):
        assert sign_in(requester).get("/tickets/").status_code == 200

    def test_the_way_to_set_one_up_and_the_way_out_stay_open(self, agent, sign_in):
        client = sign_in(agent)

        assert [client.get(path).status_code for path in ("/accounts/2fa/", "/accounts/logout/", "/healthz")] == [200, 200, 200]

    def test_a_house_that_does_not_ask_lets_agents_in(self, agent, sign_in):
        set_house(agents_need_second_factor=False)

        assert sign_in(agent).get("/desk/").status_code == 200
