"""Mail accounts in Django admin: set up, tried out, and how reading goes."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin
from tickets.actions import collecting
from tickets.channels.credentials import Unreadable
from tickets.forms.mail_accounts import MailAccountForm
from tickets.models import MailAccount


@admin.register(MailAccount)
class MailAccountAdmin(HouseAdmin):
    """Accounts that are read by IMAP."""

    form = MailAccountForm
    change_form_template = "admin/tickets/mailaccount/change_form.html"
    list_display = ("__str__", "mailbox", "last_read_at", "how", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("mailbox",)
    search_fields = ("host", "user")
    search_help_text = _("Server or user name")
    ordering = ("host", "user", "pk")
    sortable_by = ()
    autocomplete_fields = ("mailbox",)
    actions = ("test",)
    readonly_fields = ("last_read_at", "how", "fault_detail", "failures", "next_read_at", "last_too_large")
    fieldsets = (
        (None, {"fields": ("host", "port", "security", "user", "password_from", "password", "password_name")}),
        (_("What is read"), {"fields": ("folder", "processed_folder", "failed_folder", "mailbox", "alarm_minutes", "is_active")}),
        (_("How it goes"), {"fields": readonly_fields}),
    )

    @admin.display(description=_("last failure"))
    def how(self, account: MailAccount) -> str:
        """What is wrong, or that nothing is."""
        if account.fault:
            return account.get_fault_display()
        return gettext("none") if account.last_read_at else gettext("not read yet")

    def get_fieldsets(self, request: HttpRequest, obj: MailAccount | None = None) -> Any:
        """A new account has not been read."""
        return self.fieldsets if obj is not None else self.fieldsets[:2]

    def response_add(self, request: HttpRequest, obj: MailAccount, post_url_continue: str | None = None) -> HttpResponse:
        """Try the account out where that was asked for."""
        return self._tested(request, obj) if "_test" in request.POST else super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: MailAccount) -> HttpResponse:
        """Try the account out where that was asked for."""
        return self._tested(request, obj) if "_test" in request.POST else super().response_change(request, obj)

    def _tested(self, request: HttpRequest, account: MailAccount) -> HttpResponse:
        self._try_out(request, account)
        return HttpResponseRedirect(reverse("admin:tickets_mailaccount_change", args=[account.pk]))

    @admin.action(description=_("Test the connection"), permissions=["change"])
    def test(self, request: HttpRequest, chosen: QuerySet[MailAccount]) -> None:
        """Sign in to each account and look into its folder, without reading a mail."""
        for account in chosen:
            self._try_out(request, account)

    def _try_out(self, request: HttpRequest, account: MailAccount) -> None:
        try:
            count = collecting.check(account)
        except Unreadable as problem:
            said = f"{account}: {problem.fault.label}"
            if problem.detail:
                words = gettext("In the server’s words: %(words)s") % {"words": problem.detail[:300]}
                said = f"{said} {words}"
            self.message_user(request, said, messages.ERROR)
            return
        said = ngettext("%(account)s: it works. %(count)d mail waits.", "%(account)s: it works. %(count)d mails wait.", count)
        self.message_user(request, said % {"account": account, "count": count}, messages.SUCCESS)
