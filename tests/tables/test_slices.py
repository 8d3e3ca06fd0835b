"""Cells as byte slices: equal codes for equal bytes, and numbers as their text reads."""

from __future__ import annotations

import doctest
import math
import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbde.tables.csv import slices as module

from .sliced import slices

PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")


def read(cells: list[str]) -> list[float]:
    numbers: list[float] = slices([cell.encode() for cell in cells]).decimals().tolist()
    return numbers


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


# Alike in the first or the last hundreds of bytes, and of lengths on both sides of 8, 40 and 80.
CELLS = st.builds(
    lambda before, middle, after: b"x" * before + middle + b"y" * after,
    st.sampled_from([0, 7, 8, 39, 40, 41, 79, 80, 81, 300]),
    st.sampled_from([b"", b"a", b"b", "亿元".encode()]),
    st.sampled_from([0, 1, 40, 200]),
)


@pytest.mark.parametrize("long", [8, 40, 4096])
@given(cells=st.lists(CELLS, min_size=1))
def test_two_cells_have_one_code_if_all_their_bytes_are_the_same(
    long: int, cells: list[bytes]
) -> None:
    """From `long` bytes on, cells are compared as a whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LONG", long)
        patch.setattr(module, "_MOSTLY", 1)
        code = slices(cells).factorize()
    first_seen = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    assert code is not None
    assert code.tolist() == [first_seen[cell] for cell in cells]


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
    assert math.isnan(module._decimals(np.zeros((1, module._WIDEST), np.uint8))[0])
    assert math.isnan(read(["1" + "0" * module._WIDEST])[0])
