"""Mail that answers a ticket: who may join, who may not."""

from datetime import timedelta

import pytest

from accounts.models import Contact, Organisation
from notifications.models import Delivery
from tests import factories
from tests.tickets.mails import MARTA, STRANGER, arrive, log, our_id, raw, token_address
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets import matching
from tickets.actions import conversation, inbound, joining, lifecycle, merging, partnering
from tickets.actions.arrival import Arrival
from tickets.enums import InboundAction, Status, Verb
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_the_requester_s_answer_to_a_signed_address_joins_verified(ticket, requester):
    outcome = arrive(raw("Still red.\r\n\r\n> Please restart it."), to=token_address(ticket), at=LATER)

    message = ticket.messages.order_by("-pk")[0]
    assert (outcome.action, outcome.ticket, outcome.message, outcome.matched_by) == (InboundAction.APPENDED, ticket, message, "token")
    assert (message.body, message.author, message.is_verified, message.is_ours) == ("Still red.", requester, True, False)
    assert "Please restart it." in message.quoted
    assert (history(ticket), last_event(ticket).at) == (["opened", "written", "proven"], LATER)


def test_an_answer_to_our_message_id_joins_verified(ticket):
    outcome = arrive(raw(In_Reply_To=our_id(ticket)))

    assert (outcome.action, outcome.ticket, outcome.matched_by) == (InboundAction.APPENDED, ticket, "token")
    assert outcome.message is not None
    assert outcome.message.is_verified is True


def test_who_lost_the_right_between_matching_and_joining_does_not_join(ticket, requester, colleague):
    council, advisers = (Organisation.objects.create(name=name) for name in ("Vilaclara", "Puig Advisers"))
    Contact.objects.create(user=requester, organisation=advisers)
    right = partnering.grant(council, partner=advisers, until=None, by=colleague)
    Ticket.objects.filter(pk=ticket.pk).update(organisation=council, partner_grant=right)
    stored = inbound.store(raw("Still red."), envelope_to=token_address(ticket), at=NOON)
    parsed = inbound.what_it_says(stored)
    found = matching.match(parsed, (stored.envelope_to,))
    assert found.trust == matching.Trust.PARTICIPANT
    partnering.revoke(right, by=colleague)

    outcome = joining.join_or_open(Arrival(stored, parsed, found, LATER))

    assert outcome.reason == "from somebody who is not a participant: shown to agents only"
    assert (ticket.messages.order_by("-pk")[0].is_note, history(ticket)[-1]) == (True, Verb.OUTSIDER_WROTE)


def test_what_was_merged_between_matching_and_joining_is_joined_where_it_goes_on(ticket, support, requester, agent):
    stored = inbound.store(raw("Still red."), envelope_to=token_address(ticket), at=NOON)
    parsed = inbound.what_it_says(stored)
    found = matching.match(parsed, (stored.envelope_to,))
    root = merging.merge(ticket, into=factories.ticket(requester, support), by=agent)

    outcome = joining.join_or_open(Arrival(stored, parsed, found, LATER))

    assert (outcome.action, outcome.ticket) == (InboundAction.APPENDED, root)


def test_the_log_says_which_ticket_and_why(ticket):
    arrive(raw(identity="7@example.net"), to=token_address(ticket))

    entry = log()
    assert (entry.state, entry.action, entry.ticket, entry.matched_by) == ("done", "appended", ticket, "token")
    assert (entry.message_id, entry.subject, entry.sender) == ("7@example.net", "No connection", "marta@example.net")
    assert entry.reason == "answer of the requester"


def test_the_owner_is_told_of_an_answer(ticket, agent):
    lifecycle.take(ticket, by=agent)

    arrive(raw(), to=token_address(ticket))

    assert Delivery.objects.filter(address="agent@example.org").count() == 1


def test_a_signed_address_used_by_somebody_else_is_shown_to_agents_alone(ticket):
    ticket = stand(ticket, Status.RESOLVED)
    mails = Delivery.objects.count()

    outcome = arrive(raw("Let me in.", sender=STRANGER), to=token_address(ticket))

    ticket.refresh_from_db()
    message = ticket.messages.order_by("-pk")[0]
    assert (outcome.action, outcome.ticket, outcome.answer_id) == (InboundAction.APPENDED, ticket, "")
    assert (message.is_note, message.is_verified, message.author, message.author_name) == (True, False, None, "Nobody Known")
    assert (ticket.status, history(ticket), Delivery.objects.count()) == (
        Status.RESOLVED,
        ["opened", "outsider_wrote", "follow_asked"],
        mails,
    )
    assert ticket.events.get(verb=Verb.OUTSIDER_WROTE).payload == {"message": message.pk}


def test_an_agent_s_answer_by_mail_does_not_pass_for_the_requester_s(ticket, agent):
    outcome = arrive(raw("I look.", sender="Aina Roca <agent@example.org>", In_Reply_To=our_id(ticket)))

    assert outcome.message is not None
    assert (outcome.message.is_note, outcome.message.is_ours, outcome.message.author) == (True, False, None)


def test_the_reference_alone_lets_the_requester_join_unverified(ticket, requester):
    outcome = arrive(raw(subject=f"again: Suport #{ticket.pk} is red"))

    assert (outcome.action, outcome.ticket, outcome.matched_by) == (InboundAction.APPENDED, ticket, "reference")
    assert outcome.message is not None
    assert (outcome.message.author, outcome.message.is_verified, outcome.message.is_note) == (requester, False, False)


@pytest.mark.parametrize("subject", ["suport#{}", "SUPORT #{}:", "Re: [\u2068suport#{}\u2069] x", "ticket de suport #{}", "suport# {}"])
def test_people_write_a_reference_in_many_ways(ticket, subject):
    assert arrive(raw(subject=subject.format(ticket.pk))).ticket == ticket


@pytest.mark.parametrize("subject", ["#{}", "suport {}", "mysuport#{}", "suport#{}999999999999999999", "order 12 suport-#{}"])
def test_a_number_that_is_no_reference_opens_a_new_ticket(ticket, subject):
    outcome = arrive(raw(subject=subject.format(ticket.pk)))

    assert outcome.action == InboundAction.CREATED
    assert outcome.ticket != ticket


def test_a_stranger_with_somebody_s_reference_gets_a_ticket_of_their_own(ticket):
    as_it_was = snapshot(ticket)[0]

    outcome = arrive(raw("Tell me all.", sender=STRANGER, subject=f"Re: suport#{ticket.pk}"))

    assert (outcome.action, outcome.matched_by) == (InboundAction.CREATED, "reference")
    assert outcome.ticket is not None
    assert [link.target for link in outcome.ticket.links.all()] == [ticket]
    assert snapshot(ticket)[0] == as_it_was
    assert (history(ticket), history(outcome.ticket)) == (["opened", "linked"], ["opened", "linked"])


@pytest.mark.parametrize("sender", [f"{MARTA}, {STRANGER}", f"{MARTA}\r\nFrom: {STRANGER}"])
def test_a_mail_of_several_authors_is_nobody_s_word(ticket, sender):
    arrive(raw(sender=sender), to=token_address(ticket))

    message = ticket.messages.order_by("-pk")[0]
    assert (message.is_note, message.author) == (True, None)


def test_the_owner_hears_of_somebody_else_s_mail_and_lists_show_the_ticket_anew(ticket, agent):
    lifecycle.take(ticket, by=agent, at=NOON)

    arrive(raw(sender=STRANGER), to=token_address(ticket), at=LATER)

    ticket.refresh_from_db()
    assert ticket.touched_at == LATER
    assert Delivery.objects.about(ticket.topic).filter(address="agent@example.org").count() == 1


def test_a_stranger_s_acknowledgement_tells_nothing_of_the_other_ticket(ticket):
    outcome = arrive(raw(sender=STRANGER, subject=f"suport#{ticket.pk}"))

    assert outcome.ticket is not None
    delivery = Delivery.objects.select_related("mail").get(address="stranger@example.com")
    said = delivery.mail.texts.get()
    told = "\n".join([said.subject, said.text, said.html, str(delivery.tokens)])
    assert delivery.mail.topic == f"ticket:{outcome.ticket.pk}"
    assert [
        word for word in (ticket.title, ticket.reference + "\u2069", "Marta", "marta@example.net", "light is red") if word in told
    ] == []


def test_a_signature_of_another_ticket_opens_nothing(ticket, support, requester):
    other = factories.ticket(requester, support)
    forged = token_address(ticket).replace(f"+{ticket.pk}.", f"+{other.pk}.")

    outcome = arrive(raw(sender=STRANGER, subject="hello"), to=forged)

    assert (outcome.action, outcome.matched_by) == (InboundAction.CREATED, "")


def test_a_message_id_made_up_after_ours_opens_nothing(ticket, support, requester):
    other = factories.ticket(requester, support)
    forged = our_id(ticket).replace(f"ticket.{ticket.pk}.", f"ticket.{other.pk}.")

    assert arrive(raw(In_Reply_To=forged)).action == InboundAction.CREATED


def test_a_mail_system_may_change_the_case_of_a_signed_address(ticket):
    assert arrive(raw(), to=token_address(ticket).upper()).matched_by == "token"


def test_a_signed_address_in_the_headers_is_enough(ticket):
    assert arrive(raw(To=f"Suport <{token_address(ticket)}>")).matched_by == "token"


def test_a_key_that_was_replaced_still_verifies(ticket, settings):
    address, identifier = token_address(ticket), our_id(ticket)
    settings.MAIL_KEY_FALLBACKS = [settings.MAIL_KEY]
    settings.MAIL_KEY = "a new key"

    by_address = arrive(raw(identity="1@example.net"), to=address)
    by_id = arrive(raw(identity="2@example.net", In_Reply_To=identifier))

    assert (by_address.matched_by, by_id.matched_by) == ("token", "token")


def test_a_key_that_was_thrown_away_verifies_no_more(ticket, settings):
    address = token_address(ticket)
    settings.MAIL_KEY = "a new key"

    assert arrive(raw(), to=address).action == InboundAction.CREATED


def test_a_mail_that_names_two_tickets_opens_one_linked_to_both(ticket, support, requester):
    other = factories.ticket(requester, support)

    outcome = arrive(raw(To=f"{token_address(ticket)}, {token_address(other)}"), to=token_address(ticket))

    assert outcome.action == InboundAction.CREATED
    assert outcome.ticket is not None
    assert sorted(outcome.ticket.links.values_list("target_id", flat=True)) == [ticket.pk, other.pk]
    assert (ticket.messages.count(), other.messages.count()) == (1, 1)


def test_an_answer_to_an_earlier_mail_of_theirs_finds_its_ticket(support):
    first = arrive(raw(identity="first@example.net"))

    outcome = arrive(raw("One more thing.", identity="second@example.net", subject="Re: other words", References="<first@example.net>"))

    assert (outcome.action, outcome.ticket, outcome.matched_by) == (InboundAction.APPENDED, first.ticket, "message-id")
    assert outcome.message is not None
    assert outcome.message.is_verified is False


def test_somebody_in_copy_who_answers_opens_a_ticket_of_their_own(support):
    first = arrive(raw(identity="first@example.net"))

    outcome = arrive(raw("Me too.", sender=STRANGER, identity="second@example.com", In_Reply_To="<first@example.net>"))

    assert (outcome.action, outcome.matched_by) == (InboundAction.CREATED, "message-id")
    assert outcome.ticket is not None
    assert [link.target for link in outcome.ticket.links.all()] == [first.ticket]


def test_an_answer_to_a_merged_ticket_goes_to_the_one_it_was_merged_into(ticket, support, requester, agent):
    middle, last = factories.ticket(requester, support), factories.ticket(requester, support)
    merging.merge(ticket, into=middle, by=agent)
    merging.merge(middle, into=last, by=agent)

    assert arrive(raw(), to=token_address(ticket)).ticket == last


def test_tickets_merged_into_one_are_no_rivals(ticket, support, requester, agent):
    other = factories.ticket(requester, support)
    merging.merge(other, into=ticket, by=agent)

    outcome = arrive(raw(To=f"{token_address(ticket)}, {token_address(other)}"))

    assert (outcome.action, outcome.ticket) == (InboundAction.APPENDED, ticket)


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.REJECTED, Status.STALLED])
def test_an_answer_brings_work_back(ticket, status):
    ticket = stand(ticket, status)

    arrive(raw(), to=token_address(ticket))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.stall_reason) == (Status.OPEN, "")


def test_a_ticket_closed_lately_reopens(ticket):
    ticket = stand(ticket, Status.CLOSED, closed_at=NOON - timedelta(days=14))

    outcome = arrive(raw(), to=token_address(ticket), at=NOON)

    ticket.refresh_from_db()
    assert (outcome.action, outcome.ticket, ticket.status) == (InboundAction.APPENDED, ticket, Status.OPEN)
    assert last_event(ticket).verb == Verb.REOPENED


def test_a_ticket_closed_long_ago_stays_closed_and_is_linked(ticket):
    ticket = stand(ticket, Status.CLOSED, closed_at=NOON - timedelta(days=14, seconds=1))

    outcome = arrive(raw(), to=token_address(ticket), at=NOON)

    ticket.refresh_from_db()
    assert (outcome.action, ticket.status) == (InboundAction.CREATED, Status.CLOSED)
    assert outcome.ticket is not None
    assert [link.target for link in outcome.ticket.links.all()] == [ticket]


def test_a_person_s_further_proven_address_is_theirs_too(ticket, requester):
    requester.emailaddress_set.create(email="marta.soler@example.org", verified=True)
    requester.emailaddress_set.create(email="unproven@example.org", verified=False)

    proven = arrive(raw(sender="marta.soler@example.org", identity="1@x.org"), to=token_address(ticket))
    unproven = arrive(raw(sender="unproven@example.org", identity="2@x.org"), to=token_address(ticket))

    assert proven.message is not None
    assert unproven.message is not None
    assert (proven.message.author, proven.message.is_note) == (requester, False)
    assert (unproven.message.author, unproven.message.is_note) == (None, True)


def test_the_sender_s_address_is_compared_without_case(ticket, requester):
    outcome = arrive(raw(sender="MARTA@Example.NET"), to=token_address(ticket))

    assert outcome.message is not None
    assert outcome.message.author == requester


def test_our_next_mail_answers_what_the_requester_wrote_and_not_a_stranger(ticket, agent):
    arrive(raw(sender=MARTA, identity="hers@example.net"), to=token_address(ticket))
    arrive(raw(sender=STRANGER, identity="his@example.com"), to=token_address(ticket))

    conversation.reply(ticket, conversation.Draft("A new router is on its way."), by=agent)

    assert Delivery.objects.order_by("-pk")[0].tokens["in_reply_to"] == "<hers@example.net>"
