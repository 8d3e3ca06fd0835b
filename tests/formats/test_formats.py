"""Every format of text over the same nasty frame: one test walks them all."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from nbde.formats import ENDINGS, FORMATS, MACHINE, TEXTS, Style, render

from .frames import of_command
from .frames_nasty import NAMES, nasty


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chosen", [False, True])
@pytest.mark.parametrize("width", [None, 40, 80])
def test_every_format_survives_nasty_data(
    name: str, lang: str, chosen: bool, width: int | None
) -> None:
    frame = nasty()
    before = frame.copy(deep=True)
    text = render(name, frame, Style(lang, width=width), command="gap", chosen=chosen)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    text.encode("utf-8")
    assert not re.search(r"\b(nan|NaN|None|<NA>|inf)\b", text)
    if name not in MACHINE:
        assert not any(c in text for c in "\x1b\x07\r\t\u202e")
    assert frame.equals(before)


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_takes_no_rows(name: str) -> None:
    for command in ("gap", "growth", "share", "path", "targets", "check", "compound", "convert"):
        assert "Traceback" not in render(name, of_command(command, []), Style(), command=command)


@pytest.mark.parametrize("name", [n for n in TEXTS if n not in ("table", "markdown")])
def test_chosen_columns_keep_their_order(name: str) -> None:
    text = render(name, nasty()[["year", "indicator"]], Style(), command="gap", chosen=True)
    assert text.index("2024") < text.index("code_0")


def test_endings_lead_to_formats() -> None:
    assert set(ENDINGS.values()) == set(FORMATS)
    assert all(ending.startswith(".") for ending in ENDINGS)
    assert ENDINGS[".ndjson"] == "jsonl"


def test_the_package_loads_nothing_heavy() -> None:
    code = "import sys, nbde.formats; print({'pandas', 'numpy', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_nasty_names_are_nasty() -> None:
    assert {"=", "[", "|", "<", '"', "\n", "\x1b"} <= set("".join(NAMES))
