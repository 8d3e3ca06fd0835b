"""Lines never exceed their width and lose nothing but spaces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nbde.formats.wrapping import balanced, wrap

TEXTS = st.text(st.sampled_from("ab-, 数字（）。5G"), max_size=60).map(
    lambda t: " ".join(t.split())
)


@given(TEXTS, st.integers(6, 30), st.integers(0, 2))
def test_lines_fit_and_keep_every_character(text: str, width: int, indent: int) -> None:
    for lines in (wrap(text, width, indent), balanced(text, width, indent)):
        assert max(map(cell_len, lines)) <= width
        assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(6, 30))
def test_evening_out_adds_no_line(text: str, width: int) -> None:
    assert len(balanced(text, width, 2)) == len(wrap(text, width, 2))


def test_punctuation_stays_with_its_word() -> None:
    # eleven cells hold five characters; 产业， would leave the comma alone without care
    assert wrap("数字经济，核心", 9) == ["数字经", "济，核心"]


def test_a_word_is_broken_only_where_it_must() -> None:
    assert wrap("core revenue", 8) == ["core", "revenue"]
    assert wrap("manufacturing", 8) == ["manufact", "uring"]
    assert wrap("ningbo-2025-congress", 12) == ["ningbo-2025-", "congress"]
