"""What a search finds: the same on both databases."""

import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Contact, Organisation, User
from queues.models import Category, Queue
from statuspage.models import Service
from tests import factories
from tests.tickets.moments import EARLIER
from tests.tickets.standing import stand
from tickets.actions import conversation, files, lifecycle, referencing, routing
from tickets.actions.conversation import Answer, Draft
from tickets.actions.referencing import Elsewhere
from tickets.enums import Channel, Kind, Priority, ReferenceKind, Status
from tickets.models import SearchEntry, SearchIndex, Ticket
from tickets.search import postgresql
from tickets.search.finding import find
from tickets.search.language import read

pytestmark = pytest.mark.django_db

TEXTS = {
    "fibra": ("La fibra no funciona", "Des d'ahir la connexió s'atura al col·legi. Núm. ٣١٠."),
    "factura": ("Factura rebutjada", "El servei respon “no vàlida” en signar; funciona no gaire."),
    "arabic": ("الإنترنت لا يعمل", "أَحْمَد يكتب من المدرسة"),
    "chinese": ("网络安全", "路由器不工作，我的猫"),
    "english": ("Router keeps restarting", "The light is red; it does nothing at all. See https://example.org/a_b?x=1"),
}
FOUND = {
    "fibra": {"fibra"},
    "FIBRA connexio": {"fibra"},
    "connex": {"fibra"},
    "connexió_x": set(),
    "col·legi": {"fibra"},
    "collegi": {"fibra"},
    "310 connexió": {"fibra"},
    "funciona": {"fibra", "factura"},
    '"no funciona"': {"fibra"},
    '"funciona no"': {"factura"},
    '"no func"': set(),
    "rebut": {"factura"},
    '"rebut"': set(),
    "احمد": {"arabic"},
    "الانترنت": {"arabic"},
    "网络": {"chinese"},
    "安全": {"chinese"},
    "路由器": {"chinese"},
    "网全": set(),
    "猫": {"chinese"},
    "工": {"chinese"},
    "router": {"english"},
    "router fibra": set(),
    "example.org/a_b": {"english"},
    "Marta router": {"english"},
    "marta@example.net -router -funciona": {"arabic", "chinese"},
    "soler": {"fibra", "factura", "arabic", "chinese", "english"},
    "funciona -fibra": {"factura"},
    'funciona -"no funciona"': {"factura"},
    "-soler": set(),
    "title:factura": {"factura"},
    "title:signar": set(),
    "title:fact": {"factura"},
    'title:"no funciona"': {"fibra"},
    "requester:marta funciona -title:fibra": {"factura"},
    "requester:aina": set(),
    "organisation:consell router": {"english"},
    "organisation:council": set(),
    "zzz": set(),
}


@pytest.fixture
def told(support: Queue, requester: User) -> dict[int, str]:
    """Tickets of Marta's, by number: in several scripts."""
    Contact.objects.create(user=requester, organisation=Organisation.objects.create(name="Consell Comarcal"))
    return {factories.ticket(requester, support, title=title, body=body).pk: name for name, (title, body) in TEXTS.items()}


@pytest.fixture
def ask(agent: User) -> Callable[..., list[int]]:
    """Search as somebody; the numbers of the tickets found."""

    def _ask(text: str, person: User = agent) -> list[int]:
        browser = Client()
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return [row.ticket.pk for row in browser.get("/desk/search/", {"q": text}).context["found"].rows]

    return _ask


@pytest.mark.parametrize("text", FOUND)
def test_words_find(told, ask, text):
    assert {told[pk] for pk in ask(text)} == FOUND[text]


@pytest.fixture
def sorted_out(support, treasury, requester, agent, lead) -> Ticket:
    """One ticket with everything that an operator asks for, beside a plain one."""
    factories.ticket(requester, support, title="Plain", at=EARLIER)
    ticket = factories.ticket(requester, support, title="Special")
    category = Category.objects.create(queue=support, slug="sign-in", names={"en": "Sign-in and keys"})
    ticket.services.add(Service.objects.create(slug="mailboxes", names={"en": "Mailboxes", "ca": "Bústies"}))
    form = uuid.UUID(int=3)
    files.keep_drafts(form, [SimpleUploadedFile("rebut-març.txt", b"red")])
    conversation.note(ticket, Draft("Look at the file.", form), by=lead)
    return stand(ticket, Status.OPEN, owner=agent, category=category, tier=2, priority=Priority.HIGH, kind=Kind.INCIDENT, language="pt-br")


@pytest.mark.parametrize(
    "text",
    [
        *("queue:support", "queue:sup", "status:open", "status:open,stalled", "-status:new", "STATUS:Open"),
        *("owner:me", "owner:aina", 'owner:"Aina Roca"', "owner:agent@example.org", "-owner:nobody", "category:sign-in", "category:keys"),
        *('category:"sign-in and keys"', "service:mailboxes", "service:busties", "tier:2", "line:2", "priority:high", "priority:3"),
        *(
            "kind:incident",
            "language:pt",
            "language:portuguese",
            "language:Português",
            "language:fr,pt",
            "has:file",
            "special",
            "look has:file status:open owner:me",
            "rebut-marc.txt",
            "file:rebut",
            'file:"març txt"',
            "look file:marc status:open",
            "after:2026-03",
        ),
        "after:2026-03-10 before:2026-03-11 special",
    ],
)
def test_operators_find(sorted_out, ask, text):
    assert sorted_out.pk in ask(text)
    assert len(ask(text)) == (2 if "queue" in text or text == "after:2026-03" else 1)


@pytest.mark.parametrize(
    "text",
    [
        "status:closed",
        "owner:laia",
        "-has:file special",
        "file:look",
        "-file:rebut special",
        "title:rebut",
        "tier:3",
        "kind:request",
        "language:ca",
        "priority:low",
        "before:2026-01-01",
        "after:2027",
    ],
)
def test_operators_leave_out(sorted_out, ask, text):
    assert ask(text) == []


@pytest.mark.parametrize("text", ["ref:PROJ-310", "ref:proj", "reference:310", "proj-310", "special ref:proj-310"])
def test_what_a_ticket_is_called_elsewhere_finds_it(sorted_out, ask, agent, text):
    referencing.add(sorted_out, Elsewhere(ReferenceKind.BUG, "PROJ-310"), by=agent)

    assert (ask(text), ask("ref:special"), ask("ref:31")) == ([sorted_out.pk], [], [])


def test_a_note_is_found_by_agents_of_its_queue_alone(ticket, ask, agent, treasurer, treasury):
    own = factories.ticket(agent, treasury)
    conversation.note(ticket, Draft("Zebra: she never pays."), by=agent)
    conversation.note(own, Draft("Zebra: our own agent."), by=treasurer)

    assert (ask("zebra", agent), ask("zebra", treasurer)) == ([ticket.pk], [own.pk])
    assert SearchEntry.objects.filter(internal=True).count() == 2


def test_another_queue_s_ticket_is_not_found_before_it_is_passed_on(ticket, ask, agent, treasury, treasurer):
    before = ask("connection", treasurer), ask("-zzz", treasurer), ask("queue:support", treasurer)

    routing.transfer(ticket, to=treasury, note="Money.", by=agent)

    assert before == ([], [], [])
    assert (ask("connection", treasurer), ask("connection", agent)) == ([ticket.pk], [])


def test_a_new_title_is_found_with_every_message_and_the_old_one_no_more(ticket, ask, agent):
    conversation.reply(ticket, Draft("Please restart the zebra."), by=agent)

    lifecycle.retitle(ticket, title="Okapi offline", by=agent)

    assert (ask("okapi zebra"), ask("okapi light"), ask('"no connection"')) == ([ticket.pk], [ticket.pk], [])


def test_a_ticket_is_found_once_however_often_it_says_the_word(ticket, ask, agent, requester, support):
    for _ in range(120):
        conversation.note(ticket, Draft("zebra"), by=agent)
    newer = factories.ticket(requester, support, title="Zebra")

    assert ask("zebra") == [newer.pk, ticket.pk]


def test_words_of_a_mail_s_or_a_call_s_kind_of_message_are_found(ticket, ask, agent, requester):
    conversation.log_call(ticket, Draft("She called about the gnu."), by=agent)
    conversation.answer(ticket, Answer("It is an ibex.", Channel.WEB), by=requester)

    assert (ask("gnu"), ask("ibex"), ask("gnu ibex")) == ([ticket.pk], [ticket.pk], [])


def test_the_index_has_a_row_for_each_entry(ticket, agent):
    conversation.note(ticket, Draft("zebra"), by=agent)

    assert set(SearchIndex.objects.values_list("rowid", flat=True)) == set(SearchEntry.objects.values_list("pk", flat=True))
    assert SearchEntry.objects.count() == 2


def test_a_long_text_is_cut_at_a_hundred_thousand_bytes(support, requester, ask):
    ticket = factories.ticket(requester, support, body="zebra " + "paraula " * 100_000 + "okapi")

    assert len(SearchEntry.objects.get().words.encode()) <= 100_000
    assert (ask("zebra"), ask("okapi")) == ([ticket.pk], [])


@pytest.mark.postgresql
@pytest.mark.parametrize("is_backward", [False, True])
def test_a_rare_word_is_found_however_far_away(support, requester, monkeypatch, is_backward):
    numbers = [factories.ticket(requester, support, title="Rare" if number % 3 else "Plain", body="Look.").pk for number in range(12)]
    wanted = [pk for place, pk in enumerate(numbers) if place % 3]
    question, everything = read("rare"), Ticket.objects.all()
    hits = {}
    for near in ((1, 3), (100, 1_000)):
        monkeypatch.setattr(postgresql, "NEAR", near)
        hits[near] = [
            [hit.ticket_id for hit in find(question, everything, [support.pk], beyond=beyond, is_backward=is_backward, most=5)]
            for beyond in (None, numbers[5])
        ]
    in_order = wanted if is_backward else wanted[::-1]
    beyond = [pk for pk in in_order if (pk > numbers[5]) == is_backward and pk != numbers[5]]

    assert hits[1, 3] == hits[100, 1_000] == [in_order[:5], beyond[:5]]
