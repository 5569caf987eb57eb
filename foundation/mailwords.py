"""The words of a mail, written once: the plain text and the HTML say the same, because both are made of them.

Words are paragraphs with an empty line between them, and names in braces. A paragraph that is nothing but ``{message}`` stands for a
part of the mail; one that begins with ``{link}`` is a link with the rest as its label; one that begins with ``{if_…}``, a case that
the mail knows, is said in that case. All else is said as it stands: this is no template language, and what a value holds is never
looked at again. A paragraph about something that there is not is left out. A subject is one line; where there are several, the first
that holds is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from foundation.safetext import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE

_NAME = re.compile(r"\{([a-z_]{1,40})\}")
_CASES = re.compile(r"(?:\{if_[a-z_]{1,37}\}\s*)+")
_LIKE_A_NAME = re.compile(r"\{[^{}\s]{1,60}\}")
_GAP = re.compile(r"\n[ \t]*\n\s*")
_LINK = re.compile(r"\{([a-z_]{1,40})\}\s+(\S.*)", re.DOTALL)
_PARAGRAPH = mark_safe('<p style="margin:0 0 16px;">{}</p>')
_MAIN_LINK = mark_safe(
    '<p style="margin:0 0 16px;"><a class="button" href="{}" style="display:inline-block;padding:10px 18px;border:1px solid #00548c;'
    'border-radius:6px;background:#00548c;color:#ffffff;font-weight:bold;text-decoration:none;">{}</a></p>'
)
_OTHER_LINK = mark_safe(
    '<p style="margin:0 0 16px;"><a class="other" href="{}" style="display:inline-block;padding:10px 18px;border:1px solid #4f5562;'
    'border-radius:6px;color:#171c26;font-weight:bold;text-decoration:none;">{}</a></p>'
)
_LINE = mark_safe('<p style="margin:0 0 16px;"><a class="link" href="{}" style="color:#00548c;">{}</a></p>')


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a mail, twice: as plain text and as HTML, with the same words."""

    text: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Contents:
    """What the names stand for: ``values`` plain text, ``links`` addresses, ``parts`` whole pieces, ``cases`` whether it is so.

    Empty is what there is not.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Block | None] = field(default_factory=dict)
    cases: Mapping[str, bool] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the name stands for something here; names that we do not know are words."""
        known = {**self.values, **self.links, **self.parts, **self.cases}
        return name not in known or bool(known[name])


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each name replaced that has a value, in one go; every other brace stays as it is."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def names_like(text: str) -> list[str]:
    """Return what looks like a name in braces, braces included, each once, in its order."""
    return list(dict.fromkeys(_LIKE_A_NAME.findall(text)))


def paragraphs_of(words: str) -> list[str]:
    """Return the paragraphs of ``words``: what stands between empty lines."""
    return [paragraph.strip() for paragraph in _GAP.split(words.replace("\r\n", "\n")) if paragraph.strip()]


def cases_of(line: str) -> tuple[list[str], str]:
    """Return the cases in which a paragraph or subject is said, which stand before it, and the rest."""
    found = _CASES.match(line)
    return (_NAME.findall(found[0]), line[found.end() :].strip()) if found is not None else ([], line.strip())


def names_in(text: str) -> list[str]:
    """Return the names in braces that a text holds, without the braces, each once, in their order."""
    return list(dict.fromkeys(_NAME.findall(text)))


def subject_line(subject: str, contents: Contents) -> str:
    """Return the first line of ``subject`` that is about nothing but what there is, filled in; the last where none is."""
    lines = [line for line in subject.splitlines() if line.strip()] or [""]
    chosen = next((line for line in lines if all(contents.has(name) for name in names_in(line))), lines[-1])
    return filled(cases_of(chosen)[1], contents.values)


def blocks(words: str, contents: Contents) -> list[Block]:
    """Return the pieces of the mail that ``words`` describe. The first link is a button when nobody's own words are in the mail."""
    made: list[Block] = []
    is_main = not contents.parts.get("message") or bool(contents.links.get("works"))
    for whole in paragraphs_of(words):
        cases, paragraph = cases_of(whole)
        if not paragraph or not all(contents.has(name) for name in (*cases, *names_in(paragraph))):
            continue
        part = contents.parts.get(paragraph.strip("{}")) if _NAME.fullmatch(paragraph) else None
        label = _LINK.fullmatch(paragraph)
        if part is not None:
            made.append(part)
        elif label is not None and label[1] in contents.links:
            look = _MAIN_LINK if is_main else _OTHER_LINK if label[1] == "broken" else _LINE
            made.append(_link(filled(label[2], contents.values), contents.links[label[1]], look))
            is_main = False
        else:
            made.append(said(filled(paragraph, {**contents.values, **contents.links})))
    return made


def said(text: str) -> Block:
    """Return plain text as it stands, with its paragraphs and lines."""
    paragraphs = [paragraph.strip() for paragraph in _GAP.split(text.strip())]
    return Block("\n\n".join(paragraphs), format_html_join("\n", _PARAGRAPH, ((in_html(paragraph),) for paragraph in paragraphs)))


def in_html(text: str) -> SafeString:
    """Return plain text as HTML: its lines, and what stands in direction isolates as such."""
    return isolated(str(escape(text)).replace("\n", "<br>\n"))


def isolated(html: str) -> SafeString:
    """Return HTML whose text is escaped already with what stands in direction isolates marked as such."""
    return mark_safe(html.replace(FIRST_STRONG_ISOLATE, "<bdi>").replace(POP_DIRECTIONAL_ISOLATE, "</bdi>"))  # noqa: S308 (said above)


def _link(label: str, url: str, look: SafeString) -> Block:
    return Block(f"{label}:\n{url}", format_html(look, url, in_html(label)))


def aside(text: str) -> Block:
    """Return plain text in a second tone, such as a signature."""
    block = said(text)
    return Block(block.text, format_html('<div class="second" style="color:#4f5562;">{}</div>', block.html))


def composed(context: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Return the plain text and the HTML of a mail in the active language.

    ``context`` holds ``house`` (the installation), ``subject``, ``heading`` and ``blocks``; ``reference`` and ``leave_url`` for
    somebody who follows a ticket. ``is_right_to_left`` turns a preview; mails follow their language.
    """
    text = render_to_string("mail/body.txt", dict(context)).strip() + "\n"
    html = {
        **context,
        "heading": in_html(context["heading"]),
        "reference": in_html(context.get("reference", "")),
        "language": language,
        "is_right_to_left": context.get("is_right_to_left", get_language_info(language)["bidi"]),
    }
    return text, render_to_string("mail/body.html", html)
