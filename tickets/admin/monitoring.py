"""Monitoring rules in Django admin: written, begun with what known programs write, and tried out before they count."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HouseAdmin, ReadOnly
from tickets.forms.monitoring import MonitoringRuleForm, RunForm, TryForm
from tickets.models import MonitoringRule, Problem
from tickets.monitoring_presets import PRESETS
from tickets.pages import monitoring as pages


@admin.register(MonitoringRule)
class MonitoringRuleAdmin(HouseAdmin):
    """Rules, in the order in which they are asked."""

    form = MonitoringRuleForm
    change_list_template = "admin/tickets/monitoringrule/change_list.html"
    change_form_template = "admin/tickets/monitoringrule/change_form.html"
    list_display = ("name", "position", "queue", "mailbox", "on_recovery", "is_active")
    list_filter = ("is_active", "queue")
    list_select_related = ("queue", "mailbox")
    search_fields = ("name", "senders")
    search_help_text = _("Name or sender")
    ordering = ("position", "pk")
    sortable_by = ()
    autocomplete_fields = ("mailbox", "queue", "category")
    fieldsets = (
        (None, {"fields": ("name", "position", "is_active")}),
        (_("Whose e-mails"), {"fields": ("mailbox", "senders", "needs_proof")}),
        (_("What they say"), {"fields": ("looks_in", "header", "trouble", "recovery", "news")}),
        (_("What names the problem, too"), {"fields": ("problem_headers", "details"), "classes": ("collapse",)}),
        (_("The ticket"), {"fields": ("queue", "category", "kind", "people", "urgency", "title")}),
        (_("When it is over"), {"fields": ("on_recovery", "reopen_minutes")}),
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the page for trying out."""
        trying = path("try/", self.admin_site.admin_view(self.try_out), name="tickets_monitoringrule_try")
        return [trying, *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with what a known program writes, where one was chosen."""
        preset = PRESETS.get(request.GET.get("preset", ""))
        return preset.fields if preset is not None else super().get_changeform_initial_data(request)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer the known programs beside an empty form."""
        return super().render_change_form(request, {**context, "presets": PRESETS}, *args, **kwargs)

    def try_out(self, request: HttpRequest) -> HttpResponse:
        """Show what the rules would make of a mail, or of the last days; do nothing."""
        if not (self.has_view_permission(request) and request.user.has_perm("tickets.view_inboundmail")):
            raise PermissionDenied
        rules = list(MonitoringRule.objects.in_order())
        trying = TryForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        running = RunForm(request.GET if "days" in request.GET else None)
        trial = self._trial(trying, rules) if request.method == "POST" else None
        ran = pages.run(running.cleaned_data["days"], rules) if request.method == "GET" and running.is_valid() else None
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": gettext("Try the rules out"), "trying": trying,
            "running": running, "trial": trial, "ran": ran, "has_rules": bool(rules),
        }  # fmt: skip
        return render(request, "admin/tickets/monitoringrule/try.html", context, status=422 if trying.errors or running.errors else 200)

    @staticmethod
    def _trial(form: TryForm, rules: list[MonitoringRule]) -> pages.Trial | None:
        if not form.is_valid():
            return None
        row = form.cleaned_data["number"]
        try:
            return pages.try_entry(row, rules) if row is not None else pages.try_mail(form.raw(), rules)
        except FileNotFoundError:
            form.add_error("number", gettext("The stored e-mail cannot be found."))
            return None


@admin.register(Problem)
class ProblemAdmin(ReadOnly, HouseAdmin):
    """What the rules know: each problem, and its newest ticket."""

    list_display = ("key", "rule", "is_over", "alerts", "trouble_at", "recovered_at", "ticket_link")
    list_filter = ("is_over", "rule")
    list_select_related = ("rule", "ticket")
    search_fields = ("key",)
    search_help_text = _("Words of the problem")
    ordering = ("-pk",)
    sortable_by = ()
    fields = ("rule", "key", "is_over", "alerts", "first_at", "trouble_at", "recovered_at", "ticket_link")
    readonly_fields = ("ticket_link",)

    @admin.display(description=_("ticket"))
    def ticket_link(self, problem: Problem) -> str | SafeString:
        """The way to the ticket's page here."""
        if problem.ticket is None:
            return ""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:tickets_ticket_change", args=[problem.ticket.pk]), problem.ticket.reference
        )
