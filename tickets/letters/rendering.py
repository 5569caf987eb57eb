"""From a letter to the words of a mail, in its reader's language and zone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts import installation
from accounts.letters.words import words_of
from accounts.models import Installation
from foundation import clock, mailwords
from foundation.mailwords import Block, Contents
from foundation.safetext import isolate, one_line
from mailroom.subjects import without_reply_prefixes
from notifications.actions import outbox
from queues.enums import TextPlace
from queues.hours import next_opening
from queues.letters import words_of_queue
from queues.texts import text_for
from tickets.enums import MessageKind
from tickets.invitations import invitation
from tickets.letters.kinds import KINDS
from tickets.letters.letter import Letter
from tickets.models import Message
from tickets.references import without_marks

LONGEST_SUBJECT = 200
LONGEST_TITLE = 150
NO_ADDRESSES: Mapping[MessageKind, str] = MappingProxyType({})


def rendered(letter: Letter, *, organizer: str, desk: Mapping[MessageKind, str] = NO_ADDRESSES, at: datetime) -> outbox.Text:
    """Return subject, text, HTML and calendar object of ``letter``.

    ``organizer`` is the address that calendars answer to; to ``desk`` an agent mails what is to become a reply or a note.
    """
    house = installation.current()
    zone = clock.zone(letter.to.time_zone, house.time_zone)
    with translation.override(letter.language), timezone.override(zone):
        contents = _contents(letter, house, desk, at)
        words = words_of(KINDS[letter.name], letter.language, words_of_queue(letter.ticket.queue_id))
        in_subject = replace(contents, values={**contents.values, "title": _title_in_subject(letter)})
        subject = one_line(mailwords.subject_line(words.subject, in_subject), LONGEST_SUBJECT)
        context = {
            "house": house,
            "subject": subject,
            "heading": _heading(letter),
            "blocks": mailwords.blocks(words.body, contents),
            "leave_url": letter.leave_url,
            "reference": contents.values["reference"],
        }
        text, html = mailwords.composed(context, letter.language)
        return outbox.Text(subject=subject, text=text, html=html, calendar=_calendar(letter, organizer=organizer, at=at))


def _title_in_subject(letter: Letter) -> str:
    """Return the title as others may have mailed it to us: "Re:" and the reference are said once, and stay where the line is cut."""
    title = without_reply_prefixes(without_marks(letter.ticket.title)) if letter.tells_title else ""
    return one_line(title, LONGEST_TITLE)


def _heading(letter: Letter) -> str:
    reference = isolate(letter.ticket.reference)
    return f"{reference} · {isolate(letter.ticket.title)}" if letter.tells_title else reference


def _calendar(letter: Letter, *, organizer: str, at: datetime) -> str:
    if letter.appointment is None or letter.method is None:
        return ""
    return invitation(letter.appointment, letter.method, to=letter.to, organizer=organizer, url=letter.url, at=at)


def _cases(letter: Letter) -> dict[str, bool]:
    """Return which of the cases that words know is so; beside each, its opposite."""
    ticket, appointment, message, flags = letter.ticket, letter.appointment, letter.message, letter.flags
    is_nobodys, is_quoted = ticket.owner_id is None, letter.consultation is not None and bool(letter.consultation.question.quoted)
    is_yours = not is_nobodys and letter.to.pk == ticket.owner_id
    pairs = {
        ("if_agent", "if_requester"): letter.is_for_agent,
        ("if_follower", "if_asked"): letter.follower is not None or ticket.is_merged,
        ("if_proven", "if_unproven"): ticket.requester_proven,
        ("if_reopens", "if_final"): bool((ticket.merged_root or ticket).queue.reopen_days),
        ("if_message", "if_no_message"): message is not None,
        ("if_note", "if_public"): message is not None and message.is_note,
        ("if_booked", "if_offered"): appointment is not None and appointment.starts_at is not None,
        ("if_moved", "if_not_moved"): appointment is not None and bool(appointment.sequence),
        ("if_video", "if_phone"): appointment is not None and appointment.is_video,
        ("if_new", "if_passed"): flags.get("is_new", False),
    }
    opposites = {name: is_so == (name == pair[0]) for pair, is_so in pairs.items() for name in pair}
    is_declined, is_counter = flags.get("is_declined", False), flags.get("is_counter", False)
    said = {"if_declined": is_declined, "if_counter": is_counter, "if_tentative": not is_declined and not is_counter}
    own = {"if_yours": is_yours, "if_nobodys": is_nobodys, "if_others": not is_yours and not is_nobodys}
    alone = {"if_kept": flags.get("is_kept", False), "if_sendable": flags.get("can_send", False), "if_quoted": is_quoted}
    return {**opposites, **said, **own, **alone, "if_promise": flags.get("is_promise", False)}


def _contents(letter: Letter, house: Installation, desk: Mapping[MessageKind, str], at: datetime) -> Contents:
    ticket, message, appointment = letter.ticket, letter.message, letter.appointment
    own_text = text_for(ticket.queue_id, letter.own_text, letter.language) if letter.own_text else ""
    reopens_until = (ticket.merged_root or ticket).reopens_until
    values = {
        "reference": isolate(ticket.reference),
        "title": ticket.title if letter.tells_title else "",
        "house": house.name,
        "queue": ticket.queue.name,
        "requester_name": isolate(ticket.requester.display_name) if letter.tells_title and ticket.requester is not None else "",
        "writer": isolate(message.author_display) if message is not None else "",
        "closes_on": _day(letter.closes_at),
        "reopens_until": _day(reopens_until),
        "promised_by": _moment(ticket.promised_at),
        "due_by": _moment(letter.due_at),
        "minutes": str(appointment.minutes) if appointment is not None else "",
        "next": own_text,
        "closed_now": _closed_now(letter, house, at),
        "joining": house.joining_note,
        "channels": house.public_channels,
        "reason": own_text,
        "subject": letter.consultation.subject if letter.consultation is not None else "",
    }
    links = {
        # Whoever left the queue reads nothing there.
        "link": letter.url if not letter.flags.get("is_lost", False) else "",
        "works": letter.door("works") if letter.asks_verdict else "",
        "broken": letter.door("broken") if letter.asks_verdict else "",
    }
    return Contents(values, links, _parts(letter, own_text) | _parts_for_agent(letter, desk), _cases(letter))


def _closed_now(letter: Letter, house: Installation, at: datetime) -> str:
    """Return what is said of the hours to somebody who wrote outside of them; empty inside, and in every other letter."""
    queue = letter.ticket.queue
    opens_at = next_opening(queue.answers_from, queue.answers_until, at, clock.zone(house.time_zone))
    if opens_at is None or letter.name not in {"acknowledgement", "not_entitled"}:
        return ""
    local = timezone.localtime(opens_at)
    when = f"{date_format(local, 'l')}, {date_format(local, 'DATETIME_FORMAT')} ({local:%Z})"
    return mailwords.filled(text_for(queue.pk, TextPlace.OUT_OF_HOURS, letter.language), {"opens_at": when})


def _moment(at: datetime | None) -> str:
    return f"{date_format(timezone.localtime(at), 'DATETIME_FORMAT')} {timezone.localtime(at):%Z}" if at is not None else ""


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT") if at is not None else ""


def _parts(letter: Letter, own_text: str) -> dict[str, Block | None]:
    """Return the pieces of the mail that are more than a sentence. What agents read is beside these."""
    appointment, asked = letter.appointment, letter.consultation
    message = asked.question if asked is not None else letter.message
    is_told = message is not None and not letter.is_for_agent
    files = list(message.attachments.all()) if message is not None and is_told and asked is None else []
    about: dict[str, Any] = {"ticket": letter.ticket, "appointment": appointment, "is_for_agent": letter.is_for_agent}
    return {
        "message": _part("message", {"message": message, "agent": letter.agent, "own_text": own_text, "files": files}) if is_told else None,
        "quoted": mailwords.aside(asked.question.quoted) if asked is not None and asked.question.quoted else None,
        "appointment": _part("appointment", about) if appointment is not None and appointment.starts_at is not None else None,
        "times": _part("times", about) if appointment is not None else None,
        "signature": mailwords.aside(own_text) if own_text and not is_told else None,
    }


def _parts_for_agent(letter: Letter, desk: Mapping[MessageKind, str]) -> dict[str, Block | None]:
    return {
        "points": mailwords.said("\n".join(f"- {point}" for point in letter.points)) if letter.points else None,
        "told": mailwords.said("\n\n".join(_told(message) for message in letter.shown)) if letter.is_for_agent and letter.shown else None,
        "by_mail": mailwords.aside(_by_mail(letter, desk)) if any(desk.values()) else None,
    }


def _told(message: Message) -> str:
    moment = date_format(timezone.localtime(message.created_at), "DATETIME_FORMAT")
    said = gettext("%(name)s wrote on %(moment)s:") % {"name": isolate(message.author_display), "moment": moment}
    return f"{said}\n{message.body}"


def _by_mail(letter: Letter, desk: Mapping[MessageKind, str]) -> str:
    """Say to an agent what becomes of an answer by mail."""
    if letter.kind_of_answer == MessageKind.NOTE:
        said = [gettext("Your answer to this e-mail becomes an internal note.")]
    else:
        said = [gettext("Your answer to this e-mail goes to the requester.")]
        said.append(gettext("For an internal note, write to %(address)s") % {"address": desk[MessageKind.NOTE]})
    return "\n".join([*said, gettext("The line #help gets you the commands.")])


def _part(name: str, context: dict[str, Any]) -> Block:
    return Block(render_to_string(f"mail/_{name}.txt", context).strip(), render_to_string(f"mail/_{name}.html", context))
