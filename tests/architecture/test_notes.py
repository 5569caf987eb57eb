"""An internal note never leaves: whatever speaks of a ticket by mail takes one way, and that way refuses notes to all but agents."""

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from notifications.models import Delivery, MailText
from tests import factories
from tests.architecture.source import ROOT, calls, name_of, place, python_files
from tickets import consultation_notices, desk_notices, notices
from tickets.actions import conversation, following
from tickets.actions.conversation import Draft
from tickets.enums import FollowerRole
from tickets.letters import Letter, send
from tickets.models import Consultation, Follower, Message

SECRET = "The secret of the desk."
# Each is the call of one function of notices that may carry a message, with a note in its place.
CARRIERS: dict[str, Callable[[Any, Message, Any], Any]] = {
    "tell_reply": lambda ticket, note, at: notices.tell_reply(note, at=at),
    "tell_resolved": lambda ticket, note, at: notices.tell_resolved(ticket, note, at=at),
    "tell_owner": lambda ticket, note, at: notices.tell_owner(ticket, note, at=at),
    "tell_contact": lambda ticket, note, at: notices.tell_contact(ticket, note, at=at),
    "tell_agents": lambda ticket, note, at: notices.tell_agents(ticket, note, at=at),
    "tell_unowned": lambda ticket, note, at: desk_notices.tell_unowned(ticket, note, at=at),
    "tell_answered": lambda ticket, note, at: consultation_notices.tell_answered(asked(note), note, at=at),
    "tell_mentioned": lambda ticket, note, at: notices.tell_mentioned(note, ticket.requester, at=at),
}
# It takes the words of an offer, which is a public reply; its letter goes to the requester, and is refused like the others.
ELSEWHERE = {"offer_appointment"}
LETTER_WRITERS = {ROOT / "tickets" / f"{name}.py" for name in ("notices", "desk_notices", "consultation_notices")}


def test_letters_are_the_only_way_from_a_ticket_to_the_outbox() -> None:
    posting = [
        place(path, call)
        for path in python_files()
        if path.is_relative_to(ROOT / "tickets") and path != ROOT / "tickets/letters/sending.py"
        for call in calls(path)
        if name_of(call).endswith("outbox.post") or name_of(call) in {"post", "Mail", "MailText", "EmailMessage", "send_mail"}
    ]

    assert posting == []


def test_notices_are_the_only_ones_who_write_letters() -> None:
    writing = [
        place(path, call)
        for path in python_files()
        if path.is_relative_to(ROOT / "tickets") and path not in LETTER_WRITERS
        for call in calls(path)
        if name_of(call).split(".")[-1] == "Letter"
    ]

    assert writing == []


def test_every_notice_that_carries_a_message_is_tried_below() -> None:
    functions = {**vars(notices), **vars(desk_notices), **vars(consultation_notices)}
    public = {name: function for name, function in functions.items() if inspect.isfunction(function) and not name.startswith("_")}
    ours = {
        name: function
        for name, function in public.items()
        if function.__module__ in {notices.__name__, desk_notices.__name__, consultation_notices.__name__}
    }

    carrying = {name for name, function in ours.items() if "Message" in str(inspect.signature(function))}

    assert carrying == set(CARRIERS) | ELSEWHERE


def asked(note: Message) -> Consultation:
    """A question to somebody outside, by the one who follows, that was not sent."""
    pol = Follower.objects.get(user__email="pol@example.com").user
    return Consultation(ticket=note.ticket, question=note, address="tech@example.com", asked_by=pol, asked_at=note.created_at)


@pytest.fixture
def note(support: Any, requester: Any, agent: Any, lead: Any) -> Message:
    """A note in a ticket that everybody follows and that an agent owns."""
    ticket = factories.ticket(requester, support)
    ticket.owner, ticket.contact = agent, lead
    ticket.save(update_fields=["owner", "contact"])
    following.follow(ticket, factories.person("pol@example.com", "Pol"), role=FollowerRole.CC, by=agent)
    following.follow(ticket, lead, role=FollowerRole.AGENT, by=agent)
    following.propose(ticket, [factories.person("asked@example.com", "Asked")], message_id=0, at=ticket.created_at)
    return conversation.note(ticket, Draft(SECRET), by=factories.member("third@example.org", "Third", support))


@pytest.mark.django_db
@pytest.mark.parametrize("name", CARRIERS)
def test_no_notice_takes_a_note_to_anybody_but_agents(note: Message, name: str) -> None:
    with suppress(ValueError):
        CARRIERS[name](note.ticket, note, note.created_at)

    told = set(Delivery.objects.filter(mail__created_at__gte=note.created_at).values_list("address", flat=True))
    assert not MailText.objects.exclude(mail__deliveries__address__endswith="@example.org").filter(text__contains=SECRET).exists()
    assert {"pol@example.com", "asked@example.com"}.isdisjoint(told)


@pytest.mark.django_db
@pytest.mark.parametrize("how", [{"is_for_agent": True}, {}])
@pytest.mark.parametrize("name", ["reply", "resolved", "closed", "merged", "following", "answered", "mentioned", "news"])
def test_no_letter_takes_a_note_to_the_requester_s_side(note: Message, name: str, how: dict[str, Any]) -> None:
    follower = Follower.objects.get(user__email="pol@example.com")
    for person in (note.ticket.requester, follower.user):
        assert person is not None
        with pytest.raises(ValueError, match="for agents alone"):
            send(Letter(name, note.ticket, person, "x", message=note, **how), at=note.created_at)


@pytest.mark.django_db
def test_no_letter_quotes_what_was_said_before(note: Message, agent: Any) -> None:
    conversation.reply(note.ticket, Draft("Please restart it."), by=agent)

    texts = MailText.objects.filter(mail__key__startswith="message:")
    assert texts.count() == 2
    assert not any(SECRET in f"{said.text}{said.html}" or "The light is red." in f"{said.text}{said.html}" for said in texts)
