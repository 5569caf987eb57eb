"""With ``SUPORT_REQUIRE_ALL=1`` a skipped test is a failed test: the machine must have everything."""

import os
from collections.abc import Generator

import pytest

REQUIRED = os.environ.get("SUPORT_REQUIRE_ALL") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail the test that skips; an expected failure is no skip."""
    report = yield
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail the module that skips itself."""
    report = yield
    if REQUIRED and report.skipped:
        fail(report)
    return report


def fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that gives the reason."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"Nothing may be skipped here (SUPORT_REQUIRE_ALL=1): {reason}"
