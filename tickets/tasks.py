"""Work of tickets that happens by the clock or outside a request."""

from celery import shared_task

from tickets.actions import acting, processing, promises, reminding


@shared_task
def receive_stored(inbound_id: int) -> None:
    """Process one received mail."""
    processing.process_by_id(inbound_id)


@shared_task
def sweep_inbound() -> None:
    """Process received mails whose nudge was lost, and those that failed before."""
    processing.process_waiting()


@shared_task
def sweep_tickets() -> None:
    """Wake stalled tickets whose time has come; forget old drafts and counters."""
    processing.tidy()


@shared_task
def act_on_tickets() -> None:
    """Remind requesters who were asked something, close what nobody objects to, and note which promises were broken."""
    acting.act_due()
    promises.break_due()


@shared_task
def remind_of_appointments() -> None:
    """Remind agents and requesters of the appointments they have."""
    reminding.remind_due()
