"""What is told about the tests that cannot run."""

import pytest

from bin.lib.testing import left_out


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        (["Dovecot"], "reading mail accounts"),
        (["Chromium", "Dovecot"], "reading mail accounts; the journeys"),
        (["PostgreSQL", "Redis", "Chromium"], "the suite on PostgreSQL, the tests of services and the journeys"),
    ],
)
def test_what_does_not_run_is_named(missing, told):
    assert left_out(missing) == told
