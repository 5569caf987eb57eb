"""The whole way of ``bin/bench``, with tiny sizes: what it writes, never how fast anything is. Once: the desk's takes PostgreSQL by itself."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bench.__main__ import NAMES, PARTS, main, measure_of

ROOT = Path(__file__).resolve().parents[2]
FIELDS = {"name", "value", "unit", "baseline", "ratio", "note"}


def measure(folder: Path, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Measure ``names`` as ``bin/bench`` does."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    whole = {**os.environ, "DATA_DIR": str(folder), "PATH": path, **environment}
    return subprocess.run(
        [sys.executable, "-m", "bench", "--tiny", *names], cwd=ROOT, env=whole, capture_output=True, text=True, check=False
    )


def written(folder: Path) -> list[dict[str, object]]:
    """What stands in the file."""
    figures: list[dict[str, object]] = json.loads((folder / "bench.json").read_text(encoding="utf-8"))
    return figures


@pytest.mark.sqlite
def test_pages_are_measured_against_the_empty_view(tmp_path: Path):
    done = measure(tmp_path, "public_form")

    assert done.returncode == 0, done.stderr
    figures = written(tmp_path)
    assert [one["name"] for one in figures] == ["public_form", "public_form_server_time", "public_form_processor_time"]
    assert all(set(one) == FIELDS for one in figures)
    assert all(f"{one['name']} " in done.stdout for one in figures)


@pytest.mark.sqlite
def test_the_desk_is_measured_among_many_tickets_and_few(tmp_path: Path):
    """Without a database in the environment it looks for PostgreSQL by itself."""
    done = measure(tmp_path, "desk")

    assert done.returncode == 0, done.stderr
    pages = ("list", "ticket", "home", "search_rare", "search_common", "open")
    wanted = [f"desk.{page}.{kind}" for page in pages for kind in ("growth", "over_empty_view")]
    assert [one["name"] for one in written(tmp_path)] == [*wanted, "desk.seed"]


@pytest.mark.sqlite
def test_mails_are_measured_against_the_standard_library(tmp_path: Path):
    done = measure(tmp_path, "outbox_send", "receive_mail")

    assert done.returncode == 0, done.stderr
    assert [(one["name"], one["unit"]) for one in written(tmp_path)] == [("outbox_send", "mails/s"), ("receive_mail", "mails/s")]


@pytest.mark.sqlite
def test_received_mail_is_measured_in_all_its_ways(tmp_path: Path):
    done = measure(tmp_path, "mail")

    assert done.returncode == 0, done.stderr
    wanted = {"stream": "mails/s", "big": "MB", "match.growth": "ms", "listener1": "mails/s", "listener4": "mails/s"}
    assert [(one["name"], one["unit"]) for one in written(tmp_path)] == [(f"mail.{part}", unit) for part, unit in wanted.items()]


def test_one_that_fails_is_told_and_leaves_the_others(tmp_path: Path):
    done = measure(tmp_path, "public_form", "startup", DATABASE_URL="postgresql://postgres@127.0.0.1:1/nobody")

    assert done.returncode == 1
    assert "public_form failed: OperationalError" in done.stderr
    assert [one["name"] for one in written(tmp_path)] == ["startup"]


def test_every_name_has_a_module_that_measures():
    assert all(callable(import_module(f"bench.measures.{name}").measure) for name in NAMES)
    for group, parts in PARTS.items():
        assert tuple(import_module(f"bench.measures.{group}").PARTS) == parts
        assert all(callable(measure_of(f"{group}.{part}")) for part in parts)


def test_an_unknown_name_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["mail.stream", "speed", "mail.speed"])

    assert "unknown: speed, mail.speed. There is " in capsys.readouterr().err
