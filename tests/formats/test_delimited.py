"""Figures and lines put together from whole columns are those written one by one."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbde.formats import Style, render
from nbde.formats import csv as delimited
from nbde.formats.csv import guarded
from nbde.formats.numbers import shortest

DOUBLES = st.floats(allow_nan=True, allow_infinity=True)


def one_by_one(value: float) -> str:
    """Python's own shortest form; whole figures without a point, as `shortest` promises."""
    if not math.isfinite(value):
        return ""
    return "0" if value == 0 else repr(value).removesuffix(".0")


@given(st.lists(DOUBLES | st.floats(-1e6, 1e6) | st.integers(-(10**17), 10**17).map(float)))
@example([1e15, 1e16, 9999999999999998.0, 1e-4, 9.999e-5, -0.0, 5e-324, 1.7976931348623157e308])
@example([123456789012345680.0, 0.1 + 0.2, 1 / 3, 100.0, 1.05, math.inf, math.nan])
def test_figures_are_in_pythons_shortest_form(values: list[float]) -> None:
    assert shortest(np.array(values, dtype=np.float64)) == [one_by_one(value) for value in values]


@pytest.mark.parametrize("rows", [1, 7, 8192])
@given(st.lists(st.tuples(st.text(), DOUBLES), max_size=30))
def test_lines_read_back_whatever_the_size_of_the_blocks(
    rows: int, cells: list[tuple[str, float]]
) -> None:
    frame = pd.DataFrame(cells, columns=["note", "value"]).astype({"note": object, "value": float})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_ROWS", rows)
        patch.setattr(delimited, "_BLOCK", 200)
        text = render("csv", frame, Style(), command="gap")
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [row[1] for row in read] == [one_by_one(value) for _, value in cells]
    assert [row[0] for row in read] == [guarded(note) for note, _ in cells]
