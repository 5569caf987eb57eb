"""Leads and administrators are told on the desk when a mail account is not being read."""

from datetime import timedelta

import pytest

from tests.admin_pages import queries_of
from tests.tickets.moments import NOON
from tickets.account_enums import ReadingFault
from tickets.models import MailAccount

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(support) -> MailAccount:
    return MailAccount.objects.create(
        host="imap.example.org",
        user="suport",
        next_read_at=NOON,
        last_read_at=NOON - timedelta(minutes=40),
        alarm_at=NOON - timedelta(minutes=25),
        fault=ReadingFault.LOGIN,
    )


def test_a_lead_is_told_which_since_when_and_why(silent, lead, sign_in):
    shown = sign_in(lead).get("/desk/").content.decode()

    assert "Mail is not being read" in shown
    assert "suport · imap.example.org" in shown
    assert "The server refuses the user name" in shown
    assert "12:20" in shown
    assert "/admin/tickets/mailaccount/" not in shown


def test_an_administrator_who_works_at_the_desk_is_led_to_the_account(silent, agent, sign_in):
    agent.is_staff = agent.is_superuser = True
    agent.save(update_fields=["is_staff", "is_superuser"])

    assert "/admin/tickets/mailaccount/" in sign_in(agent).get("/desk/").content.decode()


def test_an_agent_has_other_things_to_do(silent, agent, sign_in):
    assert "Mail is not being read" not in sign_in(agent).get("/desk/").content.decode()


@pytest.mark.parametrize("changed", [{"is_active": False}, {"alarm_at": None}, {"alarm_at": NOON + timedelta(minutes=1)}])
def test_nothing_is_said_without_need(silent, lead, sign_in, changed):
    MailAccount.objects.update(**changed)

    assert "Mail is not being read" not in sign_in(lead).get("/desk/").content.decode()


def test_the_alarm_costs_no_query(silent, lead, sign_in):
    client = sign_in(lead)
    with_alarm = queries_of(client, "/desk/")
    MailAccount.objects.all().delete()

    assert queries_of(client, "/desk/") == with_alarm
