"""The whole system as its operator starts it: the processes of the Procfile, on free ports, in a data folder of its own."""

import os
import signal
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from bin.lib.own import own_database, own_redis
from bin.lib.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
# What a person's shell may hold for their own installation says nothing here.
FOREIGN = (
    "ALLOWED_HOSTS", "BEHIND_PROXY", "DEBUG", "DEFAULT_FROM_EMAIL", "LOG_LEVEL", "MAIL_KEY", "MAIL_KEY_FALLBACKS", "PSEUDO_LOCALE", "SECRET_KEY",
    "SSL_REDIRECT", "STATIC_ROOT", "STATUS_PUBLISH_DIR", "TRUSTED_PROXIES", "WEB_WORKERS", "WEB_THREADS",
)  # fmt: skip
KIND_END = 15


class House:
    """``with House(email_url) as house``: set up, but nothing runs yet. At the end everything it started is stopped and removed.

    An embedded one takes SQLite and files, whatever the environment names.
    """

    def __init__(self, email_url: str, *, is_embedded: bool = False, mail_domain: str = "example.org") -> None:
        self.email_url = email_url
        self.is_embedded = is_embedded
        self.mail_domain = mail_domain
        self.mail_port = free_port()
        self.web_port = free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._cleanup = ExitStack()

    def __enter__(self) -> "House":
        with ExitStack() as cleanup:
            self.folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="suport-smoke-", ignore_cleanup_errors=True)))
            self.environment = self._environment(cleanup)
            cleanup.callback(self.stop_all)
            self._cleanup = cleanup.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._cleanup.close()

    def _environment(self, cleanup: ExitStack) -> dict[str, str]:
        given = {name: value for name, value in os.environ.items() if name not in FOREIGN and not name.startswith("ANYMAIL_")}
        if self.is_embedded:
            given = {name: value for name, value in given.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        if given.get("DATABASE_URL"):
            given["DATABASE_URL"] = own_database(given["DATABASE_URL"], cleanup)
        if given.get("REDIS_URL"):
            given["REDIS_URL"] = own_redis(given["REDIS_URL"], cleanup)
        return given | {
            "BASE_URL": self.base,
            "DATA_DIR": str(self.folder / "data"),
            "DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
            "EMAIL_URL": self.email_url,
            "MAIL_DOMAIN": self.mail_domain,
            "MAIL_LISTEN": f"127.0.0.1:{self.mail_port}",
            "PORT": str(self.web_port),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        }

    @property
    def base(self) -> str:
        """Where its pages are."""
        return f"http://localhost:{self.web_port}"

    @property
    def told(self) -> str:
        """On what it runs."""
        database = "PostgreSQL" if self.environment.get("DATABASE_URL") else "SQLite"
        return f"{database} and {'Redis' if self.environment.get('REDIS_URL') else 'files'}"

    def run(self, *command: str, given: bytes = b"", patience: float = 120) -> subprocess.CompletedProcess[bytes]:
        """Run one command of the checkout to its end."""
        return subprocess.run(command, cwd=ROOT, env=self.environment, input=given, capture_output=True, check=False, timeout=patience)

    def start(self, *names: str) -> None:
        """Start processes of the Procfile, all when none is named. Their output is collected in one file each."""
        lines = (line.partition(":") for line in (ROOT / "Procfile").read_text().splitlines() if line.strip())
        for name, _, command in lines:
            if not names or name in names:
                with self._log(name).open("ab") as output:
                    # A session of its own: Ctrl-C reaches us alone, and the whole family can be stopped by one number.
                    self.processes[name] = subprocess.Popen(
                        ["/bin/sh", "-c", command], cwd=ROOT, env=self.environment, stdout=output, stderr=output, start_new_session=True
                    )

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def said(self, name: str) -> str:
        """Return what a process wrote so far."""
        log = self._log(name)
        return log.read_text(errors="replace") if log.exists() else ""

    def ended(self) -> list[str]:
        """Return the names of processes that ended by themselves."""
        return [name for name, process in self.processes.items() if process.poll() is not None]

    def kill(self, name: str) -> None:
        """End a process as a power cut would."""
        process = self.processes.pop(name)
        _signal(process, signal.SIGKILL)
        process.wait()

    def stop_all(self) -> list[str]:
        """Ask every process to end, then force those that do not; return the names of those."""
        for process in self.processes.values():
            _signal(process, signal.SIGTERM)
        forced = []
        for name, process in self.processes.items():
            try:
                process.wait(timeout=KIND_END)
            except subprocess.TimeoutExpired:
                forced.append(name)
            # Children that outlived their parent belong to the same group.
            _signal(process, signal.SIGKILL)
            process.wait()
        self.processes.clear()
        return forced


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
