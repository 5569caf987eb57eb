"""What every page shows around its content."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts import installation as house
from tickets.pages.rail import rail
from tickets.viewers import reader, viewer


def installation(request: HttpRequest) -> dict[str, Any]:
    """The house: its name and how people reach it."""
    return {"installation": house.current()}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Whether the reader looks after an organisation's people; asked for only by pages that show it."""
    return {"is_manager": SimpleLazyObject(lambda: bool(reader(request).managed_ids))}


def desk_rail(request: HttpRequest) -> dict[str, Any]:
    """The desk's rail, and whether the reader works at it; asked for only by pages that show it."""
    return {"rail": SimpleLazyObject(lambda: rail(request)), "is_agent": SimpleLazyObject(lambda: viewer(request).is_agent)}
