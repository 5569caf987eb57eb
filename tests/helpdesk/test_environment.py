"""What is read from the environment, and secrets that are made once."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from helpdesk.environment import anymail_settings, data_dir, host_of, is_loopback, secret

ROOT = Path(__file__).resolve().parents[2]


def test_a_secret_is_made_once_and_is_private(tmp_path: Path):
    first, second = secret("MAIL_KEY", tmp_path), secret("MAIL_KEY", tmp_path)

    file = tmp_path / "mail_key.secret"
    assert (first, second, len(first) >= 64) == (file.read_text(), first, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["mail_key.secret"]


def test_the_environment_s_secret_wins_and_no_file_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MAIL_KEY", "given")

    assert (secret("MAIL_KEY", tmp_path), list(tmp_path.iterdir())) == ("given", [])


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path):
    ask = f"from pathlib import Path; from helpdesk.environment import secret; print(secret('SHARED', Path({str(tmp_path)!r})))"
    started = [subprocess.Popen([sys.executable, "-c", ask], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]

    made = {process.communicate()[0].strip() for process in started}

    assert made == {(tmp_path / "shared.secret").read_text()}


def test_the_data_folder_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "a" / "b"))

    assert data_dir(tmp_path) == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize(
    ("url", "host"), [("https://suport.example.org:8443/x", "suport.example.org"), ("http://[::1]:8000", "::1"), ("nonsense", "")]
)
def test_a_url_names_its_host(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("host", "is_ours"), [("localhost", True), ("127.0.0.1", True), ("::1", True), ("example.org", False), ("", False)]
)
def test_loopback_is_this_machine(host, is_ours):
    assert is_loopback(host) is is_ours


def test_settings_of_e_mail_providers_come_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ANYMAIL_WEBHOOK_SECRET", "one:first, two:second,")
    monkeypatch.setenv("ANYMAIL_MAILGUN_API_KEY", "key")
    monkeypatch.setenv("ANYMAIL_AMAZON_SES_CLIENT_PARAMS", '{"region_name": "eu-west-1"}')
    monkeypatch.setenv("ANYMAIL_BREVO_API_KEY", "{no json")
    monkeypatch.setenv("ANYMAIL_POSTMARK_SERVER_TOKEN", "")

    assert anymail_settings() == {
        "WEBHOOK_SECRET": ["one:first", "two:second"],
        "MAILGUN_API_KEY": "key",
        "AMAZON_SES_CLIENT_PARAMS": {"region_name": "eu-west-1"},
        "BREVO_API_KEY": "{no json",
    }
