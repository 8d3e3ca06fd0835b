"""docs/data-format.md says of each form of a number what the program makes of it.

The tables in the page were written from the meaning of the forms, by hand.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from nbde.tables.numbers import UnreadableError, read_number
from nbde.tables.units import UnknownUnitError, unit

from .console import ROOT

PAGE = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")


def rows(first_heading: str) -> list[list[str]]:
    """The rows of the page's table whose first heading is the given one."""
    lines = PAGE.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_heading} |"))
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


@pytest.mark.parametrize(("written", "comparison", "number", "word"), rows("written"))
def test_what_is_written_is_read(written: str, comparison: str, number: str, word: str) -> None:
    read = read_number(written.strip("`"))
    assert (read.comparison, read.number, read.unit) == (comparison, Decimal(number), word)
    if word:
        unit(word)


@pytest.mark.parametrize(("text", "why"), rows("refused"))
def test_what_is_not_certain_is_refused(text: str, why: str) -> None:
    with pytest.raises((UnreadableError, UnknownUnitError)):
        unit(read_number(text.strip("`")).unit)
