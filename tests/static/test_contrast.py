"""The colours of tokens.css keep their contrast in both schemes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
SURFACES = ("paper", "paper-2")
TEXT_ON_SURFACES = ("ink", "ink-2", "ink-3", "accent", "accent-deep", "ok", "warn", "bad")
TEXT_ON_SOFT = [
    ("ink-2", "paper-3"),
    ("ink", "paper-3"),
    ("accent", "paper-3"),
    ("accent", "accent-soft"),
    ("ink", "accent-soft"),
    ("ink-2", "accent-soft"),
    ("ok", "ok-soft"),
    ("ink", "ok-soft"),
    ("warn", "warn-soft"),
    ("ink", "warn-soft"),
    ("accent", "warn-soft"),
    ("bad", "bad-soft"),
    ("ink", "bad-soft"),
    ("accent", "bad-soft"),
    ("ink", "note"),
    ("ink-2", "note"),
    ("ink-3", "note"),
    ("accent", "note"),
    ("warn", "note"),
    ("paper", "accent"),
    ("paper", "accent-deep"),
]
TEXT = [(ink, surface) for ink in TEXT_ON_SURFACES for surface in SURFACES] + TEXT_ON_SOFT
SHAPES = [
    *[(mark, surface) for mark in ("rule-strong", "accent", "bad") for surface in SURFACES],
    ("accent", "note"),
    ("note-rule", "note"),
    ("note-rule", "paper"),
    ("rule-strong", "note"),
    ("accent", "paper-3"),
    ("ok", "paper-3"),
    ("warn", "paper-3"),
    ("bad", "paper-3"),
]


def luminance_of(lightness: float, chroma: float, hue: float) -> float:
    """Return the relative luminance of an oklch colour, clipped to sRGB (CSS Color 4, §10; WCAG 2.2, relative luminance)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return sum(weight * min(max(part, 0.0), 1.0) for weight, part in ((0.2126, red), (0.7152, green), (0.0722, blue)))


def colours(scheme: str) -> dict[str, float]:
    """Return the luminance of every semantic colour in one scheme (light or dark), by its name."""
    raw = {
        name: luminance_of(float(lightness) / 100, float(chroma), float(hue))
        for name, lightness, chroma, hue in re.findall(r"--((?:light|dark)-[\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", TOKENS)
    }
    pairs = re.findall(r"--([\w-]+): light-dark\(var\(--([\w-]+)\), var\(--([\w-]+)\)\)", TOKENS)
    return {name: raw[light if scheme == "light" else dark] for name, light, dark in pairs}


def contrast(one: float, other: float) -> float:
    """Return the WCAG contrast ratio of two luminances, from 1 to 21."""
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "surface"), TEXT)
def test_text_stands_out_from_its_surface(ink: str, surface: str, scheme: str) -> None:
    found = colours(scheme)

    assert contrast(found[ink], found[surface]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "surface"), SHAPES)
def test_borders_rings_and_shapes_stand_out_from_their_surface(mark: str, surface: str, scheme: str) -> None:
    found = colours(scheme)

    assert contrast(found[mark], found[surface]) >= 3


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(contrast(luminance_of(1, 0, 0), luminance_of(0, 0, 0)), 2) == 21.0


def test_every_semantic_colour_has_a_value_for_both_schemes() -> None:
    assert colours("light").keys() == colours("dark").keys()
    assert len(colours("light")) == 19
