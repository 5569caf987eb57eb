"""Wait until web and mail answer, then say where everything is. Started beside the supervisor, by ``bin/run``."""

import os
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE = 90
PARENT = os.getppid()


def answers(url: str) -> bool:
    """Tell whether ``url`` answers with success, asked under the name in ``BASE_URL``: other names are refused."""
    request = urllib.request.Request(url, headers={"Host": urlsplit(os.environ["BASE_URL"]).netloc})  # noqa: S310 our own address
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 our own address
            return bool(answer.status == 200)
    except OSError:
        return False


def supervisor_lives() -> bool:
    """Tell whether the process that started us is still there."""
    return os.getppid() == PARENT


def listens(address: str) -> bool:
    """Tell whether something accepts connections at ``address`` (host:port)."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=2).close()
    except OSError:
        return False
    return True


def wait() -> bool:
    """Wait for web and mail; tell whether both came to answer while the supervisor lived."""
    end = time.monotonic() + PATIENCE
    while supervisor_lives() and time.monotonic() < end:
        if answers(f"http://127.0.0.1:{os.environ['PORT']}/healthz") and listens(os.environ["MAIL_LISTEN"]):
            return supervisor_lives()
        time.sleep(0.2)
    return False


def addresses() -> str:
    """Return what a person wants to know now."""
    base, mail = os.environ["BASE_URL"], os.environ["MAIL_LISTEN"]
    return f"""
Suport is ready.

  Home          {base}/
  New ticket    {base}/tickets/new/
  Desk          {base}/desk/
  Admin         {base}/admin/
  Mail in       {mail} (SMTP)
  Mail out      {outgoing()}

{demo_sign_ins()}"""


def outgoing() -> str:
    """Return where mail goes: to the relay, or into a folder where it can be read."""
    relay = os.environ.get("EMAIL_URL", "")
    if relay:
        return relay.rpartition("@")[2] or relay
    return str(Path(os.environ.get("DATA_DIR", "var")) / "mail")


def demo_sign_ins() -> str:
    """Return what the demo data said about its people when they were made; nothing without demo data."""
    try:
        return (Path(os.environ.get("DATA_DIR", "var")) / "demo-sign-ins.txt").read_text(encoding="utf-8")
    except OSError:
        return ""


if __name__ == "__main__":
    if wait():
        print(addresses(), flush=True)
    elif supervisor_lives():
        print(f"Web or mail did not answer within {PATIENCE} seconds; their lines above say why.", flush=True)
