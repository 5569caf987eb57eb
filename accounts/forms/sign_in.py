"""allauth's forms in the words of this house."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions import joining
from foundation.network import client_network

if TYPE_CHECKING:
    Base = forms.Form
else:
    Base = object

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("The password you have now"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "remember": _("Stay signed in on this device"),
    "code": _("Code"),
    "name": _("Name of the key"),
    "passwordless": _("Sign in with this key alone"),
}
# The pages say by themselves what makes a good password.
HELP: dict[str, Any] = {"password1": "", "passwordless": _("Your phone or computer then asks for your finger, your face or a PIN.")}


class InOurWords(Base):
    """Names the questions as the rest of the house does, and says what to do about an empty one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.error_messages["required"] = gettext("Please fill this in.")


class LoginForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    """Signing in with a password."""


class AddEmailForm(InOurWords, account.AddEmailForm):  # type: ignore[misc]
    """One more address."""


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password."""


class SetPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """A way back in for who forgot."""


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password after that."""


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class ConfirmPasswordResetCodeForm(InOurWords, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code from the mail to who forgot a password."""


class ConfirmEmailVerificationCodeForm(InOurWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that proves an address."""


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail."""


class AuthenticateForm(InOurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second factor."""


class ReauthenticateBySecondFactorForm(InOurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The second factor once more."""


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""


class AddWebAuthnForm(InOurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey or a security key."""


class EditWebAuthnForm(InOurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):  # type: ignore[misc]
    """Asks where to send the code. People who only ever wrote to us get their address book entry here, so that the code proves it;

    where the house gives accounts to newcomers, they get theirs. What is answered is the same for every address.
    """

    def clean(self) -> dict[str, Any]:
        """Make the entry that allauth marks as verified once the code comes back."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("email") and getattr(self, "_user", None) is None:
            network = client_network(context.request)
            self._user = joining.sign_up(cleaned["email"], network=network, language=get_language() or "")
        person = self._user if cleaned.get("email") else None
        if person is not None and person.email and not EmailAddress.objects.filter(user=person).exists():
            EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"primary": True, "verified": False})
        return cleaned
