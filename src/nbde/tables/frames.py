"""What the frames of both tables share: how they are opened, their years, units and columns."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd

from nbde.schema import RATIO, Table
from nbde.tables.cells import Floats, UnitList
from nbde.tables.distinct import Bools, Rows
from nbde.tables.records import read_records, records_of_frame
from nbde.tables.sheet import Sheet
from nbde.tables.source import read_source
from nbde.tables.units import Unit, annual, unit

_PER_CENT = "%"
_CONVERSION = 1e-12


def open_sheet(path: str | Path | pd.DataFrame, table: Table, encoding: str | None) -> Sheet:
    """The sheet of a file, of standard input, or of a frame with the same columns."""
    if isinstance(path, pd.DataFrame):
        public = [not str(column).startswith("_") for column in path.columns]
        return Sheet.of("<frame>", table, records_of_frame(path.loc[:, public]))
    source = read_source(path, encoding)
    return Sheet.of(source.name, table, read_records(source))


def years(values: Floats) -> pd.Series:
    """A column of whole years, missing ones as ``<NA>``."""
    return pd.Series(values).astype("Int64")


def unit_texts(index: Rows, units: UnitList) -> pd.Categorical:
    """The text of each row's unit, empty where it has none."""
    return _taken(index, [one.text for one in units.units])


def scales(index: Rows, units: list[Unit]) -> Floats:
    """The size of each row's unit in the base unit of its dimension; NaN where it has none."""
    return np.array([float(one.scale) for one in units] + [np.nan])[index]


def add_unit_columns(frame: pd.DataFrame, index: Rows, units: UnitList) -> None:
    """Add what the questions need to know of each row's unit: its text, dimension, size, currency.

    An observation counts one year, so 项/年 is here what 项 is.
    """
    yearly = [annual(one) for one in units.units]
    frame["_unit"] = unit_texts(index, units)
    ratio = unit(_PER_CENT).dimension
    dimensions = [RATIO if one.dimension == ratio else one.dimension for one in yearly]
    frame["_dimension"] = _taken(index, dimensions)
    frame["_currency"] = _taken(index, [one.currency for one in yearly])
    frame["_scale"] = scales(index, yearly)


def differs(rows: pd.DataFrame, first: pd.DataFrame, column: str) -> Bools:
    """Where a figure of `rows` is not that of `first`, each in its own unit of one dimension."""
    ratio = (rows["_scale"] / first["_scale"]).to_numpy(np.float64)
    one, other = rows[column].to_numpy(np.float64), first[column].to_numpy(np.float64)
    with np.errstate(over="ignore"):
        return cast("Bools", ~np.isclose(one * ratio, other, rtol=_CONVERSION, atol=0))


def ordered(frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """The frame with the table's columns first, then the file's own further ones, then ours."""
    declared = [c for c in sheet.table.columns if c != "entity" or sheet.has("entity")]
    own = [column for column in frame.columns if column.startswith("_")]
    extra = [column for column in sheet.extra if column not in own]
    extras = pd.DataFrame({column: sheet.text(column) for column in extra}, index=frame.index)
    return pd.concat([frame[declared], extras, frame[own]], axis=1)


def _taken(index: Rows, texts: list[str]) -> pd.Categorical:
    code, words = pd.factorize(np.array([*texts, ""], dtype=object))
    return pd.Categorical.from_codes(code[index], categories=pd.Index(words, dtype=object))
