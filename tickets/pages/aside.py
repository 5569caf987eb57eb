"""What lies beside the story of a ticket for one agent, in one query: own drafts, who else is here, how the mails fared."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.viewer import Viewer
from foundation.rows import Rows, moment
from notifications.enums import DeliveryState
from notifications.models import Delivery
from tickets.actions.drafts import WORDS
from tickets.actions.presence import GONE_AFTER
from tickets.enums import MessageKind
from tickets.models import Follower, InboundMail, Message, Presence, Problem, SavedDraft, Ticket
from tickets.pages import consultations, reach
from tickets.pages.consultations import Asked
from tickets.pages.followers import Beside

MOST_MAILS = 500
MOST_PEOPLE = 20
MOST_PROBLEMS = 5
_TONES = {DeliveryState.FAILED: "bad", DeliveryState.SUPPRESSED: "bad", DeliveryState.UNKNOWN: "warn", DeliveryState.DEFERRED: "warn"}


@dataclass(frozen=True, slots=True)
class Saved:
    """A text that the agent has begun, as it was saved."""

    kind: str
    body: str
    earlier: str
    submission: str
    version: int
    seen: int
    at: datetime
    besides: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """All that was written into it, text by text."""
        texts = (self.body, *(self.besides.get(name, "") for name in WORDS), self.earlier)
        return [text for text in texts if text.strip()]


@dataclass(frozen=True, slots=True)
class Here:
    """Another agent who has the ticket open."""

    name: str
    is_writing: bool

    @property
    def sentence(self) -> str:
        """Who is here, and whether they write."""
        if self.is_writing:
            return gettext("%(name)s is here, writing") % {"name": self.name}
        return gettext("%(name)s is here") % {"name": self.name}


@dataclass(frozen=True, slots=True)
class Sent:
    """How a message fares on its way to one address."""

    address: str
    words: str
    why: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a monitoring rule told of a problem: how many alerts, when the newest came, and since when it is over, if it is."""

    rule: str
    alerts: int
    newest_at: datetime
    over_at: datetime | None


@dataclass(frozen=True, slots=True)
class Aside:
    """All of it. ``drafts`` by the kind of message, ``sent`` by the message's number."""

    drafts: dict[str, Saved] = field(default_factory=dict)
    here: tuple[Here, ...] = ()
    sent: dict[int, list[Sent]] = field(default_factory=dict)
    followers: tuple[Beside, ...] = ()
    last_reply_at: datetime | None = None
    unreachable: str = ""
    kept_apart: int = 0
    consultations: tuple[Asked, ...] = ()
    watched: tuple[Watched, ...] = ()


def aside(ticket: Ticket, who: Viewer, *, at: datetime) -> Aside:
    """Return what lies beside ``ticket`` for the agent ``who`` at the moment ``at``."""
    drafts = SavedDraft.objects.filter(ticket=ticket.pk, user=who.user_id)
    mails = Delivery.objects.about(ticket.topic).filter(mail__key__startswith="message:").order_by("pk")[:MOST_MAILS]
    replies = Message.objects.filter(ticket=ticket.pk, is_ours=True, kind=MessageKind.PUBLIC).order_by("-created_at", "-pk")
    kept = InboundMail.objects.kept_apart(ticket.pk).values("ticket").annotate(number=Count("pk"))
    row = (
        Ticket.objects.filter(pk=ticket.pk)
        .annotate(
            begun=Rows(drafts.values("kind", "body", "earlier", "submission", "version", "seen", "saved_at", "besides")),
            others=Rows(_others(ticket, who, at)),
            mailed=Rows(mails.values("address", "state", "not_before", "sent_at", "arrived_at", "reason", key=F("mail__key"))),
            following=Rows(_followers(ticket)),
            last_reply=Subquery(replies.values("created_at")[:1]),
            refused=Rows(reach.stopped(ticket.requester, at=at).values("address", "expires_at")),
            apart=Subquery(kept.values("number")),
            asked=Rows(consultations.rows_of(ticket.pk)),
            watched=Rows(_problems(ticket)),
        )
        .values_list("begun", "others", "mailed", "following", "last_reply", "refused", "apart", "asked", "watched")
        .first()
    )
    begun, others, mailed, following, last_reply, refused, apart, asked, problems = row or ([], [], [], [], None, [], 0, [], [])
    beside = tuple(Beside(one["pk"], one["user_id"], one["name"], one["email"], one["role"], moment(one["at"])) for one in following)
    until = moment(refused[0]["expires_at"]) if refused and refused[0]["expires_at"] else None
    unreachable = reach.sentence(refused[0]["address"], until) if refused else ""
    return Aside(
        {saved.kind: saved for saved in map(_saved, begun)},
        _here(others),
        _sent(mailed, at),
        beside,
        last_reply,
        unreachable,
        apart or 0,
        consultations.asked(ticket.pk, asked),
        tuple(_watched(one) for one in problems),
    )


def _problems(ticket: Ticket) -> Any:
    rows = Problem.objects.filter(ticket=ticket.pk, trouble_at__isnull=False).order_by("pk")
    return rows.values("alerts", "is_over", "trouble_at", "recovered_at", name=F("rule__name"))[:MOST_PROBLEMS]


def _watched(row: dict[str, Any]) -> Watched:
    over_at = moment(row["recovered_at"]) if row["is_over"] and row["recovered_at"] else None
    return Watched(row["name"], row["alerts"], moment(row["trouble_at"]), over_at)


def _followers(ticket: Ticket) -> Any:
    rows = Follower.objects.reachable().filter(ticket=ticket.pk).order_by("pk")
    return rows.values("pk", "user_id", "role", "at", name=F("user__name"), email=F("user__email"))[:MOST_PEOPLE]


def here(ticket: Ticket, who: Viewer, *, at: datetime) -> tuple[Here, ...]:
    """Return who else has ``ticket`` open at ``at``."""
    return _here(_others(ticket, who, at))


def _others(ticket: Ticket, who: Viewer, at: datetime) -> Any:
    rows = Presence.objects.here(ticket.pk, at - GONE_AFTER).exclude(user=who.user_id)
    return rows.values("is_writing", name=F("user__name"), email=F("user__email"))[:MOST_PEOPLE]


def _here(rows: Any) -> tuple[Here, ...]:
    return tuple(Here(row["name"] or row["email"] or gettext("Somebody"), bool(row["is_writing"])) for row in rows)


def _saved(row: dict[str, Any]) -> Saved:
    # SQLite gives JSON within JSON as text.
    besides = json.loads(row["besides"]) if isinstance(row["besides"], str) else row["besides"]
    at = moment(row["saved_at"])
    return Saved(row["kind"], row["body"], row["earlier"], str(row["submission"]), row["version"], row["seen"], at, besides)


def _sent(rows: list[dict[str, Any]], at: datetime) -> dict[int, list[Sent]]:
    found: dict[int, list[Sent]] = defaultdict(list)
    for row in rows:
        number = row["key"].split(":")[1]
        found[int(number) if number.isdecimal() else 0].append(_one(row, at))
    return found


def _one(row: dict[str, Any], at: datetime) -> Sent:
    state = DeliveryState(row["state"])
    at_moment = moment(row["arrived_at"] or row["sent_at"] or row["not_before"])
    local = localtime(at_moment)
    when = f"{date_format(local, 'TIME_FORMAT' if local.date() == localtime(at).date() else 'SHORT_DATETIME_FORMAT')} {local.tzname()}"
    words = {
        DeliveryState.QUEUED: gettext("waits to leave"),
        DeliveryState.SENDING: gettext("is being sent"),
        DeliveryState.SENT: (gettext("arrived %(when)s") if row["arrived_at"] else gettext("sent %(when)s")) % {"when": when},
        DeliveryState.DEFERRED: gettext("not taken yet, next try %(when)s") % {"when": when},
        DeliveryState.FAILED: gettext("came back") if row["sent_at"] else gettext("could not be sent"),
        DeliveryState.SUPPRESSED: gettext("was not sent"),
        DeliveryState.UNKNOWN: gettext("may have been sent or not"),
        DeliveryState.EXPIRED: gettext("was not sent"),
        DeliveryState.CANCELLED: gettext("was stopped"),
    }[state]
    why = gettext(row["reason"]) if row["reason"] and state != DeliveryState.SENT else ""
    return Sent(row["address"], words, why, _TONES.get(state, ""))
