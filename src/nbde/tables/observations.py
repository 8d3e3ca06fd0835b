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
    frame["year"] = frames.years(read_years(sheet, "year", required=True))
    cell_unit = units.column(sheet, "unit")
    value = read_quantities(sheet, "value", units, cell_unit)
    stated = np.asarray(read_comparisons(sheet), dtype=object)
    for row in np.flatnonzero((stated != "") & (value.comparison != "")):
        if stated[row] != value.comparison[row]:
            sheet.blame(
                row,
                "comparison",
                str(stated[row]),
                "problem.comparisons",
                written=value.comparison[row],
            )
    frame["comparison"] = pd.Categorical(np.where(stated == "", value.comparison, stated))
    frame["value"] = value.number
    frame["unit"] = frames.unit_texts(value.unit, units)
    frames.add_unit_columns(frame, value.unit, units)
    frame["_scenario"] = False
    frame["_edition_rank"] = edition_ranks(frame["edition"])
    frame["_line"] = sheet.line
    _check_required(sheet, frame, value.unit)
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
    for name in names:
        ranks.setdefault(name, max(ranks.values()) + 1)
    ranks[""] = -1.0
    return np.array([ranks[name] for name in names] or [np.nan])[code]


def _check_required(sheet: Sheet, frame: pd.DataFrame, unit_of: np.ndarray) -> None:
    if sheet.has("indicator"):
        for row in np.flatnonzero(frame["indicator"] == ""):
            sheet.blame(row, "indicator", "", "problem.no_indicator")
    if sheet.has("value"):
        value = sheet.distinct("value")
        for row in value.where([i for i, text in enumerate(value.texts) if not text]):
            sheet.blame(row, "value", "", "problem.number")
    if sheet.has("unit"):
        written = sheet.distinct("unit")
        empty = np.isin(written.code, [i for i, text in enumerate(written.texts) if not text])
        readable = frame["value"].notna().to_numpy()
        for row in np.flatnonzero(empty & (unit_of < 0) & readable):
            sheet.blame(row, "unit", "", "problem.no_unit")


def _check_dimensions(sheet: Sheet, frame: pd.DataFrame) -> None:
    """Every value of a series fits the dimension of the series' first one."""
    series = frame.loc[frame["unit"] != "", ["entity", "indicator", "unit", "_dimension"]]
    series = series.astype({"unit": object, "_dimension": object})
    first = series.groupby(["entity", "indicator"], observed=True, sort=False).transform("first")
    for row in series.index[(first["_dimension"] != series["_dimension"]).to_numpy()]:
        sheet.blame(
            row,
            "unit",
            str(frame["unit"].iloc[row]),
            "problem.dimension",
            unit=str(first["unit"][row]),
        )


def _check_repeated(sheet: Sheet, frame: pd.DataFrame) -> None:
    """The same figure of one edition and vintage stands once, or with one value."""
    keys = list(_SAME_FIGURE)
    repeated = frame.duplicated(keys, keep=False) & frame["year"].notna() & frame["value"].notna()
    if not repeated.any():
        return
    same = frame[repeated].assign(_base=frame["value"] * frame["_scale"])
    first = same.groupby(keys, observed=True, sort=False)["_base"].transform("first")
    for row in same.index[(~np.isclose(first, same["_base"], rtol=1e-12, atol=0)).to_numpy()]:
        sheet.blame(row, "value", str(frame["value"].iloc[row]), "problem.observation_twice")
