"""The e-mail providers whose web hooks we understand, what proves that a post is theirs, and what it holds.

Django-anymail checks signatures and takes events apart. It hands them on by signals, which are not used here: its views are asked directly.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import requests
from anymail.exceptions import AnymailNotSupportedWarning
from anymail.inbound import AnymailInboundMessage
from anymail.utils import get_request_basic_auth
from anymail.webhooks.amazon_ses import AmazonSESBaseWebhookView, AmazonSESInboundWebhookView, AmazonSESTrackingWebhookView
from anymail.webhooks.base import AnymailCoreWebhookView
from anymail.webhooks.brevo import BrevoInboundWebhookView, BrevoTrackingWebhookView
from anymail.webhooks.mailgun import MailgunInboundWebhookView, MailgunTrackingWebhookView
from anymail.webhooks.mailjet import MailjetInboundWebhookView, MailjetTrackingWebhookView
from anymail.webhooks.mandrill import MandrillCombinedWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView, PostmarkTrackingWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView, SendGridTrackingWebhookView
from anymail.webhooks.sparkpost import SparkPostInboundWebhookView, SparkPostTrackingWebhookView
from django.conf import settings

from tickets.channels import handed_over
from tickets.channels.handed_over import HandedOver, address, addresses, within_limit
from tickets.channels.posts import NotNow, NotProven, NotUnderstood, Posted, Refused, TooLarge
from tickets.channels.rebuilding import kept, rebuilt

# It still takes the provider's posts; the authors have no account there any more to try it with.
warnings.filterwarnings("ignore", category=AnymailNotSupportedWarning)

FETCH_SECONDS = 20
_CHUNK = 64 * 1024


class BrevoMails(BrevoInboundWebhookView):  # type: ignore[misc] # it has no types
    """Brevo keeps the files of a mail, and hands each out for a token: within a time and a size."""

    left = 0

    def _fetch_attachment(self, attachment: dict[str, Any]) -> Any:
        where = urljoin(self.api_url, f"inbound/attachments/{quote(attachment['DownloadToken'], safe='')}")
        try:
            with requests.get(
                where, headers={"api-key": self.api_key}, timeout=FETCH_SECONDS, stream=True, allow_redirects=False
            ) as answer:
                answer.raise_for_status()
                content = b"".join(self._bounded(answer))
                kind = answer.headers.get("Content-Type") or attachment["ContentType"]
        except requests.RequestException as problem:
            raise NotNow(f"a file cannot be fetched from Brevo ({type(problem).__name__})") from problem
        return AnymailInboundMessage.construct_attachment(
            content_type=kind, content=content, filename=attachment.get("Name"), content_id=attachment.get("ContentID")
        )

    def _bounded(self, answer: requests.Response) -> Iterator[bytes]:
        for chunk in answer.iter_content(_CHUNK):
            self.left -= len(chunk)
            if self.left < 0:
                raise TooLarge("the files of a mail are larger than MAIL_SIZE_LIMIT")
            yield chunk


class AmazonMails(AmazonSESInboundWebhookView):  # type: ignore[misc] # it has no types
    """Amazon's notes need none of its libraries, unless the mail lies in S3."""

    def __init__(self) -> None:
        super(AmazonSESBaseWebhookView, self).__init__()


class AmazonReports(AmazonSESTrackingWebhookView):  # type: ignore[misc] # it has no types
    """As above."""

    def __init__(self) -> None:
        super(AmazonSESBaseWebhookView, self).__init__()


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider: django-anymail's views for it, how a raw mail is found in its posts, what has to be set, and where it asks first."""

    name: str
    mails: type[AnymailCoreWebhookView]
    reports: type[AnymailCoreWebhookView]
    raw: Callable[[Posted], list[HandedOver]] | None
    needs: tuple[str, ...] = ()
    is_whole: bool = False


PROVIDERS = {
    "amazon_ses": Provider("Amazon SES", AmazonMails, AmazonReports, handed_over.of_amazon, is_whole=True),
    "brevo": Provider("Brevo", BrevoMails, BrevoTrackingWebhookView, None, ("BREVO_API_KEY",)),
    "mailgun": Provider(
        "Mailgun", MailgunInboundWebhookView, MailgunTrackingWebhookView, handed_over.of_mailgun, ("MAILGUN_WEBHOOK_SIGNING_KEY",)
    ),
    "mailjet": Provider("Mailjet", MailjetInboundWebhookView, MailjetTrackingWebhookView, None),
    "mandrill": Provider(
        "Mandrill",
        MandrillCombinedWebhookView,
        MandrillCombinedWebhookView,
        handed_over.of_mandrill,
        ("MANDRILL_WEBHOOK_KEY",),
        is_whole=True,
    ),
    "postmark": Provider("Postmark", PostmarkInboundWebhookView, PostmarkTrackingWebhookView, handed_over.of_postmark),
    "sendgrid": Provider("SendGrid", SendGridInboundWebhookView, SendGridTrackingWebhookView, handed_over.of_sendgrid),
    "sparkpost": Provider("SparkPost", SparkPostInboundWebhookView, SparkPostTrackingWebhookView, handed_over.of_sparkpost, is_whole=True),
}


def missing(provider: Provider) -> list[str]:
    """Return the names of what has to be set before anything of ``provider`` is believed."""
    needed = ("WEBHOOK_SECRET", *provider.needs)
    return [f"ANYMAIL_{name}" for name in needed if not settings.ANYMAIL.get(name)]


def mails(provider: Provider, posted: Posted) -> list[HandedOver]:
    """Return the mails in a post that is proven to be of ``provider``. Raises ``Refused``."""
    view = _proven(provider, provider.mails, posted)
    with _understood(provider):
        found = provider.raw(posted) if provider.raw is not None else []
    if found or provider.is_whole:
        return found
    try:
        with _understood(provider):
            events = view.parse_events(posted)
            return [_of_fields(event.message) for event in events]
    except NotUnderstood:
        return [HandedOver(within_limit(kept(posted)), None, (), is_rebuilt=True)]


def events(provider: Provider, posted: Posted) -> list[Any]:
    """Return what a post of ``provider`` says became of mails of ours, as events of django-anymail. Raises ``Refused``."""
    view = _proven(provider, provider.reports, posted)
    with _understood(provider):
        if isinstance(view, MandrillCombinedWebhookView):
            told = handed_over.mandrill_events(posted)
            return [view.mandrill_tracking_to_anymail_event(one) for one in told if not handed_over.is_mail(one)]
        return list(view.parse_events(posted))


def _of_fields(message: AnymailInboundMessage) -> HandedOver:
    if not message["From"]:
        raise NotUnderstood("it names no sender")
    # Read first: making bytes of it uses it up.
    sender, recipient = address(message.envelope_sender), addresses(message.envelope_recipient)
    return HandedOver(within_limit(rebuilt(message)), sender or None, recipient, is_rebuilt=True)


def _proven(provider: Provider, kind: type[AnymailCoreWebhookView], posted: Posted) -> Any:
    """Return the view that understands the post, after it checked the provider's signature."""
    given: dict[str, Any] = {}
    if kind is MandrillCombinedWebhookView:
        # It signs the address that it was told, with the secret in it.
        scheme, host = urlsplit(settings.BASE_URL)[:2]
        given = {"webhook_url": f"{scheme}://{get_request_basic_auth(posted)}@{host}{posted.path}"}
    try:
        view = kind(**given)
    except Exception as problem:
        raise NotNow(f"{provider.name} is set up wrongly ({type(problem).__name__})") from problem
    if isinstance(view, BrevoMails):
        view.left = settings.MAIL_DOOR.size_limit
    try:
        view.run_validators(posted)
    except Refused:
        raise
    except Exception as problem:
        raise NotProven(f"{provider.name}: the signature is missing or wrong ({type(problem).__name__})") from problem
    return view


@contextmanager
def _understood(provider: Provider) -> Iterator[None]:
    try:
        yield
    except Refused:
        raise
    except Exception as problem:
        raise NotUnderstood(f"this is nothing that {provider.name} sends here ({type(problem).__name__})") from problem
