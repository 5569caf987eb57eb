"""What e-mail providers post: mails that came for us, and what became of ours.

The answers are for programs and for whoever sets them up, so they are plain and not translated: 200 when all is stored, 4xx for what will
never be taken, 503 for what should be sent again.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tickets.actions import handing_in
from tickets.channels import providers
from tickets.channels.outcomes import told_by
from tickets.channels.posts import NotUnderstood, Posted, Refused, knows_secret
from tickets.channels.providers import PROVIDERS, Provider
from tickets.tasks import nudge

logger = logging.getLogger(__name__)

Taken = Callable[[Provider, Posted], None]


@csrf_exempt
@never_cache
@require_http_methods(["POST", "HEAD"])
def mails(request: HttpRequest, provider: str) -> HttpResponse:
    """Store received mails."""
    return _taken(request, provider, _take_mails)


@csrf_exempt
@never_cache
@require_http_methods(["POST", "HEAD"])
def reports(request: HttpRequest, provider: str) -> HttpResponse:
    """Note what became of mails of ours."""
    return _taken(request, provider, _take_reports)


def _take_mails(provider: Provider, posted: Posted) -> None:
    for mail in providers.mails(provider, posted):
        for row in handing_in.take(mail):
            nudge(row)
    if provider.reports is provider.mails:
        # One address for both, since it has one key for each address.
        _take_reports(provider, posted)


def _take_reports(provider: Provider, posted: Posted) -> None:
    is_early = False
    for event in providers.events(provider, posted):
        told = told_by(event)
        try:
            if told is not None:
                handing_in.note(told)
        except handing_in.TooEarly:
            is_early = True
    if is_early:
        # All that could be noted is: when it comes again, nothing is noted twice.
        raise handing_in.TooEarly


def _taken(request: HttpRequest, name: str, take: Taken) -> HttpResponse:
    provider = PROVIDERS.get(name)
    if provider is None:
        return _answer(HTTPStatus.NOT_FOUND, "No such provider")
    if request.method == "HEAD":
        return HttpResponse()
    missing = providers.missing(provider)
    if missing:
        logger.warning("%s posts to us, but %s is not set", provider.name, " and ".join(missing))
        return _answer(HTTPStatus.FORBIDDEN, "Not set up here")
    if not knows_secret(request):
        return _answer(HTTPStatus.UNAUTHORIZED, "Wrong or no secret", **{"WWW-Authenticate": 'Basic realm="Suport"'})
    try:
        take(provider, Posted(request, _read(request)))
    except Refused as problem:
        logger.warning("A post of %s was not taken: %s", provider.name, problem)
        return _answer(problem.status, str(problem))
    except handing_in.TooEarly:
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, "Not yet")
    except (OSError, DatabaseError):
        logger.exception("A post of %s could not be stored", provider.name)
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, "Could not be stored, please try again later")
    return _answer(HTTPStatus.OK, "Stored")


def _read(request: HttpRequest) -> bytes:
    """Return the body, as long as announced: longer ones than any mail were refused before."""
    try:
        return request.read()
    except OSError as problem:
        raise NotUnderstood("the body broke off") from problem


def _answer(status: int, words: str, **headers: Any) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=headers)
