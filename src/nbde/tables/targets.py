"""The targets table: from a file to a checked frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.errors import TableError
from nbde.schema import TARGETS
from nbde.tables import frames
from nbde.tables.cells import (
    PER_CENT,
    Quantities,
    UnitList,
    read_comparisons,
    read_quantities,
    read_words,
    read_years,
)
from nbde.tables.csv import Floats, Rows
from nbde.tables.sheet import Sheet
from nbde.tables.source import Reading

_TEXTS = (
    "plan", "entity", "indicator", "name_zh", "name_en", "theme", "numerator", "denominator",
    "part_of", "note", "source",
)  # fmt: skip
_WORDS = ("direction", "schedule", "target_kind", "path", "confidence")
_YEARS = ("start_year", "target_year", "baseline_year")
_TARGET = ("plan", "entity", "indicator", "target_year")
_TIMES = "倍"


def read_targets(
    path: str | Path | pd.DataFrame,
    *,
    encoding: str | None = None,
    sheet: str | int | None = None,
) -> pd.DataFrame:
    """The targets of a table of any form nbde recognises, checked.

    Parameters
    ----------
    path
        A file, ``-`` for standard input, or a frame with the same columns.
    encoding
        The file's encoding; without it a byte-order mark decides, else UTF-8, else GB18030.
    sheet
        The sheet of a workbook, by name or number.

    Returns
    -------
    pandas.DataFrame
        One row a target, the columns of `nbde.schema.TARGETS` (without `entity` if the file has
        none), then the file's own further columns. Numbers are in the row's `unit`. Columns whose
        names begin with an underscore are the program's own.

    Raises
    ------
    TableError
        With every problem of the file, each with its line and column.
    DataError
        If the file cannot be read.
    """
    reading = Reading(encoding, None if sheet is None else str(sheet))
    opened = frames.open_sheet(path, TARGETS, reading)
    frame = checked_targets(opened)
    if opened.problems:
        raise TableError(opened.problems)
    return frame


def checked_targets(sheet: Sheet) -> pd.DataFrame:
    """The frame of the targets in `sheet`; what is wrong is added to the sheet's problems."""
    units = UnitList()
    frame = pd.DataFrame(index=pd.RangeIndex(len(sheet)))
    for column in _TEXTS:
        frame[column] = sheet.text(column)
    for column in _WORDS:
        frame[column] = read_words(sheet, column)
    for column in _YEARS:
        frame[column] = read_years(sheet, column)
    cell_unit = units.column(sheet, "unit")
    kind = np.asarray(frame["target_kind"], dtype=object)
    is_level = np.isin(kind, ("", "level"))
    target = read_quantities(sheet, "target_value", units, np.where(is_level, cell_unit, -1))
    amount_unit, level_unit = _units_of_kinds(sheet, kind, target, cell_unit, units)
    baseline = read_quantities(sheet, "baseline_value", units, level_unit)
    level_unit = np.where(level_unit < 0, baseline.unit, level_unit)
    limit = read_quantities(sheet, "natural_limit", units, level_unit)

    frame["target_value"] = target.number
    frame["baseline_value"] = baseline.number
    frame["natural_limit"] = limit.number
    frame["claimed_multiple"] = _multiples(sheet, units)
    frame["comparison"] = read_comparisons(sheet, target)
    frame["unit"] = units.texts(amount_unit)
    in_amount_unit = is_level | (kind == "points")
    frame["level_unit"] = units.texts(np.where(in_amount_unit, -1, level_unit))
    units.add_columns(frame, level_unit)
    frame["_amount_scale"] = units.scales(amount_unit)
    frame["baseline_comparison"] = read_comparisons(sheet, baseline, "baseline_comparison")
    frame["_line"] = sheet.line

    _check_required(sheet, frame, target)
    _check_baselines(sheet, frame)
    _check_repeated(sheet, frame)
    return frames.ordered(frame, sheet)


def _units_of_kinds(
    sheet: Sheet, kind: NDArray[np.object_], target: Quantities, cell_unit: Rows, units: UnitList
) -> tuple[Rows, Rows]:
    """The unit of each row's amount, and that of the level it stands for (-1: the series' own).

    A growth, a change and points are a ratio, and the unit cell may give either the ratio's unit or
    the level's, if that has no cell of its own; a multiple is a pure number.
    """
    per_cent, times = units.index(PER_CENT), units.index(_TIMES)
    is_level, is_multiple = np.isin(kind, ("", "level")), kind == "multiple"
    stated = np.where(target.unit >= 0, target.unit, np.where(is_multiple, -1, cell_unit))
    wanted = np.where(is_multiple, times, per_cent)
    mismatch = ~is_level & (stated >= 0) & ~units.alike(stated, wanted) & ~np.isnan(target.number)
    for row in np.flatnonzero(mismatch):
        key = "problem.multiple" if is_multiple[row] else "problem.rate_unit"
        sheet.add_problem(row, "target_value", units.units[stated[row]].text, key)
    amount_unit = np.where(is_level, target.unit, np.where(is_multiple, times, stated))
    own_unit = units.column(sheet, "level_unit")
    level_unit = np.where(units.alike(cell_unit, wanted), -1, cell_unit)
    level_unit = np.where(own_unit >= 0, own_unit, level_unit)
    level_unit = np.where(kind == "points", per_cent, level_unit)
    return amount_unit, np.where(is_level, target.unit, level_unit)


def _multiples(sheet: Sheet, units: UnitList) -> Floats:
    times = np.full(len(sheet), units.index(_TIMES), np.int64)
    return read_quantities(sheet, "claimed_multiple", units, times).number


def _check_required(sheet: Sheet, frame: pd.DataFrame, target: Quantities) -> None:
    sheet.add_cell_problems(sheet.empty("indicator"), "indicator", "problem.no_indicator")
    empty = sheet.empty("target_value")
    no_direction = np.asarray(frame["direction"] == "")
    sheet.add_cell_problems(empty & no_direction, "target_value", "problem.no_target")
    readable = empty | ~np.isnan(target.number)
    needs_unit = np.asarray(frame["target_kind"] != "multiple") & (target.unit < 0)
    sheet.add_cell_problems(sheet.empty("unit") & needs_unit & readable, "unit", "problem.no_unit")


def _check_baselines(sheet: Sheet, frame: pd.DataFrame) -> None:
    late = (frame["baseline_year"] >= frame["target_year"]).fillna(value=False).to_numpy(bool)
    for row in np.flatnonzero(late):
        got, year = frame["baseline_year"].iloc[row], frame["target_year"].iloc[row]
        sheet.add_problem(row, "baseline_year", str(got), "problem.baseline_year", year=year)
    no_year = sheet.column("baseline_year").empty()
    no_year &= frame["baseline_value"].notna().to_numpy()
    sheet.add_cell_problems(no_year, "baseline_year", "problem.no_baseline_year")


def _check_repeated(sheet: Sheet, frame: pd.DataFrame) -> None:
    named = frame["target_year"].notna() & (frame["indicator"] != "")
    repeated = frames.repeated(frames.row_keys(frame, _TARGET))
    sheet.add_cell_problems(named.to_numpy() & repeated, "target_year", "problem.target_twice")
