"""Who gets what at every address: made from the list of addresses, so that a new one without a row fails here."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, PartnerGrant, User
from notifications.models import Delivery
from queues.enums import MacroOwner
from queues.models import Macro
from tests.tickets.doors import NOT_THERE, VIEWERS, status
from tickets import desk_urls, grants, organisation_urls, urls, webhook_urls
from tickets.forms.work import VERB_FORMS
from tickets.models import Attachment, InboundMail, Message, Ticket, TicketEvent

pytestmark = pytest.mark.django_db

Row = tuple[int, ...]


def row(*seven: int, **others: int) -> Row:
    """Statuses for the first seven viewers in their order; the others get what is usual, or what is named.

    The requester's side sees and does what the requester does, a lead what an agent does, an administrator and a follower what a stranger does.
    """
    _, stranger, requester, _, _, agent, _ = seven
    usual = {"colleague": requester, "manager": requester, "partner": requester, "lead": agent, "admin": stranger}
    usual["follower"] = stranger
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
ITS_READERS = row(404, 404, 200, 200, 404, 200, 404, follower=200)
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

MODULES = (urls, desk_urls, organisation_urls, webhook_urls)
ABOUT_ONE = {
    f"{module.app_name}:{pattern.name}" for module in MODULES for pattern in module.urlpatterns if "<int:number>" in str(pattern.pattern)
}


# What only takes a POST, beside the verbs.
WRITING = ("desk:preview", "desk:draft", "desk:discard", "desk:cancel_reply", "desk:presence")

# Of saved views, by the number of one that is not there; tests/tickets/views/test_saved_views.py has those that are.
VIEW_ACTS = tuple(f"desk:view_{act}" for act in ("rename", "move", "delete", "share", "unshare", "begin", "begin_with_all"))

MAIL = ("desk:mail", "desk:mail_raw", "desk:mail_replay", "desk:mail_open", "desk:mail_join", "desk:mail_accept", "desk:mail_refuse")

WEBHOOKS = ("webhooks:mails", "webhooks:raw_mails", "webhooks:reports")

# One status for each viewer, in their order; seven are enough where the others get what is usual. A POST carries a form with nothing in it.
GET = {
    **dict.fromkeys(WEBHOOKS, NOBODY),
    "tickets:mine": SIGNED_IN,
    "tickets:mails": SIGNED_IN,
    "tickets:organisation": SIGNED_IN,
    "tickets:followed": SIGNED_IN,
    **dict.fromkeys(("tickets:followers", "tickets:unfollow"), SENT_AWAY),
    # With a token that is none; tests/tickets/views/test_followers.py has the valid one, and what a follower may.
    "tickets:leave": (404,) * len(VIEWERS),
    # Of a reference that leads nowhere; tests/tickets/test_aliases.py has those that do.
    "tickets:earlier": (404,) * len(VIEWERS),
    "desk:followers": ITS_AGENTS,
    **dict.fromkeys(("desk:follow", "desk:accept_follower", "desk:unfollow"), SENT_ON),
    **dict.fromkeys(("tickets:partners", "tickets:partner_end"), MANAGERS),
    "tickets:close": SENT_AWAY,
    "tickets:new": EVERYBODY,
    "tickets:follow": EVERYBODY,
    "tickets:ticket": row(404, 404, 200, 200, 404, 302, 404, follower=200),
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
    "desk:passed_on": AGENTS,
    **dict.fromkeys(("desk:me", "desk:me_mail"), AGENTS),
    **dict.fromkeys(("desk:absence", "desk:me_mail_times"), (302, 403, 403, 302, 302, 302, 302)),
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
    "desk:mails": AGENTS,
    # Of a mail that is not there; tests/tickets/views/test_mails.py has one that is.
    **dict.fromkeys(MAIL, NOT_THEIRS),
    "desk:views": AGENTS,
    "desk:view_save": (302, 403, 403, 302, 302, 302, 302),
    **dict.fromkeys(VIEW_ACTS, NOBODY),
    **dict.fromkeys(("desk:macros", "desk:colleagues"), ITS_AGENTS),
    "desk:macro": SENT_ON,
    **dict.fromkeys(WRITING, NOBODY),
    "desk:similar": ITS_AGENTS,
    "desk:history": ITS_AGENTS,
    "desk:transcript": ITS_AGENTS,
    "desk:unrefer": SENT_ON,
    **{f"desk:{verb}": ITS_AGENTS if verb in VERB_FORMS else SENT_ON for verb in VERBS},
    **dict.fromkeys(("desk:merge", "desk:split", "desk:link", "desk:consult"), ITS_AGENTS),
    **dict.fromkeys(("desk:unlink", "desk:end_consultation"), SENT_ON),
    "desk:unmerge": SENT_ON,
}
POST = {
    # Of a provider that is none; tests/tickets/test_webhooks.py has those that there are, with their secret and without.
    **dict.fromkeys(WEBHOOKS, (404,) * len(VIEWERS)),
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
    "tickets:mails": SENT_AWAY,
    "tickets:followers": row(302, 404, 422, 422, 302, 403, 404, colleague=403, partner=403, follower=403),
    "tickets:unfollow": row(302, 404, 302, 302, 302, 403, 404, colleague=403, partner=403, follower=403),
    "tickets:leave": (404,) * len(VIEWERS),
    "tickets:earlier": NOBODY,
    **dict.fromkeys(("desk:followers", "desk:follow"), REFUSED),
    **dict.fromkeys(("desk:accept_follower", "desk:unfollow"), SENT_ON),
    "tickets:answer": row(302, 404, 422, 422, 302, 403, 404, follower=422),
    **dict.fromkeys(("tickets:appointment", "tickets:decline_appointment"), (404,) * len(VIEWERS)),
    "organisation:people": NOBODY,
    **dict.fromkeys(("organisation:invite", "organisation:roles"), MANAGERS_REFUSED),
    # There is nothing to ask: the colleague has no tickets, and the manager stays.
    **dict.fromkeys(("organisation:remove", "organisation:resend", "organisation:withdraw"), MANAGERS_SENT_ON),
    "organisation:join": (404,) * len(VIEWERS),
    "desk:invite": row(302, 403, 403, 302, 302, 422, 422),
    **dict.fromkeys(("desk:resend_invitation", "desk:withdraw_invitation"), AGENTS_SENT_ON),
    "tickets:close": row(302, 404, 302, 302, 302, 403, 404, colleague=403, partner=403, follower=403),
    "tickets:works": row(302, 404, 200, 200, 302, 403, 404, follower=200),
    "tickets:broken": row(302, 404, 422, 422, 302, 403, 404, follower=422),
    **dict.fromkeys(
        ("desk:home", "desk:mine", "desk:passed_on", "desk:search", "desk:queue", "desk:lines", "desk:ticket", "desk:receipt"), NOBODY
    ),
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
    **dict.fromkeys(("desk:me", "desk:me_mail"), (302, 403, 403, 302, 302, 302, 302)),
    **dict.fromkeys(("desk:absence", "desk:me_mail_times"), (302, 403, 403, 302, 302, 422, 422)),
    "desk:absence_end": (302, 403, 403, 302, 302, 404, 404),
    **dict.fromkeys(("desk:merge", "desk:unmerge", "desk:split", "desk:link", "desk:consult"), REFUSED),
    # Of one that is not there; tests/tickets/views/test_consulting.py has one that is.
    "desk:end_consultation": NOT_THEIRS,
    "desk:unlink": SENT_ON,
    "desk:take": SENT_ON,
    "desk:diagnose": SENT_ON,
    "desk:drafts": NOBODY,
    "desk:mentions": (302, 403, 403, 302, 302, 302, 302),
    **dict.fromkeys(("desk:mails", *MAIL[:2]), NOBODY),
    **dict.fromkeys(MAIL[2:], NOT_THEIRS),
    "desk:views": NOBODY,
    "desk:view_save": (302, 403, 403, 302, 302, 422, 422),
    **dict.fromkeys(VIEW_ACTS, NOT_THEIRS),
    **dict.fromkeys(("desk:macros", "desk:colleagues"), NOBODY),
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
    further |= {name: [NOT_THERE] for name in ("tickets:unfollow", "desk:accept_follower", "desk:unfollow", "desk:end_consultation")}
    further |= {"tickets:leave": ["x"], "tickets:appointment": ["x"], "tickets:decline_appointment": ["x"]}
    further |= {"tickets:open_at": [grants.link_token(ticket), "works"], "desk:unrefer": [1]}
    if name in {"organisation:join", "tickets:earlier", *WEBHOOKS}:
        return reverse(name, args=["x"])
    if name in {"organisation:roles", "organisation:remove"}:
        return reverse(name, args=[ticket.organisation_id, User.objects.get(email="colleague@example.net").pk])
    if name.endswith((":resend", ":withdraw", "_invitation", ":partner_end")):
        return address_of_row(name, ticket)
    if name in {"desk:queue", "desk:lines"}:
        return reverse(name, args=["support"])
    if name in MAIL:
        return reverse(name, args=[NOT_THERE])
    if name == "desk:search":
        return f"{reverse(name)}?q=connection"
    if name in {"desk:person", "desk:person_notes"}:
        return reverse(name, args=[ticket.requester_id])
    if name in {"desk:organisation", "desk:organisation_notes", "desk:partners", "desk:invite"}:
        return reverse(name, args=[ticket.organisation_id])
    return reverse(name, args=[ticket.pk, *further.get(name, [])]) if name in ABOUT_ONE else reverse(name)


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
