"""Every mail about a ticket, as somebody gets it, in any language."""

from collections.abc import Iterator
from datetime import timedelta

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from accounts import notices as people
from accounts.adapter import MAILS_OF_OURS, AccountAdapter
from accounts.enums import ContactRole
from accounts.models import Invitation, Organisation, User
from notifications.actions.outbox import Text
from queues.enums import Notice, Priority, TextPlace
from tests import factories
from tests.tickets.appointing import booked, offered
from tests.tickets.moments import LATER, NOON
from tickets.actions import consulting, conversation, following
from tickets.actions.conversation import Draft
from tickets.enums import FollowerRole, MessageKind, RejectReason
from tickets.invitations import Method
from tickets.letters import Letter
from tickets.letters.digest import Told
from tickets.letters.digest import rendered as rendered_digest
from tickets.letters.rendering import rendered
from tickets.models import Ticket
from tickets.notices import REJECTION_TEXTS

SIGNED = TextPlace.SIGNATURE
CODE = {"code": "K7M2QX"}
DESK = {MessageKind.PUBLIC: "suport+a1.2.3.k@example.org", MessageKind.NOTE: "suport+n1.2.3.k@example.org"}


def letters(ticket: Ticket, agent: User, language: str) -> Iterator[Letter]:
    """Every letter there is, each as full as it can be, to people who read ``language``."""
    requester, queue = ticket.requester, ticket.queue
    assert requester is not None
    type(ticket).objects.filter(pk=ticket.pk).update(owner=agent, promised_at=LATER, closed_at=LATER)
    type(requester).objects.update(language=language)
    ticket = Ticket.objects.get(pk=ticket.pk)
    reader = ticket.requester
    agent.refresh_from_db()
    assert reader is not None
    queue.texts.get_or_create(place=SIGNED, language="en", defaults={"body": "Support of Vic\nWe are there for you."})
    answer, note = ticket.messages.public().earliest("pk"), conversation.note(ticket, Draft("Not for you."), by=agent, at=NOON)
    reply = conversation.reply(ticket, Draft("Please **restart** it.\n\nThen wait."), by=agent, at=NOON)
    colleague = factories.person(f"{language}@example.com", "Pol Vidal", language=language)
    follower = following.follow(ticket, colleague, role=FollowerRole.CC, by=agent, at=NOON)
    meeting = booked(ticket, agent, reader)
    yield Letter("acknowledgement", ticket, reader, "k", own_text=TextPlace.ACKNOWLEDGEMENT)
    yield Letter("bare", ticket, reader, "k", message=reply)
    yield Letter("not_entitled", ticket, reader, "k", own_text=TextPlace.REJECT_NOT_ENTITLED)
    yield Letter("reply", ticket, reader, "k", message=reply, own_text=SIGNED)
    yield Letter("reply", ticket, colleague, "k", message=reply, own_text=SIGNED, follower=follower)
    yield Letter("resolved", ticket, reader, "k", message=reply, own_text=SIGNED, closes_at=LATER, asks_verdict=True)
    yield Letter("resolved", ticket, reader, "k", own_text=SIGNED)
    yield Letter("chaser", ticket, reader, "k", own_text=SIGNED, closes_at=LATER)
    yield Letter("closed", ticket, reader, "k", own_text=SIGNED)
    yield Letter("following", ticket, colleague, "k", own_text=SIGNED, follower=follower)
    for name in ("handed_over", "merged", "split"):
        yield Letter(name, ticket, reader, "k", own_text=SIGNED)
    for why in (RejectReason.NOT_ENTITLED, RejectReason.NOT_OURS, RejectReason.DUPLICATE):
        yield Letter("rejected", ticket, reader, "k", own_text=REJECTION_TEXTS[why])
    yield Letter("answered", ticket, agent, "k", message=answer, is_for_agent=True)
    yield Letter("answered", ticket, agent, "k", message=answer, is_for_agent=True, told=[answer])
    yield Letter("assigned", ticket, agent, "k", is_for_agent=True, told=[answer])
    yield Letter("arrived", ticket, agent, "k", is_for_agent=True, told=[answer])
    yield Letter("arrived", ticket, agent, "k", is_for_agent=True, flags={"is_new": True})
    yield Letter("news", ticket, agent, "k", message=note, is_for_agent=True)
    yield Letter("mentioned", ticket, agent, "k", message=note, is_for_agent=True)
    yield Letter("due_soon", ticket, agent, "k", due_at=LATER, flags={"is_promise": True}, is_for_agent=True)
    for name in ("promise_broken", "flood"):
        yield Letter(name, ticket, agent, "k", is_for_agent=True)
    held = {"is_kept": True, "can_send": True}
    yield Letter("orders_done", ticket, agent, "k", is_for_agent=True, points=["You own the ticket.", "You follow the ticket."])
    yield Letter("orders_refused", ticket, agent, "k", is_for_agent=True, points=["That was wrong."], told=[answer], flags=held)
    yield Letter("orders_refused", ticket, agent, "k", is_for_agent=True, points=["You left the queue."], flags={"is_lost": True})
    yield Letter("orders_help", ticket, agent, "k", is_for_agent=True)
    yield Letter("appointment_booked", ticket, reader, "k", appointment=meeting, method=Method.REQUEST)
    yield Letter("appointment_booked", ticket, agent, "k", appointment=meeting, method=Method.REQUEST, is_for_agent=True)
    yield Letter("appointment_reminder", ticket, reader, "k", appointment=meeting)
    yield Letter("appointment_cancelled", ticket, reader, "k", appointment=meeting)
    for flags in ({"is_declined": True}, {"is_counter": True}, {}):
        yield Letter("appointment_answered", ticket, agent, "k", appointment=meeting, is_for_agent=True, flags=flags)
    question = consulting.Question(["line@example.com"], "A line in Vilaclara", "Is there **a fault** on it?", quotes=[answer.pk])
    asked = consulting.ask(ticket, question, by=agent, at=NOON).consultations.get()
    somebody = User(email=asked.address, language=language)
    yield Letter("consultation", ticket, somebody, "k", own_text=SIGNED, consultation=asked, is_automatic=False)
    yield Letter("consulted", ticket, agent, "k", message=note, is_for_agent=True)
    meeting.delete()
    offer = offered(ticket, agent)
    yield Letter("appointment_offered", ticket, reader, "k", message=reply, own_text=SIGNED, appointment=offer)
    yield Letter("appointment_offered", ticket, reader, "k", own_text=SIGNED, appointment=offer)


def every_mail(ticket: Ticket, agent: User, language: str) -> list[tuple[str, Text]]:
    """Every mail in ``language``: its name, and what it says; those about accounts, too."""
    made: list[tuple[str, Text]] = [
        (letter.name, rendered(letter, organizer="suport@example.org", desk=DESK, at=NOON)) for letter in letters(ticket, agent, language)
    ]
    made += [("digest", rendered_digest(agent, of, is_after_quiet=is_quiet)) for of, is_quiet in _digests(ticket)]
    people.invite(guest(agent, language), url="https://suport.example.org/organisation/join/k/", at=NOON)
    with translation.override(language):
        asked = {
            kind.name: AccountAdapter().render_mail(f"account/email/{name}", "a@example.org", CODE) for name, kind in MAILS_OF_OURS.items()
        }
    return [*made, ("invitation", said(mail.outbox[-1])), *((name, said(each)) for name, each in asked.items())]


def said(sent: object) -> Text:
    """What a mail of Django's says."""
    assert isinstance(sent, EmailMultiAlternatives)
    return Text(str(sent.subject), str(sent.body), str(sent.alternatives[0][0]))


def _digests(ticket: Ticket) -> Iterator[tuple[list[Told], bool]]:
    """A digest for every reason, and a short one after quiet hours about a queue whose mails hold no content."""
    ticket = Ticket.objects.select_related("queue", "owner").get(pk=ticket.pk)
    ticket.priority = Priority.CRITICAL
    newest = ticket.messages.filter(is_ours=False).latest("pk")
    yield [Told(ticket, notice, newest, DESK[MessageKind.PUBLIC]) for notice in Notice], False
    ticket.queue.mails_no_content = True
    yield [Told(ticket, Notice.NEW, newest)], True


def guest(agent: User, language: str) -> Invitation:
    """An invitation to somebody who reads ``language``."""
    council = Organisation.objects.create(name=f"Vilaclara Town Council {language}")
    return Invitation.objects.create(
        organisation=council,
        email=f"{language}@example.net",
        role=ContactRole.MEMBER,
        language=language,
        invited_by=agent,
        invited_at=NOON,
        expires_at=NOON + timedelta(days=7),
        round=1,
    )
