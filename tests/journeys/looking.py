"""Going through a page by keyboard, and what to look for on one."""

from typing import Any

import pytest


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the focus is there; every stop on the way has to show it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        stop, is_shown, is_there = page.evaluate(FOCUS, selector)
        assert is_shown, f"the focus does not show on {stop}"
        if is_there:
            return
    pytest.fail(f"Tab does not lead to {selector}")


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
