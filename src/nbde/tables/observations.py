"""The observations table: from a file to a checked frame."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from nbde.errors import TableError
from nbde.schema import OBSERVATIONS
from nbde.tables import bundled, frames
from nbde.tables.cells import (
    Floats,
    Quantities,
    UnitList,
    read_comparisons,
    read_quantities,
    read_words,
    read_years,
)
from nbde.tables.sheet import Sheet

_TEXTS = ("entity", "indicator", "name_zh", "name_en", "edition", "growth_of", "source")
_WORDS = ("vintage", "rounded", "confidence")
_SAME_FIGURE = ("entity", "indicator", "year", "edition", "vintage", "rounded")


def read_observations(
    path: str | Path | pd.DataFrame, *, encoding: str | None = None
) -> pd.DataFrame:
    """The observations of a CSV file, checked.

    Parameters
    ----------
    path
        A file, ``-`` for standard input, or a frame with the same columns.
    encoding
        The file's encoding; without it a byte-order mark decides, else UTF-8, else GB18030.

    Returns
    -------
    pandas.DataFrame
        One row an observation, the columns of `nbde.schema.OBSERVATIONS` (without `entity` if the
        file has none), then the file's own further columns. `value` is in the row's `unit`. Columns
        whose names begin with an underscore are the program's own.

    Raises
    ------
    TableError
        With every problem of the file, each with its line and column.
    DataError
        If the file cannot be read.
    """
    sheet = frames.open_sheet(path, OBSERVATIONS, encoding)
    frame = checked_observations(sheet)
    if sheet.problems:
        raise TableError(sheet.problems)
    return frame


def checked_observations(sheet: Sheet) -> pd.DataFrame:
    """The frame of the observations in `sheet`; what is wrong is added to the sheet's problems."""
    units = UnitList()
    frame = pd.DataFrame(index=pd.RangeIndex(len(sheet)))
    for column in _TEXTS:
        frame[column] = sheet.text(column)
    for column in _WORDS:
        frame[column] = read_words(sheet, column)
    frame["year"] = frames.years(read_years(sheet, "year"))
    value = read_quantities(sheet, "value", units, units.column(sheet, "unit"))
    frame["comparison"] = read_comparisons(sheet, value)
    frame["value"] = value.number
    frame["unit"] = frames.unit_texts(value.unit, units)
    frames.add_unit_columns(frame, value.unit, units)
    frame["_scenario"] = False
    frame["_edition_rank"] = edition_ranks(frame["edition"])
    frame["_line"] = sheet.line
    _check_required(sheet, value)
    _check_dimensions(sheet, frame)
    _check_repeated(sheet, frame)
    return frames.ordered(frame, sheet)


def edition_ranks(editions: pd.Series) -> Floats:
    """The age of each edition: the bundled table's rank, else after those by order of appearance.

    A row without an edition ranks below all others.
    """
    with bundled.path("editions.csv").open(encoding="utf-8", newline="") as file:
        ranks = {row["edition"]: float(row["rank"]) for row in csv.DictReader(file)}
    code, names = pd.factorize(editions.astype(object))
    further = (name for name in names if name not in ranks)
    newest = max(ranks.values())
    ranks |= {name: newest + place for place, name in enumerate(further, 1)}
    ranks[""] = -1.0
    return np.array([ranks[name] for name in names], dtype=np.float64)[code]


def _check_required(sheet: Sheet, value: Quantities) -> None:
    sheet.blame_cells(sheet.empty("indicator"), "indicator", "problem.no_indicator")
    sheet.blame_cells(sheet.empty("value"), "value", "problem.number")
    no_unit = sheet.empty("unit") & (value.unit < 0) & ~np.isnan(value.number)
    sheet.blame_cells(no_unit, "unit", "problem.no_unit")


def _check_dimensions(sheet: Sheet, frame: pd.DataFrame) -> None:
    """Every value of a series fits the dimension of the series' first one."""
    rows = np.flatnonzero((frame["unit"] != "") & (frame["indicator"] != ""))
    named = frame[["entity", "indicator"]].iloc[rows]
    series = named.groupby(["entity", "indicator"], observed=True, sort=False).ngroup()
    first = rows[~series.duplicated().to_numpy()][series]
    dimension = frame["_dimension"].cat.codes.to_numpy()
    apart = dimension[rows] != dimension[first]
    for row, of_first in zip(rows[apart], first[apart], strict=True):
        got, expected = frame["unit"].iloc[row], frame["unit"].iloc[of_first]
        sheet.blame(row, "unit", got, "problem.dimension", unit=expected)


def _check_repeated(sheet: Sheet, frame: pd.DataFrame) -> None:
    """The same figure of one edition and vintage stands once, or with one value."""
    figure = frame[[*_SAME_FIGURE]].assign(rounded=frame["rounded"] == "yes")
    known = frame[["year", "value", "_scale"]].notna().all(axis=1) & (frame["indicator"] != "")
    repeated = known & figure.duplicated(keep=False)
    if not repeated.any():
        return
    same = figure[repeated].join(frame[["value", "_scale"]])
    groups = same.groupby([*_SAME_FIGURE], observed=True, sort=False)
    contradicts = np.zeros(len(sheet), dtype=bool)
    first = groups[["value", "_scale"]].transform("first")
    contradicts[same.index] = frames.differs(same, first, "value")
    sheet.blame_cells(contradicts, "value", "problem.observation_twice")
