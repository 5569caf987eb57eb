"""Tickets and received mail in Django admin: to look and to find. Tickets are worked on at the desk, where their history is kept."""

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin.base import HouseAdmin, ReadOnly
from accounts.emails import normalise
from tickets.actions import inbound
from tickets.enums import InboundState
from tickets.mail_words import found_by, why
from tickets.models import Appointment, AppointmentSlot, InboundMail, Ticket, TicketEvent
from tickets.references import number_in


class EventInline(ReadOnly, admin.TabularInline):
    """What happened, oldest first."""

    model = TicketEvent
    extra = 0
    ordering = ("at", "id")
    fields = ("at", "by", "verb", "payload", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[TicketEvent]:
        """With the people's names."""
        return super().get_queryset(request).select_related("by")


@admin.register(Ticket)
class TicketAdmin(ReadOnly, HouseAdmin):
    """Tickets, newest first. Lists stay quick however many there are: they sort and find by what is indexed alone."""

    list_display = ("reference", "title", "status", "queue", "tier", "priority", "requester", "owner", "touched_at")
    list_display_links = ("reference", "title")
    list_filter = ("status", "queue", "tier", "priority", "kind", "channel")
    list_select_related = ("queue", "requester", "owner")
    search_fields = ("pk",)
    search_help_text = _("Reference such as suport#310, or the requester's whole e-mail address")
    ordering = ("-pk",)
    sortable_by = ()
    inlines = (EventInline,)
    exclude = ("access_generation",)
    readonly_fields = ("desk_link",)

    @admin.display(description=_("reference"))
    def reference(self, ticket: Ticket) -> str:
        """What people call it."""
        return ticket.reference

    @admin.display(description=_("at the desk"))
    def desk_link(self, ticket: Ticket) -> SafeString:
        """The way to the desk, for those who work in the queue."""
        return format_html('<a href="{}">{}</a>', reverse("desk:ticket", args=[ticket.pk]), ticket.reference)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Ticket], search_term: str) -> tuple[QuerySet[Ticket], bool]:
        """Find by reference or by the requester's address."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if "@" in term:
            return queryset.filter(requester__email=normalise(term)), False
        number = number_in(term)
        return (queryset.filter(pk=number) if number else queryset.none()), False


class SlotInline(ReadOnly, admin.TabularInline):
    """The times that were offered."""

    model = AppointmentSlot
    extra = 0
    fields = ("starts_at",)


@admin.register(Appointment)
class AppointmentAdmin(ReadOnly, HouseAdmin):
    """Appointments, newest first, with how they went."""

    list_display = ("__str__", "ticket_reference", "agent", "way", "starts_at", "minutes", "outcome")
    list_filter = ("state", "outcome", "way", "starts_at")
    list_select_related = ("ticket", "agent")
    search_fields = ("pk",)
    search_help_text = _("Reference such as suport#310, or the whole e-mail address of the agent or the requester")
    ordering = ("-pk",)
    sortable_by = ()
    inlines = (SlotInline,)

    @admin.display(description=_("ticket"))
    def ticket_reference(self, appointment: Appointment) -> str:
        """What people call the ticket."""
        return appointment.ticket.reference

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Appointment], search_term: str
    ) -> tuple[QuerySet[Appointment], bool]:
        """Find by the ticket's reference, or by the address of one of the two."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if "@" in term:
            address = normalise(term)
            return queryset.filter(Q(agent__email=address) | Q(ticket__requester__email=address)), False
        return queryset.filter(ticket_id=number_in(term) or 0), False


@admin.register(InboundMail)
class InboundMailAdmin(ReadOnly, HouseAdmin):
    """The log of received mail: what became of each, and why."""

    list_display = ("subject_line", "sender", "received", "state", "action", "why", "ticket_link")
    list_filter = ("state", "action", "mailbox", "received_at")
    list_select_related = ("ticket",)
    search_fields = ("sender", "subject", "=message_id", "envelope_to")
    search_help_text = _("Sender, subject, address it was sent to, whole Message-ID, or reference of the ticket")
    ordering = ("-received_at", "-pk")
    sortable_by = ()
    actions = ("replay",)
    readonly_fields = ("why", "found", "not_read", "ticket_link")
    fields = (
        "received_at", "sender", "subject", "message_id", "envelope_from", "envelope_to", "mailbox", "size", "state", "attempts",
        "not_before", "action", "why", "found", "not_read", "ticket_link",
    )  # fmt: skip

    @admin.display(description=_("subject"))
    def subject_line(self, mail: InboundMail) -> str:
        """The subject, or the number of a mail that has none or was not read yet."""
        return str(mail)

    @admin.display(description=_("received at"))
    def received(self, mail: InboundMail) -> str:
        """When it came, in few letters: the list has much to show."""
        return date_format(localtime(mail.received_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("why"))
    def why(self, mail: InboundMail) -> str:
        """Why that was done, in the reader's language."""
        return why(mail.reason)

    @admin.display(description=_("found by"))
    def found(self, mail: InboundMail) -> str:
        """By what its ticket was found."""
        return found_by(mail.matched_by)

    @admin.display(description=_("not read in full"))
    def not_read(self, mail: InboundMail) -> str:
        """Why it could not be read in full."""
        return mail.shortfalls_display

    @admin.display(description=_("ticket"))
    def ticket_link(self, mail: InboundMail) -> str | SafeString:
        """The way to the ticket's page here."""
        if mail.ticket is None:
            return ""
        return format_html('<a href="{}">{}</a>', reverse("admin:tickets_ticket_change", args=[mail.ticket.pk]), mail.ticket.reference)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[InboundMail], search_term: str
    ) -> tuple[QuerySet[InboundMail], bool]:
        """Find by a ticket's reference too."""
        if "#" in search_term:
            return queryset.filter(ticket_id=number_in(search_term) or 0), False
        return super().get_search_results(request, queryset, search_term)

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Who may replay: those with the permission to change received mail, though nobody edits one."""
        return bool(request.user.has_perm("tickets.change_inboundmail"))

    @admin.action(description=_("Replay: process again from the stored mail"), permissions=["act"])
    def replay(self, request: HttpRequest, chosen: QuerySet[InboundMail]) -> None:
        """Let the chosen mails be processed again, except those that are part of a ticket or wait anyway."""
        done = left_out = 0
        for mail in chosen.select_related("message"):
            if hasattr(mail, "message") or mail.state == InboundState.STORED:
                left_out += 1
                continue
            inbound.replay(mail)
            self.log_change(request, mail, "replayed")
            done += 1
        if done:
            said = ngettext(
                "%(count)d mail will be processed again within seconds.", "%(count)d mails will be processed again within seconds.", done
            )
            self.message_user(request, said % {"count": done}, messages.SUCCESS)
        if left_out:
            said = ngettext(
                "%(count)d mail was left alone: it is part of a ticket already, or it waits.",
                "%(count)d mails were left alone: they are part of a ticket already, or they wait.",
                left_out,
            )
            self.message_user(request, said % {"count": left_out}, messages.WARNING)
