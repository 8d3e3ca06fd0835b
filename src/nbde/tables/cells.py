"""Cells to values, each distinct text read once: words, years, and quantities with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.schema import COLUMNS
from nbde.tables.numbers import UnreadableError, Written, read_comparison, read_number, read_year
from nbde.tables.quantities import as_written
from nbde.tables.sheet import Distinct, Rows, Sheet
from nbde.tables.units import DimensionError, Unit, UnknownUnitError, factor, unit
from nbde.words import LANGUAGES, label

Floats = NDArray[np.float64]

_PLAIN = re.compile(r"[0-9.+\-eE\n]*", re.ASCII)
_LOOSE = re.compile(r"\.(?:[\neE]|\Z)")
_NONZERO = re.compile(r"[^eE]*[1-9]")
_OTHER_WORDS = {
    "direction": {"up": "increase", "down": "decrease", "增加": "increase", "提高": "increase",
                  "减少": "decrease", "下降": "decrease", "降低": "decrease"},
    "schedule": {"every year": "every-year", "annual": "every-year", "每年": "every-year",
                 "cumulative": "total"},
    "target_kind": {"年均增速": "growth", "绝对值": "level"},
    "vintage": {"final": "revised", "初步核算": "preliminary", "快报": "preliminary",
                "最终核实": "revised"},
    "rounded": {"true": "yes", "1": "yes", "是": "yes", "false": "no", "0": "no", "否": "no"},
}  # fmt: skip


def read_words(sheet: Sheet, column: str) -> pd.Categorical:
    """A column of a closed vocabulary; empty cells stay empty."""
    allowed = COLUMNS[column].words
    known = {word: word for word in ("", *allowed)} | _OTHER_WORDS.get(column, {})
    known |= {label(word, lang): word for word in allowed for lang in LANGUAGES}
    distinct = sheet.distinct(column)
    bad = [i for i, text in enumerate(distinct.texts) if text.casefold() not in known]
    for row in distinct.where(bad):
        got = distinct.texts[distinct.code[row]]
        sheet.blame(row, column, got, "problem.word", allowed=", ".join(allowed))
    return distinct.map(lambda text: known.get(text.casefold(), ""))


def read_comparisons(sheet: Sheet) -> pd.Categorical:
    """The comparison column, in symbols or in words."""
    distinct = sheet.distinct("comparison")
    read: dict[str, str] = {}
    for i, text in enumerate(distinct.texts):
        try:
            read[text] = read_comparison(text)
        except UnreadableError as error:
            read[text] = ""
            for row in distinct.where([i]):
                sheet.blame(row, "comparison", text, error.key)
    return distinct.map(read.__getitem__)


def read_years(sheet: Sheet, column: str, *, required: bool = False) -> Floats:
    """A column of years; NaN where the cell is empty (a problem, if `required`) or not a year."""
    distinct = sheet.distinct(column)
    years = np.full(len(distinct.texts), np.nan)
    for i, text in enumerate(distinct.texts):
        if not text and not (required and sheet.has(column)):
            continue
        try:
            years[i] = read_year(text)
        except UnreadableError as error:
            for row in distinct.where([i]):
                sheet.blame(row, column, text, error.key)
    return years[distinct.code]


@dataclass(frozen=True, slots=True)
class Quantities:
    """A column of numbers as read: each in a unit of its own, with the comparison written beside it.

    `number` is NaN where the cell is empty or has a problem, `unit` the index of the number's unit in
    `units` (-1 for none), `own` whether that unit stands in the cell's text.
    """

    number: Floats
    comparison: NDArray[np.object_]
    unit: Rows
    own: NDArray[np.bool_]


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
        for i, text in enumerate(distinct.texts):
            if not text:
                continue
            try:
                found[i] = self.index(text)
            except UnknownUnitError:
                for row in distinct.where([i]):
                    sheet.blame(row, column, text, "problem.unit")
        return found[distinct.code]


def read_quantities(sheet: Sheet, column: str, units: UnitList, in_unit: Rows) -> Quantities:
    """The numbers of `column`, in the row's unit `in_unit` where the text has none of its own.

    Text with a unit is converted to the row's unit exactly, where the row has one. Problems (a text
    that is not one certain number, an unknown unit, a dimension that does not fit) go to the sheet.
    """
    distinct = sheet.distinct(column)
    plain = _plain_numbers(distinct.texts)
    number = plain[distinct.code]
    comparison = np.full(len(sheet), "", dtype=object)
    unit_of = in_unit.copy()
    own = np.zeros(len(sheet), dtype=bool)
    written = _written(sheet, column, distinct, plain)
    pair = distinct.code * (len(units.units) + 1) + in_unit + 1
    for key in np.unique(pair[np.isin(distinct.code, list(written))]):
        code, row_unit = divmod(int(key), len(units.units) + 1)
        rows = np.flatnonzero(pair == key)
        cell = written[code]
        try:
            value, found = _placed(cell, row_unit - 1, units)
        except (UnknownUnitError, DimensionError, OverflowError, _DoubleMultiplierError) as error:
            expected = units.units[row_unit - 1].text if row_unit else ""
            for row in rows:
                sheet.blame(row, column, distinct.texts[code], _key(error), unit=expected)
            continue
        number[rows], unit_of[rows] = value, found
        comparison[rows], own[rows] = cell.comparison, bool(cell.unit)
    return Quantities(number, comparison, unit_of, own)


def _plain_numbers(texts: list[str]) -> Floats:
    """The texts that are nothing but a decimal number; NaN for the others."""
    numbers = np.full(len(texts), np.nan)
    filled = [i for i, text in enumerate(texts) if text]
    candidates = [texts[i] for i in filled]
    together = "\n".join(candidates)
    if _PLAIN.fullmatch(together) and not _LOOSE.search(together):
        try:
            found = np.array(candidates, dtype=object).astype(np.float64)
        except ValueError:
            found = np.full(len(candidates), np.nan)
        if np.isfinite(found).all() and not _underflows(candidates, found):
            numbers[filled] = found
            return numbers
    numbers[filled] = [_plain_number(text) for text in candidates]
    return numbers


def _underflows(texts: list[str], numbers: Floats) -> bool:
    """Whether a text that is not zero was read as zero."""
    return any(_NONZERO.match(texts[i]) for i in np.flatnonzero(numbers == 0))


def _plain_number(text: str) -> float:
    try:
        written = read_number(text)
    except UnreadableError:
        return np.nan
    return np.nan if written.unit or written.comparison or written.scaled else float(written.number)


def _written(sheet: Sheet, column: str, distinct: Distinct, plain: Floats) -> dict[int, Written]:
    """The distinct texts that are more than a plain number; what cannot be read is a problem."""
    written: dict[int, Written] = {}
    for i in np.flatnonzero(np.isnan(plain)):
        text = distinct.texts[i]
        if not text:
            continue
        try:
            written[int(i)] = read_number(text)
        except UnreadableError as error:
            for row in distinct.where([int(i)]):
                sheet.blame(row, column, text, error.key)
    return written


def _placed(cell: Written, row_unit: int, units: UnitList) -> tuple[float, int]:
    """The number in the row's unit, or in its own where the row has none; and that unit's index.

    A multiplier without a unit counts the row's unit, which must then have no multiplier of its own.
    """
    if not cell.unit:
        if cell.scaled and row_unit >= 0 and units.units[row_unit].has_multiplier:
            raise _DoubleMultiplierError
        return float(cell.number), row_unit
    number, own = as_written(cell)
    if row_unit < 0:
        return float(number), units.index(own.text)
    return float(number * factor(own, units.units[row_unit])), row_unit


class _DoubleMultiplierError(ValueError):
    """``4.5万`` in a row whose unit is 万个: 4.5 or 45000 of them."""


def _key(error: Exception) -> str:
    if isinstance(error, DimensionError):
        return "problem.dimension"
    if isinstance(error, UnknownUnitError):
        return "problem.unit"
    return "problem.scaled" if isinstance(error, _DoubleMultiplierError) else "problem.number_size"
