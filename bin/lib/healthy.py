"""Tell a container's supervisor whether what runs in it is well: exit 0 when it is. ``python -m bin.lib.healthy web | clock | mail``."""

import http.client
import json
import os
import smtplib
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

SECONDS = 5


def answer(host: str, path: str) -> tuple[int, bytes]:
    """Return status and body of ``path`` at the web process on ``host``, asked under the name that it answers to."""
    connection = http.client.HTTPConnection(host, int(os.environ.get("WEB_PORT", "8000")), timeout=SECONDS)
    connection.request("GET", path, headers={"Host": urlsplit(os.environ["BASE_URL"]).netloc})
    response = connection.getresponse()
    return response.status, response.read()


def web() -> bool:
    """Tell whether the web process of this container answers."""
    return answer("127.0.0.1", "/healthz")[0] == 200


def clock() -> bool:
    """Tell whether beat ticks and a worker of the urgent queue hears it, as ``/readyz`` sees it."""
    checks = json.loads(answer(os.environ.get("WEB_HOST", "web"), "/readyz")[1])["checks"]
    return bool(checks["beat"] == "ok")


def mail() -> bool:
    """Tell whether the mail listener of this container greets."""
    port = int(os.environ["MAIL_LISTEN"].rpartition(":")[2])
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost", timeout=SECONDS) as listener:
        return listener.noop()[0] == 250


CHECKS: dict[str, Callable[[], bool]] = {"web": web, "clock": clock, "mail": mail}

if __name__ == "__main__":
    try:
        sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
    except (OSError, http.client.HTTPException, ValueError, KeyError) as problem:
        sys.exit(f"{sys.argv[1:]}: {type(problem).__name__}: {problem}")
