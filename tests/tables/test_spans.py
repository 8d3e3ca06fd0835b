"""Cells are told apart by all their bytes, however long they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.tables.spans import Spans, Text

# Alike in the first or the last hundreds of bytes, and of lengths on both sides of 8, 40 and 80.
CELLS = st.builds(
    lambda before, middle, after: b"x" * before + middle + b"y" * after,
    st.sampled_from([0, 7, 8, 39, 40, 41, 79, 80, 81, 300]),
    st.sampled_from([b"", b"a", b"b", "亿元".encode()]),
    st.sampled_from([0, 1, 40, 200]),
)


@pytest.mark.parametrize("rounds", [0, 1, 100])
@given(cells=st.lists(CELLS, min_size=1))
def test_two_cells_have_one_number_if_all_their_bytes_are_the_same(
    rounds: int, cells: list[bytes]
) -> None:
    end = np.cumsum([len(cell) + 1 for cell in cells]) - 1
    spans = Spans(Text(b",".join(cells)), np.append(-1, end[:-1]), end)
    number, count = spans._numbered(rounds)
    first_seen = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    assert number.tolist() == [first_seen[cell] for cell in cells]
    assert count == len(first_seen)
