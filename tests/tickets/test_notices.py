"""Which mail goes to whom, and what it says."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import installation
from notifications.composition import compose
from notifications.models import Delivery
from queues.enums import TextPlace
from queues.models import Mailbox
from tests import factories
from tests.tickets.mails import token_address
from tests.tickets.moments import LATER, NOON
from tickets.actions import acting, conversation, files, lifecycle
from tickets.actions.conversation import Draft
from tickets.enums import Channel, RejectReason, StallReason
from tickets.letters import Letter, send
from tickets.mail_addresses import read_reply_address

pytestmark = pytest.mark.django_db


def newest() -> Delivery:
    return Delivery.objects.select_related("mail").order_by("-pk")[0]


def words(delivery: Delivery) -> str:
    """Everything a reader of the mail can see."""
    said = delivery.mail.texts.get()
    return "\n".join([said.subject, said.text, said.html])


def test_a_reply_is_a_person_s_mail_in_the_ticket_s_thread(ticket, agent, requester):
    conversation.reply(ticket, Draft("Please restart it."), by=agent, at=LATER)

    delivery = newest()
    mail, said = delivery.mail, delivery.mail.texts.get()
    assert (delivery.address, delivery.name, mail.topic, mail.is_automatic) == ("marta@example.net", "Marta Soler", ticket.topic, False)
    assert (mail.from_name, mail.from_address) == ("Aina · Suport", "suport@example.org")
    assert said.subject == f"Re: No connection [\u2068{ticket.reference}\u2069]"
    assert said.text.startswith(f"\u2068{ticket.reference}\u2069 · \u2068No connection\u2069\n\nPlease restart it.\n\nAina Roca\n")
    assert read_reply_address(delivery.tokens["reply_to"]) is not None
    assert delivery.tokens["reply_to"] == token_address(ticket)


def test_a_reply_carries_no_mark_of_a_machine(ticket, agent):
    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    raw = compose(newest(), newest().mail.texts.get(), at=NOON).decode()

    assert "Auto-Submitted" not in raw
    assert f"References: <ticket.{ticket.pk}.0." in raw


def test_a_resolved_mail_holds_the_answer_and_how_to_object(ticket, agent):
    lifecycle.resolve(ticket, Draft("A new router solved it."), by=agent)

    assert (Delivery.objects.count(), newest().mail.is_automatic) == (2, False)
    assert "A new router solved it." in words(newest())
    assert "answer this e-mail and we go on" in words(newest())


def test_our_standard_words_are_marked_as_automatic(ticket, agent):
    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    lifecycle.resolve(ticket, Draft(""), by=agent, at=LATER)

    assert newest().mail.is_automatic is True
    assert "Please restart it." not in words(newest())


def test_a_note_is_in_no_mail(ticket, agent, requester):
    lifecycle.take(ticket, by=agent)
    files.keep_drafts(uuid.UUID(int=1), [SimpleUploadedFile("SECRET-file.txt", b"SECRET")])
    conversation.note(ticket, Draft("SECRET: she never pays.", uuid.UUID(int=1)), by=agent)

    conversation.reply(ticket, Draft("Please restart it."), by=agent)
    lifecycle.resolve(ticket, Draft("Solved."), by=agent)

    assert [delivery for delivery in Delivery.objects.all() if "SECRET" in words(delivery)] == []


def test_files_are_named_and_opened_on_the_web(ticket, agent):
    files.keep_drafts(uuid.UUID(int=1), [SimpleUploadedFile("manual.txt", b"how")])

    conversation.reply(ticket, Draft("Read this.", uuid.UUID(int=1)), by=agent)

    assert "- manual.txt" in newest().mail.texts.get().text
    assert f"http://localhost:8000/tickets/{ticket.pk}/open/" in newest().mail.texts.get().text


def test_html_in_a_reply_stays_text(ticket, agent):
    conversation.reply(ticket, Draft("<script>x</script> {{ house }} & <b>"), by=agent)

    said = newest().mail.texts.get()
    assert "<script>" not in said.html
    assert "&lt;script&gt;x&lt;/script&gt; {{ house }} &amp; &lt;b&gt;" in said.html
    assert "<script>x</script> {{ house }} & <b>" in said.text


def test_a_title_with_a_line_break_smuggles_in_no_header(ticket, agent):
    type(ticket).objects.filter(pk=ticket.pk).update(title="x\r\nBcc: evil@example.com")

    conversation.reply(ticket, Draft("Hello."), by=agent)

    assert newest().mail.texts.get().subject.startswith("Re: x Bcc: evil@example.com [")


@pytest.mark.parametrize("name", ["Marta\r\nBcc: evil@example.com", "M" * 200, '"; <evil@example.com>', "مارتا \u202eevil"])
def test_a_strange_name_stops_no_mail(support, agent, name):
    ticket = factories.ticket(factories.person("strange@example.net", name), support)

    conversation.reply(ticket, Draft("Hello."), by=agent)

    raw = compose(newest(), newest().mail.texts.get(), at=NOON)
    assert b"\nBcc" not in raw
    assert newest().address == "strange@example.net"


def test_the_queue_signs_its_replies(ticket, agent, support):
    support.texts.create(place=TextPlace.SIGNATURE, language="en", body="Support of Vic")
    installation.forget()

    conversation.reply(ticket, Draft("Hello."), by=agent)

    assert "Aina Roca\nSupport of Vic\n" in newest().mail.texts.get().text


def test_the_owner_is_told_in_their_own_language_what_was_written(ticket, agent, requester):
    agent.language = "ca"
    agent.save(update_fields=["language"])
    lifecycle.take(ticket, by=agent)

    conversation.answer(ticket, conversation.Answer("My PIN is 1234.", Channel.WEB), by=requester)

    delivery = newest()
    assert (delivery.address, delivery.language, list(delivery.tokens)) == ("agent@example.org", "ca", ["reply_to"])
    assert "My PIN is 1234." in delivery.mail.texts.get().text
    assert f"http://localhost:8000/desk/tickets/{ticket.pk}/" in words(delivery)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": None}])
def test_an_owner_who_cannot_be_told_stops_nothing(ticket, agent, requester, change):
    lifecycle.take(ticket, by=agent)
    type(agent).objects.filter(pk=agent.pk).update(**change)

    conversation.answer(ticket, conversation.Answer("Still red.", Channel.WEB), by=requester)

    assert newest().address == "marta@example.net"


def test_a_house_without_a_mailbox_answers_from_its_own_address(ticket, agent):
    Mailbox.objects.update(is_active=False)
    installation.forget()

    conversation.reply(ticket, Draft("Hello."), by=agent)

    assert (newest().mail.from_address, newest().tokens.get("reply_to", "")) == ("suport@example.org", "")


def test_a_requester_without_an_address_gets_no_mail(support, agent):
    ticket = factories.ticket(factories.person(None, "Joan"), support)

    conversation.reply(ticket, Draft("Hello."), by=agent)
    lifecycle.resolve(ticket, Draft(""), by=agent)

    assert Delivery.objects.count() == 0


def silent(ticket, agent):
    """The requester was asked something and says nothing for the three reminders' time."""
    conversation.reply(ticket, Draft("Which light is it?"), by=agent, at=NOON)
    lifecycle.stall(ticket, why=StallReason.REQUESTER, until=None, by=agent, at=NOON)


def test_a_reminder_is_kind_automatic_and_in_the_thread(ticket, agent, support):
    support.texts.create(place=TextPlace.SIGNATURE, language="en", body="Support of Vic")
    installation.forget()
    silent(ticket, agent)

    acting.act_due(at=NOON + timedelta(days=3))

    delivery = newest()
    mail, said = delivery.mail, delivery.mail.texts.get()
    assert (delivery.address, mail.topic, mail.is_automatic) == ("marta@example.net", ticket.topic, True)
    assert said.subject == f"Re: No connection [\u2068{ticket.reference}\u2069]"
    assert "If we hear nothing, we will close it on 24 March 2026." in " ".join(said.text.split())
    assert "Support of Vic" in said.text
    assert b"Auto-Submitted: auto-generated" in compose(delivery, said, at=NOON)
    assert read_reply_address(delivery.tokens["reply_to"]) is not None


def test_a_reminder_speaks_the_requester_s_language(ticket, agent, requester):
    requester.language = "ca"
    requester.save(update_fields=["language"])
    silent(ticket, agent)

    acting.act_due(at=NOON + timedelta(days=3))

    assert newest().language == "ca"
    assert "Bon dia," in newest().mail.texts.get().text


def test_closing_after_silence_is_told_with_how_to_go_on(ticket, agent):
    silent(ticket, agent)

    for days in (3, 9, 14):
        acting.act_due(at=NOON + timedelta(days=days))

    assert newest().mail.is_automatic is True
    said = " ".join(newest().mail.texts.get().text.split())
    assert "we have had no answer from you, so we have closed" in said
    assert "answer this e-mail until 7 April 2026 and we go on where we stopped" in said


def test_a_resolved_mail_names_the_day_of_closing(ticket, agent):
    lifecycle.resolve(ticket, Draft("A new router solved it."), by=agent, at=NOON)

    assert words(newest()).count("we will close it on 19 March 2026") == 2


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (RejectReason.NOT_ENTITLED, "we could not find you among them"),
        (RejectReason.NOT_OURS, "Whoever runs that service can help you best."),
        (RejectReason.DUPLICATE, "You have asked us this before."),
    ],
)
def test_a_rejection_says_kindly_why_and_never_the_note(ticket, agent, why, said):
    lifecycle.reject(ticket, why=why, note="SECRET: never pays.", by=agent)

    assert said in newest().mail.texts.get().text
    assert said in newest().mail.texts.get().html
    assert ("SECRET" in words(newest()), newest().mail.is_automatic) == (False, True)


def test_a_rejection_says_it_in_the_queue_s_own_words(ticket, agent, support):
    support.texts.create(place=TextPlace.REJECT_NOT_ENTITLED, language="en", body="Join us at <the> forum.")
    installation.forget()

    lifecycle.reject(ticket, why=RejectReason.NOT_ENTITLED, by=agent)

    assert "Join us at <the> forum." in newest().mail.texts.get().text
    assert "Join us at &lt;the&gt; forum." in newest().mail.texts.get().html


def test_spam_is_never_answered(ticket, agent):
    before = Delivery.objects.count()

    lifecycle.reject(ticket, why=RejectReason.SPAM, by=agent)

    assert Delivery.objects.count() == before


def test_an_internal_note_is_never_written_into_a_letter_to_a_requester(ticket, agent):
    note = conversation.note(ticket, Draft("SECRET: never pays."), by=agent)
    before = Delivery.objects.count()

    with pytest.raises(ValueError, match="for agents alone"):
        send(Letter("reply", ticket, ticket.requester, "k", message=note), at=NOON)
    assert Delivery.objects.count() == before
