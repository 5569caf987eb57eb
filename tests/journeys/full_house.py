"""A house in which every page has something to show, and who opens which."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts import invitations
from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Invitation, Organisation, PartnerGrant, User
from queues.enums import Tier
from queues.models import Absence, Membership, Queue
from tests import factories
from tests.tickets.doors import VIEWERS
from tests.tickets.standing import stand
from tests.tickets.test_access import GET, address, whole
from tickets import grants
from tickets.actions import appointments, consulting, conversation, files, following, lifecycle, merging, offering
from tickets.actions.conversation import Draft
from tickets.actions.offering import Offer
from tickets.enums import AppointmentWay, FollowerRole, Status
from tickets.list_enums import BulkVerb
from tickets.models import Appointment, Attachment, BulkAct, Follower, SavedView, Ticket

# The first of these who may open a page opens it.
READERS = ("agent", "manager", "requester", "anonymous")
# What is no page: a file, and a question of the page's script that has no answer yet.
NO_PAGES = {"tickets:file", "tickets:transcript", "desk:transcript", "desk:news"}
# Beside our own: signing in and the settings of an account, and the pages of the house itself.
OF_THE_HOUSE = {
    **dict.fromkeys(("home", "again", "account_login", "account_request_login_code", "account_reset_password"), "anonymous"),
    **dict.fromkeys(("account_password_reset_completed", "account_inactive", "account_signup"), "anonymous"),
    **dict.fromkeys(("account_logout", "account_reauthenticate", "account_email", "account_change_password"), "agent"),
    **dict.fromkeys(("mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list"), "agent"),
    "account_set_password": "requester",
    "styleguide": "admin",
}
# Machines ask for these, they lead on, or they come in the middle of something: the journeys pass them, or nobody sees them.
ON_THE_WAY = {
    *("landing", "healthz", "readyz", "set_language", "account_email_verification_sent", "account_confirm_login_code"),
    *("account_confirm_password_reset_code", "account_complete_password_reset", "mfa_authenticate", "mfa_reauthenticate"),
    *("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn"),
}


@dataclass(frozen=True, slots=True)
class House:
    """The tickets to look at, and the people who do, by the names of ``READERS``."""

    ticket: Ticket
    file: Attachment
    offered: Appointment
    booked: Appointment
    resolved: Ticket
    finished: Ticket
    parked: Ticket
    part: Ticket
    people: dict[str, User]


def furnish(agent: User, support: Queue, requester: User) -> House:
    """Put people, an organisation, and tickets in every state into the house."""
    Membership.objects.create(user=agent, queue=support, tier=Tier.SECOND, is_lead=True)
    council, partner = (Organisation.objects.create(name=name, sharing=Sharing.ALL) for name in ("Vilaclara Town Council", "Puig Advisers"))
    manager, member = factories.person("manager@example.net", "Rosa Pujades"), factories.person("colleague@example.net", "陈美玲")
    contacts = ((requester, ContactRole.MEMBER), (member, ContactRole.MEMBER), (manager, ContactRole.MANAGER))
    Contact.objects.bulk_create(Contact(user=person, organisation=council, role=role) for person, role in contacts)
    now, today = timezone.now(), timezone.localdate()
    PartnerGrant.objects.create(partner=partner, client=council, granted_at=now)
    Invitation.objects.create(organisation=council, email="guest@example.net", invited_at=now, expires_at=now + timedelta(days=14))
    Absence.objects.create(user=agent, first_day=today + timedelta(days=3), last_day=today + timedelta(days=9), note="A course.")
    ticket, offered, booked, resolved, finished, parked, part = (_ticket(requester, support, council) for _ in range(7))
    lifecycle.take(ticket, by=agent)
    conversation.note(ticket, Draft("The cabinet in the street is wet."), by=agent)
    conversation.reply(ticket, Draft("Please restart the box."), by=agent)
    following.follow(ticket, member, role=FollowerRole.CC, by=agent)
    merging.merge(part, into=ticket, by=agent)
    consulting.ask(ticket, consulting.Question(["faults@example.com"], "A line in Vilaclara", "Is there a fault on it?"), by=agent)
    starts = tuple(now.replace(minute=0, second=0, microsecond=0) + timedelta(days=days) for days in (1, 2))
    offer = Offer(way=AppointmentWay.PHONE, starts=starts, minutes=30, number="+34 600 000 001", despite=True)
    free = _appointment(offering.offer(offered, offer, by=agent))
    taken = appointments.pick(_appointment(offering.offer(booked, offer, by=agent)).slots.all()[0], by=requester)
    return House(
        ticket=Ticket.objects.get(pk=ticket.pk),
        file=_file(ticket),
        offered=free,
        booked=taken,
        resolved=stand(resolved, Status.RESOLVED, resolved_at=now),
        finished=stand(finished, Status.CLOSED),
        parked=stand(parked, Status.STALLED),
        part=part,
        people={"agent": agent, "manager": manager, "requester": requester, "admin": User.objects.create_superuser("admin@example.org")},
    )


def _ticket(requester: User, support: Queue, council: Organisation) -> Ticket:
    title = "The connection drops every evening between eight and ten, on every device in the house"
    return factories.ticket(requester, support, title=title, organisation=council, requester_proven=True)


def _appointment(found: Ticket | Appointment) -> Appointment:
    appointment = found.appointment if isinstance(found, Ticket) else found
    assert appointment is not None
    return appointment


def _file(ticket: Ticket) -> Attachment:
    form = uuid.uuid4()
    files.keep_drafts(form, [SimpleUploadedFile("what the light looks like.txt", b"red")])
    files.attach_drafts(ticket.messages.order_by("pk")[0], form)
    return Attachment.objects.get()


def addresses(house: House) -> dict[str, list[str]]:
    """Every page of the desk, the portal, the accounts and the house, by who opens it."""
    found: dict[str, list[str]] = {reader: [] for reader in (*READERS, "admin")}
    for name, statuses in GET.items():
        allowed = dict(zip(VIEWERS, whole(statuses), strict=True))
        readers = [reader for reader in READERS if allowed[reader] == 200]
        if readers and name not in NO_PAGES:
            found[readers[0]].append(address(name, house.ticket, house.file))
    for name, reader in OF_THE_HOUSE.items():
        found[reader].append(reverse(name))
    for reader, more in _in_other_states(house).items():
        found[reader] += more
    return found


def _in_other_states(house: House) -> dict[str, list[str]]:
    """What the list of addresses does not say: links from mails, other states of a ticket, lists with and without something in them."""
    agent = house.people["agent"]
    view = SavedView.objects.create(owner=agent, name="Urgent on line 2", queue=house.ticket.queue, query="tier=2")
    now = timezone.now()
    result = [{"ticket": house.ticket.pk, "result": "refused", "why": "Something happened to it meanwhile."}]
    act = BulkAct.objects.create(submission=uuid.uuid4(), by=agent, verb=BulkVerb.TAKE, at=now, undo_until=now, outcomes=result)
    about = [f"/desk/tickets/{ticket.pk}/" for ticket in (house.resolved, house.finished, house.parked, house.booked.ticket)]
    meeting = [f"/desk/tickets/{house.booked.ticket_id}/appointment/{verb}/" for verb in ("move", "cancel", "conclude")]
    mailed = [f"/tickets/{each.ticket_id}/appointment/{grants.appointment_token(each)}/" for each in (house.offered, house.booked)]
    follower, invitation = Follower.objects.get(), Invitation.objects.get()
    lists = ("queues/support/?status=rejected", f"queues/support/?view={view.pk}", "search/?q=nothing-like-it", "people/?q=nobody")
    return {
        "agent": [
            *(
                *about,
                *meeting,
                f"/desk/tickets/{house.part.pk}/unmerge/",
                f"/desk/tickets/{house.ticket.pk}/merge/?other={house.parked.pk}",
            ),
            *(*(f"/desk/{each}" for each in lists), f"/desk/bulk/{act.pk}/", "/desk/tickets/987654/"),
        ],
        "requester": [f"/tickets/{ticket.pk}/{page}" for ticket in (house.resolved, house.finished) for page in ("", "works/", "broken/")],
        "manager": [],
        "anonymous": [
            *(*mailed, f"/tickets/{follower.ticket_id}/leave/{grants.follower_token(follower)}/", "/tickets/1/open/x/"),
            *(f"/organisation/join/{token}/" for token in (invitations.token(invitation.pk, invitation.round), "x")),
        ],
        "admin": [],
    }
