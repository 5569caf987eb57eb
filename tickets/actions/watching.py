"""Alerts of programs that watch machines: one ticket for each problem, repeats counted, resolved when it recovers. Nobody gets an answer."""

from datetime import datetime, timedelta

from accounts import installation
from accounts.actions import throttle
from accounts.languages import first_offered
from foundation.safetext import one_line
from mailroom import machine
from tickets import matching, monitoring, notices
from tickets.actions import floods, intake, joining, opening, record
from tickets.actions.alert_plans import Known, Step, plan, written_at
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import Channel, InboundAction, MessageKind, Status, Verb
from tickets.mail_enums import Sign
from tickets.matching import Trust
from tickets.models import MonitoringRule, Problem, Ticket
from tickets.monitoring import Alert, Finding

MATCHED_BY = "rule"
# So many tickets may one rule open within an hour: when a whole building is dark, one more ticket helps nobody.
OPENED_AN_HOUR = 30
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_REPORTS = frozenset({machine.BOUNCE, machine.COMPLAINT, machine.RECEIPT})
_KEPT = frozenset({Step.COUNT, Step.LATE, Step.EARLY, Step.UNKNOWN, Step.STALE_NEWS})


def take(arrival: Arrival, *, is_capped: bool = True) -> Outcome | None:
    """Do what the first rule that fits says; ``None`` when none does. An answer of somebody who takes part in a ticket is no alert."""
    if not may_be_alert(arrival):
        return None
    found = monitoring.find(_rules(), Alert.of(arrival.inbound, arrival.parsed))
    if found is None:
        return None
    problem = _locked(found)
    ticket = record.locked_with_root(problem.ticket)[1] if problem.ticket is not None else None
    said_at = written_at(arrival.parsed.date, received=arrival.inbound.received_at)
    known = Known(problem, ticket, one_line(arrival.parsed.subject), said_at, arrival.at)
    step = plan(found, known)
    if step == Step.OPEN and is_capped and not _may_open(found.rule, at=arrival.at):
        return _too_many(found, at=arrival.at)
    _remember(found, known, step)
    return _do(arrival, found, known, step)


def _rules() -> list[MonitoringRule]:
    """Return the rules in use, in their order; remembered for a few seconds, as every mail asks."""
    return installation.remembered("monitoring-rules", lambda: list(MonitoringRule.objects.in_use()))


def may_be_alert(arrival: Arrival) -> bool:
    """Tell whether rules are asked about a mail: about no report on a mail of ours, and no answer of somebody who takes part."""
    is_answer = arrival.found.ticket is not None and arrival.found.trust != Trust.STRANGER
    return not is_answer and arrival.parsed.machine_reason not in _REPORTS


def foretell(arrival: Arrival, found: Finding) -> tuple[Step, Ticket | None]:
    """Return what ``take`` would do now, and the ticket where the problem goes on. Changes nothing."""
    rows = Problem.objects.filter(rule=found.rule, digest=found.digest).select_related("ticket")
    problem = rows.first() or Problem(rule=found.rule, digest=found.digest)
    ticket = matching.root(problem.ticket) if problem.ticket is not None else None
    said_at = written_at(arrival.parsed.date, received=arrival.inbound.received_at)
    return plan(found, Known(problem, ticket, one_line(arrival.parsed.subject), said_at, arrival.at)), ticket


def _locked(found: Finding) -> Problem:
    """Return the problem's row, made now when new, locked until the transaction ends: of two mails at once the second sees what the first did."""
    row, _ = Problem.objects.get_or_create(rule=found.rule, digest=found.digest, defaults={"key": found.problem})
    return Problem.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=row.pk)


def _remember(found: Finding, known: Known, step: Step) -> None:
    """Note on the problem what the alert says of it."""
    problem = known.problem
    if found.sign == Sign.NEWS or step in {Step.LATE, Step.EARLY}:
        return
    if found.sign == Sign.RECOVERY:
        # What comes next says something new again, whatever its words.
        problem.is_over, problem.said = True, ""
        problem.recovered_at = max(known.said_at, problem.recovered_at or known.said_at)
    else:
        is_new = step == Step.OPEN
        problem.is_over, problem.said = False, known.subject
        problem.trouble_at = max(known.said_at, problem.trouble_at or known.said_at)
        problem.alerts, problem.first_at = (1, known.at) if is_new else (problem.alerts + 1, problem.first_at)
    problem.save(update_fields=["is_over", "said", "recovered_at", "trouble_at", "alerts", "first_at"])


def _do(arrival: Arrival, found: Finding, known: Known, step: Step) -> Outcome:
    ticket = known.ticket
    if step == Step.OPEN:
        return _open(arrival, found, known)
    if step in _KEPT or ticket is None:
        return _kept(found, step, ticket)
    if step == Step.REOPEN:
        record.go_on(ticket, by=None, at=arrival.at, why=MATCHED_BY)
    outcome = _noted(arrival, found, ticket, step)
    if found.sign == Sign.RECOVERY:
        is_left = step == Step.NOTE and ticket.is_unfinished
        record.event(ticket, Verb.RECOVERED, by=None, at=arrival.at, problem=known.problem, left=is_left)
    if step == Step.RESOLVE:
        record.move(ticket, Status.RESOLVED, at=arrival.at)
        record.event(ticket, Verb.RESOLVED, by=None, at=arrival.at, why=MATCHED_BY)
    return outcome


def _open(arrival: Arrival, found: Finding, known: Known) -> Outcome:
    """Open a ticket as the rule says, linked to the one of last time."""
    rule, parsed, earlier = found.rule, arrival.parsed, known.ticket
    queue = rule.queue if rule.queue.is_active else opening.queue_for(arrival.inbound)
    if queue is None:
        return Outcome(InboundAction.REJECTED, "no queue takes mail: an administrator has to set one up")
    new = intake.NewTicket(
        title=monitoring.title(rule, problem=found.problem, subject=parsed.subject),
        body=parsed.body,
        quoted=parsed.quoted,
        queue=queue,
        requester=None,
        channel=Channel.MONITORING,
        language=first_offered(parsed.language, arrival.inbound.mailbox.language if arrival.inbound.mailbox else ""),
        category=rule.category if queue == rule.queue else None,
        kind=rule.kind,
        people=rule.people,
        urgency=rule.urgency,
        started_at=known.said_at,
        author_name=parsed.sender.name or parsed.sender.address,
        is_verified=arrival.inbound.is_vouched,
        inbound=arrival.inbound,
        files=parsed.files,
        is_from_machine=True,
    )
    ticket = intake.open_ticket(new, by=None, at=arrival.at)
    Problem.objects.filter(pk=known.problem.pk).update(ticket=ticket)
    if earlier is not None:
        record.link(ticket, earlier, at=arrival.at)
    return Outcome(InboundAction.CREATED, _said(found, Step.OPEN), ticket, ticket.messages.get(), MATCHED_BY)


def _noted(arrival: Arrival, found: Finding, ticket: Ticket, step: Step) -> Outcome:
    """Fold the mail into its ticket, where only agents read it."""
    if not floods.has_room_for_machines(ticket, at=arrival.at):
        return _kept(found, step, ticket)
    message = joining.write(arrival, ticket, MessageKind.NOTE, is_machine=True)
    record.touch(ticket, at=arrival.at)
    return Outcome(InboundAction.APPENDED, _said(found, step), ticket, message, MATCHED_BY)


def _kept(found: Finding, why: str, ticket: Ticket | None = None) -> Outcome:
    return Outcome(InboundAction.IGNORED, _said(found, why), ticket, matched_by=MATCHED_BY)


def _said(found: Finding, why: str) -> str:
    return f"rule {one_line(found.rule.name).replace(': ', ' ')}: {why}"


def _may_open(rule: MonitoringRule, *, at: datetime) -> bool:
    return throttle.allow(f"alerts-of:{rule.pk}", limit=OPENED_AN_HOUR, per=HOUR, at=at)


def _too_many(found: Finding, *, at: datetime) -> Outcome:
    """Leave the alert in the log: the next one of its problem tries again. The leads are told, once a day."""
    opened = Problem.objects.filter(rule=found.rule, ticket__isnull=False).select_related("ticket__queue").order_by("-ticket_id").first()
    if opened is not None and opened.ticket is not None and throttle.allow(f"flood-of:{found.rule.pk}", limit=1, per=DAY, at=at):
        notices.tell_of_flood(opened.ticket, at=at)
    return _kept(found, "too many problems within an hour; kept in the log")
