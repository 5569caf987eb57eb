"""What queues receive and say by mail, in Django admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin
from queues.models import Mailbox, QueueText


class MailboxInline(admin.TabularInline):
    """Addresses that feed the queue. Received mail belongs to them, so they go out of use and are not deleted."""

    model = Mailbox
    extra = 0
    can_delete = False


class TextInline(admin.TabularInline):
    """The texts of the queue, folded away until they are needed."""

    model = QueueText
    extra = 0
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[QueueText]:
        """By place, then language."""
        return super().get_queryset(request).select_related("queue").order_by("place", "language")


@admin.register(Mailbox)
class MailboxAdmin(HouseAdmin):
    """Addresses that the house receives mail at."""

    list_display = ("address", "queue", "from_name", "language", "is_active")
    list_filter = ("queue", "is_active")
    list_select_related = ("queue",)
    search_fields = ("address", "from_name")
    search_help_text = _("Address or sender name")
    ordering = ("address",)
    autocomplete_fields = ("queue",)


@admin.register(QueueText)
class QueueTextAdmin(HouseAdmin):
    """Texts that pages and mails show."""

    list_display = ("place", "queue", "language", "start")
    list_filter = ("queue", "place", "language")
    list_select_related = ("queue",)
    search_fields = ("body",)
    search_help_text = _("Words of the text")
    ordering = ("queue__position", "queue_id", "place", "language")
    autocomplete_fields = ("queue",)

    @admin.display(description=_("text"))
    def start(self, text: QueueText) -> str:
        """The first words."""
        return text.body if len(text.body) <= 80 else f"{text.body[:79]}…"
