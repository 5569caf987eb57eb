"""Asking somebody outside: what leaves the house, to whom, and what stays in it."""

import email
import uuid
from email import policy

import pytest

from accounts.models import User
from notifications.composition import compose
from notifications.models import Delivery, MailText
from tests import factories
from tests.tickets.asking import answer_address, ask, asked_id
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import consulting, conversation
from tickets.actions.consulting import Question
from tickets.actions.conversation import Draft
from tickets.enums import MessageKind, StallReason, Status
from tickets.errors import Refused
from tickets.mail_enums import ConsultationState
from tickets.models import Attachment, Consultation, Message, SearchEntry
from tickets.references import number_in_subject

pytestmark = pytest.mark.django_db


def mailed(consultation: Consultation) -> email.message.EmailMessage:
    """The mail of a question as it leaves."""
    delivery = Delivery.objects.select_related("mail").get(mail__key=f"consultation:{consultation.pk}")
    raw = compose(delivery, MailText.objects.get(mail=delivery.mail), at=NOON)
    return email.message_from_bytes(raw, policy=policy.default)


def text_of(consultation: Consultation) -> str:
    """All that a question's mail says, twice."""
    said = MailText.objects.get(mail__deliveries=consultation.delivery_id)
    return f"{said.subject}\n{said.text}\n{said.html}"


def test_a_question_is_kept_as_a_note_and_leaves_by_the_outbox(ticket, agent):
    consultation = ask(ticket, agent)

    note = consultation.question
    assert (note.kind, note.is_ours, note.author, note.body) == (MessageKind.NOTE, True, agent, "Is there a fault on the line?")
    assert history(ticket) == ["opened", "consulted"]
    assert last_event(ticket).reason == "tech@carrier.example"
    assert (consultation.state, consultation.asked_by, consultation.asked_at) == ("waiting", agent, NOON)
    assert Delivery.objects.get(mail__key=f"consultation:{consultation.pk}").address == "tech@carrier.example"


def test_its_mail_has_an_address_and_a_thread_of_its_own(ticket, agent):
    consultation = ask(ticket, agent)

    mail = mailed(consultation)

    assert mail["Reply-To"] == answer_address(consultation)
    assert mail["Message-ID"] == asked_id(consultation)
    assert str(ticket.topic.replace(":", ".")) not in f"{mail['References']}{mail['Message-ID']}{mail['In-Reply-To']}"
    assert mail["Auto-Submitted"] is None
    assert (mail["Subject"].startswith("A line in Vilaclara"), number_in_subject(mail["Subject"])) == (True, ticket.pk)


def test_nothing_of_the_requester_leaves_unless_it_is_chosen(ticket, agent, file):
    said = text_of(ask(ticket, agent))

    assert "Is there a fault on the line?" in said
    for secret in ("No connection", "The light is red.", "Marta", "marta@example.net", "/tickets/", "light.txt"):
        assert secret not in said


def test_what_is_chosen_is_quoted_and_goes_along(ticket, agent, file):
    consultation = ask(ticket, agent, quotes=[ticket.messages.get().pk], files=[file.pk])

    mail = mailed(consultation)

    assert "The light is red." in text_of(consultation)
    assert "Marta" not in text_of(consultation)
    assert [(part.get_filename(), part.get_content().strip()) for part in mail.iter_attachments()] == [("light.txt", "red")]
    assert consultation.question.quoted == "The light is red."
    assert [each.file_name for each in consultation.question.attachments.all()] == ["light.txt"]


def test_several_people_get_a_mail_each_and_do_not_see_each_other(ticket, agent):
    first = ask(ticket, agent, "tech@carrier.example", "lab@example.com", "TECH@carrier.example")

    rows = list(first.question.consultations.order_by("pk"))
    assert [row.address for row in rows] == ["tech@carrier.example", "lab@example.com"]
    assert [str(mailed(row)["To"]) for row in rows] == ["tech@carrier.example", "lab@example.com"]
    assert "lab@example.com" not in mailed(rows[0]).as_string()


def test_asking_makes_no_account_and_moves_nothing(ticket, agent):
    before = (User.objects.count(), ticket.status, ticket.answered_at)

    ask(ticket, agent)

    ticket.refresh_from_db()
    assert (User.objects.count(), ticket.status, ticket.answered_at) == before
    assert not Delivery.objects.filter(address="marta@example.net", mail__key__startswith="consult").exists()


def test_the_ticket_can_wait_for_the_third_party_in_the_same_act(ticket, agent):
    stand(ticket, Status.OPEN)

    ask(ticket, agent, stalls=True)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.stall_reason) == (Status.STALLED, StallReason.THIRD_PARTY)
    assert history(ticket) == ["opened", "consulted", "stalled"]


def test_when_it_cannot_wait_nothing_is_asked(ticket, agent):
    before = snapshot(ticket)

    with pytest.raises(Refused, match="cannot become"):
        ask(ticket, agent, stalls=True)

    assert snapshot(ticket) == before


def test_the_same_form_twice_is_one_question(ticket, agent):
    form = uuid.UUID(int=7)

    assert ask(ticket, agent, submission=form) == ask(ticket, agent, submission=form)

    assert Consultation.objects.count() == 1


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (["nonsense"], "not an e-mail address"),
        (["a@example.com\nBcc: b@example.com"], "not an e-mail address"),
        (["suport@example.org"], "our own address"),
        (["suport+1.2.x@example.org"], "our own address"),
        (["MARTA@example.net"], "the requester’s"),
        ([], "whom you ask"),
        ([f"p{number}@example.com" for number in range(6)], "too many people"),
    ],
)
def test_whom_one_cannot_ask(ticket, agent, to, why):
    before = snapshot(ticket)

    with pytest.raises(Refused, match=why):
        consulting.ask(ticket, Question(to, "A line", "A fault?"), by=agent, at=NOON)

    assert snapshot(ticket) == before


@pytest.mark.parametrize(("subject", "body"), [("", "A fault?"), ("A line", " \n"), ("\r\n", "A fault?")])
def test_a_question_has_a_subject_and_words(ticket, agent, subject, body):
    with pytest.raises(Refused, match="what you ask"):
        consulting.ask(ticket, Question(["tech@carrier.example"], subject, body), by=agent, at=NOON)


def test_only_the_ticket_s_own_words_and_files_can_go_along(ticket, agent, support, stranger, file):
    other = factories.ticket(stranger, support)
    note = conversation.note(ticket, Draft("Inside."), by=agent, at=NOON)

    for chosen in ({"quotes": [other.messages.get().pk]}, {"quotes": [note.pk]}, {"files": [file.pk + 99]}):
        with pytest.raises(Refused, match="no longer in this ticket"):
            ask(ticket, agent, **chosen)


def test_files_that_no_mail_can_carry_stay_here(ticket, agent, file):
    Attachment.objects.filter(pk=file.pk).update(size=consulting.FILES_LIMIT + 1)

    with pytest.raises(Refused, match="10 MB"):
        ask(ticket, agent, files=[file.pk])


@pytest.mark.parametrize("status", [Status.CLOSED, Status.REJECTED])
def test_a_finished_ticket_asks_nobody(ticket, agent, status):
    with pytest.raises(Refused, match="Reopen it"):
        ask(stand(ticket, status), agent)


def test_the_question_is_found_by_agents_alone(ticket, agent):
    consultation = ask(ticket, agent)

    assert SearchEntry.objects.get(message=consultation.question).internal
    assert consultation.question not in Message.objects.public()


def test_nobody_has_to_wait_for_ever(ticket, agent):
    consultation = ask(ticket, agent)

    for _ in range(2):
        consulting.end(consultation, by=agent, at=LATER)

    consultation.refresh_from_db()
    assert (consultation.state, consultation.settled_at) == (ConsultationState.ENDED, LATER)
    assert history(ticket) == ["opened", "consulted", "consult_ended"]


def test_a_queue_whose_mails_hold_no_content_still_asks_with_words(ticket, agent, support):
    type(support).objects.update(mails_no_content=True)
    ticket.refresh_from_db()

    assert "Is there a fault on the line?" in text_of(ask(ticket, agent))
