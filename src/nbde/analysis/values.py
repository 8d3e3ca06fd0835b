"""The value of each target's indicator at a year: the series' own, a sum, or a projection."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from nbde.analysis.arrays import DERIVED, NONE, PROJECTED, Bools, Floats, Ints, years_between
from nbde.analysis.quantities import Caveat, Quantities, differ_in_edition, united
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.formulas.growth import growth_rate, level_after
from nbde.formulas.scale import without_noise


@dataclass(frozen=True, slots=True)
class Values(Quantities):
    """The quantities of a year, and how they were summed or projected.

    Attributes
    ----------
    missing_year
        For a total, the first year without a value (NaN for none).
    projected_from, projected_rate
        Where the value was projected: the year it starts from and the growth rate [per year].
    """

    missing_year: Floats
    projected_from: Floats
    projected_rate: Floats


def values_at(resolved: Targets, series: Series, year: Floats, *, project: bool) -> Values:
    """The value at `year` of each target's indicator: of that year, else the latest before it.

    A target for every year takes the value of the year itself; a total the sum of the years from
    the plan's first to `year`. With `project` the value is extended to `year` by the growth
    achieved since the baseline, within one edition.
    """
    exact = series.at(resolved.line, year)
    place = np.where(resolved.every_year, exact, series.latest(resolved.line, year))
    found = series.quantities(place, resolved.scale)
    missing = np.full(len(year), np.nan)
    rows = np.flatnonzero(resolved.total)
    if len(rows):
        until = np.minimum(year, resolved.target_year)[rows]
        sums, missing[rows] = _sums(resolved.take(rows), series, until)
        for field in fields(Quantities):
            getattr(found, field.name)[rows] = getattr(sums, field.name)
    origin, rate = np.full(len(year), np.nan), np.full(len(year), np.nan)
    carried = (found.year < year) & ~resolved.total
    if project:
        rate = np.where(carried, _projection_rate(resolved, found), np.nan)
        projected = np.isfinite(rate)
        origin = np.where(projected, found.year, np.nan)
        value = np.where(projected, level_after(found.value, rate, year - found.year), found.value)
        carried &= ~projected
        found = Quantities(
            value=value,
            year=np.where(projected, year, found.year),
            position=found.position,
            basis=np.where(projected, PROJECTED, found.basis),
            confidence=found.confidence,
            edition=found.edition,
            caveats=np.where(projected, found.caveats | int(Caveat.PROJECTED), found.caveats),
        )
    found.caveats[carried] |= int(Caveat.CARRIED)
    return Values(
        found.value, found.year, found.position, found.basis, found.confidence, found.edition,
        found.caveats, missing, origin, rate,
    )  # fmt: skip


def _projection_rate(resolved: Targets, found: Quantities) -> Floats:
    """The growth achieved since the baseline, where both stand in one edition."""
    baseline = resolved.baseline
    rate = growth_rate(baseline.value, found.value, found.year - baseline.year)
    one = ~differ_in_edition(baseline.edition, found.edition) & ~resolved.every_year
    return np.where(one, rate, np.nan)


def _sums(resolved: Targets, series: Series, until: Floats) -> tuple[Quantities, Floats]:
    """The sums from the first year to `until`, and the first missing year of each."""
    row, year = years_between(resolved.start_year, until)
    each = series.quantities(series.at(resolved.line[row], year), resolved.scale[row])
    absent, count = each.position == NONE, len(until)
    total, missing = np.zeros(count), np.full(count, np.inf)
    np.add.at(total, row, np.where(absent, 0.0, each.value))
    np.minimum.at(missing, row[absent], year[absent])
    confidence = np.zeros(count, np.int64)
    np.maximum.at(confidence, row, each.confidence)
    caveats = united(row, each.caveats & ~int(Caveat.STRICT), count) | int(Caveat.SUM)
    caveats[_mixes_editions(row, each.edition, count)] |= int(Caveat.EDITION_BREAK)
    sums = Quantities(
        value=without_noise(total),
        year=until,
        position=series.at(resolved.line, until),
        basis=np.full(count, DERIVED),
        confidence=confidence,
        edition=series.code("edition", series.at(resolved.line, until)),
        caveats=caveats,
    )
    whole = np.isinf(missing) & (until >= resolved.start_year)
    return sums.where(whole), np.where(np.isinf(missing), np.nan, missing)


def _mixes_editions(row: Ints, edition: Ints, count: int) -> Bools:
    """The rows whose members name more than one edition."""
    named = edition != 0
    highest, lowest = np.zeros(count, np.int64), np.full(count, np.iinfo(np.int64).max)
    np.maximum.at(highest, row[named], edition[named])
    np.minimum.at(lowest, row[named], edition[named])
    mixes: Bools = lowest < highest
    return mixes
