"""Queues, their lines, their members and their texts."""

import pytest
from django.db import IntegrityError, transaction

from queues.enums import TextPlace, Tier
from queues.models import Mailbox, Membership, Queue
from queues.texts import text_for
from queues.viewers import viewer_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_queue_has_the_lines_it_was_given(support, treasury):
    assert (support.tier_choices, treasury.tier_choices) == ([Tier.FIRST, Tier.SECOND, Tier.THIRD], [Tier.FIRST])


def test_tickets_enter_at_the_entry_queue_else_at_the_first(support, treasury):
    assert Queue.objects.entry() == support

    Queue.objects.filter(pk=support.pk).update(is_active=False)
    assert Queue.objects.entry() == treasury

    Queue.objects.update(is_active=False)
    assert Queue.objects.entry() is None


@pytest.mark.parametrize("fields", [{"is_entry": True}, {"tiers": 0}, {"tiers": 4}, {"slug": "support"}])
def test_what_cannot_be_is_refused_by_the_database(support, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.queue(**{"slug": "other", **fields})


def test_an_agent_works_once_on_a_line(agent, support):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=agent, queue=support, tier=Tier.FIRST)


def test_memberships_of_a_queue_out_of_use_do_not_count(agent, support):
    assert viewer_of(agent.pk).queue_ids == {support.pk}

    Queue.objects.update(is_active=False)

    assert viewer_of(agent.pk).is_agent is False


def test_a_viewer_costs_one_query(lead, django_assert_num_queries):
    with django_assert_num_queries(1):
        viewer_of(lead.pk)


def test_a_name_is_told_in_the_nearest_language(support):
    support.names = {"ca": "Suport", "en": "Support"}

    assert [support.name_in(code) for code in ("ca", "en", "pt", None)] == ["Suport", "Support", "Suport", "Suport"]
    assert str(Queue(pk=7)) == "#7"


def test_a_text_is_told_in_the_nearest_language(support, treasury):
    support.texts.create(place=TextPlace.FORM_HINT, language="ca", body="Abans de res")

    assert text_for(support.pk, TextPlace.FORM_HINT, "en") == "Abans de res"
    assert text_for(support.pk, TextPlace.SIGNATURE, "ca") == text_for(treasury.pk, TextPlace.FORM_HINT, "ca") == ""


def test_a_mailbox_has_one_spelling(support):
    mailbox = Mailbox(address="Ajuda@Example.ORG", queue=support)

    mailbox.full_clean()

    assert mailbox.address == "ajuda@example.org"
