"""Tickets, their earlier references, received mail, mail accounts, the rights of partners and saved views in Django admin."""

from tickets.admin.aliases import ReferenceAliasAdmin
from tickets.admin.mail_accounts import MailAccountAdmin
from tickets.admin.partners import PartnerGrantAdmin
from tickets.admin.saved_views import SavedViewAdmin
from tickets.admin.tickets import InboundMailAdmin, TicketAdmin

__all__ = ["InboundMailAdmin", "MailAccountAdmin", "PartnerGrantAdmin", "ReferenceAliasAdmin", "SavedViewAdmin", "TicketAdmin"]
