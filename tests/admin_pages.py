"""What tests of the administration share: an administrator, forms as a browser would send them, queries counted."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User


def administrator(client: Client, **rights: Any) -> User:
    """Sign in somebody with every right, or with the rights given."""
    person = User.objects.create_user(
        "admin@example.org", name="Berta Costa", language="en", **(rights or {"is_staff": True, "is_superuser": True})
    )
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def names(**texts: str) -> dict[str, str]:
    """The inputs of a name in each language: ``names(en="Support")``."""
    return {f"names_{code}": texts.get(code, "") for code in ("ca", "es", "pt", "en")}


def rows(prefix: str, *given: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The inputs of an inline form: its management form and its rows."""
    fields = {
        f"{prefix}-TOTAL_FORMS": len(given),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(given):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def errors(response: Any) -> str:
    """What a form that was not taken says, or what became of one that was."""
    return response.content.decode() if response.status_code == 200 else f"not shown again: {response.status_code}"


def queries_of(client: Client, url: str) -> int:
    """How many queries a page takes, the second time: content types are remembered by then."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen)
