"""What a provider's web hook posted, read whole before anything else sees it, and within the limits for received mail.

Fields are kept byte by byte: a raw mail in a form may be in any charset, and Django would decode it as UTF-8.
"""

import json
from typing import Any
from urllib.parse import parse_qsl

from anymail.utils import get_request_basic_auth
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.crypto import constant_time_compare
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters

MOST_PARTS = 1_000
# Fields that hold a whole mail: as text they would need up to four times the memory, and nobody reads them as text.
_WHOLE_MAILS = {"body-mime", "email"}
_FORM, _URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"


class Refused(Exception):
    """A post is not taken. ``status`` is what the provider hears; the words are for whoever set it up, and hold no secret."""

    status = 400


class NotProven(Refused):
    """Nothing proves that the provider sent it."""


class NotUnderstood(Refused):
    """It is not what the provider is known to send."""


class TooLarge(Refused):
    """A mail is larger than ``MAIL_SIZE_LIMIT``."""

    status = 413


class NotNow(Refused):
    """Something is missing just now; the provider tries again."""

    status = 503


def knows_secret(request: HttpRequest) -> bool:
    """Tell whether a request carries the secret that only we and our providers know, by HTTP basic authentication."""
    given = get_request_basic_auth(request)
    if not given:
        return False
    # All are compared, so that the time tells nothing.
    return any([constant_time_compare(given, known) for known in settings.ANYMAIL.get("WEBHOOK_SECRET", [])])


class Posted(HttpRequest):
    """A request whose body was read; ``exact`` has its fields as bytes. Raises ``NotUnderstood`` when it is no form though it says so."""

    def __init__(self, request: HttpRequest, content: bytes) -> None:
        super().__init__()
        self.META, self.method, self.path = request.META, "POST", request.path
        self.content_type, self.content_params = request.content_type, request.content_params
        self.content = content
        self.exact: dict[str, bytes] = {}
        if self.content_type in {_FORM, _URLENCODED}:
            self._read_fields()

    @property
    def body(self) -> bytes:
        """The whole body. Django's own limit is one for forms of people."""
        return self.content

    def text(self, name: str) -> str | None:
        """Return a field as text, ``None`` when there is none."""
        value = self.exact.get(name)
        return None if value is None else value.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body as JSON. Raises ``NotUnderstood``."""
        return from_json(self.content)

    def _read_fields(self) -> None:
        fields = QueryDict(mutable=True, encoding="utf-8")
        files: MultiValueDict[str, Any] = MultiValueDict()
        for name, value, file in self._parts() if self.content_type == _FORM else self._pairs():
            if file is not None:
                files.appendlist(name, file)
            else:
                self.exact[name] = value
                if name in _WHOLE_MAILS:
                    continue
                fields.appendlist(name, value.decode("utf-8", "replace"))
        self.POST, self.FILES = fields, files  # type: ignore[assignment]

    def _pairs(self) -> list[tuple[str, bytes, None]]:
        try:
            pairs = parse_qsl(self.content.decode("latin-1"), True, encoding="latin-1", max_num_fields=MOST_PARTS)
        except ValueError as problem:
            raise NotUnderstood("a form with too many fields") from problem
        return [(name, value.encode("latin-1"), None) for name, value in pairs]

    def _parts(self) -> list[tuple[str, bytes, SimpleUploadedFile | None]]:
        """Cut a form at its boundary (RFC 7578), which no part may hold."""
        boundary = (self.content_params or {}).get("boundary", "").encode("latin-1", "replace")
        pieces = (b"\r\n" + self.content).split(b"\r\n--" + boundary, MOST_PARTS) if boundary else []
        if len(pieces) < 2:
            raise NotUnderstood("a form without its boundary")
        return [part for piece in pieces[1:] if not piece.startswith(b"--") and (part := _part(piece)) is not None]


def _part(piece: bytes) -> tuple[str, bytes, SimpleUploadedFile | None] | None:
    head, _, content = piece.partition(b"\r\n\r\n")
    fields = {}
    for line in head.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        fields[name.strip().lower()] = value.strip()
    try:
        _kind, given = parse_header_parameters(fields.get("content-disposition", ""))
    except ValueError:
        return None
    if "name" not in given:
        return None
    file = None
    if "filename" in given:
        kind = fields.get("content-type", "application/octet-stream").partition(";")[0]
        file = SimpleUploadedFile(given["filename"] or "file", content, kind)
    return given["name"], content, file


def from_json(text: bytes | str) -> Any:
    """Return what ``text`` says as JSON. Raises ``NotUnderstood``."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotUnderstood("no JSON") from problem
