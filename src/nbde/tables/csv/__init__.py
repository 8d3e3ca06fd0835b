"""Delimited texts of any size as columns: each distinct text is decoded and read once.

Everything that makes large tables fast (cells as byte slices, factorised columns, memory that is
kept) stays inside; the rest of nbde sees the columns of a table and the line of each row.
"""

from __future__ import annotations

import ctypes

from nbde.tables.csv.column import FactorizedColumn, plain_numbers
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

_TRIM_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -4, -8  # names of malloc.h, for mallopt(3)
_NEVER, _NONE = -1, 0


def keep_freed_memory() -> None:
    """Keep the memory of an array that is gone for the next one, in the whole process.

    The GNU C library hands arrays of many megabytes back, and the system clears the same memory
    for the next array: a fifth of the time that a million rows take. It also gives each thread a
    heap of its own, where memory freed by other threads is not found. Elsewhere nothing is done.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_TRIM_THRESHOLD, _NEVER)
    mallopt(_MMAP_MAX, _NONE)
    mallopt(_ARENA_MAX, 1)
