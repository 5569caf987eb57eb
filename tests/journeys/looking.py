"""Going through a page by keyboard, and what to look for on one."""

from typing import Any

import pytest

from tests.plugins.browser import barriers


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the focus is there; every stop on the way has to show it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        stop, is_shown, is_there = page.evaluate(FOCUS, selector)
        assert is_shown, f"the focus does not show on {stop}"
        if is_there:
            return
    pytest.fail(f"Tab does not lead to {selector}")


def look_around(found: list[str], page: Any) -> None:
    """Note in ``found`` what bars people from a page in light and in dark, and whether it is wider than the window."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found.extend(f"{page.url} {scheme}: {barrier}" for barrier in barriers(page))
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{page.url} is too wide: {page.evaluate(WIDEST)}")


# A ring may be drawn around the element, around what it spreads over its row, or around the row; a control for dates has several
# stops and draws its own.
FOCUS = """selector => {
  const stop = document.activeElement;
  const styles = [getComputedStyle(stop, '::after')];
  for (let part = stop; part; part = part.parentElement) styles.push(getComputedStyle(part));
  const isShown = stop.type === 'datetime-local' || styles.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  return [stop.outerHTML.slice(0, 120), isShown, stop.matches(selector)];
}"""
WIDEST = """[...document.querySelectorAll('body *')]
  .filter(part => part.getBoundingClientRect().right > innerWidth + 1 || part.getBoundingClientRect().left < -1)
  .slice(0, 4).map(part => part.tagName + '.' + part.className)"""
