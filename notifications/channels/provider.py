"""Mail through an e-mail provider's own interface on the web, by django-anymail."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import import_module
from typing import Any

import requests
from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives

from notifications.channels.letter import Letter, Outcome, Verdict

PROVIDERS = frozenset(
    "amazon_ses brevo mailersend mailgun mailjet mailtrap mandrill postal postmark resend scaleway sendgrid sparkpost unisender_go".split()
)
# Each mail carries its signed Message-ID under this name, because many providers give it another: their reports name it again.
METADATA = "suport"
# What an interface says of this one mail, and will say again.
_ABOUT_THE_MAIL = frozenset([400, 413, 422])
# Somebody in between answered for an interface that may have taken the mail.
_NOBODY_KNOWS = frozenset([502, 504])
_WRITTEN_BY_THEM = frozenset(["from", "to", "subject", "reply-to", "date", "mime-version"])
_LONGEST = 500


class ProviderChannel:
    """Hands letters to one provider. The session is kept open over a batch."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._backend: Any = None

    def send(self, letter: Letter, *, before_content: Callable[[], None]) -> Outcome:
        """Send one letter: its words, files and headers. The provider chooses the envelope's sender."""
        try:
            backend = self._opened()
        except (ImproperlyConfigured, ImportError, ValueError) as problem:
            return Outcome(Verdict.NOT_NOW, words=f"{self.name}: set up wrongly ({_first_line(problem)})", is_relay_down=True)
        message = as_message(letter.content)
        before_content()
        try:
            backend.send_messages([message])
        except AnymailRecipientsRefused as problem:
            return Outcome(Verdict.REFUSED, words=f"{self.name}: {_first_line(problem)}")
        except (AnymailError, ValueError, TypeError) as problem:
            return self._failed(problem)
        status: Any = getattr(message, "anymail_status", None)
        return Outcome(Verdict.ACCEPTED, words=f"{self.name} {getattr(status, 'message_id', '') or ''}".strip())

    def is_set_up_wrongly(self) -> str:
        """Return what is missing or cannot be understood, empty when nothing is. Nothing is connected."""
        try:
            self._opened()
        except (ImproperlyConfigured, ImportError, ValueError) as problem:
            return _first_line(problem)
        finally:
            self.close()
        return ""

    def close(self) -> None:
        """End the session."""
        backend, self._backend = self._backend, None
        if backend is not None:
            try:
                backend.close()
            except requests.RequestException:
                return

    def _opened(self) -> Any:
        if self._backend is None:
            backend = import_module(f"anymail.backends.{self.name}").EmailBackend()
            backend.open()
            self._backend = backend
        return self._backend

    def _failed(self, problem: Exception) -> Outcome:
        if isinstance(problem, requests.RequestException) and problem.response is None:
            self.close()
            words = f"{self.name}: {type(problem.__cause__ or problem).__name__}"
            if _never_began(problem):
                return Outcome(Verdict.NOT_NOW, words=words, is_relay_down=True)
            return Outcome(Verdict.UNCLEAR, words=words)
        code = getattr(problem, "status_code", None)
        if code is None:
            is_theirs = isinstance(problem, AnymailError) and not isinstance(problem, ValueError | TypeError)
            return Outcome(Verdict.NOT_NOW if is_theirs else Verdict.REFUSED, words=f"{self.name}: {_first_line(problem)}")
        words = f"{self.name}: {code} {_said(problem)}"[:_LONGEST]
        if code in _ABOUT_THE_MAIL:
            return Outcome(Verdict.REFUSED, code, words)
        if code in _NOBODY_KNOWS:
            return Outcome(Verdict.UNCLEAR, code, words)
        return Outcome(Verdict.NOT_NOW, code, words, is_relay_down=True)


def as_message(content: bytes) -> EmailMultiAlternatives:
    """Return a composed mail as Django knows mails: providers want its parts, not its bytes."""
    mail = message_from_bytes(content, EmailMessage, policy=policy.default)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    message = EmailMultiAlternatives(
        subject=str(mail["Subject"] or ""),
        body=plain.get_content() if plain is not None else "",
        from_email=str(mail["From"]),
        to=[str(mail["To"])],
        reply_to=[str(mail["Reply-To"])] if mail["Reply-To"] else None,
        headers={name: str(value) for name, value in mail.items() if not _is_theirs(name)},
    )
    if page is not None:
        message.attach_alternative(page.get_content(), "text/html")
    for part in mail.iter_attachments():
        if part.get_content_disposition() == "attachment":
            message.attach(part.get_filename() or "file", part.get_payload(decode=True), part.get_content_type())
    local = str(mail["Message-ID"] or "").strip("<>").partition("@")[0]
    # The domain is decoration, and some providers take only short values.
    message.metadata = {METADATA: f"<{local}@suport>"}  # type: ignore[attr-defined]
    return message


def _is_theirs(name: str) -> bool:
    return name.lower() in _WRITTEN_BY_THEM or name.lower().startswith("content-")


def _never_began(problem: Exception) -> bool:
    """Whether the connection failed before anything was sent on it."""
    cause = problem.__cause__ or problem
    if isinstance(cause, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    reason = getattr(cause.args[0] if cause.args else None, "reason", None)
    return type(reason).__name__ in {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}


def _said(problem: Exception) -> str:
    return " ".join(str(getattr(getattr(problem, "response", None), "text", "")).split())


def _first_line(problem: Exception) -> str:
    words = str(problem.args[0]) if problem.args else type(problem).__name__
    return (words.splitlines() or [""])[0][:200]
