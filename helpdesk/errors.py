"""Answers to what could not be read."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say so (400). Unlike Django's own answer it looks for no token in a form that could not be read, which would fail once more."""
    return HttpResponse(render_to_string("400.html"), status=400)
