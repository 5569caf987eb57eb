"""What the e-mails to a signed-in person may hold."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts import installation
from accounts.actions import people
from tickets.access import person
from tickets.forms.portal import OwnMailsForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mails(request: HttpRequest) -> HttpResponse:
    """Show and keep whether e-mails to them hold content. Where the house mails none at all, it says so and asks nothing."""
    me = person(request)
    is_decided = installation.current().mails_no_content
    if request.method != "POST" or is_decided:
        form = OwnMailsForm(initial={"mails_no_content": me.mails_no_content})
        return render(request, "portal/mails.html", {"form": form, "is_decided": is_decided})
    form = OwnMailsForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/mails.html", {"form": form}, status=422)
    people.choose_content(me, none=form.cleaned_data["mails_no_content"])
    messages.success(request, gettext("Saved."))
    return redirect("tickets:mails")
