"""The administrator's forms for canned replies and macros."""

from typing import Any

from django.utils.translation import gettext

from accounts.forms.names import TextsForm
from queues.enums import MacroStatus, MacroWait
from queues.models import CannedReply, Macro
from queues.placeholders import NAMES, unknown

LONGEST = 20_000


class ReadyMadeForm(TextsForm):
    """A text whose placeholders are all known."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse names in braces that stand for nothing, and texts that no reply could hold."""
        cleaned = super().clean() or self.cleaned_data
        texts: dict[str, str] = cleaned.get("texts") or {}
        wrong = [name for text in texts.values() for name in unknown(text)]
        if wrong:
            said = gettext("%(names)s stands for nothing. These names are filled in: %(known)s.")
            known = ", ".join(f"{{{name}}}" for name in NAMES)
            self.add_error("texts", said % {"names": ", ".join(dict.fromkeys(wrong)), "known": known})
        if any(len(text) > LONGEST for text in texts.values()):
            self.add_error("texts", gettext("A reply has at most 20,000 characters."))
        return cleaned


class CannedReplyForm(ReadyMadeForm):
    """A canned reply, which is nothing without its text."""

    class Meta:
        model = CannedReply
        fields = ("names", "queue", "texts", "position", "is_active")

    def clean(self) -> dict[str, Any] | None:
        """Require a text in one language."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("texts") and "texts" not in self.errors:
            self.add_error("texts", gettext("Please write it in at least one language."))
        return cleaned


class MacroForm(ReadyMadeForm):
    """A macro that does something, on a line that its queue has."""

    class Meta:
        model = Macro
        fields = ("names", "queue", "texts", "status", "stall_reason", "stall_days", "owner", "tier", "position", "is_active")

    def clean(self) -> dict[str, Any] | None:
        """Refuse waiting without a reason, a reason without waiting, and a macro that does nothing."""
        cleaned = super().clean() or self.cleaned_data
        is_stalling, why = cleaned.get("status") == MacroStatus.STALLED, cleaned.get("stall_reason")
        if is_stalling and not why:
            self.add_error("stall_reason", gettext("Please say what the ticket waits for."))
        if why and not is_stalling:
            self.add_error("stall_reason", gettext("Only a stalled ticket waits for something."))
        if why == MacroWait.DATE and not cleaned.get("stall_days"):
            self.add_error("stall_days", gettext("Please say after how many days work goes on."))
        queue, tier = cleaned.get("queue"), cleaned.get("tier")
        if queue is not None and tier and tier > queue.tiers:
            self.add_error("tier", gettext("This queue does not have that line."))
        if not self.errors and not any(cleaned.get(name) for name in ("texts", "status", "owner", "tier")):
            self.add_error(None, gettext("This macro would do nothing. Write a text, or say what shall happen."))
        return cleaned
