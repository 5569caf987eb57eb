"""Answering with a PDF, or with a page that says why there is none now."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.actions import throttle
from accounts.models import User
from foundation import pdf as engine
from foundation.downloads import attachment_header
from foundation.network import client_network
from tickets.pages.transcript import Transcript

PDFS_PER_READER = 30
WINDOW = timedelta(minutes=10)


def pdf(request: HttpRequest, transcript: Transcript, *, reader: User | None) -> HttpResponse:
    """Return ``transcript`` as a download. Too many, too much at once, and a machine without the libraries have a page each."""
    who = f"person:{reader.pk}" if reader is not None else f"network:{client_network(request)}"
    if not throttle.allow(f"pdf:{who}", limit=PDFS_PER_READER, per=WINDOW):
        return _explained(request, transcript, "many", 429)
    try:
        page = render_to_string("transcript/page.html", {"transcript": transcript})
        content = engine.render(page, style=render_to_string("transcript/style.css"))
    except engine.Busy:
        return _explained(request, transcript, "busy", 503)
    except engine.Unavailable:
        return _explained(request, transcript, "missing", 503)
    except engine.Failed:
        return _explained(request, transcript, "failed", 503)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = attachment_header(transcript.file_name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _explained(request: HttpRequest, transcript: Transcript, why: str, status: int) -> HttpResponse:
    template = "desk/no_pdf.html" if transcript.is_for_agents else "portal/no_pdf.html"
    answer = render(request, template, {"ticket": transcript.ticket, "why": why}, status=status)
    answer.headers["Retry-After"] = "60"
    return answer
