"""Choosing the language of the pages."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.actions import people
from accounts.languages import is_offered
from accounts.models import User


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Take the choice and go back: the browser keeps it in a cookie, a signed-in person in the profile, which comes first."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and is_offered(language):
        people.speak(request.user, language=language)
    return set_language(request)
