"""How long a command takes before it does anything."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.figures import Figure, figure, interleave
from bench.house import ROOT
from bench.sizes import Sizes

NOTE = "`manage.py check` against `python -c 'import django'`; less is better"


def measure(sizes: Sizes) -> list[Figure]:
    """Start Python both ways, in turn."""
    with TemporaryDirectory(prefix="suport-bench-") as folder:
        environment = {**os.environ, "DATA_DIR": folder}

        def seconds(*words: str | Path) -> float:
            started = perf_counter()
            subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
            return perf_counter() - started

        seconds("manage.py", "check")
        ours, plain = interleave(sizes.rounds, lambda: seconds("manage.py", "check"), lambda: seconds("-c", "import django"))
    return [figure("startup", ours, plain, unit="s", note=NOTE)]
