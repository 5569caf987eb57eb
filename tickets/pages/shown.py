"""All, open or finished: how a short list is narrowed by its tabs."""

from urllib.parse import urlencode

from django.utils.translation import gettext, pgettext

from tickets.forms.portal import NarrowForm
from tickets.pages.listing import Tab


def tabs(form: NarrowForm, here: str) -> list[Tab]:
    """Return the tabs of the list at the address ``here``; each keeps the words that are looked for."""
    labels = {"": gettext("All"), "open": pgettext("tickets", "Open"), "finished": gettext("Finished")}
    return [Tab(label, _address(here, name, form.words), is_current=name == form.shown) for name, label in labels.items()]


def _address(here: str, shown: str, words: str) -> str:
    asked = {name: value for name, value in (("show", shown), ("q", words)) if value}
    return f"{here}?{urlencode(asked)}" if asked else here
