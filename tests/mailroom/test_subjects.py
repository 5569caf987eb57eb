"""Subjects apart from what mail programs put before them."""

import pytest

from mailroom.subjects import without_reply_prefixes


@pytest.mark.parametrize(
    ("subject", "plain"),
    [
        ("Re: RE: Aw: No connection", "No connection"),
        ("Re[2]: No connection", "No connection"),
        ("回复：没有网络", "没有网络"),
        ("Fwd: No connection", "Fwd: No connection"),
        ("Reach: no connection", "Reach: no connection"),
        ("Re:", "Re:"),
    ],
)
def test_reply_prefixes_go_and_nothing_else(subject, plain):
    assert without_reply_prefixes(subject) == plain
