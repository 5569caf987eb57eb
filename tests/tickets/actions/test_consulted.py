"""What comes back from somebody outside: an internal note, and nothing else moves but what waited for it."""

import pytest

from accounts.models import User
from notifications.bounce_addresses import bounce_address
from notifications.enums import DeliveryState
from notifications.models import Delivery, MailText
from tests import factories
from tests.tickets.asking import TECH, answer_address, ask, asked_id
from tests.tickets.mails import MARTA, STRANGER, arrive, log, raw, token_address
from tests.tickets.moments import NOON
from tests.tickets.standing import history, stand
from tickets.actions import consulting, deciding, following, handing_in, lifecycle, merging, splitting
from tickets.channels.outcomes import Told, Word
from tickets.enums import FollowerRole, InboundAction, MessageKind, StallReason, Status
from tickets.mail_enums import ConsultationState
from tickets.models import Follower, Message, Ticket

pytestmark = pytest.mark.django_db

FAULT = "Yes: a cable is cut."


@pytest.fixture
def asked(ticket, agent):
    """A question to a carrier about an open ticket that waits for nobody else."""
    stand(ticket, Status.OPEN, owner=agent)
    return ask(ticket, agent)


def answer_to(consultation, *, sender=TECH, **headers):
    """Their answer to the address of the question."""
    return arrive(raw(FAULT, sender=sender, subject="Re: A line in Vilaclara", **headers), to=answer_address(consultation))


def newest(ticket: Ticket) -> Message:
    return Message.objects.filter(ticket=ticket).order_by("-pk")[0]


def told_outside() -> set[str]:
    """Addresses of all mails that leave the house."""
    return set(Delivery.objects.exclude(address__endswith="@example.org").values_list("address", flat=True))


def test_an_answer_joins_as_an_internal_note_with_who_it_is_from(ticket, asked):
    outcome = answer_to(asked)

    note = newest(ticket)
    assert (outcome.action, outcome.ticket, outcome.message) == (InboundAction.APPENDED, ticket, note)
    assert (note.kind, note.is_ours, note.is_verified, note.author, note.body) == (MessageKind.NOTE, False, True, None, FAULT)
    assert (note.author_name, note.consultation) == ("Tech Desk <tech@carrier.example>", asked)
    asked.refresh_from_db()
    assert (asked.state, asked.settled_at) == (ConsultationState.ANSWERED, NOON)
    assert history(ticket)[-1] == "consult_answered"


def test_nobody_on_the_requester_s_side_is_told(ticket, asked, agent):
    following.follow(ticket, factories.person("pol@example.com", "Pol"), role=FollowerRole.CC, by=agent, at=NOON)
    before = told_outside()

    answer_to(asked)

    assert told_outside() == before
    assert not MailText.objects.filter(text__contains="cable").exists()
    assert newest(ticket) not in Message.objects.public()


def test_who_asked_is_told_without_the_words(ticket, asked, agent):
    answer_to(asked)

    said = MailText.objects.get(mail__key__startswith="consulted:")
    assert (said.mail.deliveries.get().address, "Tech Desk" in said.text, "cable" in said.text) == (agent.email, True, False)


def test_it_proposes_nobody_as_a_follower_and_makes_no_account(ticket, asked):
    before = User.objects.count()

    answer_to(asked, Cc="Boss <boss@carrier.example>")

    assert (User.objects.count(), Follower.objects.count()) == (before, 0)


@pytest.mark.parametrize("how", ["address", "id", "references"])
def test_it_is_found_by_the_address_and_by_what_it_answers(ticket, asked, how):
    headers = {"id": {"In_Reply_To": asked_id(asked)}, "references": {"References": f"<a@x> {asked_id(asked)} <b@x>"}}.get(how, {})
    to = answer_address(asked) if how == "address" else "suport@example.org"

    outcome = arrive(raw(FAULT, sender=TECH, **headers), to=to)

    assert (outcome.ticket, newest(ticket).consultation, newest(ticket).is_verified) == (ticket, asked, True)


def test_somebody_else_with_the_token_writes_a_note_that_says_so(ticket, asked):
    outcome = answer_to(asked, sender="Ticketing <noreply@tools.example>")

    note = newest(ticket)
    assert (note.kind, note.is_verified, note.consultation) == (MessageKind.NOTE, False, asked)
    assert "another address" in outcome.reason
    asked.refresh_from_db()
    assert asked.state == ConsultationState.ANSWERED


def test_who_was_asked_may_write_by_the_reference_alone_and_it_is_marked(ticket, asked):
    outcome = arrive(raw(FAULT, sender=TECH, subject=f"suport#{ticket.pk}"))

    assert (outcome.ticket, newest(ticket).kind, newest(ticket).is_verified) == (ticket, MessageKind.NOTE, False)
    assert "not verified" in outcome.reason


def test_the_reference_alone_lets_nobody_else_in(ticket, asked):
    outcome = arrive(raw(FAULT, sender=STRANGER, subject=f"suport#{ticket.pk}"))

    assert (outcome.action, outcome.ticket == ticket) == (InboundAction.CREATED, False)


def test_a_forged_token_lets_nobody_in(ticket, asked):
    forged = answer_address(asked).replace(f"+c{asked.pk}.", f"+c{asked.pk + 1}.")

    assert arrive(raw(FAULT, sender=STRANGER), to=forged).ticket != ticket


def test_two_from_lines_name_nobody_who_was_asked(ticket, asked):
    mail = raw(FAULT, sender=TECH, subject=f"suport#{ticket.pk}").replace(b"Subject:", b"From: other@example.com\r\nSubject:")

    assert arrive(mail).ticket != ticket


def test_the_requester_keeps_their_rights(ticket, asked):
    arrive(raw("Still red.", sender=MARTA, Cc=answer_address(asked)), to=token_address(ticket))

    assert (newest(ticket).kind, newest(ticket).author) == (MessageKind.PUBLIC, ticket.requester)


def test_the_requester_who_has_only_the_address_of_the_question_writes_a_note(ticket, asked):
    arrive(raw("What is this?", sender=MARTA), to=answer_address(asked))

    assert (newest(ticket).kind, newest(ticket).is_verified) == (MessageKind.NOTE, False)


def test_a_follower_who_was_asked_answers_as_who_was_asked(ticket, agent):
    person = factories.person("tech@carrier.example", "Tech")
    following.follow(ticket, person, role=FollowerRole.CC, by=agent, at=NOON)

    answer_to(ask(ticket, agent))

    assert newest(ticket).kind == MessageKind.NOTE


def test_an_answer_wakes_what_waits_for_a_third_party(ticket, asked, agent):
    lifecycle.stall(ticket, why=StallReason.THIRD_PARTY, until=None, by=agent, at=NOON)

    answer_to(asked)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.wake_at) == (Status.OPEN, None)
    assert history(ticket)[-2:] == ["consult_answered", "woken"]


@pytest.mark.parametrize(
    ("status", "reason"), [(Status.STALLED, StallReason.REQUESTER), (Status.STALLED, StallReason.PARKED), (Status.CLOSED, "")]
)
def test_nothing_else_is_woken_or_reopened(ticket, asked, status, reason):
    stand(ticket, status, **({"stall_reason": reason} if reason else {}))

    outcome = answer_to(asked)

    ticket.refresh_from_db()
    assert (outcome.ticket, ticket.status, newest(ticket).body) == (ticket, status, FAULT)


def test_a_vacation_note_marks_the_question_and_wakes_nothing(ticket, asked, agent):
    lifecycle.stall(ticket, why=StallReason.THIRD_PARTY, until=None, by=agent, at=NOON)

    answer_to(asked, Auto_Submitted="auto-replied")

    asked.refresh_from_db()
    ticket.refresh_from_db()
    assert (asked.state, asked.away_at, ticket.status) == (ConsultationState.WAITING, NOON, Status.STALLED)
    assert (newest(ticket).is_machine, newest(ticket).kind) == (True, MessageKind.NOTE)
    assert history(ticket)[-1] == "consult_away"


def test_an_automatic_answer_to_the_envelope_s_sender_marks_the_question(ticket, asked):
    """RFC 3834 §4: that is where such answers go."""
    to = bounce_address(asked.delivery_id, from_address="suport@example.org", reply_to=answer_address(asked))

    outcome = arrive(raw("I am away until Monday.", sender=TECH, Auto_Submitted="auto-replied"), to=to)

    asked.refresh_from_db()
    assert (outcome.ticket, newest(ticket).is_machine, newest(ticket).consultation) == (ticket, True, asked)
    assert (asked.state, asked.away_at, history(ticket)[-1]) == (ConsultationState.WAITING, NOON, "consult_away")


def test_a_report_about_a_question_marks_it_and_an_answer_still_counts(ticket, asked):
    arrive(report("tech@carrier.example", "5.1.1", asked_id(asked)))
    asked.refresh_from_db()
    assert (asked.state, history(ticket)[-1]) == (ConsultationState.FAILED, "consult_failed")

    answer_to(asked)

    asked.refresh_from_db()
    assert asked.state == ConsultationState.ANSWERED


def test_a_late_answer_to_an_ended_question_is_kept(ticket, asked, agent):
    consulting.end(asked, by=agent, at=NOON)

    assert answer_to(asked).ticket == ticket


def test_a_merge_carries_questions_along(ticket, asked, support, requester, agent):
    other = stand(factories.ticket(requester, support), Status.OPEN)
    merging.merge(ticket, into=other, by=agent, at=NOON)

    outcome = answer_to(asked)

    assert (outcome.ticket, newest(other).body) == (other, FAULT)


def test_an_answer_that_names_another_ticket_too_joins_neither(ticket, asked, support, stranger):
    other = factories.ticket(stranger, support)

    outcome = answer_to(asked, Cc=token_address(other))

    assert outcome.action == InboundAction.CREATED
    assert outcome.ticket not in {ticket, other}


def test_an_agent_who_joins_such_a_mail_by_hand_makes_it_a_note_of_the_question(ticket, asked, agent):
    arrive(raw(FAULT, sender=TECH, Precedence="list", Auto_Submitted="auto-generated"))
    machine = log()
    assert machine.ticket is None

    deciding.join(machine, ticket, by=agent, at=NOON)

    assert (newest(ticket).kind, newest(ticket).is_machine) == (MessageKind.NOTE, True)


def test_a_split_leaves_the_words_of_third_parties_inside(ticket, asked, support, agent):
    arrive(raw("Another matter.", sender=MARTA, identity="2@example.net"), to=token_address(ticket))
    second = newest(ticket)
    answer_to(asked, identity="3@example.net")

    new = splitting.split(ticket, splitting.Split("Another", support, [second.pk, newest(ticket).pk]), by=agent, at=NOON)

    assert [(message.kind, message.body) for message in new.messages.order_by("pk")] == [("public", "Another matter."), ("note", FAULT)]


def test_the_same_mail_twice_is_one_note(ticket, asked):
    for _ in range(2):
        answer_to(asked)

    assert Message.objects.filter(consultation=asked).count() == 1


def report(recipient: str, status: str, original: str) -> bytes:
    """A delivery report as RFC 3464 has it."""
    return (
        "From: MAILER-DAEMON@relay.example.com\r\nTo: suport@example.org\r\nSubject: Undelivered Mail\r\nMessage-ID: <dsn@relay.example.com>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {original}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


def test_a_provider_s_word_that_a_question_came_back_is_no_word_about_the_requester(ticket, asked):
    Delivery.objects.filter(pk=asked.delivery_id).update(state=DeliveryState.SENT)

    handing_in.note(Told(asked.topic, asked.delivery_id, Word.FAILED, "5.1.1", is_gone=True), at=NOON)

    asked.refresh_from_db()
    assert (asked.state, history(ticket)[-1]) == (ConsultationState.FAILED, "consult_failed")
    assert "mail_failed" not in history(ticket)
