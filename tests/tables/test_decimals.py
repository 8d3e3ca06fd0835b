"""Numbers read from their bytes are what reading their text gives, or are left to that."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbde.tables.decimals import WIDEST, decimals
from nbde.tables.spans import Spans, Text

PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")


def read(cells: list[str]) -> list[float]:
    end = np.cumsum([len(cell) + 1 for cell in cells]) - 1
    before = end - [len(cell) + 1 for cell in cells]
    numbers: list[float] = Spans(Text(",".join(cells).encode()), before, end).decimals().tolist()
    return numbers


@pytest.mark.parametrize("cell", ["1", "12.5", ".5", "+3", "-0.25", "007", "99999999999999.9"])
def test_plain_decimals_are_read(cell: str) -> None:
    assert read([cell]) == [float(cell)]


@pytest.mark.parametrize(
    "cell",
    ["", "-", ".", "5.", "1.2.3", "1e3", "１", "1,5", "1 ", "--1", "1-", "0", "-0.00",
     "1234567890123456", "0.12345678901234567", "1/2", "1:"],
)  # fmt: skip
def test_all_else_is_left_to_the_reader_of_texts(cell: str) -> None:
    assert math.isnan(read([cell])[0])


@given(st.lists(st.text("0123456789.+-e ", max_size=20), min_size=1))
@example(["9007199254740993", "0.3", "2.675"])
def test_what_is_read_is_what_python_reads(cells: list[str]) -> None:
    for cell, number in zip(cells, read(cells), strict=True):
        if not math.isnan(number):
            assert PLAIN.fullmatch(cell)
            assert number == float(cell)


@given(st.decimals(min_value="0.01", max_value="1e12", places=2))
def test_figures_of_two_decimals_are_always_read(figure: object) -> None:
    assert read([str(figure)]) == [float(str(figure))]


def test_cells_at_the_very_end_of_the_text() -> None:
    """The last eight bytes of a text have nothing behind them that could be read along."""
    for filler in range(20):
        assert read(["x" * filler, "12.5"])[1] == 12.5
        assert read(["12.5"] * (filler + 1)) == [12.5] * (filler + 1)


def test_a_cell_wider_than_the_widest() -> None:
    assert math.isnan(decimals(np.zeros((1, WIDEST), np.uint8))[0])
    assert math.isnan(read(["1" + "0" * WIDEST])[0])
