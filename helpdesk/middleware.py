"""What happens around every request: language and zone of the reader, trust headers, the second factor of agents."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, trans_real

from accounts import installation
from accounts.languages import first_offered
from foundation import clock, kept
from queues.models import Membership

GetResponse = Callable[[HttpRequest], HttpResponse]
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/", "/language/", "/healthz", "/readyz")


class TrustHeaders:
    """Headers that Django and django-csp do not set; pages of signed-in people are never stored by caches."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and add the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def language_for(request: HttpRequest) -> str:
    """Return the reader's language: profile, else cookie, else Accept-Language, else the house's."""
    profile = getattr(getattr(request, "user", None), "language", "")
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    accepted = trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return first_offered(profile, cookie, *(tag for tag, _quality in accepted))


class ReaderLanguage:
    """Speaks the reader's language. The address of a page does not change with it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        language = language_for(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response


class ReaderTimeZone:
    """Shows times in the reader's zone: profile, else the house's. A script may upgrade them to the browser's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the zone active."""
        with timezone.override(clock.zone(getattr(request.user, "time_zone", ""), installation.current().time_zone)):
            return self.get_response(request)


class SecondFactorForAgents:
    """Where the house asks for it, agents and administrators set up a second factor before they see anything."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or send the person to set up a second factor first."""
        user = request.user
        if not user.is_authenticated or request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR):
            return self.get_response(request)
        if not installation.current().agents_need_second_factor:
            return self.get_response(request)
        works_here = user.is_staff or Membership.objects.of(user.pk).exists()
        if not works_here or is_mfa_enabled(user):
            return self.get_response(request)
        messages.warning(request, gettext("Before you go on, please set up a second step for signing in."))
        return HttpResponseRedirect(f"{reverse('mfa_index')}?next={quote(request.path)}")


class ForgetsFormsThatWereTaken:
    """A form that was kept for its writer is forgotten once it was sent again to its place and taken."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a redirect after a POST to the kept form's address says that the form was taken, unless it was just kept anew."""
        before = kept.entry(request.session) if request.method == "POST" else None
        response = self.get_response(request)
        if before is not None and response.status_code == HTTPStatus.FOUND and kept.entry(request.session) is before:
            form = kept.kept(request.session)
            if form is not None and form.path == request.get_full_path():
                kept.drop(request.session)
        return response
