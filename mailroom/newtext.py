"""New text apart from old: what the sender wrote now, and the history and signature around it.

The marks in the HTML come first, patterns in the text second. Lines are shared out whole, so body and quoted hold every
word of the text between them. When nothing new is left, everything is new: a body is never empty without need.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from mailroom import alignment, attributions, headerblocks, limits, signatures, structure

_LONG_QUOTE = 12
_WRAPPED_LINE = 60
_QUOTE_MARKS = (">", "&gt;", "|>")


class Mark(StrEnum):
    """What a line is."""

    NEW = "new"
    BLANK = "blank"
    QUOTE = "quote"
    SIGNATURE = "signature"
    FORWARDED = "forwarded"
    ATTRIBUTION = "attribution"


@dataclass(slots=True)
class _Block:
    """Neighbouring lines of one mark, blank ones between them included."""

    mark: Mark
    lines: list[int] = field(default_factory=list)
    attributed: bool = False


def split(text: str, html: str = "") -> tuple[str, str]:
    """(body, quoted) of a mail's readable `text`; `html` is the same mail's HTML part, or ''."""
    return _split(text, html, Mark.QUOTE)


def split_forward(text: str, html: str = "") -> tuple[str, str]:
    """As `split` for a forwarded mail: the earlier mail in it is what the sender wants read, and stays in the body."""
    return _split(text, html, Mark.FORWARDED)


def _split(text: str, html: str, history: Mark) -> tuple[str, str]:
    lines = text.split("\n")
    tail = lines[limits.MAX_PLAIN_LINES :]
    lines = _unshared(lines[: limits.MAX_PLAIN_LINES])
    marks = _marks(lines, html, history)
    for number in signatures.armour(lines) | set(range(signatures.banner(lines))):
        marks[number] = Mark.SIGNATURE if marks[number] == Mark.NEW else marks[number]
    _mark_wrapped(lines, marks)
    _mark_signatures(lines, marks)
    kept = _kept(marks)
    if not any(marks[number] == Mark.NEW for number in kept):
        return text.strip("\n"), ""
    removed = {number for number, mark in enumerate(marks) if mark != Mark.BLANK} - kept
    lines = _quoted_visibly(lines, marks, kept)
    if not removed:
        return "\n".join([*lines, *tail]).strip("\n"), ""
    body = _without(lines, kept, removed)
    quoted = [line for number, line in enumerate(lines) if number not in kept]
    if marks[-1] == Mark.QUOTE:
        quoted += tail
    else:
        body += tail
    return "\n".join(body).strip("\n"), "\n".join(quoted).strip("\n")


def _unshared(lines: list[str]) -> list[str]:
    """Lines on which an attribution follows the sender's own words, cut in two, when a quote is below."""
    found: list[str] = []
    for number, line in enumerate(lines):
        below = next((text for text in lines[number + 1 : number + 3] if text.strip()), "")
        place = attributions.begins_within(line) if "@" in line and _is_quoted(below) else 0
        place = len(line[:place].rstrip(" -")) if line[:place].rstrip().endswith("--") else place
        found += [line[:place].rstrip(), line[place:]] if place else [line]
    return found


def _marks(lines: list[str], html: str, history: Mark) -> list[Mark]:
    segments = structure.segments(html) if len(html) <= limits.MAX_MARKED_HTML else []
    kinds = alignment.kinds_of_lines(lines, segments) if len(segments) > 1 else None
    marks: list[Mark] = []
    while len(marks) < len(lines):
        number = len(marks)
        kind = kinds[number] if kinds else structure.Kind.NEW
        is_quote = kind == structure.Kind.QUOTE or _is_quoted(lines[number])
        if not lines[number].strip():
            marks.append(Mark.BLANK)
        elif headerblocks.is_forward_mark(lines[number]) and not (is_quote and _is_amid_quote(marks)):
            return marks + [Mark.FORWARDED] * (len(lines) - number)
        elif is_quote and headerblocks.is_wedge_mark(lines[number]) and not _is_amid_quote(marks):
            return marks + [history] * (len(lines) - number)
        elif is_quote:
            marks.append(_quote_mark(lines, marks, history))
        elif kind == structure.Kind.SIGNATURE:
            marks.append(Mark.SIGNATURE)
        elif _history_begins(lines, number):
            return marks + [history] * (len(lines) - number)
        else:
            marks += _attribution(lines, number, kinds, history)
    return marks


def _attribution(lines: list[str], number: int, kinds: list[structure.Kind] | None, history: Mark) -> list[Mark]:
    """An attribution belongs to the quote below it; without quote marks below, all that follows is history."""
    found = attributions.attribution(lines, number)
    if found is None:
        return [Mark.NEW]
    below = number + found.length
    while below < len(lines) and not lines[below].strip():
        below += 1
    if below < len(lines) and (_is_quoted(lines[below]) or (kinds is not None and kinds[below] == structure.Kind.QUOTE)):
        return [Mark.ATTRIBUTION] * found.length
    return [history] * (len(lines) - number) if found.certain else [Mark.NEW]


def _quote_mark(lines: list[str], marks: list[Mark], history: Mark) -> Mark:
    """The first line of a quote may be its attribution (Apple Mail, and the HTML of most programs)."""
    if _is_amid_quote(marks):
        return Mark.QUOTE
    if attributions.attribution(lines, len(marks)):
        return Mark.ATTRIBUTION
    return Mark.FORWARDED if history == Mark.FORWARDED else Mark.QUOTE


def _is_amid_quote(marks: list[Mark]) -> bool:
    """Whether the last line that is not blank belongs to a quote."""
    return next((mark for mark in reversed(marks) if mark != Mark.BLANK), Mark.NEW) in (Mark.QUOTE, Mark.ATTRIBUTION)


def _is_quoted(line: str) -> bool:
    return line[:8].lstrip().startswith(_QUOTE_MARKS)


def _history_begins(lines: list[str], number: int) -> bool:
    line = lines[number]
    if headerblocks.is_original_mark(line):
        return True
    if headerblocks.is_rule(line) or headerblocks.is_unframed_mark(line):
        below = next((n for n in range(number + 1, min(number + 4, len(lines))) if lines[n].strip()), number)
        return below > number and headerblocks.is_header_block(lines, below, ruled=True)
    return headerblocks.is_header_block(lines, number)


def _mark_wrapped(lines: list[str], marks: list[Mark]) -> None:
    """The rest of a quoted line that a program has wrapped without repeating the quote mark is quoted too."""
    for number in range(1, len(lines) - 1):
        if not (marks[number] == Mark.NEW and marks[number - 1] == marks[number + 1] == Mark.QUOTE):
            continue
        wrapped = len(lines[number - 1]) >= _WRAPPED_LINE and len(lines[number]) <= _WRAPPED_LINE and lines[number][:1].islower()
        link = lines[number - 1].rfind("(http") > lines[number - 1].rfind(")") or lines[number].lstrip().startswith(("(http", "<http"))
        if wrapped or (link and " " not in lines[number].strip(" >")):
            marks[number] = Mark.QUOTE


def _mark_signatures(lines: list[str], marks: list[Mark]) -> None:
    for block in _blocks(marks):
        if block.mark == Mark.NEW:
            first, last = block.lines[0], block.lines[-1] + 1
            cut = first + signatures.first_line(lines[first:last])
            for number in range(cut, last):
                if marks[number] == Mark.NEW:
                    marks[number] = Mark.SIGNATURE


def _blocks(marks: list[Mark]) -> list[_Block]:
    blocks: list[_Block] = []
    for number, mark in enumerate(marks):
        if mark == Mark.BLANK:
            continue
        kind = Mark.QUOTE if mark == Mark.ATTRIBUTION else mark
        if not blocks or blocks[-1].mark != kind:
            blocks.append(_Block(kind))
        blocks[-1].lines.append(number)
        blocks[-1].attributed |= mark == Mark.ATTRIBUTION
    return blocks


def _kept(marks: list[Mark]) -> set[int]:
    """The lines that stay in the body.

    History below the last new words goes, and a single quote above or amid them. Several quotes with new words between
    them are what those words answer: they stay. So does a short quote amid new words that names no author, which is
    the sender citing something.
    """
    blocks = [block for block in _blocks(marks) if block.mark != Mark.SIGNATURE]
    quotes = sum(block.mark == Mark.QUOTE for block in blocks)
    while blocks and blocks[-1].mark == Mark.QUOTE:
        blocks.pop()
    inner = [block for block in blocks if block.mark == Mark.QUOTE]
    if len(inner) == 1:
        alone = inner[0]
        is_first = alone is blocks[0]
        is_history = quotes == 1 if is_first else alone.attributed and quotes == 1
        if is_history or len(alone.lines) > _LONG_QUOTE:
            blocks.remove(alone)
    return {number for block in blocks for number in block.lines}


def _quoted_visibly(lines: list[str], marks: list[Mark], kept: set[int]) -> list[str]:
    """The lines, with a quote mark on those that the HTML alone told to be quoted and that stay amid the answers to them."""
    bare = {number for number in kept if marks[number] == Mark.QUOTE and not _is_quoted(lines[number])}
    return [f"> {line}" if number in bare else line for number, line in enumerate(lines)] if bare else lines


def _without(lines: list[str], kept: set[int], removed: set[int]) -> list[str]:
    """The kept lines with the blank ones among them; one blank line where something was taken out."""
    out: list[str] = []
    blanks: list[str] = []
    gap = False
    for number, line in enumerate(lines):
        if number in kept:
            out += [""] if gap and out else blanks
            out.append(line.rstrip())
            blanks, gap = [], False
        else:
            gap = gap or number in removed
            blanks.append("")
    return out
