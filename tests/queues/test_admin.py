"""Queues, members, mailboxes, texts and categories in the administration."""

import pytest
from django.urls import reverse

from queues.models import Category, Mailbox, Membership, Queue, QueueText
from tests import factories
from tests.admin_pages import administrator, errors, names, queries_of, rows

pytestmark = pytest.mark.django_db

NOTHING_BELOW = {**rows("memberships"), **rows("mailboxes"), **rows("texts")}


def queue_fields(queue: Queue, **changes: object) -> dict[str, object]:
    plain = {"slug": queue.slug, "tiers": queue.tiers, "position": queue.position, "is_active": "on", "takes_direct_entry": "on"}
    plain |= {"close_days": 7, "reopen_days": 14, "chase_days": "3, 7", "give_up_days": 10}
    plain |= {"look_again_days": 10, "stalled_limit": 10}
    entry = {"enters_here": "on"} if queue.is_entry else {}
    return {**names(**queue.names), **plain, **entry, **NOTHING_BELOW, **changes}


def change(queue: Queue) -> str:
    return reverse("admin:queues_queue_change", args=[queue.pk])


def category(queue: Queue, slug: str, parent: Category | None = None) -> Category:
    return Category.objects.create(queue=queue, slug=slug, names={"en": slug.capitalize()}, parent=parent)


def category_fields(row: Category, parent: Category | None) -> dict[str, object]:
    own = {"slug": row.slug, "position": 0, "is_active": "on", "parent": parent.pk if parent else ""}
    return {**names(**row.names), **own, **rows("questions")}


def test_a_queue_is_made_with_members_mailbox_and_texts_on_one_page(client, house):
    administrator(client)
    person = factories.person("aina@example.org", "Aina Roca")
    fields = {
        **names(en="Support", ca="Suport"), "slug": "support", "tiers": 3, "position": 1, "is_active": "on", "enters_here": "on",
        "close_days": 5, "reopen_days": 0, "chase_days": "2 5;  8", "give_up_days": 9, "look_again_days": 4, "stalled_limit": 0,
        **rows("memberships", {"user": person.pk, "tier": 2, "is_lead": "on"}),
        **rows("mailboxes", {"address": "Suport@Example.org", "from_name": "Suport", "is_active": "on"}),
        **rows("texts", {"place": "signature", "language": "ca", "body": "L'equip"}),
    }  # fmt: skip

    response = client.post(reverse("admin:queues_queue_add"), fields)

    assert response.status_code == 302, errors(response)
    assert (Queue.objects.get().names, Queue.objects.get().is_entry) == ({"ca": "Suport", "en": "Support"}, True)
    assert (Queue.objects.get().close_days, Queue.objects.get().chase_days) == (5, [2, 5, 8])
    assert (Membership.objects.get().tier, Mailbox.objects.get().address, QueueText.objects.get().body) == (
        2,
        "suport@example.org",
        "L'equip",
    )


def test_a_queue_needs_a_name_in_one_language(client, support):
    administrator(client)

    response = client.post(change(support), queue_fields(support, names_en=""))

    assert "Please write it in at least one language." in errors(response)


def test_another_queue_becomes_the_entry_and_the_one_before_steps_back(client, support, treasury):
    administrator(client)

    response = client.post(change(treasury), queue_fields(treasury, enters_here="on"))

    assert response.status_code == 302, errors(response)
    assert list(Queue.objects.filter(is_entry=True)) == [treasury]


def test_the_entry_cannot_simply_be_given_up(client, support):
    administrator(client)
    fields = queue_fields(support)
    del fields["enters_here"]

    response = client.post(change(support), fields)

    assert "Tickets have to enter somewhere: tick this box at the queue that takes over." in errors(response)


def test_the_entry_cannot_go_out_of_use(client, support):
    administrator(client)

    response = client.post(change(support), queue_fields(support, is_active=""))

    assert "Make another queue the entry before this one goes out of use." in errors(response)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"chase_days": "7, 3"}, "Each reminder comes later than the one before."),
        ({"chase_days": "3, soon"}, "Please write days as numbers from 1 to 365, such as 3, 7."),
        ({"chase_days": "0"}, "Please write days as numbers from 1 to 365, such as 3, 7."),
        ({"chase_days": "999999999999999999999"}, "Please write days as numbers from 1 to 365, such as 3, 7."),
        ({"chase_days": "1 2 3 4 5 6"}, "Please remind at most 5 times."),
        ({"chase_days": "3, 10"}, "This has to be later than the last reminder, or 0."),
        ({"close_days": "366"}, "365"),
    ],
)
def test_a_timetable_that_makes_no_sense_is_refused(client, support, given, said):
    administrator(client)

    response = client.post(change(support), queue_fields(support, **given))

    assert said in errors(response)


def test_a_queue_may_remind_nobody(client, support):
    administrator(client)

    response = client.post(change(support), queue_fields(support, chase_days="", give_up_days="0"))

    support.refresh_from_db()
    assert response.status_code == 302, errors(response)
    assert (support.chase_days, support.give_up_days) == ([], 0)


def test_members_stand_on_lines_that_the_queue_has(client, treasury):
    administrator(client)
    person = factories.person("oriol@example.org", "Oriol Mas")
    fields = queue_fields(treasury, **rows("memberships", {"user": person.pk, "tier": 2}))

    response = client.post(change(treasury), fields)

    assert "This queue has only 1 line." in errors(response)


def test_a_queue_with_tickets_is_not_deleted(client, support, requester):
    administrator(client)
    factories.ticket(requester, support)

    response = client.post(reverse("admin:queues_queue_delete", args=[support.pk]), {"post": "yes"}, follow=True)

    assert Queue.objects.filter(pk=support.pk).exists()
    assert "there are mailboxes and tickets that belong to it" in response.content.decode()


def test_many_rows_are_never_deleted_at_once(client, support, treasury):
    administrator(client)

    client.post(reverse("admin:queues_queue_changelist"), {"action": "delete_selected", "_selected_action": [treasury.pk], "post": "yes"})

    assert Queue.objects.count() == 2


def test_a_parent_of_another_queue_is_refused(client, support, treasury):
    administrator(client)
    row, foreign = category(support, "fibre"), category(treasury, "bills")

    response = client.post(reverse("admin:queues_category_change", args=[row.pk]), category_fields(row, foreign))

    assert "“Bills” is a category of the queue “Treasury”. Choose one of “Support”." in errors(response)


def test_a_category_cannot_stand_below_itself(client, support):
    administrator(client)
    top = category(support, "network")
    below = category(support, "fibre", category(support, "wired", top))

    response = client.post(reverse("admin:queues_category_change", args=[top.pk]), category_fields(top, below))

    assert "“Fibre” lies below this category itself" in errors(response)


def test_a_category_gets_its_questions_on_its_own_page(client, support):
    administrator(client)
    row = category(support, "fibre")
    question = {"texts_en": "Is the light red?", "texts_ca": "El llum és vermell?", "helps_en": "", "kind": "yes_no", "position": 1}
    address = reverse("admin:queues_category_change", args=[row.pk])

    response = client.post(address, {**category_fields(row, None), **rows("questions", {**question, "is_active": "on"})})

    assert response.status_code == 302, errors(response)
    assert row.questions.get().texts == {"ca": "El llum és vermell?", "en": "Is the light red?"}
    assert "El llum és vermell?" in client.get(address).content.decode()


def test_a_question_needs_words(client, support):
    administrator(client)
    row = category(support, "fibre")
    empty = {"texts_en": "", "kind": "text", "position": 1, "is_active": "on"}

    response = client.post(
        reverse("admin:queues_category_change", args=[row.pk]), {**category_fields(row, None), **rows("questions", empty)}
    )

    assert "Please write it in at least one language." in errors(response)
    assert row.questions.count() == 0


def test_categories_are_listed_as_the_tree_that_they_are(client, support, treasury):
    administrator(client)
    bills, network = category(treasury, "bills"), category(support, "network")
    category(treasury, "fees", bills)
    category(support, "fibre", category(support, "wired", network))

    page = client.get(reverse("admin:queues_category_changelist")).context["cl"].result_list

    assert [(row.slug, row.depth) for row in page] == [("network", 0), ("wired", 1), ("fibre", 2), ("bills", 0), ("fees", 1)]


def test_a_category_moves_within_its_queue(client, support):
    administrator(client)
    top, row = category(support, "network"), category(support, "fibre")

    response = client.post(reverse("admin:queues_category_change", args=[row.pk]), category_fields(row, top))

    row.refresh_from_db()
    assert response.status_code == 302, errors(response)
    assert row.parent == top


@pytest.mark.parametrize("words", ["Connexió", "conexi", "fibre"])
def test_categories_are_found_in_every_language(client, support, words):
    administrator(client)
    found = Category.objects.create(queue=support, slug="fibre", names={"ca": "Connexió", "es": "Conexión"})
    category(support, "other")

    response = client.get(reverse("admin:queues_category_changelist"), {"q": words})

    assert list(response.context["cl"].result_list) == [found]


def test_agents_are_found_while_one_types(client, support, agent, requester):
    administrator(client)
    asked = {"app_label": "queues", "model_name": "membership", "field_name": "user", "term": "roca"}

    response = client.get(reverse("admin:autocomplete"), asked)

    assert response.json()["results"] == [{"id": str(agent.pk), "text": "Aina Roca"}]


LISTS = {"queue": 4, "membership": 5, "mailbox": 5, "queuetext": 5, "category": 8}


@pytest.mark.parametrize("model", LISTS)
def test_each_list_takes_the_same_queries_for_one_and_for_three(client, support, treasury, agent, model):
    administrator(client)
    url = reverse(f"admin:queues_{model}_changelist")
    top = category(support, "top")
    Queue.objects.filter(pk=treasury.pk).update(tiers=3)
    QueueText.objects.create(queue=support, place="signature", language="ca", body="a")
    one = queries_of(client, url)
    for number, language in enumerate(("es", "pt")):
        factories.member(f"m{number}@example.org", "Member", support)
        Mailbox.objects.create(address=f"m{number}@example.org", queue=support)
        QueueText.objects.create(queue=support, place="signature", language=language, body="a")
        category(support, f"below-{number}", top)

    assert (one, queries_of(client, url)) == (LISTS[model], LISTS[model])
