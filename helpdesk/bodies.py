"""How much anybody may send us: refused before a byte of it is read."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.actions import throttle
from foundation.network import client_network
from tickets.channels.posts import knows_secret

GetResponse = Callable[[HttpRequest], HttpResponse]
MEGABYTE = 1024 * 1024
# Above what a form takes (25 MB), so that somebody who chose too much hears so beside the field; below what fills a disk.
LARGEST_BODY = 100 * MEGABYTE
# A long text without files; it is not counted.
WITHOUT_FILES = 200_000
# Files are kept before a form is valid, so who is not signed in could fill the disk form by form.
MEGABYTES_PER_NETWORK = 500
HOUR = timedelta(hours=1)


class BoundedBodies:
    """Refuses what is too large (413), and too much within an hour from one network (429) that is not signed in and no provider of ours."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse by the announced length: the server reads no further than that."""
        size = _announced(request)
        if size > LARGEST_BODY:
            return render(request, "too_large.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        is_known = size <= WITHOUT_FILES or request.user.is_authenticated or knows_secret(request)
        if not is_known and not _is_within_cap(request, 1 + size // MEGABYTE):
            return render(request, "too_large.html", {"is_capped": True}, status=HTTPStatus.TOO_MANY_REQUESTS)
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "")
    return int(length) if length.isdecimal() else 0


def _is_within_cap(request: HttpRequest, megabytes: int) -> bool:
    return throttle.allow(f"bodies:{client_network(request)}", limit=MEGABYTES_PER_NETWORK, per=HOUR, weight=megabytes)
