"""Commands of an agent's mail: all are done, or none."""

from datetime import UTC, datetime

import pytest

from queues.enums import Tier
from queues.models import Category
from tests.tickets.agents_by_mail import address_of, mail, told
from tests.tickets.standing import history, stand
from tickets.enums import FollowerRole, InboundAction, MessageKind, Priority, StallReason, Status
from tickets.models import SavedDraft, TicketEvent

pytestmark = pytest.mark.django_db


def test_an_answer_takes_and_stalls_in_one_mail(ticket, agent, requester):
    outcome = mail("#owner me\n#status stalled until 2026-12-01\n\nThe part comes in December.", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert (outcome.action, ticket.owner, ticket.status) == (InboundAction.APPENDED, agent, Status.STALLED)
    assert (ticket.stall_reason, ticket.wake_at) == (StallReason.DATE, datetime(2026, 12, 1, 7, tzinfo=UTC))
    assert "\n\nThe part comes in December.\n" in told(requester)[1]
    subject, text = told(agent)
    assert subject.startswith("Done in")
    assert text.splitlines()[4:6] == ["- You own the ticket.", "- Your answer was sent to the requester."]


@pytest.mark.parametrize(
    ("said", "why"),
    [("stalled", "requester"), ("stalled third party", "third_party"), ("stalled until 2026-12-01 parked", "parked")],
)
def test_what_a_ticket_waits_for(ticket, agent, said, why):
    ticket = stand(ticket, Status.OPEN)

    mail(f"#status {said}", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.stall_reason) == (Status.STALLED, why)


def test_resolving_takes_the_text_along(ticket, agent, requester):
    mail("#status resolved\nA new router solved it.", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.messages.order_by("-pk")[0].body) == (Status.RESOLVED, "A new router solved it.")
    assert "A new router solved it." in told(requester)[1]


@pytest.mark.parametrize("before", [Status.STALLED, Status.RESOLVED, Status.CLOSED, Status.REJECTED])
def test_what_rests_is_opened(ticket, agent, before):
    ticket = stand(ticket, before)

    mail("#status open", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN


@pytest.mark.parametrize("line", ["#close", "#status closed"])
def test_what_is_resolved_is_closed(ticket, agent, line):
    ticket = stand(ticket, Status.RESOLVED)

    mail(line, address_of(ticket, agent))

    ticket.refresh_from_db()
    assert ticket.status == Status.CLOSED


def test_a_colleague_is_made_owner_and_nobody_again(ticket, agent, lead):
    mail("#owner Laia", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert ticket.owner == lead

    mail("#owner none", address_of(ticket, agent), identity="a2@example.org")

    ticket.refresh_from_db()
    assert ticket.owner is None


def test_an_owner_who_changed_meanwhile_is_not_overwritten(ticket, agent, lead):
    to = address_of(ticket, agent)
    mail("#owner me", address_of(ticket, lead), sender="Laia Font <lead@example.org>")

    mail("#owner me", to, identity="a2@example.org")

    ticket.refresh_from_db()
    assert ticket.owner == lead
    assert "The owner has changed meanwhile: it is Laia Font now." in told(agent)[1]


def test_text_with_a_queue_is_for_the_colleagues_there(ticket, agent, treasurer, requester):
    answered = told(requester)

    mail("#queue treasury\nAn invoice of March.", address_of(ticket, agent))

    ticket.refresh_from_db()
    event = ticket.events.order_by("-pk")[0]
    assert (ticket.queue.slug, event.verb, event.reason) == ("treasury", "transferred", "An invoice of March.")
    assert (ticket.messages.count(), told(requester)) == (1, answered)
    assert "not to the requester" in told(agent)[1]


def test_an_unknown_queue_is_refused_with_those_there_are(ticket, agent, treasurer):
    mail("#queue tresury\nAn invoice.", address_of(ticket, agent))

    assert "You can write: treasury." in told(agent)[1]
    assert SavedDraft.objects.get().kind == MessageKind.NOTE


def test_escalating_needs_what_was_tried(ticket, agent, lead):
    mail("#escalate skills", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert ticket.tier == Tier.FIRST
    assert "what was tried so far" in told(agent)[1]

    mail("#escalate skills\nRestarted it twice.", address_of(ticket, agent), identity="a2@example.org")

    ticket.refresh_from_db()
    event = TicketEvent.objects.get(ticket=ticket, verb="escalated")
    assert (ticket.tier, event.reason, event.payload["why"]) == (Tier.SECOND, "Restarted it twice.", "skills")
    assert ticket.messages.count() == 1


def test_priority_and_category_in_one_mail(ticket, agent, support):
    category = Category.objects.create(queue=support, slug="network", names={"en": "Network", "ca": "Xarxa"})

    mail("#priority high The school is closed.\n#category xarxa", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert (ticket.priority, ticket.has_own_priority, ticket.category) == (Priority.HIGH, True, category)
    assert ticket.events.filter(verb="triaged", reason="The school is closed.").exists()


def test_a_priority_without_a_reason_is_refused(ticket, agent):
    mail("#priority high", address_of(ticket, agent))

    assert "Please say why the priority" in told(agent)[1]


def test_a_note_by_its_command(ticket, agent):
    mail("#note She called twice.\nVery unhappy.", address_of(ticket, agent))

    message = ticket.messages.order_by("-pk")[0]
    assert (message.kind, message.body) == (MessageKind.NOTE, "She called twice.\nVery unhappy.")


def test_following_and_no_more(ticket, agent):
    mail("#follow", address_of(ticket, agent))
    assert ticket.followers.get().role == FollowerRole.AGENT

    mail("#unfollow", address_of(ticket, agent), identity="a2@example.org")
    assert ticket.followers.exists() is False


def test_one_wrong_command_undoes_all_of_them(ticket, agent, requester):
    answered = told(requester)

    outcome = mail("#owner me\n#status stalled until 2020-01-01\nWe are on it.", address_of(ticket, agent))

    ticket.refresh_from_db()
    assert (outcome.action, ticket.owner, ticket.status, history(ticket)) == (InboundAction.REJECTED, None, Status.NEW, ["opened"])
    assert (SavedDraft.objects.get().body, told(requester)) == ("We are on it.", answered)
    assert "That date has passed." in told(agent)[1]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("#statis resolved\nIt works.", "Did you mean #status?"),
        ("#owner me\n#owner none", "#owner stands there twice."),
        ("#status stalled until tomorrow", "#status: Please write stalled until 2026-12-01"),
        ("#status stalled until 2026-13-45", "#status: Please write the day like this"),
        ("#status done", "#status: Please write open, resolved"),
        ("#owner", "#owner: Please write me, none"),
        ("#owner somebody", "#owner: Please write me, none"),
        ("#priority", "#priority: Please write one of these, and why: low, normal, high, critical."),
        ("#category none", "#category: This queue has no category of that name."),
        ("#close now", "#close: Nothing may stand behind this command."),
        ("#queue treasury\n#escalate\nText", "#queue and #escalate cannot go together"),
        ("#send", "There is no draft of yours in this ticket."),
        ("#send\nMore.", "#send sends your draft as it is."),
    ],
)
def test_what_is_wrong_is_said(ticket, agent, treasurer, body, why):
    outcome = mail(body, address_of(ticket, agent))

    assert (outcome.action, history(ticket)) == (InboundAction.REJECTED, ["opened"])
    assert why in told(agent)[1]


def test_everything_that_is_wrong_is_said_at_once(ticket, agent):
    mail("#owner somebody\n#category none", address_of(ticket, agent))

    assert "#owner: " in told(agent)[1]
    assert "#category: " in told(agent)[1]


def test_help_tells_the_commands_and_does_nothing(ticket, agent):
    mail("#owner me\n#help", address_of(ticket, agent))

    assert history(ticket) == ["opened"]
    assert "#status stalled until 2026-12-01" in told(agent)[1]
