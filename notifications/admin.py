"""The outbox in Django admin: to look, to find, to send again, to stop. Nothing is edited."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import ReadOnly
from notifications.actions import outbox
from notifications.actions.blanking import REMOVED
from notifications.models import Delivery, Mail, MailText, Suppression

if TYPE_CHECKING:
    MailAdminBase = admin.ModelAdmin[Mail]
    DeliveryAdminBase = admin.ModelAdmin[Delivery]
    SuppressionAdminBase = admin.ModelAdmin[Suppression]
    MailTextInlineBase = admin.StackedInline[MailText, Mail]
    DeliveryInlineBase = admin.TabularInline[Delivery, Mail]
else:  # Django's admin classes take no parameters when they run
    MailAdminBase = DeliveryAdminBase = SuppressionAdminBase = admin.ModelAdmin
    MailTextInlineBase, DeliveryInlineBase = admin.StackedInline, admin.TabularInline


class MailTextInline(ReadOnly, MailTextInlineBase):
    """The words of a mail; those of a secret one are shown to nobody."""

    model = MailText
    extra = 0
    fields = ("language", "subject", "words")
    readonly_fields = ("words",)

    @admin.display(description=_("text"))
    def words(self, said: MailText) -> str:
        """The plain text."""
        return gettext(REMOVED) if said.mail.is_secret else said.text


class DeliveryInline(ReadOnly, DeliveryInlineBase):
    """To whom, and how it went."""

    model = Delivery
    extra = 0
    max_num = 0
    fields = ("address", "language", "state", "attempts", "not_before", "sent_at", "arrived_at", "why", "reply_code", "reply_text")
    readonly_fields = ("why",)
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        """A broadcast has too many for one page; the list of deliveries has them all."""
        rows = super().get_queryset(request)
        shown = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
        if not shown.isdecimal():
            return rows.none()
        first = rows.filter(mail=int(shown)).order_by("pk").values_list("pk", flat=True)[:100]
        return rows.filter(pk__in=list(first))

    @admin.display(description=_("reason"))
    def why(self, delivery: Delivery) -> str:
        """The reason, in the reader's language."""
        return delivery.why


@admin.register(Mail)
class MailAdmin(ReadOnly, MailAdminBase):
    """What was said."""

    list_display = ("subject", "topic", "lane", "is_automatic", "is_secret", "created_at")
    list_filter = ("lane", "is_automatic", "is_secret")
    search_fields = ("key", "topic", "texts__subject", "deliveries__address")
    search_help_text = _("Key, topic such as ticket:310, subject or address")
    ordering = ("-pk",)
    list_per_page = 25
    show_full_result_count = False
    inlines = (MailTextInline, DeliveryInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        """With the words, for the subject column."""
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description=_("subject"))
    def subject(self, mail: Mail) -> str:
        """The subject in the first language there is."""
        return next((said.subject for said in mail.texts.all()), mail.key)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, DeliveryAdminBase):
    """Where each mail stands, and why."""

    list_display = ("address", "topic", "state", "why", "reply_text", "sent_at")
    list_filter = ("state", "lane")
    list_select_related = ("mail",)
    search_fields = ("address", "mail__topic", "mail__key", "reply_text")
    search_help_text = _("Address, topic such as ticket:310, key or the relay's words")
    ordering = ("-pk",)
    list_per_page = 25
    show_full_result_count = False
    actions = ("send_again", "stop")
    fields = (
        "mail", "topic", "address", "name", "language", "lane", "state", "why", "reply_code", "reply_text", "attempts",
        "not_before", "sent_at", "arrived_at", "claimed_by", "claimed_at", "lease_until",
    )  # fmt: skip
    readonly_fields = ("topic", "why")

    @admin.display(description=_("topic"))
    def topic(self, delivery: Delivery) -> str:
        """What the mail is about."""
        return delivery.mail.topic

    @admin.display(description=_("reason"))
    def why(self, delivery: Delivery) -> str:
        """The reason, in the reader's language."""
        return delivery.why

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Who may send again or stop: those with the permission to change deliveries, though nobody edits one."""
        return request.user.has_perm("notifications.change_delivery")

    @admin.action(description=_("Send again"), permissions=["act"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        """Queue the chosen deliveries anew."""
        self._do_each(request, chosen, outbox.retry, "sent again by hand")

    @admin.action(description=_("Stop before sending"), permissions=["act"])
    def stop(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        """Cancel those of the chosen deliveries that still wait."""
        self._do_each(request, chosen, outbox.cancel, "stopped by hand")

    def _do_each(self, request: HttpRequest, chosen: QuerySet[Delivery], verb: Callable[..., None], note: str) -> None:
        done = skipped = 0
        for delivery in chosen:
            try:
                verb(delivery, by=request.user)
            except (outbox.CannotRetryError, outbox.CannotCancelError):
                skipped += 1
                continue
            self.log_change(request, delivery, note)
            done += 1
        if done:
            self.message_user(request, ngettext("Done for %(count)d delivery.", "Done for %(count)d deliveries.", done) % {"count": done})
        if skipped:
            said = ngettext("Not possible for %(count)d delivery.", "Not possible for %(count)d deliveries.", skipped)
            self.message_user(request, said % {"count": skipped}, messages.WARNING)


@admin.register(Suppression)
class SuppressionAdmin(ReadOnly, SuppressionAdminBase):
    """Addresses that are not mailed. Deleting a row allows the address again."""

    list_display = ("address", "scope", "reason", "created_at", "expires_at")
    list_filter = ("scope",)
    search_fields = ("address", "reason")
    ordering = ("-pk",)
    list_per_page = 25
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those with the permission to delete suppressions."""
        return request.user.has_perm("notifications.delete_suppression")
