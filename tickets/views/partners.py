"""Letting partners act for an organisation, and taking it back: by its managers in the portal, by agents at the desk."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation, PartnerGrant
from tickets.access import agents_only, desk_organisation, managers_only, person
from tickets.actions import partnering
from tickets.errors import Refused
from tickets.forms.partners import PartnerForm
from tickets.pages.partners import rights
from tickets.viewers import reader


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def partners(request: HttpRequest) -> HttpResponse:
    """Show a manager who acts for their organisations, and let one more."""
    return _partners(request, reader(request).managed_ids, "portal/partners.html", reverse("tickets:partners"))


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def partner_end(request: HttpRequest, right: int) -> HttpResponse:
    """Ask a manager whether a partner shall no longer act, and take the answer."""
    return _end(request, _right(right, reader(request).managed_ids), "portal/partner_end.html", reverse("tickets:partners"))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def desk_partners(request: HttpRequest, number: int) -> HttpResponse:
    """Show an agent who acts for an organisation, and let one more."""
    place = desk_organisation(request, number)
    return _partners(request, {place.pk}, "desk/partners.html", reverse("desk:partners", args=[place.pk]), organisation=place)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def desk_partner_end(request: HttpRequest, number: int, right: int) -> HttpResponse:
    """Ask an agent whether a partner shall no longer act, and take the answer."""
    place = desk_organisation(request, number)
    return _end(request, _right(right, {place.pk}), "desk/partner_end.html", reverse("desk:partners", args=[place.pk]), organisation=place)


def _right(number: int, clients: Collection[int]) -> PartnerGrant:
    found = PartnerGrant.objects.filter(pk=number, client__in=clients).select_related("partner", "client").first()
    if found is None:
        raise Http404
    return found


def _partners(request: HttpRequest, clients: Collection[int], template: str, here: str, **more: Any) -> HttpResponse:
    form = PartnerForm(request.POST if request.method == "POST" else None, clients=clients)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        client = data.get("organisation") or Organisation.objects.filter(pk__in=clients).order_by("pk")[0]
        try:
            right = partnering.grant(client, partner=data["partner"], until=data["until"], by=person(request))
        except Refused as refused:
            form.add_error("partner", str(refused))
        else:
            said = gettext("%(partner)s may ask in the name of %(client)s now.")
            messages.success(request, said % {"partner": right.partner, "client": right.client})
            return redirect(here)
    context = {"form": form, "here": here, "rights": rights(clients, at_desk="organisation" in more), "several": len(clients) > 1, **more}
    return render(request, template, context, status=422 if form.errors else 200)


def _end(request: HttpRequest, right: PartnerGrant, template: str, back: str, **more: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, template, {"right": right, "back": back, **more})
    partnering.revoke(right, by=person(request))
    said = gettext("%(partner)s no longer asks in the name of %(client)s.")
    messages.success(request, said % {"partner": right.partner, "client": right.client})
    return redirect(back)
