"""Delivery failures in the languages of mail servers."""

import pytest

from mailroom.mail import Bounce
from mailroom.reading import read
from tests.mailroom.bouncereports import REPORTS
from tests.mailroom.making import raw

DAEMON = ("From: Mail Delivery System <MAILER-DAEMON@mx.example.org>", "To: suport@example.org", "Return-Path: <>")


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_read_in_many_languages(name):
    subject, opening, cause, status = REPORTS[name]

    found = read(raw(*DAEMON, f"Subject: {subject}", body=f"{opening}\n\nanna@example.net\n{cause}\n"))

    assert found.bounce == Bounce("anna@example.net", status, status in {"5.1.1", "5.1.2"}, "", delayed=status == "4.0.0")
