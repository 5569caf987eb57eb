"""A private Dovecot in a temporary folder, on free ports of this machine, run by whoever runs the tests."""

import grp
import os
import pwd
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bin.lib.servers import find_mail_server

PATIENCE = 30
PASSWORD = "obre't sèsam"
MAIL_SERVER = find_mail_server()

CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
instance_name = {home}
log_path = {home}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
protocols = imap
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_failure_delay = 0
shutdown_clients = yes
first_valid_uid = 0
mail_location = maildir:{home}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
imap_capability = {capability}
{tokens}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
  }}
}}
"""


# What a token is worth is asked of a server on this machine (RFC 7662).
TOKENS = """
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/tokens.conf
}}
"""
INTROSPECTION = """
introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
"""


class Dovecot:
    """The server; ``port`` speaks plain IMAP, ``tls_port`` IMAP over TLS when it was given a certificate."""

    def __init__(self, home: Path, *, capability: str = "", certificate: tuple[Path, Path] | None = None, introspection: str = "") -> None:
        self.home, self.port, self.tls_port = home, _free_port(), _free_port()
        # Started by root, it works as somebody without rights: it reads no mail as root.
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        (home / "mail").mkdir()
        if os.geteuid() == 0:
            os.chown(home / "mail", user.pw_uid, user.pw_gid)
        (home / "users").write_text(f"suport:{{PLAIN}}{PASSWORD}\n")
        keys = "ssl_cert = <{}\nssl_key = <{}".format(*certificate) if certificate else ""
        if introspection:
            (home / "tokens.conf").write_text(INTROSPECTION.format(url=introspection))
        self.configuration = home / "dovecot.conf"
        self.configuration.write_text(
            CONFIGURATION.format(
                home=home,
                user=user.pw_name,
                group=grp.getgrgid(user.pw_gid).gr_name,
                uid=user.pw_uid,
                gid=user.pw_gid,
                port=self.port,
                tls_port=self.tls_port if certificate else 0,
                ssl="yes" if certificate else "no",
                certificate=keys,
                capability=capability,
                tokens=TOKENS.format(home=home) if introspection else "",
            )
        )
        self.process: subprocess.Popen[bytes] | None = None
        # Ends the conversations that a test has with it.
        self.farewells: list[Callable[[], object]] = []

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.process = subprocess.Popen(
            [MAIL_SERVER.address, "-F", "-c", str(self.configuration)],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                is_late = self.process.poll() is not None or time.monotonic() > end
                assert not is_late, self.told()
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop it with all its children."""
        for farewell in self.farewells:
            farewell()
        self.farewells.clear()
        if self.process is not None:
            # All of them at once: nothing in its folder is needed any more.
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
            self.process = None

    def told(self) -> str:
        """What it wrote into its log."""
        return (self.home / "log").read_text(errors="replace") if (self.home / "log").exists() else "no log"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def start_dovecot() -> Iterator[Callable[..., Dovecot]]:
    """Start mail servers: ``start_dovecot(capability="IMAP4rev1 …", certificate=(file, key))``. Each is stopped at the end."""
    if not MAIL_SERVER.address:
        pytest.skip(f"Dovecot: {MAIL_SERVER.told}")
    servers: list[Dovecot] = []
    # Not in pytest's folder: names of sockets may have about a hundred characters, and other users have to reach them.
    with tempfile.TemporaryDirectory(prefix="dovecot-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)

        def start(**options: object) -> Dovecot:
            home = Path(folder) / str(len(servers))
            home.mkdir(mode=0o755)
            server = Dovecot(home, **options)  # type: ignore[arg-type]
            servers.append(server)
            server.start()
            return server

        yield start
        for server in servers:
            server.stop()


@pytest.fixture
def dovecot(start_dovecot: Callable[..., Dovecot]) -> Dovecot:
    """One such server."""
    return start_dovecot()
