"""docs/method.md names functions that exist, sentences the program says, and every figure."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from nbde.messages import every_message, label
from nbde.schema import COLUMNS, OUTPUTS, STATUSES, Kind

from .console import ROOT

PAGE = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
ONE_LINE = " ".join(PAGE.split())


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(nbde\.[a-z_.]+)`", PAGE))))
def test_functions_exist(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize(
    "sentence", sorted(set(re.findall(r"(?<=[ (])_(\w[^_]+[^_ ])_(?=[,.;: )]|$)", ONE_LINE)))
)
def test_quoted_notes_are_the_programs(sentence: str) -> None:
    assert sentence in {english for english, _ in every_message().values()}


@pytest.mark.parametrize(
    "figure",
    sorted(
        {
            column
            for command in ("growth", "gap", "path", "share")
            for column in OUTPUTS[command]
            if COLUMNS[column].kind in (Kind.QUANTITY, Kind.FRACTION, Kind.NUMBER, Kind.COUNT)
        }
    ),
)
def test_every_figure_is_explained(figure: str) -> None:
    assert f"`{figure}`" in PAGE


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_explained_in_both_languages(status: str) -> None:
    assert f"| `{status}` | {label(status, 'zh')} |" in PAGE
