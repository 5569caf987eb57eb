"""The demo's machines: a rule for their mails, and what they told of lately."""

from collections.abc import Mapping
from typing import Any

from accounts import installation
from helpdesk.demo.house import read
from helpdesk.demo.letters import letter
from helpdesk.demo.stories import Teller
from queues.models import Category
from tickets.actions import inbound, processing
from tickets.enums import InboundAction
from tickets.models import InboundMail, MonitoringRule
from tickets.monitoring_presets import PRESETS


def tell_all(teller: Teller) -> int:
    """Write the rule, and receive the mails that were not received before, oldest first; return how many tickets are new."""
    told = read("alerts.toml")
    _write_rule(told["rule"], teller)
    return sum(_receive(mail, number, told["rule"], teller) for number, mail in enumerate(told["mail"]))


def _write_rule(told: Mapping[str, Any], teller: Teller) -> None:
    queue = teller.house.queues[told["queue"]]
    said = {name: told[name] for name in ("name", "senders", "people", "urgency")}
    category = Category.objects.get(queue=queue, slug=told["category"])
    fields = {**PRESETS[told["preset"]].fields, **said, "queue": queue, "category": category}
    MonitoringRule.objects.get_or_create(name=fields.pop("name"), defaults=fields)
    installation.forget()


def _receive(mail: Mapping[str, str], number: int, rule: Mapping[str, Any], teller: Teller) -> bool:
    """Receive one mail, unless it was received before; tell whether it opened a ticket. What one opened counts among what was told."""
    message_id = f"alert.{number}@monitor.example.net"
    known = InboundMail.objects.filter(message_id=message_id).select_related("ticket").first()
    if known is not None:
        if known.action == InboundAction.CREATED and known.ticket is not None:
            teller.told[message_id] = known.ticket
        return False
    at = teller.when(mail["when"])
    raw = letter(
        sender=(rule["sender_name"], rule["senders"]), to=rule["mailbox"], subject=mail["subject"], text=mail["text"], language="",
        message_id=message_id, at=at,
    )  # fmt: skip
    kept = inbound.store(raw, envelope_to=rule["mailbox"], envelope_from=rule["senders"], at=at)
    done = processing.process(kept, is_capped=False, at=at)
    assert done is not None, "nobody else works on a mail that was just stored"
    if done[0].action != InboundAction.CREATED or done[0].ticket is None:
        return False
    teller.told[message_id] = done[0].ticket
    return True
