"""The frames of both tables: opened as sheets, their rows compared, their columns in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, cast

import numpy as np
import pandas as pd

from nbde.schema import Table
from nbde.tables.csv import Bools, Rows, rows_of_frame
from nbde.tables.forms import read_table
from nbde.tables.sheet import Sheet
from nbde.tables.source import Reading

_CONVERSION = 1e-12
_FITS = 2**62


def open_sheet(
    path: str | Path | pd.DataFrame, table: Table, reading: Reading | None = None
) -> Sheet:
    """The sheet of a file of any form, of standard input, or of a frame with the same columns."""
    if isinstance(path, pd.DataFrame):
        public = [not str(column).startswith("_") for column in path.columns]
        return Sheet.of("<frame>", table, rows_of_frame(path.loc[:, public]))
    found = read_table(path, table, reading or Reading())
    sheet = Sheet.of(found.detected.file, table, found.records, found.origins)
    sheet.seen = found.detected
    return sheet


def differs(rows: pd.DataFrame, first: pd.DataFrame, column: str) -> Bools:
    """Where a figure of `rows` is not that of `first`, each in its own unit of one dimension."""
    ratio = (rows["_scale"] / first["_scale"]).to_numpy(np.float64)
    one, other = rows[column].to_numpy(np.float64), first[column].to_numpy(np.float64)
    with np.errstate(over="ignore"):
        return cast("Bools", ~np.isclose(one * ratio, other, rtol=_CONVERSION, atol=0))


def row_keys(frame: pd.DataFrame, columns: Sequence[str]) -> Rows:
    """One number a row; the same for the rows that hold the same in all of the columns."""
    key, known = np.zeros(len(frame), np.int64), 1
    for column in columns:
        code, size = _codes(frame[column])
        if known * size > _FITS:
            key, distinct = pd.factorize(key)
            known = len(distinct)
        key, known = key * size + code, known * size
    return key


def repeated(key: Rows, keep: Literal["first", False] = "first") -> Bools:
    """The rows whose key stands in an earlier row too, or (``keep=False``) in any other."""
    if (np.diff(key) > 0).all():
        return np.zeros(len(key), dtype=bool)
    return cast("Bools", pd.Series(key).duplicated(keep=keep).to_numpy())


def _codes(column: pd.Series) -> tuple[Rows, int]:
    """A number from 0 for each text or year of a column, and how many there may be."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64), len(column.cat.categories)
    years = column.to_numpy(np.float64, na_value=0)
    return years.astype(np.int64), int(years.max(initial=0)) + 1


def ordered(frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """The frame with the table's columns first, then the file's own further ones, then ours."""
    declared = [c for c in sheet.table.columns if c != "entity" or sheet.has("entity")]
    own = [column for column in frame.columns if column.startswith("_")]
    extra = [column for column in sheet.extra if column not in own]
    extras = pd.DataFrame({column: sheet.text(column) for column in extra}, index=frame.index)
    return pd.concat([frame[declared], extras, frame[own]], axis=1)
