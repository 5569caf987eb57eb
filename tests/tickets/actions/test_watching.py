"""Alerts: one ticket for each problem, repeats counted, resolved on recovery, and never a mail of ours."""

from typing import Any

import pytest

from notifications.models import Delivery
from queues.enums import Notice, When
from queues.models import AgentProfile
from tests import factories
from tests.tickets.alerts import DISK, NAGIOS, alert, later, rule
from tests.tickets.mails import log
from tests.tickets.moments import NOON
from tickets.actions import conversation, lifecycle, merging
from tickets.actions.conversation import Draft
from tickets.enums import Channel, InboundAction, Kind, Priority, RejectReason, StallReason, Status, Verb
from tickets.models import Problem, Ticket

pytestmark = pytest.mark.django_db
OK = "db1/disk is OK"


def verbs(ticket: Ticket) -> list[str]:
    return list(ticket.events.order_by("pk").values_list("verb", flat=True))


def test_trouble_opens_a_ticket_as_the_rule_says_and_nobody_gets_a_mail(support, agent):
    network = support.categories.create(slug="network", names={"en": "Network"})
    rule(support, category=network, people="all", urgency="stops", title="{problem} · {subject}")

    outcome = alert()

    ticket = Ticket.objects.get()
    assert (outcome.action, outcome.ticket, log().reason, log().matched_by) == (
        InboundAction.CREATED, ticket, "rule Nagios: a new problem", "rule",
    )  # fmt: skip
    assert (ticket.title, ticket.requester, ticket.channel) == (f"db1/disk · ** PROBLEM Service Alert: {DISK} **", None, Channel.MONITORING)
    assert (ticket.kind, ticket.category, ticket.priority, ticket.queue) == (Kind.INCIDENT, network, Priority.CRITICAL, support)
    assert ticket.messages.get().author_display == NAGIOS
    assert Delivery.objects.count() == 0


def test_colleagues_who_want_to_hear_of_new_tickets_hear_of_this_one(support, agent):
    AgentProfile.objects.create(user=agent, notices={str(support.pk): {Notice.NEW: When.NOW}})
    rule(support)

    alert()

    assert [delivery.address for delivery in Delivery.objects.all()] == [agent.email]


def test_repeats_are_counted_and_only_what_says_something_else_is_written_down(support):
    rule(support)
    ticket = alert().ticket

    again = [alert(at=later(number)) for number in range(1, 4)]
    worse = alert(about="db1/disk is UNKNOWN", at=later(5))

    assert [one.action for one in again] == [InboundAction.IGNORED] * 3
    assert (worse.action, worse.ticket, Ticket.objects.count()) == (InboundAction.APPENDED, ticket, 1)
    assert (Problem.objects.get().alerts, ticket.messages.count()) == (5, 2)


def test_two_problems_are_two_tickets(support):
    rule(support)

    alert()
    alert(about="db2/disk is CRITICAL")

    assert sorted(Ticket.objects.values_list("title", flat=True)) == ["db1/disk", "db2/disk"]


def test_recovery_resolves_what_nobody_has_worked_on(support):
    rule(support)
    ticket = alert().ticket

    outcome = alert("RECOVERY", OK, at=later(7))

    ticket.refresh_from_db()
    assert (ticket.status, outcome.action, Problem.objects.get().is_over) == (Status.RESOLVED, InboundAction.APPENDED, True)
    assert verbs(ticket) == [Verb.OPENED, Verb.RECOVERED, Verb.RESOLVED]
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("how", ["taken", "noted", "stalled", "rule"])
def test_recovery_is_only_noted_where_somebody_has_worked_or_the_rule_says_so(support, agent, how):
    rule(support, on_recovery="note" if how == "rule" else "resolve")
    ticket = alert().ticket
    if how == "taken":
        lifecycle.take(ticket, by=agent, at=later(1))
    if how == "noted":
        conversation.note(ticket, Draft("I look at it."), by=agent, at=later(1))
    if how == "stalled":
        Ticket.objects.filter(pk=ticket.pk).update(status=Status.OPEN)
        lifecycle.stall(ticket, why=StallReason.PARKED, until=None, by=agent, at=later(1))
    before = Ticket.objects.get().status

    alert("RECOVERY", OK, at=later(7))

    assert Ticket.objects.get().status == before
    assert verbs(ticket)[-1] == Verb.RECOVERED
    assert ticket.messages.filter(is_machine=True).count() == 1


def test_trouble_that_comes_back_soon_reopens_and_later_opens_a_new_ticket(support):
    rule(support)
    first = alert().ticket
    alert("RECOVERY", OK, at=later(10))

    soon = alert(at=later(30))
    alert("RECOVERY", OK, at=later(40))
    late = alert(at=later(140))

    first.refresh_from_db()
    assert (soon.ticket, first.status, late.ticket.status) == (first, Status.RESOLVED, Status.NEW)
    assert [Verb.REOPENED in verbs(first), Verb.LINKED in verbs(late.ticket)] == [True, True]
    assert Ticket.objects.count() == 2


def test_what_an_agent_rejected_stays_so_until_the_problem_was_over(support, agent):
    rule(support)
    ticket = alert().ticket
    lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent, at=later(1))

    repeat = alert(at=later(5))
    alert("RECOVERY", OK, at=later(6))
    new = alert(at=later(7))

    assert (repeat.ticket, repeat.action, Ticket.objects.get(pk=ticket.pk).status) == (ticket, InboundAction.IGNORED, Status.REJECTED)
    assert new.action == InboundAction.CREATED


def test_what_an_agent_resolved_comes_back_when_the_trouble_goes_on(support, agent):
    rule(support)
    ticket = alert().ticket
    lifecycle.resolve(ticket, Draft("Restarted."), by=agent, at=later(1))

    alert(at=later(5))

    assert Ticket.objects.get().status == Status.OPEN


def test_a_recovery_that_overtook_its_trouble_leaves_nothing_behind(support):
    rule(support)

    early = alert("RECOVERY", OK, at=later(6), said=later(5))
    late = alert(at=later(8), said=later(2))
    next_one = alert(at=later(9), said=later(9))

    assert [early.action, late.action, next_one.action] == [InboundAction.IGNORED, InboundAction.IGNORED, InboundAction.CREATED]
    assert late.reason == "rule Nagios: its recovery came before it; kept in the log"


def test_a_recovery_of_earlier_trouble_does_not_end_newer_trouble(support):
    rule(support)
    ticket = alert(at=later(1)).ticket
    alert(at=later(10), said=later(9))

    outcome = alert("RECOVERY", OK, at=later(11), said=later(5))

    assert (outcome.action, Ticket.objects.get(pk=ticket.pk).status) == (InboundAction.IGNORED, Status.NEW)


def test_a_clock_that_goes_wrong_closes_nothing_for_ever(support):
    rule(support)
    alert("RECOVERY", OK, at=later(1), said=later(60 * 24 * 365))

    assert alert(at=later(2), said=NOON.replace(year=1999)).action == InboundAction.CREATED


def test_only_news_is_kept_in_the_open_ticket_and_opens_none(support):
    rule(support)
    before = alert("ACKNOWLEDGEMENT")
    ticket = alert(at=later(1)).ticket

    after = alert("ACKNOWLEDGEMENT", at=later(2))

    assert (before.action, after.action, after.ticket) == (InboundAction.IGNORED, InboundAction.APPENDED, ticket)
    assert Ticket.objects.get().status == Status.NEW


def test_alerts_go_on_where_their_ticket_was_merged(support, agent):
    rule(support)
    whole, part = alert(about="sw1 is DOWN").ticket, alert().ticket
    merging.merge(part, into=whole, by=agent, at=later(1))

    repeat, over = alert(about="db1/disk is UNKNOWN", at=later(2)), alert("RECOVERY", OK, at=later(3))

    assert [repeat.ticket, over.ticket] == [whole, whole]
    assert Ticket.objects.get(pk=whole.pk).status == Status.NEW


@pytest.mark.parametrize(
    ("changed", "headers"),
    [
        ({}, {"sender": "somebody@example.net"}),
        ({"is_active": False}, {}),
        ({"needs_proof": True}, {}),
        ({"trouble": "ALARM {problem}"}, {}),
    ],
)
def test_what_no_rule_fits_goes_on_as_ever(support, changed, headers):
    rule(support, **changed)

    outcome = alert(**headers)

    assert (outcome.action, outcome.reason, Ticket.objects.count()) == (
        InboundAction.IGNORED, "machine mail (monitoring): kept in the log", 0,
    )  # fmt: skip


def test_a_mail_that_looks_like_a_person_s_is_an_alert_where_a_rule_says_so(support):
    rule(support, senders="kuma.example.net", trouble="[{problem}] [*Down]*", recovery="[{problem}] [*Up]*")

    opened = alert(sender="Kuma <up@kuma.example.net>", subject="[Shop] [Down] connect timeout")
    over = alert(sender="Kuma <up@kuma.example.net>", subject="[Shop] [Up] 200 - OK", at=later(1))

    assert (opened.action, over.ticket, Ticket.objects.get().status) == (InboundAction.CREATED, opened.ticket, Status.RESOLVED)
    assert Delivery.objects.count() == 0


def test_the_first_rule_that_fits_decides(support, treasury):
    rule(support, position=2)
    rule(treasury, position=1, name="Money", trouble="** PROBLEM * Alert: {problem} is *", mailbox=treasury.mailboxes.get())
    rule(treasury, position=3, name="Last")

    assert alert().ticket.queue == support


def test_headers_and_lines_of_the_text_can_name_the_problem(support):
    rule(
        support, looks_in="header", header="X-Nagios-Notification-Type", trouble="PROBLEM", recovery="RECOVERY",
        problem_headers="X-Nagios-Host-Name", details="State of {problem}.",
    )  # fmt: skip
    headers: dict[str, Any] = {"X_Nagios_Notification_Type": "PROBLEM", "X_Nagios_Host_Name": "db1"}

    opened = alert(**headers)
    other = alert(about="db1/load is CRITICAL", **headers)
    repeat = alert(subject="Still not well", **headers)

    assert [opened.action, other.action, repeat.ticket] == [InboundAction.CREATED, InboundAction.CREATED, opened.ticket]
    assert opened.ticket.title == f"db1 · {DISK}"


def test_when_everything_fails_at_once_only_so_many_tickets_open_and_the_leads_hear_of_it(support, lead):
    rule(support)

    outcomes = [alert(about=f"host{number} is DOWN") for number in range(35)]
    imported = alert(about="host99 is DOWN", is_capped=False)

    assert [one.action for one in outcomes] == [InboundAction.CREATED] * 30 + [InboundAction.IGNORED] * 5
    assert imported.action == InboundAction.CREATED
    assert [delivery.address for delivery in Delivery.objects.all()] == [lead.email]
    assert alert(about="host34 is DOWN", at=later(61)).action == InboundAction.CREATED


def test_a_person_s_answer_about_an_alert_is_theirs(support, requester):
    rule(support, senders="example.net")
    known = factories.ticket(requester, support)

    outcome = alert(sender=f"Marta <{requester.email}>", subject=f"Re: [{known.reference}] ** PROBLEM Service Alert: {DISK} **")

    assert outcome.ticket == known


def test_the_ticket_page_tells_how_often_and_since_when_it_is_over(support, agent, sign_in):
    rule(support)
    ticket = alert().ticket
    alert(at=later(1))
    client = sign_in(agent)
    before = client.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    alert("RECOVERY", OK, at=later(7))

    after = client.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert [words in before for words in ("2 alerts", "Newest alert", "Nobody: this ticket came without a person.")] == [True] * 3
    assert [words in after for words in ("Trouble is over since", "The trouble is over", "Resolved by itself")] == [True] * 3


def test_the_log_of_received_mail_says_which_rule(support, agent, sign_in):
    rule(support, name="Nagios: data centre")
    alert()
    alert(at=later(1))

    page = sign_in(agent).get("/desk/mail/").content.decode()

    assert "rule “Nagios data centre”: a new problem" in page
    assert "rule “Nagios data centre”: the problem has a ticket already; counted there" in page
    assert "a monitoring rule" in page
