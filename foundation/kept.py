"""A form that could not be taken is kept in the session, so that nothing typed is lost over a sign-out or a stale page."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

KEPT_FOR = timedelta(minutes=30)
LONGEST = 200_000
_KEY = "kept_form"
# The id that a form carries was not written by anybody.
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CSRF_FIELD = "csrfmiddlewaretoken"
_SECRETS = ("password", "credential", "secret")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form was sent, and what it said."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def longest(self) -> str:
        """The longest text: what its writer would miss most."""
        return max((value for _, value in self.fields if not _ID.fullmatch(value)), key=len, default="")


def is_secret(name: str) -> bool:
    """Tell whether a field of this name carries a password, a code or a key."""
    return name == "code" or any(word in name.lower() for word in _SECRETS)


def keep(request: HttpRequest) -> bool:
    """Keep the posted fields in the session; tell whether there was something to keep within 200,000 characters.

    A form that carries a secret is not kept at all.
    """
    fields = [(name, value) for name, values in request.POST.lists() if name != _CSRF_FIELD for value in values]
    if not fields or any(is_secret(name) for name, _ in fields) or sum(len(value) for _, value in fields) > LONGEST:
        return False
    request.session[_KEY] = {"path": request.get_full_path(), "fields": fields, "until": (timezone.now() + KEPT_FOR).timestamp()}
    return True


def entry(session: SessionBase) -> object:
    """Return what the session holds at this moment; keeping a form anew makes it another object."""
    return session.get(_KEY)


def kept(session: SessionBase) -> KeptForm | None:
    """Return the kept form, or ``None`` when there is none or it is older than half an hour."""
    entry = session.get(_KEY)
    if entry is None or entry["until"] < timezone.now().timestamp():
        return None
    return KeptForm(entry["path"], [(name, value) for name, value in entry["fields"]])


def drop(session: SessionBase) -> None:
    """Forget the kept form."""
    session.pop(_KEY, None)
