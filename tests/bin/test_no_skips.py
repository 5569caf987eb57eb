"""Where nothing may be skipped, a skip is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SKIPPING_TEST = "import pytest\ndef test_one():\n    pytest.skip('no browser')\n"
SKIPPING_MODULE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"


def run(folder: Path, source: str, required: str) -> subprocess.CompletedProcess[str]:
    """Run pytest with the plugin over one file."""
    (folder / "test_it.py").write_text(source)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.plugins.no_skips",
        "-p",
        "no:randomly",
        "--rootdir",
        str(folder),
        "-c",
        os.devnull,
        str(folder),
    ]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SUPORT_REQUIRE_ALL": required}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("source", [SKIPPING_TEST, SKIPPING_MODULE])
def test_a_skip_fails_where_everything_is_required(tmp_path: Path, source: str) -> None:
    done = run(tmp_path, source, "1")

    assert done.returncode != 0
    assert "Nothing may be skipped here" in done.stdout
    assert "no browser" in done.stdout


def test_a_skip_is_a_skip_elsewhere(tmp_path: Path) -> None:
    done = run(tmp_path, SKIPPING_TEST, "")

    assert done.returncode == 0
    assert "1 skipped" in done.stdout
