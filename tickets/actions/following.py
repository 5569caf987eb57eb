"""Who else hears of a ticket: letting people follow it, and letting them go.

A follower on the requester's side gets the public mail and may answer; a colleague is told of news; who was only proposed gets nothing
until an agent says yes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from accounts.actions import people, throttle
from accounts.emails import mailbox_of
from accounts.models import User
from foundation import clock
from notifications import addresses
from queues.models import Membership
from tickets import mail_addresses, notices
from tickets.actions import record
from tickets.enums import FollowerRole, Verb
from tickets.errors import Refused
from tickets.models import Follower, Ticket

# Of all roles together. More is a list, and a list has a place of its own.
MOST = 20
# Each invitation by the requester's side is a mail to somebody who did not ask for it.
INVITATIONS_PER_PERSON = 10
INVITATIONS_PER_ADDRESS = 3
DAY = timedelta(days=1)
LONGEST_ADDRESS = 254
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who should follow, as somebody typed it."""

    address: str
    name: str = ""


@transaction.atomic
def follow(ticket: Ticket, person: User, *, role: FollowerRole, by: User | None, at: datetime | None = None) -> Follower:
    """Let ``person`` follow the ticket; one who was proposed before follows now. Nobody is mailed.

    Raises ``Refused`` for the requester, somebody who left, a full list, and for a colleague who may not read the ticket.
    """
    ticket = record.locked(ticket)
    return _add(ticket, person, role, by=by, at=clock.now(at))[0]


@transaction.atomic
def invite(ticket: Ticket, given: Invitation, *, by: User | None, is_agent: bool = False, at: datetime | None = None) -> Follower:
    """Let the person with an address follow on the requester's side, recorded now when new, and tell them by a mail of our own words.

    An agent who invites a colleague of theirs makes them follow at the desk. Raises ``Refused`` as ``follow`` does, for an address that
    is none or ours, and when the requester's side invited too many within a day.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    address = _checked(given.address)
    known = people.by_address(address)
    reads = known is not None and _reads(known, ticket)
    if reads and not is_agent:
        raise Refused(gettext("This person works with us and reads along already."))
    if not is_agent and (known is None or not ticket.followers.filter(user=known).exclude(role=FollowerRole.ASKED).exists()):
        _require_room_for_mail(ticket, address, by=by, at=moment)
    person = known or people.introduce(name=given.name[:LONGEST_NAME], address=address, phone="", language=ticket.language)
    follower, is_new = _add(ticket, person, FollowerRole.AGENT if reads else FollowerRole.CC, by=by, at=moment)
    if is_new and follower.is_cc:
        notices.tell_following(follower, at=moment)
    return follower


@transaction.atomic
def accept(ticket: Ticket, follower_id: int, *, by: User, at: datetime | None = None) -> Follower:
    """Let somebody follow who was proposed, and tell them. Raises ``Refused`` when they are no longer proposed, or cannot follow."""
    moment = clock.now(at)
    ticket = record.locked(ticket)
    proposed = ticket.followers.select_related("user").filter(pk=follower_id).first()
    if proposed is None:
        raise Refused(gettext("This proposal is no longer here."))
    role = FollowerRole.AGENT if _reads(proposed.user, ticket) else FollowerRole.CC
    follower, is_new = _add(ticket, proposed.user, role, by=by, at=moment)
    if is_new and follower.is_cc:
        notices.tell_following(follower, at=moment)
    return follower


@transaction.atomic
def unfollow(ticket: Ticket, follower_id: int, *, by: User | None, at: datetime | None = None) -> None:
    """Let a follower go: from this moment on they read nothing more. Nothing happens when they are gone already; also in merged tickets."""
    ticket = record.locked_as_is(ticket)
    row = ticket.followers.select_related("user").filter(pk=follower_id).first()
    if row is None:
        return
    row.delete()
    record.event(ticket, Verb.UNFOLLOWED, by=by, at=clock.now(at), user=row.user_id, role=row.role)


def propose(ticket: Ticket, persons: list[User], *, message_id: int, at: datetime) -> list[Follower]:
    """Note that the mail behind a message would have ``persons`` follow the locked ticket; agents decide. Nobody is told, or may read."""
    known = set(ticket.followers.values_list("user_id", flat=True))
    new = [person for person in persons if person.pk not in known and person.pk != ticket.requester_id]
    room = max(MOST - len(known), 0)
    made = [Follower.objects.create(ticket=ticket, user=person, role=FollowerRole.ASKED, at=at) for person in new[:room]]
    if new:
        users = [row.user_id for row in made]
        record.event(ticket, Verb.FOLLOW_ASKED, by=None, at=at, users=users, left_out=len(new) - len(made), message=message_id)
    return made


def _add(ticket: Ticket, person: User, role: FollowerRole, *, by: User | None, at: datetime) -> tuple[Follower, bool]:
    """Return the follower, and whether they began to follow now."""
    if person.pk == ticket.requester_id:
        raise Refused(gettext("This is the requester, who hears everything anyway."))
    if not person.is_active:
        raise Refused(gettext("This person no longer takes part."))
    if role == FollowerRole.AGENT and not _reads(person, ticket):
        raise Refused(
            gettext("%(name)s may not read this ticket, so they cannot follow it as a colleague.") % {"name": person.display_name}
        )
    row = ticket.followers.filter(user=person).first()
    if row is not None and row.role != FollowerRole.ASKED:
        return row, False
    if row is None and _is_full(ticket):
        raise Refused(gettext("%(count)d people follow this ticket already; more are not possible.") % {"count": MOST})
    if row is None:
        row = Follower.objects.create(ticket=ticket, user=person, role=role, added_by=by, at=at)
    else:
        row.role, row.added_by, row.at = role, by, at
        row.save(update_fields=["role", "added_by", "at"])
        row.ticket, row.user = ticket, person
    record.event(ticket, Verb.FOLLOWED, by=by, at=at, user=person, role=role)
    return row, True


def _is_full(ticket: Ticket) -> bool:
    return ticket.followers.count() >= MOST


def _reads(person: User, ticket: Ticket) -> bool:
    """Whether the person may read the ticket at the desk."""
    queues = [ticket.queue_id, *ticket.readers.values_list("pk", flat=True)]
    return Membership.objects.of(person.pk).filter(queue_id__in=queues).exists()


def _checked(given: str) -> str:
    """Return the address as it is stored. Raises ``Refused`` for what is none, and for our own mailboxes."""
    try:
        address = addresses.normalised(given[: LONGEST_ADDRESS + 1])
    except ValueError as wrong:
        raise Refused(gettext("This is not an e-mail address we can write to. Please check it.")) from wrong
    if mail_addresses.mailbox_for(address) is not None:
        raise Refused(gettext("This is our own address. Please give the address of a person."))
    return address


def _require_room_for_mail(ticket: Ticket, address: str, *, by: User | None, at: datetime) -> None:
    inviter = by.pk if by is not None else f"ticket-{ticket.pk}"
    by_person = throttle.allow(f"follow-by:{inviter}", limit=INVITATIONS_PER_PERSON, per=DAY, at=at)
    if not by_person or not throttle.allow(f"follow-to:{mailbox_of(address)}", limit=INVITATIONS_PER_ADDRESS, per=DAY, at=at):
        raise Refused(gettext("There were too many invitations today. Please try again tomorrow, or write to us."))
