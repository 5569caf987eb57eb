"""What people type with a little Markdown, as safe HTML. Bounded in size and depth before anything is sanitised.

Most messages hold no mark at all: they are recognised by one pattern and stay plain text, with their line breaks.
"""

import re
from functools import lru_cache

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Longer texts stay plain. Forms take no more than this.
LONGEST = 20_000
DEEPEST = 12
TAGS = frozenset("p br strong em s a ul ol li blockquote code pre hr h3 h4 table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
_MARKS = re.compile(r"[*_`~|\]\\]|://|mailto:|\w@\w|^[ ]{0,3}(?:>|-{3,}\s*$|(?:#{1,6}|[-+]|\d{1,9}[.)])(?:\s|$))", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`]{1,2000}|(?<![\w.+/@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
_CLOSING = {")": "(", "]": "["}


def rendered(text: str) -> SafeString:
    """Return ``text`` as safe HTML when it holds any Markdown or a link; empty when it is plain, or too long to be anything else."""
    if len(text) > LONGEST or not _MARKS.search(text):
        return SafeString("")
    return _rendered(text)


def as_html(text: str) -> SafeString:
    """Return ``text`` as safe HTML in any case: plain text keeps its paragraphs and line breaks."""
    return rendered(text) or mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped there


# A page of thirty messages is read many times between two that are written.
@lru_cache(maxsize=1024)
def _rendered(text: str) -> SafeString:
    html = _PARSER.render(text)
    clean = nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow", strip_comments=True
    )
    return mark_safe(clean.strip())  # noqa: S308 - nh3 has cleaned it


def _link_addresses(state: StateCore) -> None:
    """Make links of the addresses that stand in the text by themselves."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children: list[Token] = []
        inside = 0
        for token in block.children:
            inside += token.nesting if token.type in {"link_open", "link_close"} else 0
            children += _linked(token.content) if token.type == "text" and not inside else [token]
        block.children = children


def _linked(text: str) -> list[Token]:
    tokens: list[Token] = []
    done = 0
    for match in _ADDRESS.finditer(text):
        address = _without_tail(match.group())
        tokens += [*_plain(text[done : match.start()]), *_link(address)]
        done = match.start() + len(address)
    return [*tokens, *_plain(text[done:])]


def _without_tail(address: str) -> str:
    """Leave out the punctuation that ends the sentence, not the address; a bracket stays when it was opened inside."""
    while address and (address[-1] in ".,:;!?*_~" or _closes_too_much(address)):
        address = address[:-1]
    return address


def _closes_too_much(address: str) -> bool:
    opening = _CLOSING.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def _link(address: str) -> list[Token]:
    href = address if ":" in address else f"mailto:{address}"
    return [Token("link_open", "a", 1, attrs={"href": href}), *_plain(address), Token("link_close", "a", -1)]


def _plain(text: str) -> list[Token]:
    return [Token("text", "", 0, content=text)] if text else []


def _lower_headings(state: StateCore) -> None:
    """A message stands below the page's own headings."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _HEADINGS[token.tag]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    parser.enable(["table", "strikethrough"])
    # Four spaces, a row of dashes below a line, [name]: lines and &words; are things that people type without meaning them.
    parser.disable(["code", "lheading", "reference", "image", "html_block", "html_inline", "entity"])
    parser.core.ruler.push("addresses", _link_addresses)
    parser.core.ruler.push("headings", _lower_headings)
    return parser


_PARSER = _parser()
