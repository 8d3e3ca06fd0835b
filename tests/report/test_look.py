"""The style sheet: enough contrast in the light, in the dark and on paper."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

LOOK = files("nbde.report").joinpath("page.css").read_text(encoding="utf-8")
COLOURS = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
TEXTS = ("ink", "soft", "link", "aim", "trend")
GRAPHICS = (
    "met", "on-track", "slow", "limited", "wrong", "missed", "unknown", "value", "path", "aim",
    "trend",
)  # fmt: skip


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme: light, dark, print."""
    light, dark, printed = (dict(COLOURS.findall(root)) for root in LOOK.split(":root {")[1:])
    return {"light": light, "dark": light | dark, "print": light | printed}


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)  # its own maximum


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_texts_and_signs_stand_out(scheme: str) -> None:
    colours = schemes()[scheme]
    # WCAG 2.1: 4.5 for texts (1.4.3), 3 for what is needed to understand a picture (1.4.11).
    for name in TEXTS:
        assert contrast(colours[name], colours["paper"]) >= 4.5, name
    for name in GRAPHICS:
        assert contrast(colours[name], colours["paper"]) >= 3, name


def test_every_colour_is_named_once_and_used() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", LOOK))
    assert used == set(schemes()["light"])
    beside_roots = re.sub(r":root \{[^}]*\}", "", LOOK)
    assert re.findall(r"#[0-9a-f]{3,8}\b", beside_roots) == []


def test_lines_differ_without_colour_too() -> None:
    dashes = re.findall(r"polyline\.(\w+), .*?stroke-dasharray: ([\d. ]+);", LOOK)
    assert len({dash for _, dash in dashes}) == len(dashes) == 3  # path, trend, carried
    assert "prefers-color-scheme: dark" in LOOK
    assert "@media print" in LOOK
