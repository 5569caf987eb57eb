"""Making a ticket of its own out of some messages."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from notifications.models import MailText
from queues.models import Queue
from tests.tickets.mails import arrive, raw, token_address
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event, snapshot
from tickets.actions import conversation, files, merging, splitting
from tickets.actions.conversation import Answer, Draft
from tickets.actions.splitting import Split
from tickets.enums import Channel, MessageKind, Status
from tickets.errors import Refused
from tickets.models import Message, SearchEntry, SearchIndex, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(ticket: Ticket, requester: User) -> Message:
    """What Marta wrote later, about something else, with a file."""
    form = uuid.uuid4()
    files.keep_drafts(form, [SimpleUploadedFile("invoice.txt", b"12 EUR")])
    given = Answer("By the way, my invoice is wrong.", Channel.WEB, form, is_proven=True)
    return conversation.answer(ticket, given, by=requester, at=LATER)


def wanted(queue: Queue, *messages: Message, title: str = "Wrong invoice") -> Split:
    return Split(title, queue, [message.pk for message in messages])


def test_the_messages_move_with_their_files_and_know_where_they_were_written(ticket, second, agent, treasury, requester):
    new = splitting.split(ticket, wanted(treasury, second), by=agent, at=LATER)

    second.refresh_from_db()
    assert (second.ticket, second.split_from, second.author) == (new, ticket, requester)
    assert [file.file_name for file in new.messages.get().attachments.all()] == ["invoice.txt"]
    assert (new.title, new.queue, new.requester, new.status, new.reported_at) == ("Wrong invoice", treasury, requester, Status.NEW, LATER)
    assert [link.target for link in new.links.all()] == [ticket]
    assert (history(new), history(ticket)[-1]) == (["split"], "split")
    assert last_event(ticket).payload == {"target": new.pk, "messages": [second.pk]}


def test_the_search_finds_the_words_where_they_are_now(ticket, second, agent, treasury):
    new = splitting.split(ticket, wanted(treasury, second), by=agent)

    keys = [SearchEntry.key(ticket.pk, ticket.messages.get().pk), SearchEntry.key(new.pk, second.pk)]
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True)) == keys
    assert list(SearchIndex.objects.order_by("rowid").values_list("rowid", flat=True)) == keys


def test_the_requester_is_told_the_new_reference(ticket, second, agent, treasury, requester):
    requester.language = "ca"
    requester.save(update_fields=["language"])

    new = splitting.split(ticket, wanted(treasury, second), by=agent)

    said = MailText.objects.get(mail__key=f"split:{new.pk}")
    assert (said.language, f"suport#{new.pk}" in said.text.replace("\u2068", "").replace("\u2069", "")) == ("ca", True)


def test_our_answer_goes_along_and_makes_the_new_ticket_open(ticket, second, agent, support):
    reply = conversation.reply(ticket, Draft("We look at the invoice."), by=agent, at=LATER)

    new = splitting.split(ticket, wanted(support, second, reply), by=agent, at=LATER)

    assert (new.status, new.answered_at, new.messages.count()) == (Status.OPEN, LATER, 2)


def test_somebody_else_s_mail_becomes_their_own_ticket(ticket, agent, support):
    kept = arrive(raw("Mine is dead, too.", sender="New Person <new@example.com>", identity="9@example.com"), to=token_address(ticket))
    assert kept.message is not None
    assert kept.message.kind == MessageKind.NOTE

    new = splitting.split(ticket, wanted(support, kept.message), by=agent)

    message = new.messages.get()
    assert new.requester is not None
    assert (new.requester.email, new.requester_proven, message.kind, message.author) == (
        "new@example.com",
        False,
        MessageKind.PUBLIC,
        new.requester,
    )


def test_an_answer_to_a_mail_that_moved_joins_the_new_ticket(support, agent):
    first = arrive(raw(identity="first@example.net"))
    assert first.ticket is not None
    later = arrive(raw("And my invoice.", identity="second@example.net"), to=token_address(first.ticket))
    assert later.message is not None
    new = splitting.split(first.ticket, wanted(support, later.message), by=agent)

    outcome = arrive(raw("It is number 7.", identity="third@example.net", In_Reply_To="<second@example.net>"))

    assert outcome.ticket == new


def test_a_split_is_undone_by_merging(ticket, second, agent, support):
    new = splitting.split(ticket, wanted(support, second), by=agent)
    for one in (ticket, new):
        Ticket.objects.filter(pk=one.pk).update(requester_proven=True)

    assert merging.merge(new, into=ticket, by=agent) == ticket
    assert Message.objects.of(Ticket.objects.of_whole(ticket.pk)).count() == 2


def test_something_of_the_requester_stays(ticket, second, agent, support):
    conversation.note(ticket, Draft("Ask the provider."), by=agent, at=NOON)
    before = snapshot(ticket)

    with pytest.raises(Refused, match="Something has to stay"):
        splitting.split(ticket, wanted(support, ticket.messages.order_by("pk")[0], second), by=agent)
    assert (snapshot(ticket), Ticket.objects.count()) == (before, 1)


def test_a_ticket_is_not_made_of_our_own_words(ticket, second, agent, support):
    reply = conversation.reply(ticket, Draft("We look at it."), by=agent)

    for chosen in ((), (reply,)):
        with pytest.raises(Refused, match="at least one message that somebody wrote to us"):
            splitting.split(ticket, wanted(support, *chosen), by=agent)


def test_what_was_split_meanwhile_is_not_split_again(ticket, second, agent, support):
    splitting.split(ticket, wanted(support, second), by=agent)

    with pytest.raises(Refused, match="no longer in this ticket"):
        splitting.split(ticket, wanted(support, second), by=agent)
    assert Ticket.objects.count() == 2


def test_a_title_of_spaces_is_none(ticket, second, agent, support):
    with pytest.raises(Refused, match="needs a title"):
        splitting.split(ticket, wanted(support, second, title=" \n "), by=agent)
