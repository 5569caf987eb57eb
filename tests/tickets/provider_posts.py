"""Posts as e-mail providers make and sign them, written from their own descriptions of their web hooks."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

SECRET = "provider:Zm9vYmFyYmF6cXV4"
BASIC: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Basic {base64.b64encode(SECRET.encode()).decode()}"}
SIGNING_KEY, MANDRILL_KEY = "key-0123456789abcdef", "mandrill-0123456789"
SETTINGS: dict[str, Any] = {
    "WEBHOOK_SECRET": [SECRET],
    "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY,
    "MANDRILL_WEBHOOK_KEY": MANDRILL_KEY,
    "BREVO_API_KEY": "xkeysib-0123",
}
TOKEN, TIMESTAMP = "c0ffee" * 8, "1790000000"


def signature() -> str:
    """What Mailgun signs: timestamp and token."""
    return hmac.new(SIGNING_KEY.encode(), f"{TIMESTAMP}{TOKEN}".encode(), hashlib.sha256).hexdigest()


def form(address: str, fields: dict[str, Any], **extra: Any) -> Any:
    """Post a form with files."""
    return Client().post(address, fields, **(BASIC | extra))


def says(address: str, what: Any, **extra: Any) -> Any:
    """Post JSON."""
    return Client().post(address, json.dumps(what), content_type="application/json", **(BASIC | extra))


def mailgun(raw: bytes, sender: str, to: list[str]) -> Any:
    """The whole mail in a form, byte by byte."""
    boundary = "Xboundary"
    fields = {
        "sender": sender.encode(),
        "recipient": ",".join(to).encode(),
        "timestamp": TIMESTAMP.encode(),
        "token": TOKEN.encode(),
        "signature": signature().encode(),
        "body-mime": raw,
    }
    return _exact_form("/webhooks/mailgun/mime", boundary, fields)


def sendgrid(raw: bytes, sender: str, to: list[str]) -> Any:
    """The same with other names."""
    envelope = json.dumps({"from": sender, "to": to}).encode()
    return _exact_form("/webhooks/sendgrid/inbound/", "xYzZY", {"envelope": envelope, "email": raw, "charsets": b"{}"})


def _exact_form(address: str, boundary: str, fields: dict[str, bytes]) -> Any:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in fields.items()
    ]
    content = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return Client().post(address, content, content_type=f"multipart/form-data; boundary={boundary}", **BASIC)


def postmark(raw: bytes, sender: str, to: list[str]) -> Any:
    """JSON; the Return-Path stands above the headers."""
    return says(
        "/webhooks/postmark/inbound/",
        {
            "FromFull": {"Email": "marta@example.net", "Name": "Marta"},
            "OriginalRecipient": to[0],
            "MessageID": "73e6d360-66eb-11e1-8e72-a8904824019b",
            "Headers": [{"Name": "Return-Path", "Value": f"<{sender}>"}],
            "RawEmail": raw.decode("utf-8"),
        },
    )


def sparkpost(raw: bytes, sender: str, to: list[str]) -> Any:
    """A list, in base64 when the mail is no plain text."""
    content = {"email_rfc822": base64.b64encode(raw).decode(), "email_rfc822_is_base64": True}
    told = {"protocol": "smtp", "msg_from": sender, "rcpt_to": to[0], "content": content}
    return says("/webhooks/sparkpost/inbound/", [{"msys": {"relay_message": told}}])


def mandrill(raw: bytes, sender: str, to: list[str]) -> Any:
    """A signed form with a list of events."""
    return mandrill_events([{"event": "inbound", "ts": 1790000000, "msg": {"email": to[0], "raw_msg": raw.decode("utf-8")}}])


def mandrill_events(events: list[Any], address: str = "/webhooks/mandrill/inbound/") -> Any:
    """Signed: the address with the secret in it, then each field's name and value."""
    said = json.dumps(events)
    signed = f"http://{SECRET}@localhost:8000{address}mandrill_events{said}"
    proof = base64.b64encode(hmac.new(MANDRILL_KEY.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    return form(address, {"mandrill_events": said}, HTTP_X_MANDRILL_SIGNATURE=proof)


def amazon(raw: bytes, sender: str, to: list[str]) -> Any:
    """A note of SNS around a note of SES."""
    receipt = {"recipients": to, "action": {"type": "SNS", "encoding": "BASE64"}}
    told = {"notificationType": "Received", "mail": {"source": sender}, "receipt": receipt, "content": base64.b64encode(raw).decode()}
    return sns("/webhooks/amazon_ses/inbound/", json.dumps(told))


def sns(address: str, message: str, kind: str = "Notification") -> Any:
    """SNS repeats kind and number in its headers."""
    outer = {"Type": kind, "MessageId": "22b80b92-fdea", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:mail", "Message": message}
    return says(address, outer, HTTP_X_AMZ_SNS_MESSAGE_TYPE=kind, HTTP_X_AMZ_SNS_MESSAGE_ID="22b80b92-fdea")


RAW: dict[str, Callable[[bytes, str, list[str]], Any]] = {
    "amazon_ses": amazon,
    "mailgun": mailgun,
    "mandrill": mandrill,
    "postmark": postmark,
    "sendgrid": sendgrid,
    "sparkpost": sparkpost,
}

HEADERS = {
    "From": "Marta Solé <marta@example.net>",
    "To": "suport@example.org",
    "Subject": "Sense connexió",
    "Message-ID": "<1@example.net>",
}
WORDS, PAGE, PICTURE = "El llum és vermell.\n", "<p>El llum és vermell.</p>", b"\x89PNG\r\n\x1a\n\r\r\n\x00\xff"


def mailgun_fields() -> Any:
    """A mail taken apart: headers as pairs, files beside."""
    return form(
        "/webhooks/mailgun/inbound/",
        {
            "sender": "marta@example.net",
            "recipient": "suport+a@example.org",
            "timestamp": TIMESTAMP,
            "token": TOKEN,
            "signature": signature(),
            "message-headers": json.dumps([[name, value] for name, value in HEADERS.items()]),
            "body-plain": WORDS,
            "body-html": PAGE,
            "attachment-count": "1",
            "attachment-1": SimpleUploadedFile("llum.png", PICTURE, "image/png"),
        },
    )


def sendgrid_fields() -> Any:
    """A mail taken apart: headers as one text, files beside."""
    return form(
        "/webhooks/sendgrid/inbound/",
        {
            "envelope": json.dumps({"from": "marta@example.net", "to": ["suport+a@example.org"]}),
            "headers": "".join(f"{name}: {value}\n" for name, value in HEADERS.items()),
            "text": WORDS,
            "html": PAGE,
            "charsets": json.dumps({"text": "utf-8", "html": "utf-8"}),
            "attachment-info": json.dumps({"attachment1": {"filename": "llum.png", "type": "image/png"}}),
            "attachment1": SimpleUploadedFile("llum.png", PICTURE, "image/png"),
        },
    )


def postmark_fields() -> Any:
    """A mail taken apart, its people as objects."""
    picture = {"Name": "llum.png", "ContentType": "image/png", "Content": base64.b64encode(PICTURE).decode()}
    return says(
        "/webhooks/postmark/inbound/",
        {
            "FromFull": {"Email": "marta@example.net", "Name": "Marta Solé"},
            "ToFull": [{"Email": "suport@example.org", "Name": ""}],
            "Subject": HEADERS["Subject"],
            "OriginalRecipient": "suport+a@example.org",
            "Headers": [{"Name": "Return-Path", "Value": "<marta@example.net>"}, {"Name": "Message-ID", "Value": "<1@example.net>"}],
            "TextBody": WORDS,
            "HtmlBody": PAGE,
            "Attachments": [picture],
        },
    )


def mailjet_fields() -> Any:
    """A mail taken apart; parts name where their content stands."""
    return says(
        "/webhooks/mailjet/inbound/",
        {
            "Sender": "marta@example.net",
            "Recipient": "suport+a@example.org",
            "From": HEADERS["From"],
            "Subject": HEADERS["Subject"],
            "Headers": {**HEADERS, "Received": ["by a.example.net", "by b.example.net"]},
            "Parts": [
                {"Headers": {"Content-Type": "text/plain"}, "ContentRef": "Text-part"},
                {"Headers": {"Content-Type": "image/png; name=llum.png"}, "ContentRef": "Attachment1"},
            ],
            "Text-part": WORDS,
            "Html-part": PAGE,
            "Attachment1": base64.b64encode(PICTURE).decode(),
        },
    )


FIELDS: dict[str, Callable[[], Any]] = {
    "mailgun": mailgun_fields,
    "mailjet": mailjet_fields,
    "postmark": postmark_fields,
    "sendgrid": sendgrid_fields,
}


def brevo(*files: dict[str, str]) -> Any:
    """A mail taken apart; its files are fetched."""
    item = {
        "Uuid": ["aa7f"],
        "Headers": {**HEADERS, "Return-Path": "<marta@example.net>", "Delivered-To": "suport+a@example.org"},
        "RawTextBody": WORDS,
        "RawHtmlBody": PAGE,
        "Attachments": list(files),
    }
    return says("/webhooks/brevo/inbound/", {"items": [item]})
