"""Whether the house is up, for machines that ask: ``/healthz`` (this process), ``/readyz`` (all it needs to do its work).

The answers are for programs, so their words are not translated. They name what is wrong and never an address, a user or a password.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

from foundation import clock
from notifications.enums import Lane
from notifications.models import Delivery, Heartbeat
from tickets.channels import scanner
from tickets.models import Attachment, MailAccount

logger = logging.getLogger(__name__)

BACKLOG_AFTER = timedelta(minutes=5)
BEAT_WITHIN = timedelta(seconds=60)
OK = "ok"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as this process answers at all; asks nothing of anybody."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, broker, outbox, clock and mail accounts are well, else 503 with a reason for each that is not."""
    asked = CHECKS | ({"virus scanner": _virus_scanner} if settings.VIRUS_SCANNER else {})
    checks = {name: _answer(name, check) for name, check in asked.items()}
    is_ready = all(answer == OK for answer in checks.values())
    return JsonResponse({"status": OK if is_ready else "unavailable", "checks": checks}, status=200 if is_ready else 503)


def _answer(name: str, check: Callable[[], str]) -> str:
    try:
        return check()
    except (AnyDatabaseError, RedisError, OSError) as error:
        logger.warning("Readiness: %s: %s", name, error)
        return f"cannot be reached ({type(error).__name__})"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _broker() -> str:
    if settings.REDIS_URL:
        client = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
        try:
            client.ping()
        finally:
            client.close()
    else:
        sign = Path(settings.DATA_DIR) / "broker" / ".sign"
        sign.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sign.touch(mode=0o600)
    return OK


def _outbox() -> str:
    if Delivery.objects.due(Lane.DEFAULT, clock.now() - BACKLOG_AFTER).exists():
        return f"mail has been waiting for more than {BACKLOG_AFTER.seconds // 60} minutes"
    return OK


def _mail_accounts() -> str:
    silent = MailAccount.objects.silent(clock.now()).count()
    if silent:
        return f"not read for too long: {silent}"
    return OK


def _virus_scanner() -> str:
    """Asked where one is set up."""
    try:
        scanner.ping(settings.VIRUS_SCANNER)
    except scanner.Unreachable as problem:
        return f"cannot be reached ({problem}); files wait and are not handed out"
    if Attachment.objects.waiting_since(clock.now() - BACKLOG_AFTER).exists():
        return f"files have been waiting for more than {BACKLOG_AFTER.seconds // 60} minutes"
    return OK


def _beat() -> str:
    last = Heartbeat.objects.filter(name="beat").values_list("at", flat=True).first()
    if last is None:
        return "has not been seen yet"
    silent_for = clock.now() - last
    if silent_for > BEAT_WITHIN:
        return f"not seen for {int(silent_for.total_seconds())} seconds"
    return OK


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "broker": _broker,
    "outbox": _outbox,
    "beat": _beat,
    "mail accounts": _mail_accounts,
}
