"""Two whole installations, each the relay of the other: a person's mail, the answers of programs, an agent's reply, and then silence.

When all that was stored is processed, all that was written is sent, and each has received what the other one sent, nothing is left that
could set anything going: so no waiting is needed to see that it ended.
"""

import shutil
import smtplib
import sqlite3
from contextlib import closing
from functools import partial

from tests.smoke import cast
from tests.smoke.house import House
from tests.smoke.seen import Unexpected, expect_equal, wait_for
from tests.smoke.walk import Walk, mail

OURS, THEIRS = "suport@a.example", "ajuda@b.example"
DATABASE = "suport.sqlite3"
COUNTS = {
    "tickets": "SELECT COUNT(*) FROM tickets_ticket",
    "received": "SELECT COUNT(*) FROM tickets_inboundmail",
    "unprocessed": "SELECT COUNT(*) FROM tickets_inboundmail WHERE state <> 'done'",
    "written": "SELECT COUNT(*) FROM notifications_delivery",
    "unsent": "SELECT COUNT(*) FROM notifications_delivery WHERE state <> 'sent'",
}


def exchange(walk: Walk) -> str:
    """Two houses, each the mail server of the other, stop after one exchange"""
    ours, theirs = House("", is_embedded=True, mail_domain="a.example"), House("", is_embedded=True, mail_domain="b.example")
    ours.email_url, theirs.email_url = (f"smtp://127.0.0.1:{other.mail_port}" for other in (theirs, ours))
    with ours, theirs:
        _set_up(walk.house, ours, theirs)
        for house in (ours, theirs):
            house.start("mail", "worker")
        for house in (ours, theirs):
            wait_for(partial(_listens, house), "the listener of a desk", partial(house.said, "mail"), patience=60)
        # A person of the first house writes from its shared mailbox; the second one opens a ticket, and says so to a program.
        _hand_over(theirs, mail(cast.Person("Support of A", OURS), THEIRS, "No connection", "The light is red.").as_bytes())
        _rest(ours, theirs, {"tickets": 0, "received": 1, "written": 0}, {"tickets": 1, "received": 1, "written": 1})
        # An agent of the second answers by hand: the first one opens a ticket, and says so to a program.
        _do(theirs, "python", "-m", "tests.smoke.stage_desk", "answer")
        _rest(ours, theirs, {"tickets": 1, "received": 2, "written": 1}, {"tickets": 1, "received": 2, "written": 2})
        return "3 mails between them, 2 tickets"


def keep_empty(house: House) -> None:
    """Keep a copy of a database that was just set up and is empty: making the tables takes longest."""
    made = house.folder / "data" / DATABASE
    if made.exists():
        with closing(sqlite3.connect(made)) as database:
            database.execute("VACUUM INTO ?", [str(house.folder / DATABASE)])


def _set_up(walked: House, first: House, second: House) -> None:
    """Each has the same tables, and keys and rows of its own."""
    for house in (first, second):
        (house.folder / "data").mkdir(mode=0o700)
    empty = walked.folder / DATABASE
    if not empty.exists():
        _do(first, "python", "manage.py", "migrate", "--verbosity", "0")
        _do(first, "python", "manage.py", "createcachetable")
        keep_empty(first)
        empty = first.folder / DATABASE
    for house in (first, second):
        shutil.copy(empty, house.folder / "data" / DATABASE)
    _do(first, "python", "-m", "tests.smoke.stage_desk", OURS)
    _do(second, "python", "-m", "tests.smoke.stage_desk", THEIRS)


def _do(house: House, *command: str) -> None:
    done = house.run(*command)
    expect_equal(
        done.returncode, 0, f"the exit code of {' '.join(command)} ({(done.stdout + done.stderr).decode(errors='replace')[-2000:]})"
    )


def _listens(house: House) -> bool:
    expect_equal(house.ended(), [], "processes that ended by themselves")
    try:
        with smtplib.SMTP("127.0.0.1", house.mail_port, local_hostname="client.example.net", timeout=2) as smtp:
            return smtp.noop()[0] == 250
    except OSError:
        return False


def _hand_over(house: House, content: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", house.mail_port, local_hostname="client.example.net", timeout=20) as smtp:
        smtp.sendmail(OURS, [THEIRS], content)


def _rest(ours: House, theirs: House, *wanted: dict[str, int]) -> None:
    """Wait until both have just what is ``wanted`` and nothing waits anywhere. More than that is a failure at once."""

    def is_at_rest() -> bool:
        seen = [_counts(ours), _counts(theirs)]
        for have, want in zip(seen, wanted, strict=True):
            too_much = {name: have[name] for name in want if have[name] > want[name]}
            if too_much:
                raise Unexpected(f"expected: no more than {wanted}\nseen: {seen}")
        rest = [{**want, "unprocessed": 0, "unsent": 0} for want in wanted]
        return seen == rest

    def said() -> object:
        return [_counts(ours), _counts(theirs), *(house.said(name)[-1000:] for house in (ours, theirs) for name in house.processes)]

    wait_for(is_at_rest, f"two desks at rest with {wanted}", said)


def _counts(house: House) -> dict[str, int]:
    with closing(sqlite3.connect(f"file:{house.folder / 'data' / DATABASE}?mode=ro", uri=True, timeout=10)) as database:
        return {name: database.execute(query).fetchone()[0] for name, query in COUNTS.items()}
