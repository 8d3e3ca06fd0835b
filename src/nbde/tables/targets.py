"""The targets table: from a file to a checked frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from nbde.errors import TableError
from nbde.schema import TARGETS
from nbde.tables import frames
from nbde.tables.cells import (
    Floats,
    Quantities,
    UnitList,
    read_comparisons,
    read_quantities,
    read_words,
    read_years,
)
from nbde.tables.sheet import Rows, Sheet
from nbde.tables.units import unit

_TEXTS = (
    "plan", "entity", "indicator", "name_zh", "name_en", "theme", "numerator", "denominator",
    "part_of", "note", "source",
)  # fmt: skip
_WORDS = ("direction", "schedule", "target_kind", "path", "confidence")
_TIMES = "倍"
_PER_CENT = "%"


def read_targets(path: str | Path | pd.DataFrame, *, encoding: str | None = None) -> pd.DataFrame:
    """The targets of a CSV file, checked.

    Parameters
    ----------
    path
        A file, ``-`` for standard input, or a frame with the same columns.
    encoding
        The file's encoding; without it a byte-order mark decides, else UTF-8, else GB18030.

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
    sheet = frames.open_sheet(path, TARGETS, encoding)
    frame = checked_targets(sheet)
    if sheet.problems:
        raise TableError(sheet.problems)
    return frame


def checked_targets(sheet: Sheet) -> pd.DataFrame:
    """The frame of the targets in `sheet`; what is wrong is added to the sheet's problems."""
    units = UnitList()
    frame = pd.DataFrame(index=pd.RangeIndex(len(sheet)))
    for column in _TEXTS:
        frame[column] = sheet.text(column)
    for column in _WORDS:
        frame[column] = read_words(sheet, column)
    kind = frame["target_kind"].astype(object).to_numpy()
    frame["start_year"] = frames.years(read_years(sheet, "start_year"))
    target_year = read_years(sheet, "target_year", required=True)
    frame["target_year"] = frames.years(target_year)
    baseline_year = read_years(sheet, "baseline_year")
    frame["baseline_year"] = frames.years(baseline_year)

    cell_unit = units.column(sheet, "unit")
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
    frame["comparison"] = _comparisons(sheet, target)
    frame["unit"] = frames.unit_texts(amount_unit, units)
    frames.add_unit_columns(frame, level_unit, units)
    frame["_amount_scale"] = frames.scales(amount_unit, units.units)
    frame["_line"] = sheet.line

    _check_required(sheet, frame, target, cell_unit)
    _check_baselines(sheet, baseline, baseline_year, target_year)
    _check_repeated(sheet, frame)
    return frames.ordered(frame, sheet)


def _units_of_kinds(
    sheet: Sheet, kind: np.ndarray, target: Quantities, cell_unit: Rows, units: UnitList
) -> tuple[Rows, Rows]:
    """The unit of each row's amount, and that of the level it stands for (-1: the series' own).

    A growth, a change and points are a ratio, and the unit cell may give either the ratio's unit or
    the level's; a multiple is a pure number.
    """
    is_level = np.isin(kind, ("", "level"))
    amount_unit = np.where(is_level | (target.unit >= 0), target.unit, cell_unit)
    level_unit = np.where(is_level, target.unit, cell_unit)
    per_cent, times = units.index(_PER_CENT), units.index(_TIMES)
    ratio, pure = unit(_PER_CENT).dimension, unit(_TIMES).dimension
    for row in np.flatnonzero(~is_level):
        own, cell = int(target.unit[row]), int(cell_unit[row])
        got = "" if own < 0 else units.units[own].text
        if kind[row] == "multiple":
            if own >= 0 and units.units[own].dimension != pure:
                sheet.blame(row, "target_value", got, "problem.multiple")
            amount_unit[row] = times
            level_unit[row] = -1 if cell >= 0 and units.units[cell].dimension == pure else cell
            continue
        stated = own if own >= 0 else cell
        if not np.isnan(target.number[row]) and (
            stated < 0 or units.units[stated].dimension != ratio
        ):
            got = "" if stated < 0 else units.units[stated].text
            sheet.blame(row, "target_value", got, "problem.rate_unit")
        is_ratio = cell < 0 or units.units[cell].dimension == ratio
        if kind[row] == "points":
            level_unit[row] = per_cent
        elif is_ratio:
            level_unit[row] = -1
    return amount_unit, level_unit


def _multiples(sheet: Sheet, units: UnitList) -> Floats:
    times = np.full(len(sheet), units.index(_TIMES), np.int64)
    return read_quantities(sheet, "claimed_multiple", units, times).number


def _comparisons(sheet: Sheet, target: Quantities) -> pd.Categorical:
    """The comparison of the column or of the value's text; two that differ are a problem."""
    column = np.asarray(read_comparisons(sheet), dtype=object)
    for row in np.flatnonzero((column != "") & (target.comparison != "")):
        if column[row] != target.comparison[row]:
            sheet.blame(
                row,
                "comparison",
                str(column[row]),
                "problem.comparisons",
                written=target.comparison[row],
            )
    return pd.Categorical(np.where(column == "", target.comparison, column))


def _check_required(sheet: Sheet, frame: pd.DataFrame, target: Quantities, cell_unit: Rows) -> None:
    if sheet.has("indicator"):
        for row in np.flatnonzero(frame["indicator"] == ""):
            sheet.blame(row, "indicator", "", "problem.no_indicator")
    if not (sheet.has("target_value") and sheet.has("unit")):
        return
    value, written_unit = sheet.distinct("target_value"), sheet.distinct("unit")
    empty = np.isin(value.code, [i for i, text in enumerate(value.texts) if not text])
    for row in np.flatnonzero(empty & (frame["direction"] == "")):
        sheet.blame(row, "target_value", "", "problem.no_target")
    no_unit = np.isin(written_unit.code, [i for i, t in enumerate(written_unit.texts) if not t])
    lost = no_unit & (target.unit < 0) & (empty | ~np.isnan(target.number))
    pure = frame["target_kind"] == "multiple"
    for row in np.flatnonzero(lost & ~pure):
        sheet.blame(row, "unit", "", "problem.no_unit")


def _check_baselines(
    sheet: Sheet, baseline: Quantities, baseline_year: Floats, target_year: Floats
) -> None:
    for row in np.flatnonzero(baseline_year >= target_year):
        sheet.blame(
            row,
            "baseline_year",
            f"{baseline_year[row]:.0f}",
            "problem.baseline_year",
            year=int(target_year[row]),
        )
    cells = sheet.distinct("baseline_year")
    no_year = np.isin(cells.code, [i for i, text in enumerate(cells.texts) if not text])
    for row in np.flatnonzero(~np.isnan(baseline.number) & no_year):
        sheet.blame(row, "baseline_year", "", "problem.no_baseline_year")


def _check_repeated(sheet: Sheet, frame: pd.DataFrame) -> None:
    key = [frame[c] for c in ("plan", "entity", "indicator", "target_year")]
    repeated = (
        pd.concat(key, axis=1).duplicated().to_numpy() & frame["target_year"].notna().to_numpy()
    )
    for row in np.flatnonzero(repeated & (frame["indicator"] != "").to_numpy()):
        sheet.blame(row, "target_year", str(frame["target_year"].iloc[row]), "problem.target_twice")
