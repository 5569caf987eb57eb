"""Who gets what at every address: made from the list of addresses, so that a new one without a row fails here."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Invitation, Organisation, PartnerGrant, User
from notifications.models import Delivery
from queues.enums import MacroOwner
from queues.models import Macro
from tests import factories
from tests.tickets.moments import NOON
from tickets import desk_urls, grants, organisation_urls, urls
from tickets.actions import conversation, files, lifecycle
from tickets.forms.work import VERB_FORMS
from tickets.models import Attachment, InboundMail, Message, Ticket, TicketEvent

pytestmark = pytest.mark.django_db

# ``colleague`` belongs to the organisation that the ticket is about and that shares it, ``manager`` looks after its people,
# ``partner`` works where the requester does, who opened it for that organisation. ``admin`` opens the administration alone.
VIEWERS = (
    *("anonymous", "stranger", "requester", "grantee", "other_grantee", "agent", "treasurer"),
    *("colleague", "manager", "partner", "lead", "admin"),
)
Row = tuple[int, ...]


def row(*seven: int, **others: int) -> Row:
    """Statuses for the first seven viewers in their order; the others get what is usual, or what is named.

    The requester's side sees and does what the requester does, a lead what an agent does, an administrator what a stranger does.
    """
    _, stranger, requester, _, _, agent, _ = seven
    usual = {"colleague": requester, "manager": requester, "partner": requester, "lead": agent, "admin": stranger}
    return (*seven, *(usual | others).values())


def whole(statuses: Row) -> Row:
    """Return a row for every viewer: one that says only the first seven means what is usual for the others."""
    return statuses if len(statuses) == len(VIEWERS) else row(*statuses)


EVERYBODY = (200,) * len(VIEWERS)
SENT_AWAY = (302,) * len(VIEWERS)
NOBODY = (405,) * len(VIEWERS)
UNREADABLE = (422,) * len(VIEWERS)
SIGNED_IN = row(302, 200, 200, 302, 302, 200, 200)
# ``manager`` alone; the others are refused, or asked to sign in.
MANAGERS = row(302, 403, 403, 302, 302, 403, 403, manager=200)
MANAGERS_SENT_ON = row(302, 403, 403, 302, 302, 403, 403, manager=302)
MANAGERS_REFUSED = row(302, 403, 403, 302, 302, 403, 403, manager=422)
ITS_READERS = row(404, 404, 200, 200, 404, 200, 404)
AGENTS = row(302, 403, 403, 302, 302, 200, 200)
AGENTS_SENT_ON = row(302, 403, 403, 302, 302, 302, 302)
NOT_THEIRS = row(302, 403, 403, 302, 302, 404, 404)
ITS_AGENTS = row(302, 403, 403, 302, 302, 200, 404)
SENT_ON = row(302, 403, 403, 302, 302, 302, 404)
REFUSED = row(302, 403, 403, 302, 302, 422, 404)
VERBS = (
    "take_over",
    "send_back",
    "reply",
    "note",
    "call",
    "take",
    "assign",
    "triage",
    "retitle",
    "refer",
    "resolve",
    "reopen",
    "close",
    "stall",
    "reject",
    "transfer",
    "diagnose",
    "escalate",
    "hand_back",
    "offer_appointment",
    "book_appointment",
    "move_appointment",
    "cancel_appointment",
    "conclude_appointment",
    "take_conversation",
    "withdraw_links",
)

MODULES = (urls, desk_urls, organisation_urls)
ABOUT_ONE = {
    f"{module.app_name}:{pattern.name}" for module in MODULES for pattern in module.urlpatterns if "<int:number>" in str(pattern.pattern)
}
ADDRESSES = {"requester": "marta"}

# What only takes a POST, beside the verbs.
WRITING = ("desk:preview", "desk:draft", "desk:discard", "desk:cancel_reply", "desk:presence")

# Of saved views, by the number of one that is not there; tests/tickets/views/test_saved_views.py has those that are.
VIEW_ACTS = tuple(f"desk:view_{act}" for act in ("rename", "move", "delete", "share", "unshare", "begin", "begin_with_all"))

# One status for each viewer, in their order; seven are enough where the others get what is usual. A POST carries a form with nothing in it.
GET = {
    "tickets:mine": SIGNED_IN,
    "tickets:organisation": SIGNED_IN,
    "tickets:followed": SIGNED_IN,
    **dict.fromkeys(("tickets:followers", "tickets:unfollow"), SENT_AWAY),
    # With a token that is none; tests/tickets/views/test_followers.py has the valid one, and what a follower may.
    "tickets:leave": (404,) * len(VIEWERS),
    "desk:followers": ITS_AGENTS,
    **dict.fromkeys(("desk:follow", "desk:accept_follower", "desk:unfollow"), SENT_ON),
    **dict.fromkeys(("tickets:partners", "tickets:partner_end"), MANAGERS),
    "tickets:close": SENT_AWAY,
    "tickets:new": EVERYBODY,
    "tickets:follow": EVERYBODY,
    "tickets:ticket": row(404, 404, 200, 200, 404, 302, 404),
    "tickets:answer": SENT_AWAY,
    "tickets:receipt": ITS_READERS,
    "tickets:open": SENT_AWAY,
    "tickets:open_at": SENT_AWAY,
    "tickets:works": ITS_READERS,
    "tickets:broken": ITS_READERS,
    "tickets:transcript": ITS_READERS,
    "tickets:file": ITS_READERS,
    # With a token that is none; tests/tickets/views/test_appointments.py has the valid one.
    "tickets:appointment": (404,) * len(VIEWERS),
    "tickets:decline_appointment": (404,) * len(VIEWERS),
    **dict.fromkeys(("organisation:people", "organisation:invite", "organisation:roles", "organisation:remove"), MANAGERS),
    **dict.fromkeys(("organisation:resend", "organisation:withdraw"), MANAGERS_SENT_ON),
    # With a token that is none; tests/tickets/views/test_joining.py has the valid one.
    "organisation:join": (404,) * len(VIEWERS),
    "desk:invite": AGENTS,
    **dict.fromkeys(("desk:resend_invitation", "desk:withdraw_invitation"), AGENTS_SENT_ON),
    "desk:home": AGENTS,
    "desk:mine": AGENTS,
    "desk:me": AGENTS,
    "desk:absence": (302, 403, 403, 302, 302, 302, 302),
    "desk:absence_end": (302, 403, 403, 302, 302, 302, 302),
    "desk:search": AGENTS,
    "desk:filters": AGENTS,
    "desk:news": (302, 403, 403, 302, 302, 204, 204),
    "desk:tickets": AGENTS,
    **dict.fromkeys(("desk:bulk", "desk:bulk_undo"), NOBODY),
    "desk:bulk_outcome": NOT_THEIRS,
    "desk:queue": ITS_AGENTS,
    "desk:lines": ITS_AGENTS,
    **dict.fromkeys(("desk:people", "desk:person", "desk:organisations", "desk:organisation"), AGENTS),
    **dict.fromkeys(("desk:partners", "desk:partner_end"), AGENTS),
    **dict.fromkeys(("desk:person_notes", "desk:organisation_notes"), AGENTS_SENT_ON),
    "desk:new": AGENTS,
    "desk:ticket": ITS_AGENTS,
    "desk:receipt": ITS_AGENTS,
    "desk:drafts": AGENTS,
    "desk:mentions": AGENTS,
    "desk:views": AGENTS,
    "desk:view_save": (302, 403, 403, 302, 302, 302, 302),
    **dict.fromkeys(VIEW_ACTS, NOBODY),
    "desk:macros": ITS_AGENTS,
    "desk:macro": SENT_ON,
    **dict.fromkeys(WRITING, NOBODY),
    "desk:similar": ITS_AGENTS,
    "desk:history": ITS_AGENTS,
    "desk:transcript": ITS_AGENTS,
    "desk:unrefer": SENT_ON,
    **{f"desk:{verb}": ITS_AGENTS if verb in VERB_FORMS else SENT_ON for verb in VERBS},
    **dict.fromkeys(("desk:merge", "desk:split", "desk:link"), ITS_AGENTS),
    "desk:unlink": SENT_ON,
    "desk:unmerge": SENT_ON,
}
POST = {
    **dict.fromkeys(
        (
            "tickets:mine",
            "tickets:organisation",
            "tickets:ticket",
            "tickets:receipt",
            "tickets:open",
            "tickets:open_at",
            "tickets:transcript",
            "tickets:file",
        ),
        NOBODY,
    ),
    **dict.fromkeys(("tickets:new", "tickets:follow"), UNREADABLE),
    "tickets:followed": NOBODY,
    "tickets:followers": row(302, 404, 422, 422, 302, 403, 404, colleague=403, partner=403),
    "tickets:unfollow": row(302, 404, 302, 302, 302, 403, 404, colleague=403, partner=403),
    "tickets:leave": (404,) * len(VIEWERS),
    **dict.fromkeys(("desk:followers", "desk:follow"), REFUSED),
    **dict.fromkeys(("desk:accept_follower", "desk:unfollow"), SENT_ON),
    "tickets:answer": row(302, 404, 422, 422, 302, 403, 404),
    **dict.fromkeys(("tickets:appointment", "tickets:decline_appointment"), (404,) * len(VIEWERS)),
    "organisation:people": NOBODY,
    **dict.fromkeys(("organisation:invite", "organisation:roles"), MANAGERS_REFUSED),
    # There is nothing to ask: the colleague has no tickets, and the manager stays.
    **dict.fromkeys(("organisation:remove", "organisation:resend", "organisation:withdraw"), MANAGERS_SENT_ON),
    "organisation:join": (404,) * len(VIEWERS),
    "desk:invite": row(302, 403, 403, 302, 302, 422, 422),
    **dict.fromkeys(("desk:resend_invitation", "desk:withdraw_invitation"), AGENTS_SENT_ON),
    "tickets:close": row(302, 404, 302, 302, 302, 403, 404, colleague=403, partner=403),
    "tickets:works": row(302, 404, 200, 200, 302, 403, 404),
    "tickets:broken": row(302, 404, 422, 422, 302, 403, 404),
    **dict.fromkeys(("desk:home", "desk:mine", "desk:search", "desk:queue", "desk:lines", "desk:ticket", "desk:receipt"), NOBODY),
    **dict.fromkeys(("desk:tickets", "desk:filters", "desk:news", "desk:bulk_outcome"), NOBODY),
    "tickets:partners": row(302, 403, 403, 302, 302, 403, 403, manager=422),
    "tickets:partner_end": row(302, 403, 403, 302, 302, 403, 403, manager=302),
    "desk:partners": row(302, 403, 403, 302, 302, 422, 422),
    "desk:partner_end": AGENTS_SENT_ON,
    "desk:bulk": (302, 403, 403, 302, 302, 302, 302),
    "desk:bulk_undo": NOT_THEIRS,
    **dict.fromkeys(("desk:people", "desk:person", "desk:organisations", "desk:organisation"), NOBODY),
    **dict.fromkeys(("desk:person_notes", "desk:organisation_notes"), AGENTS_SENT_ON),
    "desk:new": row(302, 403, 403, 302, 302, 422, 422),
    **dict.fromkeys(("desk:similar", "desk:history", "desk:transcript"), NOBODY),
    "desk:unrefer": SENT_ON,
    **{f"desk:{verb}": REFUSED for verb in VERBS},
    "desk:me": (302, 403, 403, 302, 302, 302, 302),
    "desk:absence": (302, 403, 403, 302, 302, 422, 422),
    "desk:absence_end": (302, 403, 403, 302, 302, 404, 404),
    **dict.fromkeys(("desk:merge", "desk:unmerge", "desk:split", "desk:link"), REFUSED),
    "desk:unlink": SENT_ON,
    "desk:take": SENT_ON,
    "desk:diagnose": SENT_ON,
    "desk:drafts": NOBODY,
    "desk:mentions": (302, 403, 403, 302, 302, 302, 302),
    "desk:views": NOBODY,
    "desk:view_save": (302, 403, 403, 302, 302, 422, 422),
    **dict.fromkeys(VIEW_ACTS, NOT_THEIRS),
    "desk:macros": NOBODY,
    "desk:macro": REFUSED,
    **dict.fromkeys(WRITING, SENT_ON),
    "desk:preview": ITS_AGENTS,
    "desk:draft": REFUSED,
    "desk:presence": ITS_AGENTS,
    "desk:take_conversation": SENT_ON,
    "desk:withdraw_links": SENT_ON,
    # The agent was quicker: nobody is away any more.
    "desk:take_over": row(302, 403, 403, 302, 302, 302, 404, lead=422),
    "desk:assign": SENT_ON,
}


@pytest.fixture
def file(ticket: Ticket) -> Attachment:
    """A file that the requester sent."""
    form = uuid.UUID(int=1)
    files.keep_drafts(form, [SimpleUploadedFile("light.txt", b"red")])
    files.attach_drafts(ticket.messages.get(), form)
    return Attachment.objects.get()


@pytest.fixture
def council(ticket, requester, colleague) -> Organisation:
    """The ticket's organisation, for which the requester of a partner opened it; all that is proven is shared in both."""
    council = Organisation.objects.create(name="Vilaclara Town Council", sharing=Sharing.ALL)
    partner = Organisation.objects.create(name="Puig Advisers", sharing=Sharing.ALL)
    right = PartnerGrant.objects.create(partner=partner, client=council, granted_at=NOON)
    for person, place, role in (
        (requester, partner, ContactRole.MEMBER),
        (factories.person("partner@example.com", "Carmen Ortega"), partner, ContactRole.MEMBER),
        (colleague, council, ContactRole.MEMBER),
        (factories.person("manager@example.net", "Rosa Pujades"), council, ContactRole.MANAGER),
    ):
        Contact.objects.create(user=person, organisation=place, role=role)
    Ticket.objects.filter(pk=ticket.pk).update(organisation=council, partner_grant=right, requester_proven=True)
    ticket.refresh_from_db()
    ends = NOON + timedelta(days=14)
    Invitation.objects.create(organisation=council, email="guest@example.net", invited_at=NOON, expires_at=ends)
    return council


@pytest.fixture
def doors(ticket, council, support, stranger, agent, lead, treasurer) -> dict[str, Client]:
    """A browser for each viewer."""
    User.objects.create_superuser("admin@example.org", name="Berta Costa")
    browsers = {name: Client() for name in VIEWERS}
    for name in set(VIEWERS) - {"anonymous", "grantee", "other_grantee"}:
        person = User.objects.get(email__startswith=f"{ADDRESSES.get(name, name)}@")
        browsers[name].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    other = factories.ticket(stranger, support)
    for name, granted in (("grantee", ticket), ("other_grantee", other)):
        browsers[name].get(reverse("tickets:open", args=[granted.pk, grants.link_token(granted)]))
    return browsers


def address_of_row(name: str, ticket: Ticket) -> str:
    """The address of the one invitation, or of the one partner's right: at the desk below its organisation."""
    row = PartnerGrant.objects.get() if name.endswith(":partner_end") else Invitation.objects.get()
    return reverse(name, args=[ticket.organisation_id, row.pk] if name.startswith("desk:") else [row.pk])


def address(name: str, ticket: Ticket, file: Attachment) -> str:
    """The address of ``name`` about this ticket, its requester, its organisation."""
    further: dict[str, list[Any]] = {"tickets:open": [grants.link_token(ticket)], "tickets:file": [file.pk], "desk:cancel_reply": [1]}
    further["desk:unlink"] = [ticket.pk]
    if name == "desk:macro":
        macro, _is_new = Macro.objects.get_or_create(names={"en": "Mine"}, owner=MacroOwner.ME)
        further[name] = [macro.pk]
    further |= {f"desk:{name}": ["reply"] for name in ("preview", "draft", "discard")}
    further |= {name: [1] for name in ("tickets:unfollow", "desk:accept_follower", "desk:unfollow")}
    further |= {"tickets:leave": ["x"], "tickets:appointment": ["x"], "tickets:decline_appointment": ["x"]}
    further |= {"tickets:open_at": [grants.link_token(ticket), "works"], "desk:unrefer": [1]}
    if name == "organisation:join":
        return reverse(name, args=["x"])
    if name in {"organisation:roles", "organisation:remove"}:
        return reverse(name, args=[ticket.organisation_id, User.objects.get(email="colleague@example.net").pk])
    if name.endswith((":resend", ":withdraw", "_invitation", ":partner_end")):
        return address_of_row(name, ticket)
    if name in {"desk:queue", "desk:lines"}:
        return reverse(name, args=["support"])
    if name == "desk:search":
        return f"{reverse(name)}?q=connection"
    if name in {"desk:person", "desk:person_notes"}:
        return reverse(name, args=[ticket.requester_id])
    if name in {"desk:organisation", "desk:organisation_notes", "desk:partners", "desk:invite"}:
        return reverse(name, args=[ticket.organisation_id])
    return reverse(name, args=[ticket.pk, *further.get(name, [])]) if name in ABOUT_ONE else reverse(name)


def status(response: Any) -> int:
    """The status of an answer, which is read to its end."""
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


def test_every_address_has_a_row():
    names = {f"{module.app_name}:{pattern.name}" for module in MODULES for pattern in module.urlpatterns}

    assert set(GET) == set(POST) == names


@pytest.mark.parametrize("name", GET)
def test_reading_is_for_those_it_concerns(doors, ticket, file, name):
    path = address(name, ticket, file)
    if name in {"tickets:open", "tickets:open_at"}:
        assert [status(Client().get(path))] == [302]
        return

    assert tuple(status(doors[viewer].get(path)) for viewer in VIEWERS) == whole(GET[name])


@pytest.mark.parametrize("name", POST)
def test_writing_is_for_those_it_concerns(doors, ticket, file, name):
    path = address(name, ticket, file)

    assert tuple(status(doors[viewer].post(path, {"nothing": "here"})) for viewer in VIEWERS) == whole(POST[name])


def everything() -> dict[str, list[Any]]:
    """All that people could see of what happened so far."""
    models: tuple[Any, ...] = (Ticket, TicketEvent, Message, Attachment, InboundMail, Delivery)
    people = list(User.objects.order_by("pk").values("pk", "email", "name", "is_active"))
    return {"people": people, **{model.__name__: list(model.objects.order_by("pk").values()) for model in models}}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_reading_changes_nothing(doors, ticket, file, viewer):
    before = everything()

    for name in GET:
        status(doors[viewer].get(address(name, ticket, file)))

    assert everything() == before


def seen(response: Any, *numbers: int) -> str:
    """What an answer says, but for the numbers and the form's token."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return str(response.status_code) + re.sub(rf"\b({'|'.join(map(str, numbers))})\b", "N", page)


NOT_THERE = 987_654


@pytest.mark.parametrize("name", ["tickets:ticket", "tickets:receipt", "tickets:answer", "desk:ticket", "desk:receipt"])
@pytest.mark.parametrize("viewer", ["anonymous", "stranger", "other_grantee", "treasurer"])
def test_not_yours_and_not_there_look_the_same(doors, ticket, viewer, name):
    pages = [seen(doors[viewer].get(reverse(name, args=[number])), ticket.pk, NOT_THERE) for number in (ticket.pk, NOT_THERE)]

    assert pages[0] == pages[1]


@pytest.mark.parametrize("viewer", ["anonymous", "stranger", "other_grantee", "treasurer"])
def test_writing_to_what_is_not_yours_looks_like_writing_to_nothing(doors, ticket, viewer):
    answers = [doors[viewer].post(reverse("tickets:answer", args=[number]), {"body": "x"}) for number in (ticket.pk, NOT_THERE)]

    assert seen(answers[0], ticket.pk, NOT_THERE) == seen(answers[1], ticket.pk, NOT_THERE)
    assert answers[0].headers.get("Location") == answers[1].headers.get("Location")


def test_a_file_that_is_not_yours_looks_like_none(doors, ticket, file):
    paths = [f"/tickets/{ticket.pk}/files/{file.pk}/", f"/tickets/{NOT_THERE}/files/{file.pk}/", f"/tickets/{ticket.pk}/files/{NOT_THERE}/"]

    pages = {seen(doors["stranger"].get(path), ticket.pk, file.pk, NOT_THERE) for path in paths}

    assert len(pages) == 1


def test_a_wrong_link_tells_nothing_of_the_ticket(doors, ticket):
    pages = [seen(doors["anonymous"].get(f"/tickets/{number}/open/x/"), ticket.pk, NOT_THERE) for number in (ticket.pk, NOT_THERE)]

    assert pages[0] == pages[1]
    assert pages[0].startswith("404")


def test_a_file_is_found_under_its_own_ticket_alone(doors, ticket, file, support, requester):
    other = factories.ticket(requester, support)

    assert status(doors["requester"].get(f"/tickets/{other.pk}/files/{file.pk}/")) == 404


@pytest.fixture
def note_file(ticket: Ticket, agent: User) -> Attachment:
    """A file beside an internal note."""
    form = uuid.UUID(int=2)
    files.keep_drafts(form, [SimpleUploadedFile("SECRET.txt", b"SECRET")])
    conversation.note(ticket, conversation.Draft("SECRET: she never pays.", form), by=agent)
    return Attachment.objects.get(file_name="SECRET.txt")


@pytest.mark.parametrize("viewer", ["requester", "grantee"])
def test_a_note_never_reaches_the_requester(doors, ticket, note_file, viewer):
    pages = [doors[viewer].get(reverse(name, args=[ticket.pk])).content.decode() for name in ("tickets:ticket", "tickets:receipt")]

    assert [("SECRET" in page) for page in pages] == [False, False]
    assert status(doors[viewer].get(f"/tickets/{ticket.pk}/files/{note_file.pk}/")) == 404
    assert "SECRET" not in doors[viewer].get("/tickets/").content.decode()


def test_a_note_is_there_for_agents_of_the_queue(doors, ticket, note_file):
    assert "SECRET: she never pays." in doors["agent"].get(reverse("desk:ticket", args=[ticket.pk])).content.decode()
    assert status(doors["agent"].get(f"/tickets/{ticket.pk}/files/{note_file.pk}/")) == 200
    assert status(doors["treasurer"].get(f"/tickets/{ticket.pk}/files/{note_file.pk}/")) == 404


def test_an_agent_who_is_the_requester_reads_no_notes_of_a_foreign_queue(doors, treasury, agent, treasurer):
    own = factories.ticket(agent, treasury)
    conversation.note(own, conversation.Draft("SECRET"), by=treasurer)

    page = doors["agent"].get(reverse("tickets:ticket", args=[own.pk]))

    assert (page.status_code, "SECRET" in page.content.decode()) == (200, False)
    assert doors["agent"].get(reverse("desk:ticket", args=[own.pk])).status_code == 404


def test_a_search_tells_nothing_of_a_foreign_queue(doors, ticket, note_file):
    pages = [
        doors["treasurer"].get("/desk/search/", {"q": text}).content.decode() for text in ("SECRET", "connection", "-zzz", f"{ticket.pk}")
    ]

    assert [("No connection" in page, "never pays" in page) for page in pages] == [(False, False)] * 4


def test_an_agent_sees_no_earlier_ticket_of_a_foreign_queue(doors, ticket, treasury, requester):
    factories.ticket(requester, treasury, title="Bank details of Marta")

    assert "Bank details" not in doors["agent"].get(reverse("desk:ticket", args=[ticket.pk])).content.decode()


def test_a_ticket_that_was_passed_on_is_gone_from_the_desk_it_left(doors, ticket, treasury, agent):
    lifecycle.take(ticket, by=agent)
    Ticket.objects.filter(pk=ticket.pk).update(queue=treasury)

    assert doors["agent"].get(reverse("desk:ticket", args=[ticket.pk])).status_code == 404
    assert doors["treasurer"].get(reverse("desk:ticket", args=[ticket.pk])).status_code == 200
    assert "No connection" not in doors["agent"].get("/desk/mine/").content.decode()


@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "9223372036854775808"])
def test_an_absurd_number_is_not_there(doors, number):
    assert doors["requester"].get(f"/tickets/{number}/").status_code == 404
    assert doors["agent"].get(f"/desk/tickets/{number}/").status_code == 404
    assert doors["agent"].get(f"/desk/search/?q=suport%23{number}").context["found"].rows == []
