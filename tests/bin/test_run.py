"""``bin/run`` before anything is started."""

import socket
import subprocess

from tests.architecture.source import ROOT


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [ROOT / "bin" / "run"], env={"PATH": "/usr/bin:/bin", "PORT": port}, capture_output=True, text=True, check=False
        )

    assert done.returncode == 1
    assert done.stderr == f"Port {port} is taken by another program. Stop it, or choose others: make run PORT=9000 MAIL_PORT=9025\n"
