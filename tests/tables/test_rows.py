"""Rows and cells against Python's csv module, which reads one character at a time."""

from __future__ import annotations

import csv
import io
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.errors import TableError
from nbde.tables.csv import CsvRows, FactorizedColumn, read_rows, rows_of_frame
from nbde.tables.source import Source

from .sliced import slices


def read(text: str) -> CsvRows:
    return read_rows(Source("table.csv", text.encode("utf-8")))


def texts(column: FactorizedColumn) -> list[str]:
    return [column.texts[code] for code in column.code]


def rows(records: CsvRows) -> list[list[str]]:
    columns = [texts(column) for column in records.columns]
    return [[column[row] for column in columns] for row in range(len(records.line))]


def by_csv_module(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The records that are not blank, cells stripped, and the line on which each one starts."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter)
    found, starts, before = [], [], 0
    for row in reader:
        if len(row) > 1 or (row and row[0].strip()):
            found.append([cell.strip() for cell in row])
            starts.append(before + 1)
        before = reader.line_num
    return found, starts


# Beside the structure: what other readers take for missing, for a comment, for a thousands mark or
# for a line end (U+2028, U+0085, form feed, vertical tab), and a word of more than eight bytes.
CHARACTERS = st.sampled_from([
    *'",\n\t a10#', '""', "NA", "null", "1,000", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u3000",
    "𠮷", "指标", "核心产业增加值占比", "x" * 50, "\ufeff",
])  # fmt: skip
PLAIN_CELL = st.lists(CHARACTERS, max_size=6).map("".join)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@st.composite
def regular_text(draw: st.DrawFn) -> str:
    """A table whose quotes stand around whole cells, with blank lines and ragged rows."""
    width = draw(st.integers(1, 4))
    delimiter = draw(st.sampled_from(",\t")) if width > 1 else ","
    as_written = PLAIN_CELL.map(quoted) | PLAIN_CELL.map(
        lambda cell: "".join(c for c in cell if c not in '",\n\t')
    )
    rows = draw(
        st.lists(
            st.lists(as_written, min_size=width, max_size=width)
            | st.lists(as_written, max_size=5)
            | st.just(["  "]),
            max_size=8,
        )
    )
    header = [f"h{place}" for place in range(width)]
    lines = [delimiter.join(row) for row in [header, *rows]]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


@given(regular_text())
def test_regular_texts_read_as_the_csv_module_reads_them(text: str) -> None:
    delimiter = "\t" if text.partition("\n")[0].count("\t") else ","
    expected, starts = by_csv_module(text, delimiter)
    records = read(text)
    width = len(expected[0])
    sound = [place for place, row in enumerate(expected) if len(row) == width]
    assert records.header == expected[0]
    assert records.header_line == starts[0]
    assert rows(records) == [expected[place] for place in sound[1:]]
    assert records.line.tolist() == [starts[place] for place in sound[1:]]
    assert [(p.line, p.sentence()) for p in records.ragged] == [
        (line, f"got {len(row)} cells, expected {width}")
        for line, row in zip(starts, expected, strict=True)
        if len(row) != width
    ]


@given(st.lists(CHARACTERS, max_size=30).map("".join))
def test_any_text_reads_as_the_csv_module_reads_it_or_is_refused(text: str) -> None:
    first = next((line for line in text.split("\n") if line.strip(" \t")), "")
    if '"' in first:
        text = "a,b\n" + text
    delimiter = "\t" if "\t" in first and "," not in first and '"' not in first else ","
    expected, _ = by_csv_module(text, delimiter)
    try:
        records = read(text)
    except TableError as error:
        (problem,) = error.problems
        unclosed = by_csv_module(f"{text}\n1{delimiter}2", delimiter)[0][-1] != ["1", "2"]
        assert problem.key == ("problem.open_quote" if unclosed else "problem.empty_file")
    else:
        width = len(expected[0])
        assert rows(records) == [row for row in expected[1:] if len(row) == width]
        assert len(records.ragged) == sum(len(row) != width for row in expected)


def test_lines_count_quoted_newlines_and_blank_lines() -> None:
    #              line 1   3         4          6   7      8
    records = read('\na,b\n1,"x\ny"\n\n2,z\n3\n"4\n\n",w,extra\n5,v\n')
    assert records.header_line == 2
    assert records.line.tolist() == [3, 6, 11]
    assert [(p.line, p.sentence()) for p in records.ragged] == [
        (7, "got 1 cells, expected 2"),
        (8, "got 3 cells, expected 2"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "  \n\t\n", '""\n', '"" \n'])
def test_a_text_without_a_header(text: str) -> None:
    with pytest.raises(TableError) as caught:
        read(text)
    assert [(p.line, p.key) for p in caught.value.problems] == [(1, "problem.empty_file")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,2\n3,"4\n5,6\n', 3),
        ('a,b\n1,2" pipe\n3,"4\n5,6\n', 3),
        ('"a,b\n', 1),
        ('a,b\n"', 2),
    ],
)
def test_a_quote_that_is_never_closed(text: str, line: int) -> None:
    with pytest.raises(TableError) as caught:
        read(text)
    assert [(p.line, p.key) for p in caught.value.problems] == [(line, "problem.open_quote")]


def test_quotes_in_unusual_places_are_text() -> None:
    records = read('a,b\n5" pipe,"Ningbo" Daily\n')
    assert rows(records) == [['5" pipe', "Ningbo Daily"]]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("a,b", ","), ("a\tb", "\t"), ("a\t,b", ","), ('"a,c"\tb', "\t"), ('"a\tc",b', ","),
     ('"a\nc"\tb', "\t"), ("\n \n\ta\tb", "\t")],
)  # fmt: skip
def test_tabs_delimit_where_the_header_has_them_and_no_comma(header: str, delimiter: str) -> None:
    width = len(read(header).header)
    assert rows(read(header + "\n" + delimiter.join("12345"[:width]))) == [list("12345"[:width])]


def test_nothing_is_read_as_missing_or_as_a_number_by_the_way() -> None:
    cells = ["NA", "null", "NaN", "None", "007", "1e5", "#N/A", "# no comment", "True", "inf", "-"]
    records = read("a\n" + "\n".join(cells))
    assert rows(records) == [[cell] for cell in cells]


def test_a_cell_longer_than_the_csv_modules_limit() -> None:
    long = "长" * 200_000
    assert rows(read(f'{long},"b"\n1,"{long}"\n'))[0][1] == long
    assert rows(read(f'a,b\n1" x,{long}\n'))[0][1] == long


@given(
    st.lists(
        st.integers(1, 100).flatmap(lambda n: st.text("ab", min_size=n, max_size=n)) | st.just(""),
        min_size=1,
        max_size=12,
    )
)
def test_cells_are_equal_only_if_every_byte_is(cells: list[str]) -> None:
    cells = cells * 3
    column = FactorizedColumn.of_slices(slices([cell.encode() for cell in cells]))
    assert texts(column) == cells
    assert column.texts == list(Counter(cells))


@given(st.lists(st.text("ab", max_size=60), min_size=1, unique=True))
def test_a_column_of_cells_all_unlike_keeps_them_in_order(cells: list[str]) -> None:
    column = FactorizedColumn.of_slices(slices([cell.encode() for cell in cells]))
    assert column.texts == cells
    assert texts(column) == cells


@pytest.mark.parametrize("length", [8, 16, 39, 40, 41, 64, 500, 4096, 4097, 5000])
@pytest.mark.parametrize("place", [0, -1])
def test_long_cells_that_differ_in_one_letter(length: int, place: int) -> None:
    same = ["x"] * length
    other = same.copy()
    other[place] = "y"
    cells = ["".join(same), "".join(other), "".join(same), "".join(same) + "x"]
    assert texts(read("a\n" + "\n".join(cells)).columns[0]) == cells


def test_a_frame_is_read_as_its_csv_text() -> None:
    frame = pd.DataFrame(
        {
            "年份": pd.array([2020, None], dtype="Int64"),
            "value": [0.1, -0.0],
            "note": ["a\nb", None],
            "rank": pd.Categorical(["x", "y"]),
            "float": [2020.0, np.nan],
        }
    )
    records = rows_of_frame(frame)
    assert records.header == ["年份", "value", "note", "rank", "float"]
    assert rows(records) == [["2020", "0.1", "a\nb", "x", "2020.0"], ["", "-0.0", "", "y", ""]]
    assert records.line.tolist() == [2, 3]
