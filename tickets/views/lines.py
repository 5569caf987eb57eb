"""The board of a queue's lines."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import clock
from queues.models import Queue
from tickets.access import agents_only
from tickets.pages.lines import board, promises_of
from tickets.viewers import viewer


@require_safe
@agents_only
def lines(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what each line of a queue has to do, and who works there."""
    found = Queue.objects.active().filter(pk__in=viewer(request).queue_ids, slug=slug).first()
    if found is None:
        raise Http404
    now = clock.now()
    return render(request, "desk/lines.html", {"queue": found, "lines": board(found, at=now), "promises": promises_of(found, at=now)})
