"""The desk's pages about people and organisations. Any agent may look them up; of their tickets each sees those of their queues."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import remembering
from accounts.models import Organisation, User
from queues.agents import today
from tickets.access import agents_only, desk_organisation, desk_person
from tickets.access import person as signed_in
from tickets.forms.people import NotesForm
from tickets.forms.portal import NarrowForm
from tickets.pages import people as pages
from tickets.viewers import viewer


@require_safe
@agents_only
def people(request: HttpRequest) -> HttpResponse:
    """List people by name, or those that a search finds."""
    text = request.GET.get("q", "")
    return render(request, "desk/people.html", {"page": pages.people(text, request.GET.get("at", "")), "asked": text[:200]})


@require_safe
@agents_only
def organisations(request: HttpRequest) -> HttpResponse:
    """List organisations by name, or those that a search finds."""
    text = request.GET.get("q", "")
    return render(request, "desk/organisations.html", {"page": pages.organisations(text, request.GET.get("at", "")), "asked": text[:200]})


@require_safe
@agents_only
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show a person: how to reach them, where they belong, what they asked."""
    return _page(request, desk_person(request, number))


@require_safe
@agents_only
def organisation(request: HttpRequest, number: int) -> HttpResponse:
    """Show an organisation: contract, people, services, what they asked."""
    return _page(request, desk_organisation(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def person_notes(request: HttpRequest, number: int) -> HttpResponse:
    """Write the notes about a person."""
    return _notes(request, desk_person(request, number))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def organisation_notes(request: HttpRequest, number: int) -> HttpResponse:
    """Write the notes about an organisation."""
    return _notes(request, desk_organisation(request, number))


def _page(request: HttpRequest, about: User | Organisation, form: NotesForm | None = None) -> HttpResponse:
    cursor, day, narrow = request.GET.get("at", ""), today(), NarrowForm(request.GET)
    if isinstance(about, User):
        values = pages.person_page(about, viewer(request), narrow, cursor=cursor, on=day)
    else:
        values = pages.organisation_page(about, viewer(request), narrow, cursor=cursor, on=day)
    values["form"] = form or NotesForm(initial={"notes": about.notes, "seen": about.notes})
    values["notes_url"], values["about"] = pages.notes_url(about), about
    template = "desk/person.html" if isinstance(about, User) else "desk/organisation.html"
    return render(request, template, values, status=422 if form else 200)


def _notes(request: HttpRequest, about: User | Organisation) -> HttpResponse:
    back = "desk:person" if isinstance(about, User) else "desk:organisation"
    if request.method != "POST":
        return redirect(back, about.pk)
    form = NotesForm(request.POST)
    if not form.is_valid():
        return _page(request, about, form)
    try:
        remembering.write_notes(about, form.cleaned_data["notes"], seen=form.cleaned_data["seen"], by=signed_in(request))
    except remembering.ChangedMeanwhile as changed:
        return _page(request, about, _once_more(form, changed.notes))
    messages.success(request, gettext("The notes are kept."))
    return redirect(back, about.pk)


def _once_more(form: NotesForm, now: str) -> NotesForm:
    """Return the form with what was typed, the complaint, and what stands there now; sent again it replaces that."""
    said = gettext("Somebody else wrote here meanwhile: “%(notes)s”. Take over what matters, then save again.") % {"notes": now}
    again = NotesForm({"notes": form.cleaned_data["notes"], "seen": now})
    again.add_error("notes", said)
    return again
