"""The values of one edition: which are comparable, what a forecast may use, and their slope.

Two values are comparable unless both name an edition and the two differ. Of several values the
edition of the latest one that names one decides, and a value that names none goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nbde.analysis.arrays import NONE, Bools, Floats, Ints, run
from nbde.analysis.caveats import Part
from nbde.analysis.quantities import BOUND, has
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.analysis.values import Values
from nbde.formulas.targets import meets
from nbde.formulas.trends import least_squares_growth


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


@dataclass(frozen=True, slots=True)
class Samples:
    """The values of one edition up to the requested year, flat, and what was left out of them.

    Attributes
    ----------
    row, place
        The row each value belongs to, and its entry in the series.
    year, value
        The value's year, and the value in its row's unit.
    silent
        Rows whose indicator has no value at all up to the year.
    bounded
        Rows with values that are only bounds, which are left out.
    edition
        The edition that is used, 0 where no value names one.
    others
        Rows with values of other editions, which are left out.
    unnamed
        Rows with values that name no edition beside values that do.
    """

    row: Ints
    place: Ints
    year: Floats
    value: Floats
    silent: Bools
    bounded: Bools
    edition: Ints
    others: Bools
    unnamed: Bools

    def any(self, where: Bools) -> Bools:
        """The rows of which any value fits."""
        return _among(self.row[where], len(self.silent))

    def met_since(self, resolved: Targets) -> Floats:
        """The year since which a row's values meet its target; NaN if the latest does not."""
        met = meets(self.value, resolved.target[self.row], resolved.direction[self.row])
        missed = np.full(len(self.silent), -np.inf)
        np.maximum.at(missed, self.row[~met], self.year[~met])
        since = np.full(len(self.silent), np.inf)
        lasting = met & (self.year > missed[self.row])
        np.minimum.at(since, self.row[lasting], self.year[lasting])
        return np.where(np.isfinite(since), since, np.nan)


def samples_of(resolved: Targets, series: Series, year: Floats) -> Samples:
    """The values up to `year` of each goal that is to be reached by its year.

    Values that are only bounds are left out, then those that are not comparable with the latest.
    """
    count = len(year)
    last = series.latest(resolved.line, year)
    by_year = ~resolved.every_year & ~resolved.total
    first = np.where(by_year, series.first(resolved.line, np.zeros(count)), NONE)
    row, place = run(first, last)
    bound = has(series.code("caveats", place), BOUND)
    bounded = _among(row[bound], count)
    row, place = row[~bound], place[~bound]
    decided = deciding_edition(series, row, place, count)
    fits = is_of_edition(series, place, decided[row])
    others = _among(row[~fits], count)
    row, place = row[fits], place[fits]
    unnamed = _among(row[series.code("edition", place) == 0], count)
    return Samples(
        row=row,
        place=place,
        year=series.year(place),
        value=series.value(place, resolved.scale[row]),
        silent=by_year & (last == NONE),
        bounded=bounded,
        edition=decided,
        others=others,
        unnamed=unnamed & (decided != 0),
    )


def _among(rows: Ints, count: int) -> Bools:
    """Which of so many rows are among `rows`."""
    return np.bincount(rows, minlength=count) > 0


def least_squares(resolved: Targets, values: Values, series: Series) -> tuple[Floats, list[Part]]:
    """Growth per year [fraction] of the line through the logarithms, and the values it rests on.

    The values are those from each baseline to its value that are of the value's edition; NaN where
    undefined.
    """
    first = series.first(resolved.line, resolved.baseline.year)
    first = np.where(resolved.total | resolved.every_year, NONE, first)
    row, member = comparable_run(series, first, values.position)
    levels = series.quantities(member, resolved.scale[row])
    count = len(resolved.line)
    slope = least_squares_growth(row, levels.year, levels.value, count=count)
    return slope, [Part.several(row, levels, count, "achieved_growth acceleration")]
