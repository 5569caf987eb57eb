"""Whoever reads a mail as plain text reads the same words as whoever sees it as HTML."""

import re
from html.parser import HTMLParser

import pytest

from helpdesk.settings import BASE_DIR
from tests.tickets.mailbag import every_mail

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "ca", "es", "pt"]
ADDRESS = re.compile(r"https?://\S+")
WORD = re.compile(r"[^\W_]+")


class Reader(HTMLParser):
    """Somebody who reads what stands between the tags of the body, and notes the tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.is_in_body = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.is_in_body = self.is_in_body or tag == "body"

    def handle_data(self, data: str) -> None:
        if self.is_in_body:
            self.text.append(data)

    def every(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


def words(text: str) -> list[str]:
    """The words of a text in their order, without addresses, which HTML hides behind words, and marks of emphasis."""
    return WORD.findall(ADDRESS.sub(" ", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_says_the_same_in_text_and_in_html(ticket, agent, language):
    mails = every_mail(ticket, agent, language)

    assert {name for name, said in mails if words(said.text) != words(" ".join(Reader(said.html).text))} == set()
    assert min(len(words(said.text)) for _, said in mails) > 15


def test_the_bag_holds_every_mail_there_is(ticket, agent):
    folders = {folder.name for folder in (BASE_DIR / "templates" / "mail").iterdir() if folder.is_dir()}

    assert {name for name, _ in every_mail(ticket, agent, "en")} == folders


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_names_its_language_and_itself_and_has_one_heading(ticket, agent, language):
    for name, said in every_mail(ticket, agent, language):
        page = Reader(said.html)
        (root,), tables = page.every("html"), page.every("table")
        assert (name, root["lang"], root["dir"]) == (name, language, "ltr")
        assert (name, len(page.every("h1")), {table.get("role") for table in tables}) == (name, 1, {"presentation"})
        assert f"<title>{said.subject.split()[0]}" in said.html


def test_no_mail_says_a_name_in_braces_or_needs_a_picture(ticket, agent):
    mails = every_mail(ticket, agent, "en")

    assert [name for name, said in mails if re.search(r"[{}]", said.subject + said.text)] == []
    assert [name for name, said in mails if Reader(said.html).every("img") or "url(" in said.html] == []


def test_every_address_of_the_html_is_in_the_text(ticket, agent):
    for name, said in every_mail(ticket, agent, "en"):
        addresses = {str(link["href"]) for link in Reader(said.html).every("a")}
        assert (name, {address for address in addresses if address not in said.text}) == (name, set())


def test_nothing_is_smaller_than_14_pixels(ticket, agent):
    for name, said in every_mail(ticket, agent, "en"):
        sizes = {int(size) for size in re.findall(r"font-size:(\d+)px", said.html)}
        assert (name, min(sizes)) == (name, 14)
