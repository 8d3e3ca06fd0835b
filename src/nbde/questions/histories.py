"""The past values of each target's indicator that a forecast may use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nbde.formulas.targets import meets
from nbde.questions.entries import NONE, Bools, Floats, Ints, spread
from nbde.questions.goals import Goals
from nbde.questions.series import Series
from nbde.questions.standings import LOWER, UPPER


@dataclass(frozen=True, slots=True)
class Histories:
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
        Of rows with values of other editions, which are left out, the edition that is used; else 0.
    """

    row: Ints
    place: Ints
    year: Floats
    value: Floats
    silent: Bools
    bounded: Bools
    edition: Ints

    def any(self, where: Bools) -> Bools:
        """The rows of which any value fits."""
        return _among(self.row[where], len(self.silent))

    def met_since(self, goals: Goals) -> Floats:
        """The year since which a row's values meet its target; NaN if the latest does not."""
        met = meets(self.value, goals.target[self.row], goals.direction[self.row])
        missed = np.full(len(self.silent), -np.inf)
        np.maximum.at(missed, self.row[~met], self.year[~met])
        since = np.full(len(self.silent), np.inf)
        lasting = met & (self.year > missed[self.row])
        np.minimum.at(since, self.row[lasting], self.year[lasting])
        return np.where(np.isfinite(since), since, np.nan)


def histories_of(goals: Goals, series: Series, year: Floats) -> Histories:
    """The values up to `year` of each goal that is to be reached by its year.

    Of several editions the one of the latest value that names one is used; values without an
    edition go with any.
    """
    count = len(year)
    first = series.first(goals.line, np.zeros(count))
    last = series.latest(goals.line, year)
    by_year = ~goals.every_year & ~goals.total
    row, step = spread(np.where((last != NONE) & by_year, last - first + 1, 0))
    place = first[row] + step
    bound = np.isin(series.text("comparison", place), (*LOWER, *UPPER))
    edition = series.code("edition", place)
    labelled = (edition != 0) & ~bound
    used = np.zeros(count, dtype=np.int64)
    used[row[labelled]] = edition[labelled]
    other = labelled & (edition != used[row])
    fits = ~bound & ~other
    return Histories(
        row=row[fits],
        place=place[fits],
        year=series.year(place[fits]),
        value=series.value(place[fits], goals.scale[row[fits]]),
        silent=by_year & (last == NONE),
        bounded=_among(row[bound], count),
        edition=np.where(_among(row[other], count), used, 0),
    )


def _among(rows: Ints, count: int) -> Bools:
    """Which of so many rows are among `rows`."""
    return np.bincount(rows, minlength=count) > 0
