"""Tickets and what hangs on them."""

from tickets.models.alias import ReferenceAlias
from tickets.models.appointment import Appointment, AppointmentSlot
from tickets.models.attachment import Attachment
from tickets.models.bulk import BulkAct
from tickets.models.consultation import Consultation
from tickets.models.diagnosis import DiagnosisAnswer
from tickets.models.digest import DigestLine
from tickets.models.draft import SavedDraft
from tickets.models.event import TicketEvent
from tickets.models.follower import Follower
from tickets.models.inbound import InboundMail
from tickets.models.link import TicketLink
from tickets.models.mail_account import CollectedMail, MailAccount
from tickets.models.mention import Mention
from tickets.models.message import Message
from tickets.models.monitoring import MonitoringRule, Problem
from tickets.models.presence import Presence
from tickets.models.promise import Promise
from tickets.models.reference import ExternalReference
from tickets.models.resolution import Resolution
from tickets.models.saved_view import SavedView, StartView
from tickets.models.search import SearchEntry, SearchIndex
from tickets.models.ticket import Ticket

__all__ = [
    "Appointment",
    "AppointmentSlot",
    "Attachment",
    "BulkAct",
    "CollectedMail",
    "Consultation",
    "DiagnosisAnswer",
    "DigestLine",
    "ExternalReference",
    "Follower",
    "InboundMail",
    "MailAccount",
    "Mention",
    "Message",
    "MonitoringRule",
    "Presence",
    "Problem",
    "Promise",
    "ReferenceAlias",
    "Resolution",
    "SavedDraft",
    "SavedView",
    "SearchEntry",
    "SearchIndex",
    "StartView",
    "Ticket",
    "TicketEvent",
    "TicketLink",
]
