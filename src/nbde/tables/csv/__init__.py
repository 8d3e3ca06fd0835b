"""Delimited texts of any size as columns: each distinct text is decoded and read once.

Everything that makes large tables fast (cells as byte slices, factorised columns, memory that is
kept) stays inside; the rest of nbde sees the columns of a table and the line of each row.
"""

from __future__ import annotations

from nbde.tables.csv.column import FactorizedColumn, plain_numbers
from nbde.tables.csv.memory import keep_freed_memory
from nbde.tables.csv.rows import CsvRows, read_rows, rows_of_frame
from nbde.tables.csv.slices import Bools, Floats, Rows

__all__ = [
    "Bools",
    "CsvRows",
    "FactorizedColumn",
    "Floats",
    "Rows",
    "keep_freed_memory",
    "plain_numbers",
    "read_rows",
    "rows_of_frame",
]
