"""A small browser without script: cookies, pages, forms. It knows HTTP and HTML and nothing of the product."""

import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import cast
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.smoke.seen import Unexpected

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use"}
_SILENT = {"script", "style", "title"}
_INLINE = {"a", "bdi", "b", "em", "i", "span", "strong", "time"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file chosen in a form."""

    name: str
    content_type: str
    content: bytes


@dataclass
class Form:
    """A form with what it would send as it stands."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return the single value of a field; empty when there is none."""
        return self.values.get(name, [""])[0]


class _Reader(HTMLParser):
    """Collects forms, links and visible words."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.language = ""
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "a" and "href" in given:
            self.links.append(urljoin(self.url, given["href"]))
        elif tag == "form":
            self.forms.append(Form(urljoin(self.url, given.get("action", "") or self.url)))
        elif self.forms and "form" in self._open:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        is_chosen = "checked" in given or kind not in {"radio", "checkbox", "submit", "button", "file", "image"}
        if tag == "input" and name and is_chosen:
            self._add(name, given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self._add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.forms[-1].values):
            self.forms[-1].values[self._select] = [given.get("value", "")]

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].values.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop() == tag:
                break
        if tag not in _INLINE:
            self.words.append(" ")
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].values[self._area][-1] += data
        if not _SILENT & set(self._open):
            self.words.append(data)


class Page:
    """What a server answered."""

    def __init__(self, url: str, status: int, headers: dict[str, str], content: bytes) -> None:
        self.url, self.status, self.headers, self.content = url, status, headers, content
        self._reader = _Reader(url)
        if headers.get("content-type", "").startswith("text/html"):
            self._reader.feed(content.decode())

    @property
    def path(self) -> str:
        """The path of its address."""
        return urlsplit(self.url).path

    @property
    def text(self) -> str:
        """Its visible words."""
        return " ".join("".join(self._reader.words).split())

    @property
    def language(self) -> str:
        """The language it says it is in."""
        return self._reader.language

    @property
    def links(self) -> list[str]:
        """The addresses it links to."""
        return self._reader.links

    def _forms(self, field_or_path: str) -> list[Form]:
        return [form for form in self._reader.forms if field_or_path in form.values or urlsplit(form.action).path.endswith(field_or_path)]

    def has_form(self, field_or_path: str) -> bool:
        """Whether a form has such a field, or an action that ends so."""
        return bool(self._forms(field_or_path))

    def form(self, field_or_path: str) -> Form:
        """Return the first form that has such a field, or whose action ends so. Raises ``Unexpected``."""
        for form in self._forms(field_or_path):
            return form
        raise Unexpected(f"expected: a form {field_or_path!r} on {self.url} ({self.status})\nseen: {self.text}")


class Browser:
    """One person's browser; ``base`` is where relative addresses lead."""

    def __init__(self, base: str, language: str = "en") -> None:
        self.base = base
        self.language = language
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, address: str) -> Page:
        """Follow a link, through redirects."""
        return self._send(Request(urljoin(self.base, address)))  # noqa: S310 our own address

    def submit(self, form: Form, changes: dict[str, str], uploads: dict[str, Upload] | None = None) -> Page:
        """Send a form with some fields filled in, through redirects. With ``uploads`` as a browser sends files."""
        values = {**form.values, **{name: [value] for name, value in changes.items()}}
        request = Request(form.action, method="POST")  # noqa: S310 our own address
        request.add_header("Origin", self.base)
        if uploads is None:
            request.data = urlencode(values, doseq=True).encode()
        else:
            boundary = uuid.uuid4().hex
            request.data = _multipart(values, uploads, boundary)
            request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
        return self._send(request)

    def _send(self, request: Request) -> Page:
        request.add_header("Accept-Language", self.language)
        try:
            answer = cast("HTTPResponse", self._opener.open(request, timeout=20))
        except HTTPError as refused:
            answer = cast("HTTPResponse", refused)
        with answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Page(answer.url, int(answer.status or 0), headers, answer.read())


def _multipart(values: dict[str, list[str]], uploads: dict[str, Upload], boundary: str) -> bytes:
    parts = [(f'name="{name}"', value.encode()) for name, given in values.items() for value in given]
    for name, upload in uploads.items():
        parts.append((f'name="{name}"; filename="{upload.name}"\r\nContent-Type: {upload.content_type}', upload.content))
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n" for head, content in parts
    )
    return body + f"--{boundary}--\r\n".encode()
