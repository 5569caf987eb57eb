"""Mail that waits for an agent's word, and what our own relay says of a sender."""

import pytest

from accounts import installation
from accounts.models import Installation
from notifications.models import Delivery
from tests.tickets.agents_by_mail import address_of
from tests.tickets.mails import MARTA, STRANGER, arrive, log, our_id, raw, token_address
from tests.tickets.moments import LATER
from tests.tickets.standing import history
from tickets.actions import deciding
from tickets.enums import InboundAction, InboundState, Verb
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

AGENT = "Aina Roca <agent@example.org>"


@pytest.fixture(autouse=True)
def relay(house):
    """The house has named its relay."""
    Installation.objects.update(mail_relays="mx.example.org mx2.example.org")
    installation.forget()


@pytest.fixture
def careful(support):
    """Support is careful about mail in an agent's name and about money."""
    support.holds_unproven_agents, support.held_words = True, "bank account\nIBAN\n"
    support.save(update_fields=["holds_unproven_agents", "held_words"])
    return support


def vouched(domain: str = "example.net") -> dict[str, str]:
    return {"Authentication_Results": f"mx.example.org; spf=pass; dkim=pass; dmarc=pass header.from={domain}"}


def test_the_reference_of_a_mail_that_its_domain_vouches_for_lets_the_requester_join_verified(ticket, requester):
    outcome = arrive(raw(subject=f"Re: suport#{ticket.pk}", **vouched()))

    assert outcome.message is not None
    assert (outcome.message.author, outcome.message.is_verified, outcome.matched_by) == (requester, True, "reference")
    assert (log().sender_check, log().sender_results) == ("vouched", "spf=pass dkim=pass dmarc=pass")


@pytest.mark.parametrize(
    ("results", "check"),
    [
        ("mx.example.org; dmarc=fail", "failed"),
        ("mx2.example.org; spf=none; dkim=none", "unproven"),
        ("mx.example.org; dmarc=pass header.from=example.com", "unproven"),
        ("evil.example; dmarc=pass", ""),
        ("mx.example.org; dmarc=fail\r\nAuthentication-Results: mx.example.org; dmarc=pass", "failed"),
    ],
)
def test_what_our_relay_did_not_prove_leaves_the_requester_unverified(ticket, results, check):
    outcome = arrive(raw(subject=f"suport#{ticket.pk}", Authentication_Results=results))

    assert outcome.message is not None
    assert (outcome.message.is_verified, log().sender_check) == (False, check)


def test_a_domain_that_vouches_makes_no_participant_of_a_stranger(ticket):
    outcome = arrive(raw(sender=STRANGER, subject=f"suport#{ticket.pk}", **vouched("example.com")))

    assert outcome.action == InboundAction.CREATED
    assert outcome.ticket != ticket


def test_an_unproven_mail_in_an_agent_s_name_is_held_and_nothing_happens(careful, ticket, agent):
    before, mails = history(ticket), Delivery.objects.count()

    outcome = arrive(raw("Please pay.", sender=AGENT, subject="Urgent"))

    entry = log()
    assert (outcome.action, entry.state, entry.fate) == (InboundAction.IGNORED, InboundState.HELD, "held")
    assert entry.reason == "held: it comes in the name of an agent, and nothing proves that"
    assert (Ticket.objects.count(), history(ticket), Delivery.objects.count()) == (1, before, mails)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Our new IBAN is ES00.", "IBAN"),
        ("we have a new Bank  Account", "bank account"),
        ("ibanez", ""),
        ("Thanks.\r\n\r\nOn Monday, Aina wrote:\r\n> IBAN", ""),
    ],
)
def test_an_unproven_mail_about_money_is_held_by_the_words_of_its_queue(careful, said, word):
    arrive(raw(said))

    assert (log().state, log().reason.endswith(f": {word}")) == (InboundState.HELD if word else InboundState.DONE, bool(word))


def test_a_held_mail_stands_in_the_history_of_the_ticket_that_it_would_join(careful, ticket):
    arrive(raw("New IBAN.", subject=f"suport#{ticket.pk}"))

    assert (history(ticket)[-1], ticket.messages.count(), log().ticket) == (Verb.MAIL_HELD, 1, ticket)


def test_a_stranger_s_held_mail_leaves_no_trace_in_the_ticket_it_names(careful, ticket):
    arrive(raw("New IBAN.", sender=STRANGER, subject=f"suport#{ticket.pk}"))

    assert (history(ticket), log().ticket, log().state) == (["opened"], None, InboundState.HELD)


@pytest.mark.parametrize("proof", ["relay", "address", "message id"])
def test_what_is_proven_is_not_held(careful, ticket, proof):
    to = token_address(ticket) if proof == "address" else "suport@example.org"
    more = {"relay": vouched(), "address": {}, "message id": {"In_Reply_To": our_id(ticket)}}[proof]

    arrive(raw("New IBAN.", sender=MARTA, **more), to=to)

    assert log().state == InboundState.DONE


def test_without_a_policy_nothing_is_held(ticket, agent):
    arrive(raw("New IBAN.", sender=AGENT))

    assert log().action == InboundAction.CREATED


def test_an_accepted_mail_does_what_it_asked_for(careful, ticket, agent, requester):
    arrive(raw("New IBAN.", subject=f"suport#{ticket.pk}"))

    done = deciding.accept(log(), by=agent, at=LATER)

    message = ticket.messages.order_by("-pk")[0]
    assert (done.fate, done.decided_by, message.author, message.is_verified) == ("appended", agent, requester, False)


def test_a_refused_mail_does_nothing_and_the_ticket_says_who_refused_it(careful, ticket, agent):
    arrive(raw("New IBAN.", subject=f"suport#{ticket.pk}"))

    done = deciding.refuse(log(), by=agent, at=LATER)

    event = ticket.events.latest("pk")
    assert (done.fate, ticket.messages.count(), event.verb, event.by) == ("rejected", 1, Verb.MAIL_REFUSED, agent)


@pytest.mark.parametrize("verb", [deciding.accept, deciding.refuse])
def test_a_mail_is_decided_once(careful, ticket, agent, verb):
    arrive(raw("New IBAN."))
    held = log()
    deciding.refuse(held, by=agent)

    with pytest.raises(Refused, match="decided"):
        verb(held, by=agent)


def test_processing_a_held_mail_once_more_asks_the_policy_again(careful, agent):
    arrive(raw("New IBAN."))

    assert deciding.replay(log(), by=agent).state == InboundState.HELD


def test_a_copy_of_a_held_mail_is_a_copy(careful):
    arrive(raw("New IBAN."))

    assert arrive(raw("New IBAN.")).reason == "the same mail was received before"


def test_an_agent_s_own_address_does_nothing_for_a_mail_whose_checks_failed(ticket, agent):
    arrive(raw("#owner me", sender=AGENT, Authentication_Results="mx.example.org; dmarc=fail"), to=address_of(ticket, agent))

    ticket.refresh_from_db()
    message = ticket.messages.order_by("-pk")[0]
    assert (message.is_note, message.is_ours, message.author, ticket.owner) == (True, False, None, None)
