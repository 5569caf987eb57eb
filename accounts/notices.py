"""Who is told about people and organisations, and with which mail. It goes through Django's mail backend: ours is the outbox."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts import installation
from accounts.languages import first_offered
from accounts.models import Invitation
from foundation import clock
from foundation.safetext import one_line

LONGEST_SUBJECT = 200
LONGEST_FROM_NAME = 100


def invite(invitation: Invitation, *, url: str, at: datetime) -> None:
    """Mail the link by which somebody joins an organisation. The words are blanked once they have left: they hold a secret."""
    language = first_offered(invitation.language)
    house = installation.current()
    context: dict[str, Any] = {
        "house": house,
        "invitation": invitation,
        "inviter": invitation.invited_by.name if invitation.invited_by is not None else "",
        "url": url,
        "language": language,
        "is_right_to_left": translation.get_language_info(language)["bidi"],
    }
    with translation.override(language), timezone.override(clock.zone(house.time_zone)):
        subject, text, html = (render_to_string(f"mail/invitation/{name}", context) for name in ("subject.txt", "body.txt", "body.html"))
    mail = EmailMultiAlternatives(
        subject=one_line(subject, LONGEST_SUBJECT),
        body=text.strip() + "\n",
        from_email=_sender(house.name),
        to=[invitation.email],
        headers={
            "X-Suport-Language": language,
            "X-Suport-Secret": "1",
            "X-Suport-Expires": str(int((invitation.expires_at - at).total_seconds())),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(html, "text/html")
    mail.send()


def _sender(name: str) -> str:
    address = str(settings.DEFAULT_FROM_EMAIL)
    plain = one_line(name, LONGEST_FROM_NAME).replace('"', "").replace("\\", "")
    return address if "<" in address else f'"{plain}" <{address}>'
