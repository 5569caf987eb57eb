"""The form of a mail account."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.names import TextsForm
from foundation import clock, sealed
from tickets.account_enums import PasswordFrom, Security
from tickets.models import MailAccount

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# A kept password goes to the server, and in the way, that it was typed for.
_SENDS_PASSWORD = {"host", "port", "security", "user"}


class MailAccountForm(TextsForm):
    """Takes a new password and never shows the kept one."""

    password = forms.CharField(
        label=_("new password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty: the kept one stays. Many providers want an “app password”."),
    )

    def clean(self) -> dict[str, Any]:
        """Check what belongs together."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("security") == Security.NONE and given.get("host", "").lower() not in _LOOPBACK:
            self.add_error("security", gettext("Without encryption everybody on the way could read the password."))
        for name in ("processed_folder", "failed_folder"):
            if given.get(name) and given.get(name) == given.get("folder"):
                self.add_error(name, gettext("This is the folder that is read: mails would be received again and again."))
        if given.get("password_from") == PasswordFrom.HERE:
            self._clean_password(given)
        elif not given.get("password_name"):
            self.add_error("password_name", gettext("Under which name is the password set on the server?"))
        return given

    def _clean_password(self, given: dict[str, Any]) -> None:
        if given.get("password"):
            return
        if not self.instance.sealed_password:
            self.add_error("password", gettext("A password is needed."))
        elif _SENDS_PASSWORD & set(self.changed_data):
            self.add_error("password", gettext("Type the password again: the kept one is only for the server that it was typed for."))

    def save(self, commit: bool = True) -> MailAccount:  # noqa: FBT001, FBT002 - Django's signature
        """Seal a new password; whoever reads the account with the old values loses it, and the next reading comes at once."""
        account: MailAccount = self.instance
        moment = clock.now()
        if self.cleaned_data["password_from"] != PasswordFrom.HERE:
            account.sealed_password = ""
        elif self.cleaned_data["password"]:
            account.sealed_password = sealed.seal(self.cleaned_data["password"])
        account.next_read_at, account.alarm_at = moment, account.alarm_after(moment)
        account.reader, account.reader_until, account.failures = "", None, 0
        super().save(commit)
        return account
