"""The forms for many tickets at once."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.once import key
from queues.models import Category, Queue
from tickets.actions.bulk import Row
from tickets.enums import Priority
from tickets.forms.fields import LONGEST_TEXT, PlainForm
from tickets.forms.saved_views import LONGEST_ADDRESS
from tickets.forms.work import StallForm
from tickets.list_enums import BulkVerb

# One button for each verb would be many: the second one does what the list beside it says.
FURTHER = "further"
_ROW = re.compile(r"(\d{1,15})\.(\d{1,15})", re.ASCII)


class ChosenForm(PlainForm):
    """Which tickets, as the agent saw them, and what shall be done with them."""

    submission = forms.UUIDField()
    verb = forms.TypedChoiceField(choices=BulkVerb.choices, coerce=BulkVerb)
    # The list that was chosen from, for all of it.
    list = forms.CharField(required=False, max_length=50)
    query = forms.CharField(required=False, max_length=LONGEST_ADDRESS)

    def __init__(self, data: QueryDict) -> None:
        if data.get("verb") == FURTHER:
            data = data.copy()
            data["verb"] = data.get(FURTHER, "")
        super().__init__(data)

    @property
    def is_about_all(self) -> bool:
        """Whether all that fit the list's filters are meant, and not yet named one by one."""
        return "all" in self.data and "go" not in self.data

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that were chosen, each once; what cannot be read is none."""
        found = [_ROW.fullmatch(said) for said in self.data.getlist("row")]  # type: ignore[attr-defined]
        return tuple({int(one[1]): Row(int(one[1]), int(one[2])) for one in found if one is not None}.values())

    @property
    def sent_as(self) -> uuid.UUID:
        """What this very choice is known by: the same list may send another choice later."""
        said = [f"{name}={','.join(values)}" for name, values in sorted(self.data.lists()) if name != "csrfmiddlewaretoken"]  # type: ignore[attr-defined]
        known = key(self.cleaned_data["submission"], *said)
        assert known is not None
        return known


class BulkForm(PlainForm):
    """What a verb asks before it is done with many tickets. By itself it asks nothing."""

    def __init__(self, *args: Any, queue_ids: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="bulk_%s", **kwargs)
        self.queue_ids = queue_ids


class BulkAssignForm(BulkForm):
    """Who shall own them."""

    owner = forms.ModelChoiceField(label=_("Owner"), queryset=User.objects.none(), empty_label=_("Choose a colleague"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.active().filter(memberships__queue_id__in=self.queue_ids)
        self.choose_among("owner", members.distinct().order_by("name", "pk"))


class BulkPriorityForm(BulkForm):
    """How soon, and why it is not what the answers of each ticket give."""

    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=lambda value: Priority(int(value)))
    reason = forms.CharField(label=_("Why this priority?"), max_length=500)


class BulkCategoryForm(BulkForm):
    """What they are about."""

    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.none(), empty_label=_("Choose a category"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("category", Category.objects.filter(queue_id__in=self.queue_ids, is_active=True))


class BulkTransferForm(BulkForm):
    """To which queue, and what they need to know there."""

    queue = forms.ModelChoiceField(label=_("Queue"), queryset=Queue.objects.none(), empty_label=_("Choose a queue"))
    note = forms.CharField(label=_("What they need to know"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("queue", Queue.objects.active())


class BulkStallForm(BulkForm):
    """What they wait for."""

    why = StallForm.base_fields["why"]
    until = StallForm.base_fields["until"]
    clean = StallForm.clean


BULK_FORMS: dict[BulkVerb, type[BulkForm]] = {
    BulkVerb.ASSIGN: BulkAssignForm,
    BulkVerb.PRIORITY: BulkPriorityForm,
    BulkVerb.CATEGORY: BulkCategoryForm,
    BulkVerb.TRANSFER: BulkTransferForm,
    BulkVerb.STALL: BulkStallForm,
}
