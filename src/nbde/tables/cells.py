"""Cells to values, each distinct text read once: words, years, and quantities with their units."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.messages import LANGUAGES, label
from nbde.schema import COLUMNS, COMPARISONS
from nbde.tables.numbers import (
    ParsedNumber,
    UnreadableError,
    read_comparison,
    read_number,
    read_year,
)
from nbde.tables.quantities import as_written
from nbde.tables.sheet import Sheet
from nbde.tables.spans import Floats, Rows
from nbde.tables.units import DimensionError, Unit, UnknownUnitError, annual, factor, unit

SIGNS = ("", *COMPARISONS)
_IN_ROW_UNIT = [
    ("number", np.float64), ("unit", np.int64), ("comparison", np.int8), ("problem", object),
]  # fmt: skip
_SMALLEST = float(np.finfo(np.float64).smallest_normal)
_OTHER_WORDS = {
    "direction": {"up": "increase", "down": "decrease", "增加": "increase", "提高": "increase",
                  "减少": "decrease", "下降": "decrease", "降低": "decrease"},
    "schedule": {"every year": "every-year", "annual": "every-year", "每年": "every-year",
                 "cumulative": "total"},
    "target_kind": {"年均增速": "growth", "绝对值": "level"},
    "vintage": {"final": "revised", "初步核算": "preliminary", "快报": "preliminary",
                "最终核实": "revised"},
    "rounded": {"true": "yes", "1": "yes", "false": "no", "0": "no"},
}  # fmt: skip


def read_words(sheet: Sheet, column: str) -> pd.Categorical:
    """A column of a closed vocabulary; empty cells stay empty."""
    allowed = COLUMNS[column].words
    known = {word: word for word in ("", *allowed)} | _OTHER_WORDS.get(column, {})
    known |= {label(word, lang): word for word in allowed for lang in LANGUAGES}
    distinct = sheet.distinct(column)
    unknown = {
        i: "problem.word" for i, text in enumerate(distinct.texts) if text.casefold() not in known
    }
    sheet.add_text_problems(column, unknown, allowed=", ".join(allowed))
    return distinct.map(lambda text: known.get(text.casefold(), ""))


def read_comparisons(sheet: Sheet, quantities: Quantities) -> pd.Categorical:
    """The comparison of each row, in its own column or in the quantity's text; both must agree."""
    distinct = sheet.distinct("comparison")
    refused: dict[int, str] = {}
    read = np.zeros(len(distinct.texts), np.int8)
    for i, text in enumerate(distinct.texts):
        try:
            read[i] = SIGNS.index(read_comparison(text))
        except UnreadableError as error:
            refused[i] = error.key
    sheet.add_text_problems("comparison", refused)
    stated, written = read[distinct.code], quantities.comparison
    for row in np.flatnonzero((stated != 0) & (written != 0) & (stated != written)):
        got = SIGNS[stated[row]]
        sheet.add_problem(
            row, "comparison", got, "problem.comparisons", written=SIGNS[written[row]]
        )
    sign = np.where(stated == 0, written, stated)
    return pd.Categorical.from_codes(sign, categories=pd.Index(SIGNS, dtype=object))


def read_years(sheet: Sheet, column: str) -> Floats:
    """A column of years; NaN where the cell is empty (a problem, if required) or not a year."""
    distinct = sheet.distinct(column)
    required = sheet.has(column) and column in sheet.table.required
    years = np.full(len(distinct.texts), np.nan)
    refused: dict[int, str] = {}
    for i, text in enumerate(distinct.texts):
        if not text and not required:
            continue
        try:
            years[i] = read_year(text)
        except UnreadableError as error:
            refused[i] = error.key
    sheet.add_text_problems(column, refused)
    return years[distinct.code]


@dataclass(frozen=True, slots=True)
class Quantities:
    """A column of numbers as read: each in a unit of its own, with the comparison beside it.

    `number` is NaN where the cell is empty or has a problem, `comparison` an index into `SIGNS`,
    `unit` the index of the number's unit in the table's `UnitList`, -1 for none.
    """

    number: Floats
    comparison: NDArray[np.int8]
    unit: Rows


class UnitList:
    """The distinct units of a table, each known by its index."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._index: dict[str, int] = {}

    def index(self, text: str) -> int:
        """The index of the unit written as `text`; raises `UnknownUnitError`."""
        if text not in self._index:
            self.units.append(unit(text))
            self._index[text] = len(self.units) - 1
        return self._index[text]

    def column(self, sheet: Sheet, column: str) -> Rows:
        """A column of units; -1 where the cell is empty or (a problem) no unit."""
        distinct = sheet.distinct(column)
        found = np.full(len(distinct.texts), -1, np.int64)
        unknown: dict[int, str] = {}
        for i, text in enumerate(distinct.texts):
            if not text:
                continue
            try:
                found[i] = self.index(text)
            except UnknownUnitError as error:
                unknown[i] = error.key
        sheet.add_text_problems(column, unknown)
        return distinct.spread(found)


def read_quantities(sheet: Sheet, column: str, units: UnitList, in_unit: Rows) -> Quantities:
    """The numbers of `column`, in the row's unit `in_unit` where the text has none of its own.

    Text with a unit is converted to the row's unit exactly, where the row has one; each pair of a
    text and a row's unit is worked out once. Problems (a text that is not one certain number, an
    unknown unit, a dimension that does not fit) go to the sheet.
    """
    distinct = sheet.distinct(column)
    plain = distinct.numbers()
    written = _written(sheet, column, plain)
    number, comparison = plain[distinct.code], np.zeros(len(sheet), np.int8)
    if not written:
        return Quantities(number, comparison, in_unit)
    unit_of = in_unit.copy()
    rows = np.flatnonzero(np.isin(distinct.code, list(written)))
    pair_of = distinct.code[rows] * (len(units.units) + 1) + in_unit[rows] + 1
    _, first, pair = np.unique(pair_of, return_index=True, return_inverse=True)
    each = np.array(
        [to_row_unit(written[distinct.code[row]], in_unit[row], units) for row in rows[first]],
        dtype=_IN_ROW_UNIT,
    )
    placed, unfit = each[pair], (each["problem"] != "")[pair]
    number[rows], unit_of[rows] = placed["number"], placed["unit"]
    comparison[rows] = placed["comparison"]
    for row, key in zip(rows[unfit], placed["problem"][unfit], strict=True):
        expected = units.units[in_unit[row]].text if in_unit[row] >= 0 else ""
        sheet.add_problem(row, column, distinct.at(row), key, unit=expected)
    return Quantities(number, comparison, unit_of)


def _written(sheet: Sheet, column: str, plain: Floats) -> dict[int, ParsedNumber]:
    """The distinct texts that are more than a plain number; what cannot be read is a problem."""
    written: dict[int, ParsedNumber] = {}
    refused: dict[int, str] = {}
    others = np.flatnonzero(np.isnan(plain))
    for i, text in zip(others.tolist(), sheet.distinct(column).taken(others), strict=True):
        if not text:
            continue
        try:
            written[i] = read_number(text)
        except UnreadableError as error:
            refused[i] = error.key
    sheet.add_text_problems(column, refused)
    return written


def to_row_unit(cell: ParsedNumber, row_unit: int, units: UnitList) -> tuple[float, int, int, str]:
    """The number, its unit's index, its comparison; and the problem's key where it does not fit.

    The number is in the row's unit, or in its own where the row has none. A multiplier without a
    unit counts the row's unit, which must then have no multiplier of its own.
    """
    goal = units.units[row_unit] if row_unit >= 0 else None
    try:
        if cell.unit:
            number, own = as_written(cell)
            if goal is None:
                row_unit = units.index(own.text)
            else:
                number *= factor(annual(own), annual(goal))
        elif cell.scaled and goal and goal.has_multiplier:
            return np.nan, row_unit, 0, "problem.scaled"
        else:
            number = Fraction(cell.number)
        return _double(number), row_unit, SIGNS.index(cell.comparison), ""
    except (UnknownUnitError, DimensionError) as error:
        return np.nan, row_unit, 0, error.key
    except OverflowError:
        return np.nan, row_unit, 0, "problem.number_size"


def _double(number: Fraction) -> float:
    """The nearest double; raises `OverflowError` where none is near."""
    double = float(number)
    if number and abs(double) < _SMALLEST:
        raise OverflowError
    return double
