"""Mails as files."""

import pytest

from notifications.channels.folder import FolderChannel
from notifications.channels.letter import Letter, Verdict


def nothing() -> None:
    pass


@pytest.mark.parametrize(
    ("address", "name"),
    [("ana@example.org", "20260302T120000-7-ana@example.org.eml"), ("a/../b@example.org", "20260302T120000-7-b@example.org.eml")],
)
@pytest.mark.time_machine("2026-03-02 12:00 +0000", tick=False)
def test_a_mail_is_a_file_named_for_its_time_delivery_and_address(tmp_path, address, name):
    outcome = FolderChannel(tmp_path / "mail").send(Letter(7, "s@example.org", address, b"Subject: x\r\n"), before_content=nothing)

    assert (outcome.verdict, outcome.words) == (Verdict.ACCEPTED, name)
    assert [(file.name, file.read_bytes()) for file in (tmp_path / "mail").iterdir()] == [(name, b"Subject: x\r\n")]


def test_a_folder_that_cannot_be_written_is_a_relay_that_is_down(tmp_path):
    (tmp_path / "mail").write_text("a file stands here")

    outcome = FolderChannel(tmp_path / "mail").send(Letter(7, "s@example.org", "a@example.org", b""), before_content=nothing)

    assert (outcome.verdict, outcome.is_relay_down) == (Verdict.NOT_NOW, True)
