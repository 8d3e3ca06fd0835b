"""Any bytes given as a table give a frame or an error of ours, with a place and a sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nbde.errors import DataError, TableError
from nbde.schema import COLUMNS, OBSERVATIONS, TARGETS, Table
from nbde.tables.load import load_tables
from nbde.tables.observations import read_observations
from nbde.tables.targets import read_targets
from nbde.tables.warnings import warnings_of

CELLS = st.sampled_from([
    "", " ", "0", "-0", "1", "5.", ".5", "007", "1e308", "-1e308", "1e-308", "1e400", "1e-400",
    "1,234.5", "1,23", "nan", "inf", "NA", "null", "None", "5%", ">15%", "1万亿元", "1e300万亿元",
    "4.5万", "5个百分点", "2倍", "2‰", "亿元", "万亿元", "元", "%", "个", "万个", "项/年", "倍",
    "亿美元", "个百分点", "%/年", "吨位", "2020", "2026", "2024Q3", "1899", "2024年", "growth",
    "change", "multiple", "points", "level", "increase", "decrease", ">", "<=", "超过", "total",
    "yes", "census-2018", "a", "b", "gdp", "Ningbo", "\u2028", "\x85", "\x0b", "\x0c", "\x1c",
    "\ufeff", "\u202e", "٣", "𠮷", "'", "#", "=1+1", '"', '""', "\n", "\r", "\r\n", "\t", "a\nb",
    "x" * 50, "\ud800", "\x00",
])  # fmt: skip
SOUND = {
    "indicator": ["a", "b", "gdp"], "year": ["2020", "2021"], "target_year": ["2026", "2030年"],
    "value": ["5", ">15", "1e300", "-1e300", "0", "-0", "1e-307"],
    "unit": ["%", "亿元", "万亿元", "个"], "target_value": ["5", "1e300", "-1e300", "0"],
    "baseline_year": ["2020"], "baseline_value": ["", "3", "1e308"],
    "start_year": ["2022", "2031"], "denominator": ["gdp", ""], "plan": ["p", "q"],
    "direction": ["increase", "decrease", "down"], "entity": ["Ningbo", "Zhejiang"],
    "comparison": [">", "<=", ""], "target_kind": ["level", ""], "rounded": ["yes", "no", ""],
}  # fmt: skip
HEADERS = st.sampled_from(
    [name for column in COLUMNS.values() for name in (column.name, *column.aliases[:1])]
    + ["", " ", "_line", "_unit", "column_1", "Indicator", "x"]
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "latin-1"])


@st.composite
def sound_table(draw: st.DrawFn, schema: Table) -> bytes:
    """A table that has no problem but those its rows make together."""
    known = sorted({*SOUND} & {*schema.columns} - {*schema.required})
    header = [*schema.required, *draw(st.lists(st.sampled_from(known), unique=True))]
    rows = draw(st.lists(st.tuples(*(st.sampled_from(SOUND[name]) for name in header)), max_size=6))
    return "\n".join(",".join(row) for row in [header, *rows]).encode()


@st.composite
def odd_table(draw: st.DrawFn, schema: Table) -> bytes:
    """A table with the right columns, and odd cells, headers, quotes and encodings."""
    header = draw(st.permutations([*schema.required, *draw(st.lists(HEADERS, max_size=6))]))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=6))
    quote = draw(st.sampled_from([_quoted, _quoted, _bare]))
    delimiter, end = draw(st.sampled_from(",\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = end.join(delimiter.join([quote(cell) for cell in row]) for row in [header, *rows])
    encoding = draw(ENCODINGS)
    return text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")


@st.composite
def mutated_table(draw: st.DrawFn, schema: Table) -> bytes:
    """A sound table in which a few bytes were put in or left out."""
    data = draw(sound_table(schema))
    place = draw(st.integers(0, len(data)))
    return data[:place] + draw(st.binary(max_size=3)) + data[place + draw(st.integers(0, 3)) :]


def tables(schema: Table) -> st.SearchStrategy[bytes]:
    """Tables of one kind, good and bad."""
    return sound_table(schema) | mutated_table(schema) | odd_table(schema)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('",\t\r\n') else cell


def _bare(cell: str) -> str:
    return cell


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "table.csv"


def read_or_refused(read: Callable[[Path], pd.DataFrame], path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        frame = read(path)
    except TableError as error:
        check_problems(error, lines=data.count(b"\n") + data.count(b"\r") + 1)
    else:
        check_frame(frame)


def check_problems(error: TableError, lines: int) -> None:
    assert error.problems
    for problem in error.problems:
        assert 1 <= problem.line <= lines
        assert problem.text("en").isprintable()
        assert problem.text("zh").isprintable()


def check_frame(frame: pd.DataFrame) -> None:
    for column in ("value", "target_value", "baseline_value", "natural_limit"):
        if column in frame:
            assert not np.isinf(frame[column].to_numpy(np.float64)).any()
    assert frame["_line"].is_monotonic_increasing
    assert (frame["indicator"] != "").all()


READERS = pytest.mark.parametrize("read", [read_targets, read_observations])


@READERS
@settings(max_examples=150)
@given(data=tables(TARGETS) | tables(OBSERVATIONS))
def test_tables_that_are_nearly_sound(
    path: Path, read: Callable[[Path], pd.DataFrame], data: bytes
) -> None:
    read_or_refused(read, path, data)


@READERS
@settings(max_examples=150)
@given(data=st.binary(max_size=200))
@example(data=b"\xff\xfe")
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xff\xfe\x00\x00")
@example(data=b'"')
@example(data=b',"')
@example(data=b"\r")
@example(data="﻿\u2028,\x85\x0c\n".encode())
def test_any_bytes(path: Path, read: Callable[[Path], pd.DataFrame], data: bytes) -> None:
    read_or_refused(read, path, data)


@READERS
@settings(max_examples=150)
@given(text=st.text(st.sampled_from('",\n\r\t a1%亿元\u2028\x85\x0c'), max_size=60))
def test_quotes_and_line_ends_anywhere(
    path: Path, read: Callable[[Path], pd.DataFrame], text: str
) -> None:
    read_or_refused(read, path, b"indicator,year,value,unit\n" + text.encode())


@settings(max_examples=100)
@given(targets=tables(TARGETS), observations=tables(OBSERVATIONS))
def test_two_tables_and_their_doubts(path: Path, targets: bytes, observations: bytes) -> None:
    other = path.with_name("other.csv")
    path.write_bytes(targets)
    other.write_bytes(observations)
    both = load_tables(path, other)
    for problem in both.problems or warnings_of(both):
        assert problem.text("en")
        assert problem.text("zh")


@settings(max_examples=60)
@given(
    header=st.lists(HEADERS, max_size=6),
    value=CELLS | st.none() | st.floats() | st.integers() | st.booleans() | st.dates(),
)
def test_any_frame(header: list[str], value: object) -> None:
    columns = [*OBSERVATIONS.required, *header]
    frame = pd.DataFrame([[value] * len(columns)], columns=columns, dtype=object)
    with contextlib.suppress(DataError):
        read_observations(frame)
