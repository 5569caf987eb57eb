"""Who is told about people and organisations, and with which mail. It goes through Django's mail backend: ours is the outbox."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts import installation
from accounts.languages import first_offered
from accounts.letters.kinds import INVITATION
from accounts.letters.rendering import rendered
from accounts.models import Invitation
from foundation import clock
from foundation.mailwords import Contents
from foundation.safetext import one_line

LONGEST_FROM_NAME = 100


def invite(invitation: Invitation, *, url: str, at: datetime) -> None:
    """Mail the link by which somebody joins an organisation. The words are blanked once they have left: they hold a secret."""
    language = first_offered(invitation.language)
    house = installation.current()
    inviter = invitation.invited_by.name if invitation.invited_by is not None else ""
    with translation.override(language), timezone.override(clock.zone(house.time_zone)):
        values = {
            "house": house.name,
            "organisation": invitation.organisation.name,
            "inviter": inviter,
            "until": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        }
        contents = Contents(values, {"link": url}, cases={"if_inviter": bool(inviter), "if_no_inviter": not inviter})
        subject, text, html = rendered(INVITATION, contents, language)
    mail = EmailMultiAlternatives(
        subject=subject,
        body=text,
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
