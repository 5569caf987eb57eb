"""How allauth behaves in this house."""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts import installation
from accounts.actions import joining, throttle
from accounts.emails import mailbox_of, normalise
from accounts.languages import first_offered
from accounts.letters.kinds import CONFIRMATION_CODE, LOGIN_CODE, PASSWORD_CODE, UNKNOWN_ADDRESS
from accounts.letters.parts import code_part
from accounts.letters.rendering import rendered
from accounts.models import User
from foundation.mailkinds import MailKind
from foundation.mailwords import Contents
from foundation.network import client_address

CODE_LIFETIME_SECONDS = 900
# Who is not known to us hears so once in a while, or the form would be a way to fill a stranger's mailbox.
UNKNOWN_ACCOUNT_EVERY = timedelta(hours=6)
_INCORRECT_CODE = _("This code does not fit. Please look at it again; it may also be too old.")
# Mails of allauth's that are ours to word, by its names for them.
MAILS_OF_OURS = {
    "login_code": LOGIN_CODE,
    "email_confirmation": CONFIRMATION_CODE,
    "email_confirmation_signup": CONFIRMATION_CODE,
    "password_reset_code": PASSWORD_CODE,
    "unknown_account": UNKNOWN_ADDRESS,
}
MAILS_WITHOUT_SECRET = ("unknown_account", "account_already_exists", "password_changed", "email_changed")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from asking for help, an invitation or an administrator; newcomers get theirs with their first code. Mail goes through the outbox."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "cannot_remove_primary_email": _("This is the main address. Make another one the main one first."),
        "duplicate_email": _("This address is yours already."),
        "email_password_mismatch": _("Address and password do not fit together. Look at both again, or sign in with a code."),
        "enter_current_password": _("This is not the password you have now. Please try again."),
        "incorrect_code": _INCORRECT_CODE,
        "incorrect_password": _("This is not your password. Please try again."),
        "rate_limited": _("This was tried very often. Please wait a few minutes, then try once more."),
        "too_many_login_attempts": _("This was tried very often. Please wait a few minutes, then try once more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell allauth that nobody signs up by a form of its own: asking for a code is one door for all."""
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Let a proven address open its organisation's door, where the house wants that, on the way in."""
        joining.join_by_domain(user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Let a further address that was proven do the same."""
        is_confirmed = bool(super().confirm_email(request, email_address))
        joining.join_by_domain(email_address.user)
        return is_confirmed

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Return where a proven address leads: back to the addresses, for who is signed in."""
        if self.request.user.is_authenticated:
            return reverse("account_email")
        return str(super().get_email_verification_redirect_url(email_address))

    def clean_email(self, email: str) -> str:
        """Return the address in its one spelling."""
        return normalise(email) or ""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that limits count by: as everywhere in this house, only trusted proxies are believed."""
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an allauth mail; to a mailbox that belongs to nobody here, once in six hours."""
        is_stranger = template_prefix.endswith("unknown_account")
        if not is_stranger or throttle.allow(f"unknown-account:{mailbox_of(email)}", limit=1, per=UNKNOWN_ACCOUNT_EVERY):
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMultiAlternatives:
        """Render an allauth mail; one that carries a code is marked, so that the outbox blanks it after sending."""
        context.setdefault("installation", installation.current())
        marks = {"X-Suport-Language": get_language() or "en", "Auto-Submitted": "auto-generated"}
        if not any(name in template_prefix for name in MAILS_WITHOUT_SECRET):
            marks |= {"X-Suport-Secret": "1", "X-Suport-Expires": str(CODE_LIFETIME_SECONDS)}
        kind = MAILS_OF_OURS.get(template_prefix.rpartition("/")[2])
        if kind is not None and (kind is UNKNOWN_ADDRESS or context.get("code")):
            return self._of_ours(kind, email, str(context.get("code", "")), {**(headers or {}), **marks})
        mail: EmailMultiAlternatives = super().render_mail(template_prefix, email, context, {**(headers or {}), **marks})
        return mail

    def _of_ours(self, kind: MailKind, email: Any, code: str, headers: dict[str, str]) -> EmailMultiAlternatives:
        """Render one of the mails that have a folder, and words that an administrator may write."""
        part = code_part(code) if code else None
        contents = Contents({"house": installation.current().name}, parts={"code": part})
        subject, text, html = rendered(kind, contents, first_offered(get_language() or ""))
        to = [email] if isinstance(email, str) else email
        mail = EmailMultiAlternatives(subject, text, self.get_from_email(), to, headers=headers)
        mail.attach_alternative(html, "text/html")
        return mail

    def get_from_email(self) -> str:
        """Return the sender: the house by its name, unless the settings name somebody."""
        address = str(settings.DEFAULT_FROM_EMAIL)
        name = installation.current().name.replace('"', "").replace("\\", "")
        return address if "<" in address else f'"{name}" <{address}>'

    def format_email_subject(self, subject: str) -> str:
        """Put the house's name before the subject."""
        return f"{installation.current().name}: {subject}"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the house in authenticator apps and passkey prompts."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _INCORRECT_CODE,
        "unverified_email": _("Please confirm your e-mail address first. You do that under “Addresses”."),
    }

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - allauth's signature
        """Return the name a new key has until its owner gives it another."""
        return gettext("Key %(number)s") % {"number": Authenticator.objects.filter(user=user, type=type).count() + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the relying party: this host, under the house's name."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": installation.current().name}
