"""Following a ticket without signing in: mailed links, receipts, codes. A grant opens one ticket, until it expires, in one session."""

from datetime import timedelta
from enum import StrEnum

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.utils import timezone

from foundation import tokens
from tickets.enums import Channel
from tickets.models import Appointment, Follower, Ticket
from tickets.querysets import FollowerQuerySet

LINK_DAYS = 90
SESSION_HOURS = 12
_SALT = "ticket-link"
_APPOINTMENT_SALT = "appointment-link"
_FOLLOWER_SALT = "follower-link"
_KEY = "grants"
_FOLLOWING = "following"
CODE_LENGTH = 12


class Purpose(StrEnum):
    """What the grant was given for. A mailed link also shows that its holder reads the requester's mail."""

    MAIL = "mail"
    RECEIPT = "receipt"
    CODE = "code"


def link_token(ticket: Ticket) -> str:
    """Return the token of a mailed link to ``ticket``; it ends with its age, or when the ticket's access generation changes."""
    return signing.dumps([ticket.pk, ticket.access_generation], salt=_SALT, compress=False)


def is_link_valid(ticket: Ticket, token: str) -> bool:
    """Tell whether ``token`` was mailed for this ticket within the last 90 days and has not been withdrawn."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=timedelta(days=LINK_DAYS))
    except signing.BadSignature:
        return False
    return bool(content == [ticket.pk, ticket.access_generation])


def ticket_of_link(number: int, token: str) -> Ticket | None:
    """Return the ticket that a mailed link opens, or ``None``: no such ticket and no valid token look the same."""
    ticket = Ticket.objects.select_related("requester").filter(pk=number).first()
    return ticket if ticket is not None and ticket.can_be_mailed and is_link_valid(ticket, token) else None


def appointment_token(appointment: Appointment) -> str:
    """Return the token of a mailed link to one appointment: it lets its holder choose a time, and read nothing else of the ticket."""
    ticket = appointment.ticket
    return signing.dumps([ticket.pk, ticket.access_generation, appointment.pk], salt=_APPOINTMENT_SALT, compress=False)


def appointment_of_link(number: int, token: str) -> Appointment | None:
    """Return the appointment that a mailed link opens within 90 days, or ``None``: none there and no valid token look the same."""
    try:
        content = signing.loads(token, salt=_APPOINTMENT_SALT, max_age=timedelta(days=LINK_DAYS))
    except signing.BadSignature:
        return None
    if not isinstance(content, list) or len(content) != 3 or content[0] != number:
        return None
    rows = Appointment.objects.select_related("ticket__queue", "ticket__requester", "ticket__appointment", "agent")
    appointment = rows.filter(pk=content[2], ticket_id=number).first()
    if appointment is None or appointment.ticket.access_generation != content[1] or not appointment.ticket.can_be_mailed:
        return None
    return appointment


def ticket_of_code(number: int, given: str) -> Ticket | None:
    """Return the ticket that reference and code open, or ``None``: a wrong number and a wrong code look the same."""
    ticket = Ticket.objects.select_related("requester").filter(pk=number).first()
    return ticket if ticket is not None and _may_enter(ticket) and is_code_valid(ticket, given) else None


def _may_enter(ticket: Ticket) -> bool:
    """Tell whether whoever asked may still read it: somebody whose account was closed may not."""
    return (ticket.requester is None or ticket.requester.is_active) and ticket.requester_takes_part


def follow_code(ticket: Ticket) -> str:
    """Return the code printed on the receipt: twelve characters in three groups, ``ABCD-EFGH-JKLM`` (about 59 bits; tries are capped).

    A code handed to somebody on the web ends once the requester proves their address: whoever filled in the form may be another.
    """
    code = tokens.code("follow-code", f"{ticket.pk}.{_seal(ticket, Purpose.CODE)}", CODE_LENGTH)
    return "-".join((code[:4], code[4:8], code[8:]))


def is_code_valid(ticket: Ticket, given: str) -> bool:
    """Tell whether ``given`` is the ticket's code, as people copy it: in any case and grouping, with 0 for O, 1 or I for L, 8 for B."""
    return tokens.is_code("follow-code", f"{ticket.pk}.{_seal(ticket, Purpose.CODE)}", given, CODE_LENGTH)


def _seal(ticket: Ticket, purpose: Purpose) -> str:
    """Return what must not have changed since a grant was given."""
    is_for_the_proven = purpose != Purpose.MAIL and ticket.channel == Channel.WEB and ticket.requester_proven
    return f"{ticket.access_generation}{'.proven' if is_for_the_proven else ''}"


def give(session: SessionBase, ticket: Ticket, purpose: Purpose) -> None:
    """Let this session read and answer ``ticket`` for half a day."""
    until = timezone.now() + timedelta(hours=SESSION_HOURS)
    session[_KEY] = {**session.get(_KEY, {}), str(ticket.pk): [purpose.value, until.timestamp(), _seal(ticket, purpose)]}


def purpose_of(session: SessionBase, ticket: Ticket) -> Purpose | None:
    """Return why this session may read ``ticket``, or ``None`` when it holds no valid grant."""
    entry = session.get(_KEY, {}).get(str(ticket.pk))
    if entry is None or entry[1] < timezone.now().timestamp() or entry[2] != _seal(ticket, Purpose(entry[0])):
        return None
    return Purpose(entry[0]) if _may_enter(ticket) else None


def granted(session: SessionBase) -> frozenset[int]:
    """Return the ids of the tickets this session holds valid grants for."""
    now = timezone.now().timestamp()
    held = [int(pk) for pk, entry in session.get(_KEY, {}).items() if entry[1] >= now]
    if not held:
        return frozenset()
    columns = ("access_generation", "channel", "requester_proven", "requester__is_active", "partner_grant")
    rows = Ticket.objects.filter(pk__in=held).select_related("requester").only(*columns)
    return frozenset(ticket.pk for ticket in rows if purpose_of(session, ticket) is not None)


def follower_token(follower: Follower) -> str:
    """Return the token of a link mailed to a follower: it ends with its age, with the follower's row, or with all grants of the ticket."""
    ticket = follower.ticket
    return signing.dumps([ticket.pk, ticket.access_generation, follower.pk], salt=_FOLLOWER_SALT, compress=False)


def follower_of_link(number: int, token: str) -> Follower | None:
    """Return the follower on the requester's side whom a mailed link lets in, or ``None``: no such ticket, no valid token and one who left look the same."""
    return _of_link(Follower.objects.cc(), number, token)


def leaver_of_link(number: int, token: str) -> Follower | None:
    """Return the follower whom a mailed link takes off the ticket, a colleague too, or ``None`` as ``follower_of_link``."""
    return _of_link(Follower.objects.hearing(), number, token)


def _of_link(among: FollowerQuerySet, number: int, token: str) -> Follower | None:
    try:
        content = signing.loads(token, salt=_FOLLOWER_SALT, max_age=timedelta(days=LINK_DAYS))
    except signing.BadSignature:
        return None
    if not isinstance(content, list) or len(content) != 3 or content[0] != number:
        return None
    found = among.reachable().select_related("ticket", "user").filter(pk=content[2], ticket_id=number).first()
    return found if found is not None and found.ticket.access_generation == content[1] else None


def give_to_follower(session: SessionBase, follower: Follower) -> None:
    """Let this session read and answer the followed ticket for half a day, as this follower and for as long as they follow."""
    until = timezone.now() + timedelta(hours=SESSION_HOURS)
    held = session.get(_FOLLOWING, {})
    session[_FOLLOWING] = {**held, str(follower.ticket_id): [follower.pk, until.timestamp(), follower.ticket.access_generation]}


def followers(session: SessionBase) -> dict[int, Follower]:
    """Return as whom this session follows tickets, by their numbers. Whoever was removed since follows no more."""
    now = timezone.now().timestamp()
    held = {entry[0]: entry[2] for entry in session.get(_FOLLOWING, {}).values() if entry[1] >= now}
    if not held:
        return {}
    rows = Follower.objects.cc().reachable().select_related("ticket", "user").filter(pk__in=held)
    return {row.ticket_id: row for row in rows if row.ticket.access_generation == held[row.pk]}
