"""Demo tickets told by the same verbs that people use: each story opens a ticket and goes through its steps, long before now."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_noop

from accounts.models import PartnerGrant, User
from helpdesk.demo import outside
from helpdesk.demo.house import FOLDER, House, read
from helpdesk.demo.letters import letter
from helpdesk.demo.moments import moment
from mailroom.mail import File
from notifications.enums import DeliveryState
from notifications.models import Delivery
from queues.enums import Tier
from queues.models import Category
from tickets.actions import (
    acting,
    appointments,
    conversation,
    diagnosis,
    following,
    inbound,
    intake,
    lifecycle,
    linking,
    merging,
    offering,
    processing,
    promises,
    referencing,
    routing,
    triage,
)
from tickets.actions.conversation import Answer, Draft
from tickets.actions.referencing import Elsewhere
from tickets.actions.resolving import Solution
from tickets.enums import (
    AppointmentOutcome,
    AppointmentWay,
    Channel,
    EscalationReason,
    FollowerRole,
    Priority,
    ReferenceKind,
    RejectReason,
    Relation,
    StallReason,
)
from tickets.mail_addresses import mailbox_of, reply_address
from tickets.models import AppointmentSlot, InboundMail, Ticket

NAMESPACE = uuid.UUID("6d9a2f6e-5f0b-4f3c-9a51-3c1f0f4f7a10")
NEVER_SENT = gettext_noop("Demo data: shown as sent, but no mail left the house.")


@dataclass(frozen=True, slots=True)
class Teller:
    """What every step needs: the house, the tickets told so far by their keys, and how a moment is read."""

    house: House
    now: datetime
    zone: ZoneInfo
    told: dict[str, Ticket] = field(default_factory=dict)

    def when(self, said: str) -> datetime:
        """Return the instant meant."""
        return moment(said, now=self.now, zone=self.zone)

    def words(self, text: str) -> str:
        """Return ``text`` with ``{some-key}`` replaced by the reference of that story's ticket."""
        for key, ticket in self.told.items():
            text = text.replace(f"{{{key}}}", ticket.reference)
        return text.strip()


def stories() -> list[dict[str, Any]]:
    """Return every story, as the files tell them."""
    return [story for path in sorted((FOLDER / "tickets").glob("*.toml")) for story in read(f"tickets/{path.name}")["ticket"]]


def tell_all(teller: Teller) -> int:
    """Tell the stories that were not told before, oldest first; return how many tickets are new."""
    ordered = sorted(stories(), key=lambda story: teller.when(story["when"]))
    return sum(tell(story, teller) for story in ordered)


def tell(story: Mapping[str, Any], teller: Teller) -> bool:
    """Tell one story unless its ticket exists; return whether it is new."""
    known = _told_before(story)
    ticket = known or (_opened_by_mail(story, teller) if story["channel"] == "mail" else _opened(story, teller))
    teller.told[story["key"]] = ticket
    if known is not None:
        return False
    for step in story.get("step", ()):
        # What an agent is asked and answers is kept in the agent's own language.
        speaker = teller.house.people.get(step.get("by", ""))
        with translation.override(speaker.language if speaker else None):
            STEPS[step["do"]](ticket, step, teller)
        ticket.refresh_from_db()
    settle_mail(ticket)
    return True


def _told_before(story: Mapping[str, Any]) -> Ticket | None:
    if story["channel"] == "mail":
        row = InboundMail.objects.filter(message_id=_message_id(story["key"], 0), ticket__isnull=False).select_related("ticket").first()
        return row.ticket if row is not None else None
    return Ticket.objects.filter(submission=uuid.uuid5(NAMESPACE, story["key"])).first()


def _message_id(key: str, number: int) -> str:
    return f"{key}.{number}@example.net"


def _opened(story: Mapping[str, Any], teller: Teller) -> Ticket:
    requester = teller.house.people[story["from"]]
    at = teller.when(story["when"])
    new = intake.NewTicket(
        title=story["title"],
        body=teller.words(story["text"]),
        queue=teller.house.queues[story.get("queue", "support")],
        requester=requester,
        partner_grant=PartnerGrant.objects.get(client__name=story["for"], partner__contacts__user=requester) if "for" in story else None,
        requester_proven=story["channel"] == "web",
        channel=Channel(story["channel"]),
        language=story["language"],
        services=[teller.house.services[slug] for slug in story.get("services", ())],
        people=story.get("people", ""),
        started_at=teller.when(story["since"]) if "since" in story else None,
        reported_at=at,
        submission=uuid.uuid5(NAMESPACE, story["key"]),
        files=_files(story),
    )
    recorder = teller.house.people[story["recorded_by"]] if "recorded_by" in story else requester
    return intake.open_ticket(new, by=recorder, at=at)


def _files(told: Mapping[str, Any]) -> list[File]:
    return [File(name, "", (FOLDER / "files" / name).read_bytes(), content_id="", inline=False) for name in told.get("files", ())]


def _opened_by_mail(story: Mapping[str, Any], teller: Teller) -> Ticket:
    to = mailbox_of(teller.house.queues[story.get("queue", "support")].pk)
    assert to is not None
    return _receive(story, teller, sender=teller.house.people[story["from"]], to=to.address, message_id=_message_id(story["key"], 0))


def _receive(told: Mapping[str, Any], teller: Teller, *, sender: User, to: str, message_id: str, subject: str = "") -> Ticket:
    at = teller.when(told["when"])
    raw = letter(
        sender=(sender.name, sender.email or ""),
        to=to,
        subject=teller.words(told.get("title", subject)),
        text=teller.words(told["text"]),
        language=told.get("language", ""),
        message_id=message_id,
        at=at,
        files=_files(told),
        is_automatic=told.get("do") == "vacation",
    )
    kept = inbound.store(raw, envelope_to=to, envelope_from=sender.email or "", at=at)
    done = processing.process(kept, is_capped=False, at=at)
    assert done is not None, "nobody else works on a mail that was just stored"
    assert done[0].ticket is not None, done[0].reason
    return done[0].ticket


def settle_mail(ticket: Ticket) -> None:
    """Let the mails of a story look sent. Nothing is ever handed to a relay: it happens in the transaction that wrote them."""
    topics = [ticket.topic, *(asked.topic for asked in ticket.consultations.all())]
    waiting = Delivery.objects.filter(mail__topic__in=topics).waiting()
    waiting.update(state=DeliveryState.SENT, sent_at=F("not_before"), reason=NEVER_SENT)


Step = Mapping[str, Any]


def _agent(step: Step, teller: Teller) -> dict[str, Any]:
    """Return who did a step, and when, as every verb takes them."""
    return {"by": teller.house.people[step["by"]], "at": teller.when(step["when"])}


def _draft(step: Step, teller: Teller) -> Draft:
    return Draft(
        teller.words(step.get("text", "")),
        says_we_are_on_it=step.get("on_it", False),
        needs=step.get("needs", "").strip(),
        news_by=teller.when(step["news_by"]) if "news_by" in step else None,
    )


def _sort(ticket: Ticket, step: Step, teller: Teller) -> None:
    category = Category.objects.get(queue=ticket.queue, slug=step["category"]) if "category" in step else ticket.category
    sorting = triage.Sorting(
        step.get("title", ticket.title),
        step.get("kind", ticket.kind),
        category,
        people=step.get("people", ticket.people),
        urgency=step.get("urgency", ticket.urgency),
        priority=Priority(step["priority"]) if "priority" in step else None,
        reason=step.get("why", ""),
    )
    triage.sort(ticket, sorting, **_agent(step, teller))


def _stall(ticket: Ticket, step: Step, teller: Teller) -> None:
    until = teller.when(step["until"]) if "until" in step else None
    lifecycle.stall(ticket, why=StallReason(step["why"]), until=until, **_agent(step, teller))


def _resolve(ticket: Ticket, step: Step, teller: Teller) -> None:
    solution = None
    if "fix" in step:
        solution = Solution(step["fix"], step.get("cause", ""), step.get("workaround", False), checked=step.get("checked", ""))
    lifecycle.resolve(ticket, _draft(step, teller), solution=solution, **_agent(step, teller))


def _refer(ticket: Ticket, step: Step, teller: Teller) -> None:
    elsewhere = Elsewhere(ReferenceKind(step["kind"]), step["text"], step.get("url", ""))
    referencing.add(ticket, elsewhere, **_agent(step, teller))


def _time(ticket: Ticket, step: Step, teller: Teller) -> None:
    """Let time pass until the ticket has done what it does next by itself."""
    assert ticket.act_at is not None, "nothing would happen"
    acting.act(ticket.pk, ticket.act_at, at=ticket.act_at)


def _promise_passes(ticket: Ticket, step: Step, teller: Teller) -> None:
    """Let time pass until the news that was promised is late."""
    assert ticket.promised_at is not None, "nothing was promised"
    promises.break_due(at=ticket.promised_at)


def _answers(ticket: Ticket, step: Step) -> dict[int, str]:
    """Return a step's answers by the questions that are still open, in their order."""
    return dict(zip((question.pk for question in diagnosis.open_questions(ticket)), step.get("answers", ()), strict=False))


def _escalate(ticket: Ticket, step: Step, teller: Teller) -> None:
    to = Tier(step["tier"]) if "tier" in step else None
    answers, waiver = _answers(ticket, step), step.get("waiver", "")
    escalation = routing.Escalation(EscalationReason(step["why"]), step["text"], to, answers=answers, waiver=waiver)
    routing.escalate(ticket, escalation, **_agent(step, teller))


def _offer(ticket: Ticket, step: Step, teller: Teller) -> None:
    given = offering.Offer(
        way=AppointmentWay(step["how"]),
        starts=tuple(teller.when(said) for said in step["times"]),
        minutes=step.get("minutes", 30),
        link=step.get("link", ""),
        number=step.get("number", ""),
        words=teller.words(step.get("text", "")),
        stalls=step.get("stalls", False),
        agent=teller.house.people.get(step.get("with", "")),
    )
    offering.offer(ticket, given, **_agent(step, teller))


def _pick(ticket: Ticket, step: Step, teller: Teller) -> None:
    """Let the requester pick one of the times offered, by its number."""
    assert ticket.requester is not None
    slot = AppointmentSlot.objects.filter(appointment=ticket.appointment_id).select_related("appointment")[step["number"] - 1]
    appointments.pick(slot, by=ticket.requester, at=teller.when(step["when"]))


def _conclude(ticket: Ticket, step: Step, teller: Teller) -> None:
    outcome = AppointmentOutcome(step["outcome"])
    appointments.conclude(ticket, outcome=outcome, said=teller.words(step["text"]), **_agent(step, teller))


def _transfer(ticket: Ticket, step: Step, teller: Teller) -> None:
    routing.transfer(ticket, to=teller.house.queues[step["to"]], note=step["text"], **_agent(step, teller))


def _follow(ticket: Ticket, step: Step, teller: Teller) -> None:
    """Let somebody of the house follow: by the requester's word, or a colleague by an agent's."""
    person, at = teller.house.people[step["who"]], teller.when(step["when"])
    by = teller.house.people[step["by"]] if "by" in step else ticket.requester
    following.follow(ticket, person, role=FollowerRole(step.get("role", FollowerRole.CC)), by=by, at=at)


def _answer(ticket: Ticket, step: Step, teller: Teller) -> None:
    given = Answer(teller.words(step["text"]), Channel.WEB, is_proven=True)
    conversation.answer(ticket, given, by=ticket.requester, at=teller.when(step["when"]))


def _mail(ticket: Ticket, step: Step, teller: Teller) -> None:
    mailbox = mailbox_of(ticket.queue_id)
    sender = teller.house.people[step["from"]] if "from" in step else ticket.requester
    assert mailbox is not None
    assert sender is not None
    assert ticket.requester_id is not None
    number = InboundMail.objects.filter(ticket=ticket).count() + 1
    _receive(
        step,
        teller,
        sender=sender,
        to=reply_address(mailbox, ticket, ticket.requester_id),
        message_id=_message_id(str(ticket.pk), number),
        subject=f"Re: [{ticket.reference}] {ticket.title}",
    )


STEPS: dict[str, Callable[[Ticket, Step, Teller], Any]] = {
    "take": lambda ticket, step, teller: lifecycle.take(ticket, **_agent(step, teller)),
    "assign": lambda ticket, step, teller: lifecycle.assign(ticket, to=teller.house.people[step["to"]], **_agent(step, teller)),
    "sort": _sort,
    "diagnose": lambda ticket, step, teller: diagnosis.answer(ticket, _answers(ticket, step), **_agent(step, teller)),
    "reply": lambda ticket, step, teller: conversation.reply(ticket, _draft(step, teller), **_agent(step, teller)),
    "note": lambda ticket, step, teller: conversation.note(ticket, _draft(step, teller), **_agent(step, teller)),
    "call": lambda ticket, step, teller: conversation.log_call(ticket, _draft(step, teller), **_agent(step, teller)),
    "answer": _answer,
    "follow": _follow,
    "consult": lambda ticket, step, teller: outside.ask(ticket, step, teller.words(step["text"]), **_agent(step, teller)),
    "consulted": lambda ticket, step, teller: _receive(step, teller, **outside.answer(ticket, step)),
    "mail": _mail,
    "vacation": _mail,
    "stall": _stall,
    "escalate": _escalate,
    "offer": _offer,
    "pick": _pick,
    "conclude": _conclude,
    "hand_back": lambda ticket, step, teller: routing.hand_back(ticket, reason=step["text"], **_agent(step, teller)),
    "transfer": _transfer,
    "resolve": _resolve,
    "refer": _refer,
    "time": _time,
    "promise_passes": _promise_passes,
    "reject": lambda ticket, step, teller: lifecycle.reject(
        ticket, why=RejectReason(step["why"]), note=step["text"], **_agent(step, teller)
    ),
    "merge": lambda ticket, step, teller: merging.merge(ticket, into=teller.told[step["into"]], **_agent(step, teller)),
    "link": lambda ticket, step, teller: linking.link(
        ticket, teller.told[step["to"]], relation=Relation(step["relation"]), **_agent(step, teller)
    ),
    "reopen": lambda ticket, step, teller: lifecycle.reopen(ticket, reason=step.get("text", ""), **_agent(step, teller)),
}
