"""The log's reasons in the reader's language. They are kept in English, as they were when they were written."""

import re

from django.utils.translation import gettext, gettext_noop

_FOUND_BY = {
    "token": gettext_noop("our signed address or Message-ID"),
    "message-id": gettext_noop("an earlier e-mail that it answers"),
    "reference": gettext_noop("the reference in the subject"),
    "agent": gettext_noop("an agent"),
    "invitation": gettext_noop("our invitation"),
    "rule": gettext_noop("a monitoring rule"),
    "agent-token": gettext_noop("an agent’s own address"),
}
_OF_A_MACHINE = re.compile(r"machine mail \((.+)\)")
_OF_A_RULE = re.compile(r"rule (.+)")
_FOLDED = re.compile(r"kept folded in (\S+)")
# What kind of program wrote, by the codes of ``mailroom.machine`` and of ``tickets.actions``.
MACHINES = {
    "bounce": gettext_noop("a mail came back"),
    "complaint": gettext_noop("somebody complained about our mail"),
    "receipt": gettext_noop("a receipt"),
    "report": gettext_noop("a report"),
    "auto-reply": gettext_noop("an automatic answer"),
    "auto-generated": gettext_noop("written by a program"),
    "bulk": gettext_noop("bulk mail"),
    "list": gettext_noop("a mailing list"),
    "mailer-daemon": gettext_noop("a mail server"),
    "monitoring": gettext_noop("a monitoring alert"),
    "challenge": gettext_noop("asks whether we are human"),
    "null-sender": gettext_noop("wants no answer"),
    "calendar-answer": gettext_noop("an answer of a calendar"),
}
KNOWN = frozenset(
    {
        gettext_noop("a new matter"),
        gettext_noop("an agent chose the ticket"),
        gettext_noop("an agent opened a ticket"),
        gettext_noop("answer of the requester"),
        gettext_noop("answer of the follower"),
        gettext_noop("answer in the requester's name, by the reference alone: not verified"),
        gettext_noop("answer in the follower's name, by the reference alone: not verified"),
        gettext_noop("names several tickets; linked to all"),
        gettext_noop("the sender takes no part in the ticket named; linked"),
        gettext_noop("the ticket named was closed long ago; linked"),
        gettext_noop("from somebody who is not a participant: shown to agents only"),
        gettext_noop("answer of somebody who was consulted: an internal note"),
        gettext_noop("answer to a consultation, from another address than was asked: an internal note"),
        gettext_noop("answer in the name of somebody who was consulted, by the reference alone: not verified, an internal note"),
        gettext_noop("held"),
        gettext_noop("it comes in the name of an agent, and nothing proves that"),
        gettext_noop("nothing proves its sender, and it says"),
        gettext_noop("an agent refused it"),
        gettext_noop("our own mail came back"),
        gettext_noop("the same mail was received before"),
        gettext_noop("the mail names no sender"),
        gettext_noop("too many mails from this sender within an hour; kept in the log"),
        gettext_noop("no queue takes mail: an administrator has to set one up"),
        gettext_noop("delivery report"),
        gettext_noop("answer of an agent"),
        gettext_noop("the agent had not read everything"),
        gettext_noop("refused, and the agent told why"),
        gettext_noop("an agent asked for the commands"),
        gettext_noop("the same mail of this agent was taken before"),
        gettext_noop("too many for one ticket within an hour; kept in the log"),
        gettext_noop("too many mails for this ticket within an hour; kept in the log"),
        gettext_noop("the sender said the same within an hour; kept in the log"),
        gettext_noop("kept in the log"),
        gettext_noop("a post to a mailing list"),
        gettext_noop("answer of a calendar"),
        gettext_noop("it said so before; kept in the log"),
        gettext_noop("accepted"),
        gettext_noop("declined"),
        gettext_noop("tentative"),
        gettext_noop("another time proposed"),
        gettext_noop("unknown"),
        gettext_noop("a new problem"),
        gettext_noop("the problem has a ticket already"),
        gettext_noop("the problem came back"),
        gettext_noop("its ticket was reopened"),
        gettext_noop("the problem has a ticket already; counted there"),
        gettext_noop("its recovery came before it; kept in the log"),
        gettext_noop("there was trouble after it; kept in the log"),
        gettext_noop("no trouble is known of that; kept in the log"),
        gettext_noop("it recovered, so the ticket was resolved"),
        gettext_noop("it recovered; noted"),
        gettext_noop("only news of the problem"),
        gettext_noop("only news of a problem that has no open ticket; kept in the log"),
        gettext_noop("too many problems within an hour; kept in the log"),
        gettext_noop("too many for one ticket within an hour; kept in the log"),
        gettext_noop("too many mails for this ticket within an hour; kept in the log"),
        gettext_noop("the sender said the same within an hour; kept in the log"),
        gettext_noop("too many new tickets in this mailbox within an hour"),
        gettext_noop("the same mail of this agent was taken before"),
        gettext_noop("an agent asked for the commands"),
        gettext_noop("answer of an agent"),
        gettext_noop("the agent had not read everything"),
        gettext_noop("refused, and the agent told why"),
    }
)


def why(reason: str) -> str:
    """Return why something became of a mail: whole, or part by part between colons, as far as the words are known."""
    if not reason or reason in KNOWN:
        return gettext(reason) if reason else ""
    return ": ".join(_part(part) for part in reason.split(": "))


def _part(said: str) -> str:
    folded = _FOLDED.fullmatch(said)
    if folded is not None:
        return gettext("kept folded in %(reference)s") % {"reference": folded[1]}
    kind = _OF_A_MACHINE.fullmatch(said)
    if kind is not None:
        return gettext("machine mail (%(kind)s)") % {"kind": gettext(MACHINES[kind[1]]) if kind[1] in MACHINES else kind[1]}
    rule = _OF_A_RULE.fullmatch(said)
    if rule is not None:
        return gettext("rule “%(name)s”") % {"name": rule[1]}
    return gettext(said) if said in KNOWN else said


def found_by(code: str) -> str:
    """Return in words by what a mail's ticket was found; the code itself for one that is not known."""
    return gettext(_FOUND_BY[code]) if code in _FOUND_BY else code
