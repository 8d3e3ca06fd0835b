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
    Quantities,
    UnitList,
    read_comparisons,
    read_quantities,
    read_words,
    read_years,
)
from nbde.tables.csv import Floats
from nbde.tables.sheet import Sheet
from nbde.tables.source import Reading
from nbde.threads import MANY, in_background

_TEXTS = ("entity", "indicator", "name_zh", "name_en", "edition", "growth_of", "source")
_WORDS = ("vintage", "rounded", "confidence")
_SERIES = ("entity", "indicator")
_FIGURE = (*_SERIES, "year", "edition", "vintage")


def read_observations(
    path: str | Path | pd.DataFrame,
    *,
    encoding: str | None = None,
    sheet: str | int | None = None,
    indicator: str | None = None,
) -> pd.DataFrame:
    """The observations of a table of any form nbde recognises, checked.

    Parameters
    ----------
    path
        A file, ``-`` for standard input, or a frame with the same columns.
    encoding
        The file's encoding; without it a byte-order mark decides, else UTF-8, else GB18030.
    sheet
        The sheet of a workbook, by name or number.
    indicator
        The code of the indicator in a file of Open SDG, whose name gives it otherwise; of a World
        Bank or SDMX file only this indicator is read.

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
    asked = None if indicator is None else (lambda: frozenset({indicator}))
    reading = Reading(encoding, None if sheet is None else str(sheet), indicator, asked)
    opened = frames.open_sheet(path, OBSERVATIONS, reading)
    frame = checked_observations(opened)
    if opened.problems:
        raise TableError(opened.problems)
    return frame


def checked_observations(sheet: Sheet) -> pd.DataFrame:
    """The frame of the observations in `sheet`; what is wrong is added to the sheet's problems."""
    units = UnitList()
    frame = pd.DataFrame(index=pd.RangeIndex(len(sheet)))
    with in_background(sheet.column("value").numbers, pays=len(sheet) >= MANY) as numbers:
        for column in _TEXTS:
            frame[column] = sheet.text(column)
        for column in _WORDS:
            frame[column] = read_words(sheet, column)
        frame["year"] = read_years(sheet, "year")
    numbers()
    value = read_quantities(sheet, "value", units, units.column(sheet, "unit"))
    frame["comparison"] = read_comparisons(sheet, value)
    frame["value"] = value.number
    frame["unit"] = units.texts(value.unit)
    units.add_columns(frame, value.unit)
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
    code, names = pd.factorize(editions.astype("category"))
    further = (name for name in names if name not in ranks)
    newest = max(ranks.values())
    ranks |= {name: newest + place for place, name in enumerate(further, 1)}
    ranks[""] = -1.0
    return np.array([ranks[name] for name in names], dtype=np.float64)[code]


def _check_required(sheet: Sheet, value: Quantities) -> None:
    sheet.add_cell_problems(sheet.empty("indicator"), "indicator", "problem.no_indicator")
    sheet.add_cell_problems(sheet.empty("value"), "value", "problem.number")
    no_unit = sheet.empty("unit") & (value.unit < 0) & ~np.isnan(value.number)
    sheet.add_cell_problems(no_unit, "unit", "problem.no_unit")


def _check_dimensions(sheet: Sheet, frame: pd.DataFrame) -> None:
    """Every value of a series fits the dimension of the series' first one."""
    dimension = frame["_dimension"].cat.codes.to_numpy()
    rows = np.flatnonzero((frame["unit"] != "") & (frame["indicator"] != ""))
    if (dimension[rows] == dimension[rows[:1]]).all():
        return
    series, _ = pd.factorize(frames.row_keys(frame, _SERIES)[rows])
    first = rows[~frames.repeated(series)][series]
    apart = dimension[rows] != dimension[first]
    for row, of_first in zip(rows[apart], first[apart], strict=True):
        got, expected = frame["unit"].iloc[row], frame["unit"].iloc[of_first]
        sheet.add_problem(row, "unit", got, "problem.dimension", unit=expected)


def _check_repeated(sheet: Sheet, frame: pd.DataFrame) -> None:
    """The same figure of one edition and vintage stands once, or with one value."""
    figure = frames.row_keys(frame, _FIGURE) * 2 + (frame["rounded"] == "yes").to_numpy()
    repeated = frames.repeated(figure, keep=False)
    if not repeated.any():
        return
    known = frame[["year", "value", "_scale"]].notna().all(axis=1) & (frame["indicator"] != "")
    repeated = repeated & known.to_numpy()
    same = frame.loc[repeated, ["value", "_scale"]]
    contradicts = np.zeros(len(sheet), dtype=bool)
    first = same.groupby(figure[repeated], sort=False).transform("first")
    contradicts[same.index] = frames.differs(same, first, "value")
    sheet.add_cell_problems(contradicts, "value", "problem.observation_twice")
