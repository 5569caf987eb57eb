"""A real browser for journeys: pages with and without JavaScript, watched for errors and for barriers."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
PROGRAM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OpenBrowser = Callable[..., Any]
# axe tries out styles, which the security policy refuses and the console tells.
UNDER_AXE: set[Any] = set()
AXE_IS_DONE = "axe is done"
# The levels that a law or a tender asks for; opinions on style are not among them.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TELL_VIOLATIONS = """document.addEventListener('securitypolicyviolation', violation =>
  console.error(`security policy: ${violation.violatedDirective} refuses ${violation.blockedURI} ${violation.sourceFile}:${violation.lineNumber}`))"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The machine's own Chromium, headless."""
    # Imported here alone, so that a run without journeys needs no browser library.
    playwright = pytest.importorskip("playwright.sync_api")
    if not PROGRAM:
        pytest.skip("There is no Chromium; apt-get install chromium")
    # Playwright keeps an event loop in this thread; Django would take every query for one made inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Any, live_server: Any) -> Iterator[OpenBrowser]:
    """Open one person's browser and return its page: ``open_browser(javascript=False, locale="ca")``.

    Keywords are Playwright's for a context. At the end the test fails when a page complained on its console, broke the security policy
    or asked another host for something.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def note(page: Any, message: Any) -> None:
        if message.text == AXE_IS_DONE:
            UNDER_AXE.discard(page)
        # A page that answers 404 or 422 on purpose is reported as an error too.
        is_own_status = message.location["url"] == page.url and message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_own_status and page not in UNDER_AXE:
            complaints.append(f"{page.url}: {message.text}")

    def listen(page: Any) -> None:
        page.on("console", lambda message: note(page, message))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: check_host(page, request.url))

    def check_host(page: Any, url: str) -> None:
        if not url.startswith(f"{live_server.url}/"):
            complaints.append(f"{page.url}: asks elsewhere: {url}")

    def open_one(*, javascript: bool = True, locale: str = "en-GB", **options: Any) -> Any:
        context = chromium.new_context(base_url=live_server.url, java_script_enabled=javascript, locale=locale, **options)
        context.set_default_timeout(10_000)
        context.add_init_script(TELL_VIOLATIONS)
        contexts.append(context)
        page = context.new_page()
        listen(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def barriers(page: Any, *rules: str) -> list[str]:
    """What axe finds wrong on a page for people with disabilities, one line each; an empty list is what every page owes.

    All rules of the levels that are asked for, or only the rules named.
    """
    UNDER_AXE.add(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found = page.evaluate("runOnly => axe.run({runOnly, resultTypes: ['violations']}).then(result => result.violations)", only)
    page.evaluate("word => console.debug(word)", AXE_IS_DONE)
    return [f"{rule['id']}: {node['target']} {rule['help']}" for rule in found for node in rule["nodes"]]
