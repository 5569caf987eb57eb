"""Monitoring rules tried out: on one mail, and on the last days of the log. Nothing is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation import clock
from mailroom import envelope, reading
from mailroom.mail import ParsedMail
from tickets import matching, monitoring
from tickets.actions import inbound, watching
from tickets.actions.alert_plans import Step
from tickets.actions.arrival import Arrival
from tickets.mail_addresses import mailbox_for
from tickets.mail_enums import Sign
from tickets.mail_words import why
from tickets.models import InboundMail, MonitoringRule, Ticket
from tickets.monitoring import Alert, Finding, Miss

# Entries of the log that a run looks at, the newest.
MOST_RUN = 1_000
MOST_PROBLEMS = 100
_MISSED: dict[Miss, Promise | str] = {
    Miss.MAILBOX: _("It came to another mailbox."),
    Miss.SENDER: _("Its sender is none of the rule’s."),
    Miss.DISOWNED: _("The checks of its sender failed."),
    Miss.UNPROVEN: _("Nothing proves its sender, and the rule wants proof."),
    Miss.WORDS: _("None of the rule’s lines fits."),
    Miss.UNNAMED: _("A line fits, but nothing names the problem."),
}
_WOULD: dict[Step, Promise | str] = {
    Step.OPEN: _("It would open a ticket in %(queue)s: “%(title)s”."),
    Step.REOPEN: _("It would reopen %(ticket)s."),
    Step.WRITE: _("It would be kept in %(ticket)s, and counted."),
    Step.COUNT: _("It would be counted in %(ticket)s."),
    Step.RESOLVE: _("It would resolve %(ticket)s."),
    Step.NOTE: _("It would be noted in %(ticket)s, which stays as it is."),
    Step.NEWS: _("It would be kept in %(ticket)s."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of a mail."""

    rule: MonitoringRule
    said: str
    url: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What became clear of a mail: how it reads, what each rule says, and what would happen."""

    sender: str
    subject: str
    mailbox: str
    verdicts: list[Verdict]
    decides: str
    sign: str
    problem: str
    would: str


@dataclass(slots=True)
class Told:
    """A problem as the log tells of it."""

    rule: MonitoringRule
    problem: str
    first_at: datetime
    last_at: datetime
    troubles: int = 0
    recoveries: int = 0
    tickets: int = 0
    is_over: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """What the rules would have made of the log: how many mails were looked at, whether older ones were left out, and the problems."""

    looked_at: int
    is_cut: bool
    fitting: int
    problems: list[Told] = field(default_factory=list)

    @property
    def tickets(self) -> int:
        """How many tickets that would have been."""
        return sum(told.tickets for told in self.problems)


def try_mail(raw: bytes, rules: Iterable[MonitoringRule]) -> Trial:
    """Try the rules on a mail that is stored nowhere, as if it came now."""
    to = next((address for address in envelope.recipients(raw) if mailbox_for(address) is not None), "")
    parsed, row = reading.read(raw), InboundMail(envelope_to=to, mailbox=mailbox_for(to), received_at=clock.now())
    row.sender_check, row.sender_results = inbound.checked(parsed)
    header = reading.fields(raw).all
    alert = Alert(
        parsed.sender.address.lower(), parsed.subject, lambda: parsed.text, header, row.mailbox_id, row.is_vouched, row.is_disowned
    )
    return _tried(row, parsed, alert, rules)


def try_entry(row: InboundMail, rules: Iterable[MonitoringRule]) -> Trial:
    """Try the rules on a mail of the log, as if it came once more. Raises ``FileNotFoundError`` when its file is gone."""
    parsed = inbound.what_it_says(row)
    return _tried(row, parsed, Alert.of(row, parsed), rules)


def _tried(row: InboundMail, parsed: ParsedMail, alert: Alert, rules: Iterable[MonitoringRule]) -> Trial:
    found = matching.match(parsed, (row.envelope_to,), is_vouched=row.is_vouched)
    arrival = Arrival(row, parsed, found, clock.now())
    judged = [(rule, monitoring.judge(rule, alert)) for rule in rules]
    first = next((said for rule, said in judged if rule.is_active and isinstance(said, Finding)), None)
    return Trial(
        sender=alert.sender,
        subject=alert.subject,
        mailbox=row.mailbox.address if row.mailbox is not None else "",
        verdicts=[_verdict(rule, said) for rule, said in judged],
        decides=first.rule.name if first is not None else "",
        sign=str(first.sign.label) if first is not None else "",
        problem=first.problem if first is not None else "",
        would=_would(arrival, first),
    )


def _verdict(rule: MonitoringRule, said: Finding | Miss) -> Verdict:
    url = reverse("admin:tickets_monitoringrule_change", args=[rule.pk])
    if isinstance(said, Miss):
        return Verdict(rule, str(_MISSED[said]), url, fits=False)
    return Verdict(rule, f"{said.sign.label}: {said.problem}", url, fits=True)


def _would(arrival: Arrival, first: Finding | None) -> str:
    if not watching.may_be_alert(arrival):
        return gettext("No rule is asked: it answers a ticket whose people its sender belongs to, or reports on an e-mail of ours.")
    if first is None:
        return gettext("No rule in use fits: it is treated like every other e-mail.")
    step, ticket = watching.foretell(arrival, first)
    if step not in _WOULD:
        return gettext("Nothing but the log would change: %(why)s.") % {"why": why(step.value)}
    return str(_WOULD[step]) % _named(first, ticket, arrival.parsed.subject)


def _named(first: Finding, ticket: Ticket | None, subject: str) -> dict[str, str]:
    title = monitoring.title(first.rule, problem=first.problem, subject=subject)
    return {"queue": first.rule.queue.name, "title": title, "ticket": ticket.reference if ticket is not None else ""}


def run(days: int, rules: Iterable[MonitoringRule]) -> Run:
    """Try the rules that are in use on the newest entries of the last ``days``, oldest first."""
    since, asked = clock.now() - timedelta(days=days), [rule for rule in rules if rule.is_active]
    newest = InboundMail.objects.filter(received_at__gte=since).order_by("-received_at", "-pk")[: MOST_RUN + 1]
    rows = list(newest)
    problems: dict[tuple[int, str], Told] = {}
    fitting = 0
    for row in reversed(rows[:MOST_RUN]):
        found = monitoring.find(asked, Alert.of_log(row))
        if found is not None:
            fitting += 1
            told = problems.setdefault((found.rule.pk, found.digest), Told(found.rule, found.problem, row.received_at, row.received_at))
            _count(told, found.sign, row.received_at)
    ordered = sorted(problems.values(), key=lambda told: told.last_at, reverse=True)
    return Run(min(len(rows), MOST_RUN), len(rows) > MOST_RUN, fitting, ordered[:MOST_PROBLEMS])


def _count(told: Told, sign: Sign, at: datetime) -> None:
    told.last_at = at
    if sign == Sign.TROUBLE:
        told.troubles += 1
        told.tickets += told.is_over
        told.is_over = False
    elif sign == Sign.RECOVERY:
        told.recoveries += 1
        told.is_over = True
