"""The words of mails in Django admin: a list of every mail, and for each language its words, a preview, and the way back to ours."""

from typing import Any

from csp.decorators import csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import wording
from accounts.actions.wording import Text
from accounts.admin.base import HouseAdmin
from accounts.forms.names import languages
from accounts.forms.wording import WordingForm
from accounts.letters.words import Words
from accounts.models import MailWording
from foundation import clock
from queues.models import Queue
from tickets.pages import wordings
from tickets.pages.wordings import Look, Place

FOLDER = "admin/accounts/mailwording"
# The frame of a preview takes over the page's policy, and a mail carries its styles in its elements. Only this page allows them.
STYLED = csp_update({"style-src": ["'unsafe-inline'"]})


@admin.register(MailWording)
class MailWordingAdmin(HouseAdmin):
    """Words are found by mail and language; rows of them come and go by being written and reset."""

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of a mail in a language."""
        pages = [("edit", self.edit, ""), ("preview", self.preview, "preview/"), ("reset", self.reset, "reset/")]
        own = [
            path(f"texts/<slug:name>/<slug:language>/{end}", self.admin_site.admin_view(view), name=f"accounts_mailwording_{name}")
            for name, view, end in pages
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Every mail is there already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Own words are reset."""
        return False

    @method_decorator(require_safe)
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show every mail: what it is, when it is sent, and in which languages its words are the house's own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        place = self._place(request)
        context = {
            "title": _("Texts of e-mails"),
            "place": place,
            "queues": Queue.objects.order_by("position", "pk"),
            "languages": [get_language_info(code)["name_translated"] for code in languages()],
            "groups": wordings.listed(place),
        }
        return self._page(request, "list", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead from a row, which the log of changes knows, to its page."""
        row = self.get_object(request, object_id)
        if row is None:
            return HttpResponseRedirect(reverse("admin:accounts_mailwording_changelist"))
        return HttpResponseRedirect(reverse("admin:accounts_mailwording_edit", args=[row.name, row.language]))

    @method_decorator([require_http_methods(["GET", "HEAD", "POST"]), STYLED])
    def edit(self, request: HttpRequest, name: str, language: str) -> HttpResponse:
        """Show the words with a preview; keep those that were typed."""
        place, text = self._found(request, name, language)
        if request.method != "POST":
            return self._edit_page(request, place, text, self._form(text))
        form = self._form(text, request.POST)
        if not form.is_valid():
            return self._edit_page(request, place, text, form)
        row = wording.write(text, form.accepted, by=self._person(request))
        if row is not None:
            self.log_change(request, row, str(text.kind.title))
        self.message_user(request, self._said(text, gettext("Saved. The next e-mails say it.")), messages.SUCCESS)
        return HttpResponseRedirect(place.address("edit", text))

    @method_decorator([require_http_methods(["GET", "HEAD", "POST"]), STYLED])
    def preview(self, request: HttpRequest, name: str, language: str) -> HttpResponse:
        """Show how a mail with the typed words looks; nothing is kept. Who comes back by the address alone finds the words as they are."""
        place, text = self._found(request, name, language)
        if request.method != "POST":
            return HttpResponseRedirect(place.address("edit", text))
        form = self._form(text, request.POST)
        form.is_valid()
        return self._edit_page(request, place, text, form)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def reset(self, request: HttpRequest, name: str, language: str) -> HttpResponse:
        """Ask whether the own words shall go; a POST lets them go."""
        place, text = self._found(request, name, language)
        row = text.row()
        if request.method == "POST":
            self.log_deletions(request, text.rows.filter(**text.key))
            if wording.reset(text, by=self._person(request)):
                self.message_user(request, self._said(text, gettext("Your words are gone.")), messages.SUCCESS)
            return HttpResponseRedirect(place.address("edit", text))
        if row is None:
            return HttpResponseRedirect(place.address("edit", text))
        return self._page(
            request, "reset", {"title": text.kind.title, "place": place, "text": text, "row": row, "edit": place.address("edit", text)}
        )

    def _found(self, request: HttpRequest, name: str, language: str) -> tuple[Place, Text]:
        if not self.has_change_permission(request):
            raise PermissionDenied
        place = self._place(request)
        text = place.text(name, language)
        if text is None:
            raise Http404
        return place, text

    @staticmethod
    def _place(request: HttpRequest) -> Place:
        asked = request.GET.get("queue", "")
        if not asked:
            return Place(None)
        queue = Queue.objects.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
        if queue is None:
            raise Http404
        return Place(queue)

    @staticmethod
    def _form(text: Text, data: Any = None) -> WordingForm:
        row = text.row()
        now = Words.of(row) if row is not None else text.under
        return WordingForm(data, kind=text.kind, language=text.language, now=now, shipped=text.under)

    @staticmethod
    def _said(text: Text, said: str) -> str:
        return f"{text.kind.title} · {get_language_info(text.language)['name_translated']}: {said}"

    def _edit_page(self, request: HttpRequest, place: Place, text: Text, form: WordingForm) -> HttpResponse:
        row = text.row()
        given = request.POST if request.method == "POST" else request.GET
        look = Look(wordings.situation(text.kind, iter(given.getlist("case"))), is_mirrored="mirrored" in given)
        context = {
            "title": f"{text.kind.title} · {get_language_info(text.language)['name_translated']}",
            "place": place,
            "text": text,
            "row": row,
            "form": form,
            "behind": row is not None and wordings.is_behind(row, text),
            "look": look,
            "seen": wordings.preview(text, form.typed, look, queue=place.queue, at=clock.now()),
            "addresses": {view: place.address(view, text) for view in ("edit", "preview", "reset")},
            "others": [(code, get_language_info(code)["name_translated"]) for code in languages() if code != text.language],
        }
        return self._page(request, "edit", context, status=422 if form.errors else 200)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"{FOLDER}/{name}.html", whole, status=status)

    @staticmethod
    def _person(request: HttpRequest) -> Any:
        return request.user
