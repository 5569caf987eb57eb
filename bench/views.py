"""The yardstick of the pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    """Load the person who asks, as every page does, and show nothing."""
    return HttpResponse()
