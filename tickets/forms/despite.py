"""Forms about times against which something may stand that is meant so."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from accounts.models import User
from tickets.errors import Clash, Refused
from tickets.forms.ticket import TicketForm


class DespiteForm(TicketForm):
    """A form that says what stands against its times, and then asks whether they are meant so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "despite" in self.data:
            self._ask()

    def refuse(self, refused: Refused, *, by: User) -> None:
        """Say why; what may be meant so line by line, with a box to tick."""
        if not isinstance(refused, Clash):
            super().refuse(refused, by=by)
            return
        self._ask()
        for reason in refused.reasons:
            self.add_error(None, reason)

    def _ask(self) -> None:
        self.fields["despite"] = forms.BooleanField(label=gettext("I know. These times all the same"), required=False)
