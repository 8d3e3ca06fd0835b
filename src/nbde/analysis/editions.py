"""Which values are comparable: those of one set of accounts.

Two values are comparable unless both name an edition and the two differ. Of several values the
edition of the latest one that names one decides, and a value that names none goes with it.
"""

from __future__ import annotations

import numpy as np

from nbde.analysis.arrays import NONE, Bools, Ints, run
from nbde.analysis.series import Series


def editions_differ(series: Series, one: Ints, other: Ints) -> Bools:
    """Whether two entries belong to different sets of accounts; one that does not say agrees."""
    first, second = series.code("edition", one), series.code("edition", other)
    differ: Bools = (first != second) & (first != 0) & (second != 0)
    return differ


def deciding_edition(series: Series, row: Ints, member: Ints, count: int) -> Ints:
    """The edition of the latest of each row's entries that names one; 0 where none does.

    Parameters
    ----------
    series
        Where the entries stand.
    row, member
        The row each entry belongs to, and its place, the entries of a row in order of year.
    count
        The number of rows.
    """
    edition = series.code("edition", member)
    named = edition != 0
    decided = np.zeros(count, dtype=np.int64)
    decided[row[named]] = edition[named]
    return decided


def is_of_edition(series: Series, member: Ints, edition: Ints) -> Bools:
    """Whether each entry is of the edition, or names none."""
    own = series.code("edition", member)
    fits: Bools = (own == 0) | (own == edition)
    return fits


def comparable_run(series: Series, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Every entry from `first` to `last` that is comparable with the others.

    Returns the row each belongs to and its place; nothing for a row without a first or a last.
    """
    row, member = run(first, last)
    decided = deciding_edition(series, row, member, len(first))
    alike = is_of_edition(series, member, decided[row])
    return row[alike], member[alike]


def comparable_before(series: Series, place: Ints) -> Ints:
    """The last entry before each `place` that is comparable with it; `NONE` if there is none."""
    asked, of = np.unique(place, return_inverse=True)
    line = series.line(asked)
    row, member = comparable_run(series, series.first(line, np.zeros(len(asked))), asked)
    before = np.full(len(asked), NONE)
    earlier = member < asked[row]
    before[row[earlier]] = member[earlier]
    return before[of]
