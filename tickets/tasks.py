"""Work of tickets that happens by the clock or outside a request."""

import logging

from celery import shared_task

from foundation import clock
from tickets.actions import acting, checking, collecting, digesting, ownership, partnering, processing, promises, reminding, routing
from tickets.models import MailAccount

logger = logging.getLogger(__name__)


@shared_task
def receive_stored(inbound_id: int) -> None:
    """Process one received mail."""
    processing.process_by_id(inbound_id)


def nudge(inbound_id: int) -> None:
    """Ask the workers to process a received mail now. It is stored, so nothing is lost when the broker is down.

    A sender for whom many mails wait already is left to the sweep, where the senders take turns.
    """
    if processing.waits_in_line(inbound_id):
        return
    try:
        receive_stored.apply_async((inbound_id,), retry=False)
    except Exception:  # noqa: BLE001 - the sweep finds it
        logger.warning("The broker does not answer; received mail %s waits for the sweep", inbound_id)


@shared_task
def collect_mail() -> None:
    """Read the mail accounts that nobody is reading and that are due."""
    for account in MailAccount.objects.due(clock.now()):
        collecting.collect(account.pk, nudge)


@shared_task
def sweep_inbound() -> None:
    """Process received mails whose nudge was lost, and those that failed before."""
    processing.process_waiting()


@shared_task
def check_files() -> None:
    """Let the virus scanner look at the files that wait for it."""
    checking.check_waiting()


@shared_task
def sweep_tickets() -> None:
    """Wake stalled tickets whose time has come; forget old drafts and counters."""
    processing.tidy()


@shared_task
def act_on_tickets() -> None:
    """Remind requesters who were asked something, close what nobody objects to, note broken promises and those due soon, free what people left behind."""
    acting.act_due()
    promises.break_due()
    promises.warn_due()
    ownership.release_lost()
    routing.rescue()


@shared_task
def end_rights() -> None:
    """End the rights of partners whose last day has passed."""
    partnering.end_passed()


@shared_task
def remind_of_appointments() -> None:
    """Remind agents and requesters of the appointments they have."""
    reminding.remind_due()


@shared_task
def send_digests() -> None:
    """Tell agents what was collected for them."""
    digesting.send_due()
