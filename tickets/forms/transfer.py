"""Where a ticket goes, and what they need to know there."""

from collections import defaultdict
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from queues.enums import Tier
from queues.models import Membership, Queue, TransferPreset
from tickets.forms.fields import LONGEST_TEXT
from tickets.forms.guarded import SeenForm


class TransferForm(SeenForm):
    """To which queue and line, and what they need to know; or a hand-over that says it all, by one button."""

    queue = forms.ChoiceField(label=_("Queue"))
    note = forms.CharField(label=_("What they need to know"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Queue.objects.active()
        # Of the queue that the ticket came to meanwhile, the action says so.
        self.queues = {queue.pk: queue for queue in (rows if self.is_bound else rows.exclude(pk=self.ticket.queue_id))}
        self.presets = list(TransferPreset.objects.offered_in(self.ticket.queue_id))
        self.preset = self._pressed()
        self.offer("queue", [("", _("Choose a queue")), *self._places()])
        if len(self.queues) == 1:
            self.initial["queue"] = next(iter(self.queues))
        if self.preset is not None:
            for name in ("queue", "note"):
                self.fields[name].required = False

    def _pressed(self) -> TransferPreset | None:
        """Return the hand-over whose button sent the form."""
        pressed = self.data.get("preset", "")
        return next((preset for preset in self.presets if str(preset.pk) == pressed), None)

    def _places(self) -> list[tuple[str, Any]]:
        """Return the queues; one of several lines with each line that has members. By itself a ticket comes to the first of these."""
        tiers: dict[int, set[int]] = defaultdict(set)
        members = Membership.objects.filter(queue__in=list(self.queues), user__is_active=True)
        for queue_id, tier in members.values_list("queue_id", "tier"):
            tiers[queue_id].add(tier)
        return [_place(queue, sorted(tier for tier in tiers[queue.pk] if tier <= queue.tiers)) for queue in self.queues.values()]

    def clean(self) -> dict[str, Any]:
        """Return queue, tier (or nothing), note and category: those of the hand-over, with what was typed below its note."""
        cleaned = super().clean() or self.cleaned_data
        if self.data.get("preset") and self.preset is None:
            self.add_error(None, gettext("This hand-over is not offered any more. Please choose the queue yourself."))
        if self.preset is not None:
            typed = str(cleaned.get("note") or "").strip()
            note = "\n\n".join(filter(None, (self.preset.note_in(get_language()), typed)))
            return {**cleaned, "queue": self.preset.target, "tier": self.preset.tier, "note": note, "category": self.preset.category}
        queue_id, _dash, tier = str(cleaned.get("queue") or "").partition("-")
        cleaned["queue"] = self.queues.get(int(queue_id)) if queue_id else None
        return {**cleaned, "tier": int(tier) if tier else None, "category": None}


def _place(queue: Queue, tiers: list[int]) -> tuple[str, Any]:
    if len(tiers) < 2:
        return str(queue.pk), queue.name
    return queue.name, [
        (str(queue.pk) if tier == tiers[0] else f"{queue.pk}-{tier}", f"{queue.name} · {Tier(tier).label}") for tier in tiers
    ]


class SendBackForm(SeenForm):
    """What was done, if there is something to say."""

    done = forms.CharField(label=_("What was done"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
