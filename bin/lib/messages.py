"""The words of ``bin/messages``: update, compile and check the catalogues."""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from bin.lib import catalogues
from bin.lib.extraction import extracted

NAMED = re.compile(r"%\((\w+)\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")
POSITIONAL = re.compile(r"(?<!%)(?:%%)*%[-#0+]*\d*(?:\.\d+)?[sdrfgi]")
BRACED = re.compile(r"\{(\w+)(?:[!:][^{}]*)?\}")
SHOWN = 15


def update() -> int:
    """Bring every catalogue to the texts of the code: new ones empty, old translations kept, lost ones dropped."""
    source = extracted()
    for code in catalogues.TRANSLATED:
        merged = merge(source, catalogues.load(code), code)
        changed = "changed" if catalogues.save(code, merged) else "unchanged"
        empty = sum(not is_translated(message) for message in merged if message.id)
        print(f"{code}: {changed}, {len(merged)} texts, {empty} to translate")
    return 0


def merge(source: Catalog, old: Catalog, code: str) -> Catalog:
    """Return the texts of ``source`` with the translations that ``old`` has for exactly them."""
    merged = Catalog(locale=code, charset="utf-8")
    for message in source:
        if not message.id:
            continue
        kept = known_as(message, old) or Message(message.id)
        merged.add(
            message.id,
            kept.string,
            locations=message.locations,
            flags=kept.flags & {"fuzzy"},
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments,
            context=message.context,
        )
    return merged


def known_as(message: Message, catalog: Catalog) -> Message | None:
    """Return the entry of ``catalog`` for exactly the text, plural and context of ``message``."""
    known = catalog.get(key_of(message), message.context)
    return known if known is not None and sources(known) == sources(message) else None


def check() -> int:
    """Print what is wrong with the catalogues; return 1 when anything is."""
    source = extracted()
    wrong = 0
    for code in catalogues.TRANSLATED:
        complaints = list(complaints_about(source, catalogues.load(code)))
        for complaint in complaints[:SHOWN]:
            print(f"locale/{code}: {complaint}")
        if len(complaints) > SHOWN:
            print(f"locale/{code}: … and {len(complaints) - SHOWN} more")
        wrong += len(complaints)
    print(f"{wrong} complaints" if wrong else f"{len(source)} texts, complete in {', '.join(catalogues.TRANSLATED)}")
    return 1 if wrong else 0


def complaints_about(source: Catalog, catalog: Catalog) -> Iterator[str]:
    """Yield one line for each text that is missing, untranslated, fuzzy, stale or has other placeholders than its source."""
    for message in source:
        if not message.id:
            continue
        translation = known_as(message, catalog)
        if translation is None:
            yield f"missing (run bin/messages update): {key_of(message)!r}"
        elif not is_translated(translation):
            yield f"untranslated: {key_of(message)!r}"
        elif translation.fuzzy:
            yield f"fuzzy: {key_of(message)!r}"
        elif fault := placeholder_fault(translation):
            yield f"{fault}: {key_of(message)!r}"
    stale = [message for message in catalog if message.id and source.get(key_of(message), message.context) is None]
    for message in [*stale, *catalog.obsolete.values()]:
        yield f"stale (run bin/messages update): {key_of(message)!r}"


def placeholder_fault(message: Message) -> str:
    """Say how the placeholders of a translated ``message`` differ from its source; an empty string when they do not.

    A form for one thing may leave a placeholder out ("one ticket"); none may invent one.
    """
    wanted = [placeholders(text) for text in sources(message)]
    given = [placeholders(text) for text in translations(message)]
    if any(form - (wanted[0] | wanted[-1]) for form in given) or given[-1] != wanted[-1]:
        return "other placeholders"
    return ""


def placeholders(text: str) -> Counter[str]:
    """Return the placeholders of ``text``, counted: ``%(name)s``, ``%s`` and ``{name}``."""
    found = [f"%({name})" for name in set(NAMED.findall(text))]
    found += [match.group().replace("%%", "") for match in POSITIONAL.finditer(text)]
    found += [f"{{{name}}}" for name in set(BRACED.findall(text))]
    return Counter(found)


def sources(message: Message) -> list[str]:
    """Return the English forms of ``message``: one text, or singular and plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translations(message: Message) -> list[str]:
    """Return the translated forms of ``message``, empty texts where one is missing."""
    return [message.string or ""] if isinstance(message.string, str | None) else [form or "" for form in message.string]


def is_translated(message: Message) -> bool:
    """Tell whether every form of ``message`` has a translation."""
    return all(translations(message))


def key_of(message: Message) -> str:
    """Return the text under which ``message`` is filed: the singular of a plural."""
    return sources(message)[0]


def compile_all() -> int:
    """Compile the catalogues that changed, and the mirrored pseudo-locale."""
    done = catalogues.compile_all()
    print(f"compiled {', '.join(done)}" if done else "nothing to compile")
    return 0


WORDS = {"update": update, "compile": compile_all, "check": check}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bin/messages", description="Keep the translations of Suport.")
    parser.add_argument("word", choices=WORDS)
    sys.exit(WORDS[parser.parse_args().word]())
