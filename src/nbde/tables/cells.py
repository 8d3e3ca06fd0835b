"""Cells to values, each distinct text read once: words, years, and quantities with their units."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.messages import LANGUAGES, label
from nbde.schema import COLUMNS, COMPARISONS, RATIO
from nbde.tables.conversion import as_written
from nbde.tables.csv import Bools, FactorizedColumn, Floats, Rows
from nbde.tables.numbers import (
    ParsedNumber,
    UnreadableError,
    read_comparison,
    read_number,
    read_year,
)
from nbde.tables.sheet import Sheet
from nbde.tables.units import DimensionError, Unit, UnknownUnitError, annual, factor, unit

SIGNS = ("", *COMPARISONS)
PER_CENT = "%"
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
    cells = sheet.column(column)
    words = [known.get(text.casefold()) for text in cells.texts]
    unknown = {code: "problem.word" for code, word in enumerate(words) if word is None}
    sheet.add_text_problems(column, unknown, allowed=", ".join(allowed))
    return cells.map(lambda text: known.get(text.casefold(), ""))


def _read(
    sheet: Sheet, column: str, read: Callable[[str], float], refused: float | np.int8
) -> NDArray[Any]:
    """The column, each distinct text read once; `refused`, and a problem, where it cannot be."""
    cells = sheet.column(column)
    values: list[float | np.int8] = []
    keys: dict[int, str] = {}
    for code, text in enumerate(cells.texts):
        try:
            values.append(read(text))
        except (UnreadableError, UnknownUnitError) as error:
            values.append(refused)
            keys[code] = error.key
    sheet.add_text_problems(column, keys)
    return cells.per_row(np.array(values, dtype=type(refused)))


def read_comparisons(
    sheet: Sheet, quantities: Quantities, column: str = "comparison"
) -> pd.Categorical:
    """The comparison of each row, in its own column or in the quantity's text; both must agree."""
    written = quantities.comparison
    stated = _read(sheet, column, lambda text: SIGNS.index(read_comparison(text)), np.int8(0))
    for row in np.flatnonzero((stated != 0) & (written != 0) & (stated != written)):
        got = SIGNS[stated[row]]
        sheet.add_problem(row, column, got, "problem.comparisons", written=SIGNS[written[row]])
    return comparisons(np.where(stated == 0, written, stated))


def comparisons(code: NDArray[np.int8]) -> pd.Categorical:
    """A column of comparisons from their indices in `SIGNS`."""
    return pd.Categorical.from_codes(code, categories=pd.Index(SIGNS, dtype=object))


def read_years(sheet: Sheet, column: str) -> pd.Series:
    """A column of years; ``<NA>`` where a cell is empty (a problem, if required) or not a year."""
    required = sheet.has(column) and column in sheet.table.required
    years = _read(
        sheet, column, lambda text: read_year(text) if text or required else math.nan, math.nan
    )
    return pd.Series(years).astype("Int64")


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
    """The distinct units of a table, each known by its index; -1 is no unit."""

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
        return _read(sheet, column, lambda text: self.index(text) if text else -1, -1)

    def texts(self, index: Rows) -> pd.Categorical:
        """The text of each row's unit, empty where it has none."""
        return _per_row([one.text for one in self.units], index)

    def scales(self, index: Rows) -> Floats:
        """The size of each row's unit in the base unit of its dimension; NaN where it has none."""
        return np.array([float(one.scale) for one in self.units] + [np.nan])[index]

    def alike(self, one: Rows, other: Rows) -> Bools:
        """The rows whose two units are of one dimension; no unit is like no other."""
        dimensions = np.array([known.dimension for known in self.units], dtype=object)
        code = np.append(pd.factorize(dimensions)[0], -1)
        return cast("Bools", (one >= 0) & (code[one] == code[other]))

    def add_columns(self, frame: pd.DataFrame, index: Rows) -> None:
        """Add the text, dimension, currency and size of each row's unit to a frame.

        An observation counts one year, so 项/年 is here what 项 is.
        """
        yearly = UnitList()
        yearly.units = [annual(one) for one in self.units]
        ratio = unit(PER_CENT).dimension
        dimensions = [RATIO if one.dimension == ratio else one.dimension for one in yearly.units]
        frame["_unit"] = self.texts(index)
        frame["_dimension"] = _per_row(dimensions, index)
        frame["_currency"] = _per_row([one.currency for one in yearly.units], index)
        frame["_scale"] = yearly.scales(index)


def _per_row(texts: Sequence[str], index: Rows) -> pd.Categorical:
    return FactorizedColumn(index, [*texts, ""]).map(str)


def read_quantities(sheet: Sheet, column: str, units: UnitList, in_unit: Rows) -> Quantities:
    """The numbers of `column`, in the row's unit `in_unit` where the text has none of its own.

    Text with a unit is converted to the row's unit exactly, where the row has one; each pair of a
    text and a row's unit is worked out once. Problems (a text that is not one certain number, an
    unknown unit, a dimension that does not fit) go to the sheet.
    """
    cells = sheet.column(column)
    plain = cells.numbers()
    written = _written(sheet, column, plain)
    number, comparison = plain[cells.code], np.zeros(len(sheet), np.int8)
    if not written:
        return Quantities(number, comparison, in_unit)
    unit_of = in_unit.copy()
    rows = np.flatnonzero(np.isin(cells.code, list(written)))
    pair_of = cells.code[rows] * (len(units.units) + 1) + in_unit[rows] + 1
    _, first, pair = np.unique(pair_of, return_index=True, return_inverse=True)
    each = np.array(
        [to_row_unit(written[cells.code[row]], in_unit[row], units) for row in rows[first]],
        dtype=_IN_ROW_UNIT,
    )
    placed, unfit = each[pair], (each["problem"] != "")[pair]
    number[rows], unit_of[rows] = placed["number"], placed["unit"]
    comparison[rows] = placed["comparison"]
    for row, key in zip(rows[unfit], placed["problem"][unfit], strict=True):
        expected = units.units[in_unit[row]].text if in_unit[row] >= 0 else ""
        sheet.add_problem(row, column, cells.get(row), key, unit=expected)
    return Quantities(number, comparison, unit_of)


def _written(sheet: Sheet, column: str, plain: Floats) -> dict[int, ParsedNumber]:
    """The distinct texts that are more than a plain number; what cannot be read is a problem."""
    written: dict[int, ParsedNumber] = {}
    refused: dict[int, str] = {}
    others = np.flatnonzero(np.isnan(plain))
    for i, text in zip(others.tolist(), sheet.column(column).take(others), strict=True):
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
