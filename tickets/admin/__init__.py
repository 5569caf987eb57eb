"""Tickets, their earlier references, received mail, mail accounts, the words of mails, monitoring rules, the rights of partners and saved views."""

from tickets.admin.aliases import ReferenceAliasAdmin
from tickets.admin.mail_accounts import MailAccountAdmin
from tickets.admin.monitoring import MonitoringRuleAdmin, ProblemAdmin
from tickets.admin.partners import PartnerGrantAdmin
from tickets.admin.saved_views import SavedViewAdmin
from tickets.admin.tickets import InboundMailAdmin, TicketAdmin
from tickets.admin.wordings import MailWordingAdmin

__all__ = [
    "InboundMailAdmin", "MailAccountAdmin", "MailWordingAdmin", "MonitoringRuleAdmin", "PartnerGrantAdmin", "ProblemAdmin",
    "ReferenceAliasAdmin", "SavedViewAdmin", "TicketAdmin",
]  # fmt: skip
