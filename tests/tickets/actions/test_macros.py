"""Text, status, owner and line in one step."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from queues.enums import MacroOwner, MacroStatus, MacroWait
from queues.models import Macro
from tests.tickets.moments import NOON
from tests.tickets.standing import history, snapshot, stand
from tickets.actions import lifecycle, macros, undo
from tickets.actions.conversation import Draft
from tickets.enums import StallReason, Status
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def made(**values: Any) -> Macro:
    return Macro.objects.create(names={"en": "Ask for the colour"}, texts={"en": "Which colour is the light?"}, **values)


def asking(**values: Any) -> Macro:
    return made(status=MacroStatus.STALLED, stall_reason=MacroWait.REQUESTER, owner=MacroOwner.ME, **values)


WORDS = Draft("Which colour is the light?", uuid.UUID(int=1))


def test_a_macro_does_all_of_it_with_the_entries_of_the_single_verbs(ticket, agent):
    after = macros.apply(ticket, asking(stall_days=5), WORDS, by=agent, at=NOON).ticket

    assert (after.status, after.stall_reason, after.owner, after.wake_at) == (
        Status.STALLED,
        StallReason.REQUESTER,
        agent,
        NOON + timedelta(days=5),
    )
    assert history(ticket) == ["opened", "answered", "stalled", "taken"]


def test_a_macro_resolves_with_its_words(ticket, agent):
    after = macros.apply(ticket, made(status=MacroStatus.RESOLVED), WORDS, by=agent).ticket

    assert (after.status, history(ticket)) == (Status.RESOLVED, ["opened", "answered", "resolved"])


def test_a_macro_without_words_only_moves(ticket, agent, lead):
    after = macros.apply(ticket, made(owner=MacroOwner.ME), Draft(""), by=agent).ticket

    assert (after.owner, after.status, history(ticket)) == (agent, Status.NEW, ["opened", "taken"])


def test_a_macro_gives_the_ticket_back_to_the_queue(ticket, agent):
    lifecycle.take(ticket, by=agent)

    assert macros.apply(ticket, made(owner=MacroOwner.NOBODY), Draft(""), by=agent).ticket.owner is None


def test_a_macro_goes_up_and_down_the_lines(ticket, agent, lead):
    up = macros.apply(ticket, made(tier=2), Draft(""), by=agent).ticket
    down = macros.apply(ticket, made(tier=1), Draft(""), by=agent).ticket

    assert (up.tier, down.tier, history(ticket)) == (2, 1, ["opened", "escalated", "handed_back"])


def test_what_waits_already_waits_anew(ticket, agent):
    stand(ticket, Status.STALLED, stall_reason=StallReason.PARKED)

    after = macros.apply(ticket, asking(), WORDS, by=agent).ticket

    assert (after.stall_reason, history(ticket)) == (StallReason.REQUESTER, ["opened", "answered", "woken", "stalled", "taken"])


def test_the_same_form_twice_is_one_step(ticket, agent):
    macro = asking()
    macros.apply(ticket, macro, WORDS, by=agent)

    macros.apply(ticket, macro, WORDS, by=agent)

    assert history(ticket) == ["opened", "answered", "stalled", "taken"]


def test_all_or_nothing(ticket, agent):
    before = snapshot(ticket)

    with pytest.raises(Refused, match="Nobody works"):
        macros.apply(ticket, made(tier=3, owner=MacroOwner.ME), WORDS, by=agent)

    assert snapshot(ticket) == before


def test_a_macro_of_another_queue_is_refused(ticket, agent, treasury):
    with pytest.raises(Refused, match="not for this queue"):
        macros.apply(ticket, made(queue=treasury), WORDS, by=agent)


def test_a_macro_that_was_taken_out_of_use_is_refused(ticket, agent):
    with pytest.raises(Refused, match="not for this queue"):
        macros.apply(ticket, made(is_active=False), WORDS, by=agent)


def test_a_macro_of_words_alone_needs_some(ticket, agent):
    with pytest.raises(Refused, match="no text yet"):
        macros.apply(ticket, made(), Draft(" "), by=agent)


def test_cancelling_takes_the_status_back_and_leaves_the_owner(ticket, agent):
    waits = Draft(WORDS.body, WORDS.submission, waits=timedelta(seconds=15))
    macros.apply(ticket, asking(), waits, by=agent, at=NOON)

    undo.cancel(ticket, ticket.messages.get(is_ours=True).pk, by=agent, at=NOON)

    now = Ticket.objects.get(pk=ticket.pk)
    assert (now.status, now.answered_at, now.owner) == (Status.NEW, None, agent)
