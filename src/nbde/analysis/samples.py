"""The past values of each target's indicator that a forecast may use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nbde.analysis.arrays import NONE, Bools, Floats, Ints, run
from nbde.analysis.editions import deciding_edition, is_of_edition
from nbde.analysis.quantities import BOUND, has
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.formulas.targets import meets


@dataclass(frozen=True, slots=True)
class Samples:
    """The values of one edition up to the year asked for, flat, and what was left out of them.

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
