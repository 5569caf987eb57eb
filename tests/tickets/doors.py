"""Who stands at the doors of a ticket: the viewers of the access matrix."""

import re
from typing import Any

from django.test import Client

from accounts.models import User
from notifications.models import MailText

# ``colleague`` belongs to the organisation that the ticket is about and that shares it, ``manager`` looks after its people,
# ``partner`` works where the requester does, who opened it for that organisation. ``admin`` opens the administration alone,
# ``follower`` follows the ticket, on the requester's side.
VIEWERS = (
    *("anonymous", "stranger", "requester", "grantee", "other_grantee", "agent", "treasurer"),
    *("colleague", "manager", "partner", "lead", "admin", "follower"),
)
# Whose address does not begin with the word for them.
ADDRESSES = {"requester": "marta"}
# A number under which there is nothing.
NOT_THERE = 987_654


def status(response: Any) -> int:
    """The status of an answer, which is read to its end."""
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


def enter_by_code(person: User) -> Client:
    """A browser that signed in on the real pages."""
    client = Client()
    client.post("/accounts/login/code/", {"email": person.email})
    code = re.search(r"\n\s*([A-Z0-9]{3,}-?[A-Z0-9]{2,})\s*\n", MailText.objects.latest("pk").text)
    assert code is not None
    client.post("/accounts/login/code/confirm/", {"code": code[1]})
    return client
