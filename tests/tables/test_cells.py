"""Cells to values: every cell means what it means alone, whatever the others of its column hold."""

from __future__ import annotations

import math
import struct
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbde.schema import OBSERVATIONS, TARGETS, Table
from nbde.tables.cells import (
    SIGNS,
    UnitList,
    read_comparisons,
    read_quantities,
    read_words,
    read_years,
)
from nbde.tables.csv import plain_numbers, rows_of_frame
from nbde.tables.numbers import UnreadableError, read_number
from nbde.tables.sheet import Sheet

SMALLEST, LARGEST = 2.0**-1022, 1.7976931348623157e308


def sheet_of(columns: dict[str, list[str]], table: Table = OBSERVATIONS) -> Sheet:
    rows = max(map(len, columns.values()))
    whole = {column: [""] * rows for column in table.required} | {"source": ["row"] * rows}
    return Sheet.of("t.csv", table, rows_of_frame(pd.DataFrame(whole | columns, dtype=object)))


def problems(sheet: Sheet) -> list[tuple[int, str, str, str]]:
    return [(p.line, p.column, p.got, p.key) for p in sheet.problems]


def bits(number: float) -> bytes:
    return b"nan" if math.isnan(number) else struct.pack("<d", number)


ODD_NUMBERS = [
    "5.", ".5", "+.5", "-.5e3", ".", "+", "-", "e5", "1e", "5.e3", "1e+5", "1E5", "1e05", "1e00005",
    "1e400", "-1e400", "1e-400", "1e-310", "-2e-308", "2.2250738585072014e-308", "0e99999",
    "0e9999", "0e-400", "1e0000000000000000001", "1e10000", "1.7976931348623157e308",
    "1.7976931348623159e308", "1" * 400, "0." + "0" * 400 + "1", "00", "007", "-0", "+0", "0.0",
    "--5", "+-5", "5-", "1-5", "1_000", "1,000", "1,00", "0x10", "nan", "inf", "Infinity", "１２",
    "1 000", "1e5.5", "9007199254740993", "0.1", "", "5%", "٣",
]  # fmt: skip


TEXTS = st.sampled_from(ODD_NUMBERS) | st.text("0123456789.+-eE", max_size=8)


def read_one_column(texts: list[str]) -> list[tuple[bytes, str]]:
    """Of each cell the bits of its number, and the key of its problem if it has one."""
    sheet = sheet_of({"value": texts})
    found = read_quantities(sheet, "value", UnitList(), np.full(len(texts), -1))
    keys = {problem.line - 2: problem.key for problem in sheet.problems}
    return [(bits(number), keys.get(row, "")) for row, number in enumerate(found.number)]


@given(TEXTS)
def test_a_number_is_read_exactly_as_the_careful_reader_reads_it(text: str) -> None:
    try:
        written = read_number(text)
    except UnreadableError as error:
        expected = bits(math.nan), error.key if text else ""
    else:
        if written.unit not in ("", "%"):
            expected = bits(math.nan), "problem.unit"
        else:
            expected = bits(float(written.number)), ""
    assert read_one_column([text]) == [expected]


@pytest.mark.parametrize(
    ("text", "number"),
    [("00", 0), ("007", 7), ("-0", 0), (".5", 0.5), ("+5", 5), ("1E5", 100000), ("1e-5", 0.00001)],
)
def test_plain_numbers_in_other_forms(text: str, number: float) -> None:
    assert plain_numbers([text]).tolist() == [number]


@given(st.lists(TEXTS, min_size=1, max_size=8))
@example(["1.5", "1e400"])
@example(["0", "0e99999"])
@example(["12", "1e-310"])
def test_numbers_do_not_depend_on_the_other_cells(texts: list[str]) -> None:
    assert read_one_column(texts) == [one for text in texts for one in read_one_column([text])]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)))
def test_the_shortest_form_of_a_double_reads_back_bit_for_bit(numbers: list[float]) -> None:
    found = plain_numbers([repr(number) for number in numbers])
    assert found.tobytes() == np.array(numbers, dtype=np.float64).tobytes()


# Each cell in the row's unit: number and unit by hand, 万 = 10^4, 亿 = 10^8, 万亿 = 10^12.
IN_UNIT = [
    ("1万亿元", "", 1, "万亿元", ""),
    ("1万亿元", "亿元", 10000, "亿元", ""),
    ("1.1万亿元", "亿元", 11000, "亿元", ""),
    (">15%", "", 15, "%", ">"),
    (">15%", "%", 15, "%", ">"),
    (">15", "%", 15, "%", ">"),
    ("2‰", "%", 0.2, "%", ""),
    ("4.5万个", "", 4.5, "万个", ""),
    ("4.5万个", "个", 45000, "个", ""),
    ("4.5万", "个", 45000, "个", ""),
    ("1000个以上", "个", 1000, "个", ">="),
    ("412项/年", "项", 412, "项", ""),
    ("412项", "项/年", 412, "项/年", ""),
    ("１，２３４．５亿元", "万元", 12345000, "万元", ""),
    ("1.57 trillion yuan", "亿元", 15700, "亿元", ""),
    ("8,234.5", "亿元", 8234.5, "亿元", ""),
    ("5", "", 5, "", ""),
]


def read_in_units(cells: list[str], units: list[str]) -> tuple[Sheet, list[tuple[float, str, str]]]:
    sheet = sheet_of({"value": cells, "unit": units, "indicator": ["a"] * len(cells)})
    known = UnitList()
    found = read_quantities(sheet, "value", known, known.column(sheet, "unit"))
    names = [*(unit.text for unit in known.units), ""]
    return sheet, [
        (float(number), names[unit], SIGNS[comparison])
        for number, unit, comparison in zip(found.number, found.unit, found.comparison, strict=True)
    ]


@pytest.mark.parametrize(("cell", "unit", "number", "in_unit", "comparison"), IN_UNIT)
def test_text_with_its_unit(
    cell: str, unit: str, number: float, in_unit: str, comparison: str
) -> None:
    sheet, found = read_in_units([cell], [unit])
    assert found == [(number, in_unit, comparison)]
    assert sheet.problems == []


@given(st.permutations(IN_UNIT))
def test_units_do_not_depend_on_the_other_rows(
    rows: list[tuple[str, str, float, str, str]],
) -> None:
    _, found = read_in_units([row[0] for row in rows], [row[1] for row in rows])
    assert found == [row[2:] for row in rows]


@pytest.mark.parametrize(
    ("cell", "unit", "key"),
    [
        ("5个", "亿元", "problem.dimension"),
        ("5%", "个", "problem.dimension"),
        ("5美元", "亿元", "problem.dimension"),
        ("4.5万", "万个", "problem.scaled"),
        ("5亿吨位", "亿元", "problem.unit"),
        ("5吨位", "", "problem.unit"),
        ("¥5亿元", "", "problem.number"),
        ("5bn $", "", "problem.number_multiplier"),
        ("10-15%", "%", "problem.number_range"),
        ("1亿2千万", "元", "problem.number"),
        ("1,23,4", "元", "problem.number_grouping"),
        ("nan", "元", "problem.number"),
        ("inf", "元", "problem.number"),
        ("1e400", "元", "problem.number_size"),
        # 1e300 万亿元 is 1e312 元, 1e-300 元 is 1e-312 万亿元: no double holds either.
        ("1e300万亿元", "元", "problem.number_size"),
        ("1e-300元", "万亿元", "problem.number_size"),
        ("约", "元", "problem.number"),
    ],
)
def test_cells_that_are_refused(cell: str, unit: str, key: str) -> None:
    sheet, found = read_in_units(["1", cell], [unit, unit])
    assert math.isnan(found[1][0])
    assert problems(sheet) == [(3, "value", cell, key)]


@given(st.fractions(min_value=Fraction(1, 10**6), max_value=10**9).map(lambda f: round(f, 6)))
def test_conversion_is_exact(number: Fraction) -> None:
    # A decimal of six places in 万亿元 has at most two in 亿元: the nearest double is the quotient.
    text = f"{float(number):.6f}"
    _, ((found, _, _),) = read_in_units([text + "万亿元"], ["亿元"])
    assert found == float(Fraction(text) * 10_000)


@pytest.mark.parametrize(
    ("column", "cells", "words"),
    [
        ("vintage", ["Revised", "初步核算", ""], ["revised", "preliminary", ""]),
        ("rounded", ["yes", "No", "TRUE", "0", "是", ""], ["yes", "no", "yes", "no", "yes", ""]),
        ("confidence", ["published", "SECONDARY"], ["published", "secondary"]),
    ],
)
def test_words_of_a_closed_vocabulary(column: str, cells: list[str], words: list[str]) -> None:
    sheet = sheet_of({column: cells})
    assert list(read_words(sheet, column)) == words
    assert sheet.problems == []


def test_a_word_that_is_not_in_the_vocabulary_is_named_wherever_it_stands() -> None:
    sheet = sheet_of({"direction": ["up", "sideways", "down", "sideways", "??"]}, TARGETS)
    assert list(read_words(sheet, "direction")) == ["increase", "", "decrease", "", ""]
    assert problems(sheet) == [
        (3, "direction", "sideways", "problem.word"),
        (5, "direction", "sideways", "problem.word"),
        (6, "direction", "??", "problem.word"),
    ]
    assert "increase, decrease" in sheet.problems[0].sentence("en")


def test_years_that_are_none() -> None:
    cells = ["1900", "2200", "２０２４年", "2024.0", "1899", "2201", "2024.5", "2024Q3", "", "24"]
    sheet = sheet_of({"year": cells})
    years = read_years(sheet, "year")
    assert years[:4].tolist() == [1900, 2200, 2024, 2024]
    assert years[4:].isna().all()
    assert problems(sheet) == [
        (6, "year", "1899", "problem.year"),
        (7, "year", "2201", "problem.year"),
        (8, "year", "2024.5", "problem.year"),
        (9, "year", "2024Q3", "problem.year_part"),
        (10, "year", "", "problem.year"),
        (11, "year", "24", "problem.year"),
    ]


def test_a_year_that_may_be_missing() -> None:
    sheet = sheet_of({"baseline_year": ["", "2020"]}, TARGETS)
    assert read_years(sheet, "baseline_year").isna().tolist() == [True, False]
    assert sheet.problems == []


def test_comparisons_of_the_column_and_of_the_text() -> None:
    cells = {
        "comparison": [">", "", "超过", ">=", "maybe", "不低于"],
        "value": ["15", ">15", ">15", ">15", "15", "15以上"],
        "indicator": ["a"] * 6,
    }
    sheet = sheet_of(cells)
    value = read_quantities(sheet, "value", UnitList(), np.full(6, -1))
    assert list(read_comparisons(sheet, value)) == [">", ">", ">", ">=", "", ">="]
    assert problems(sheet) == [
        (6, "comparison", "maybe", "problem.comparison"),
        (5, "comparison", ">=", "problem.comparisons"),
    ]


def test_bounds_of_a_double() -> None:
    texts = [repr(SMALLEST), repr(LARGEST), repr(-LARGEST)]
    assert plain_numbers(texts).tolist() == [SMALLEST, LARGEST, -LARGEST]
