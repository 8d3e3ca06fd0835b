"""The acceleration factor of the State of Climate Action reports.

The change a year that is still required is compared with the change a year that was achieved::

    factor = ((T - y1) / (tT - t1)) / slope

with the slope of the straight line fitted by least squares to the observations not older than five
years before the latest, two or more::

    on_track           target met, or factor <= 1
    off_track          factor < 2
    well_off_track     factor >= 2
    wrong_direction    slope the wrong way

The score is the factor.

Edge cases. A slope of zero (to 1e-12 of the value a year) has no factor: no finite acceleration is
enough, which is well off track, with a note. A target met is on track, even if falling back. Not
assessed, unless the target is met: no target, fewer than two years, nothing left of the time (a
slope the wrong way is wrong_direction all the same). Signs, zeros and bases do not matter.

Source: Systems Change Lab, State of Climate Action series, methodology notes. Neither the formula
nor the side on which exactly 2 falls was read at the source.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import floats, within
from nbde.formulas.growth import annual_change
from nbde.formulas.trends import slope
from nbde.methods import Assessment
from nbde.methods.verdicts import Cut, Cuts, cut_from, known_to_meet, verdict
from nbde.methods.windows import window

LABELS = ("on_track", "wrong_direction", "well_off_track", "off_track")

CUTS = Cuts(
    aimed=(
        Cut("wrong_direction", "<", 0.0),
        Cut("on_track", "<=", 1.0),
        Cut("off_track", "<", 2.0),
        Cut("well_off_track", ">=", 2.0),
    )
)

_STANDSTILL = 1e-12


@np.errstate(all="ignore")
def assess(
    series: ArrayLike,
    years: ArrayLike,
    values: ArrayLike,
    target_year: ArrayLike,
    target_value: ArrayLike,
    *,
    direction: ArrayLike,
) -> Assessment:
    """How many times faster each series must change than it did.

    Parameters
    ----------
    series, years, values
        The observations, flat: the series each belongs to (whole numbers from 0), its year [years]
        and value [any]; sorted by series and year.
    target_year, target_value
        Year [years] and level of each series' target, in the unit of its values; without a
        `target_value` (NaN) there is no label. One element a series, or one for all.
    direction
        +1 where an increase is wanted, -1 where a decrease is.

    Returns
    -------
    Assessment
        One element a series. Indices into `LABELS`; the score is the factor [1].

    Examples
    --------
    >>> found = assess([0, 0, 0], [2018, 2020, 2022], [10, 14, 18], [2030], [42], direction=1)
    >>> LABELS[found.label[0]], found.score
    ('off_track', array([1.5]))
    """
    target_year, target, direction = np.broadcast_arrays(
        floats(target_year), np.atleast_1d(floats(target_value)), floats(direction)
    )
    seen = window(series, years, values, target.size)
    value = seen.latest_value
    achieved = slope(seen.owner, seen.years, seen.values, count=seen.observations.size)
    required = annual_change(value, target, target_year - seen.latest_year)
    factor = within(np.isfinite(achieved), required / achieved)

    met = known_to_meet(value, target, direction)
    still = np.abs(achieved) <= _STANDSTILL * np.abs(value)
    wrong = (direction * achieved < 0) & ~still
    right = ~still & ~wrong
    pace = cut_from(factor, CUTS.aimed)
    labels = [
        met | (right & pace["on_track"]),
        wrong,
        (right & pace["well_off_track"]) | still,
        right & pace["off_track"],
    ]
    obstacles = [
        ("reason.no_value", seen.observations == 0),
        ("reason.no_direction", np.abs(direction) != 1),
        ("reason.no_target", np.isnan(target)),
        ("reason.out_of_range", np.isinf(target)),
        ("reason.one_year", ~(seen.latest_year > seen.first_year)),
        ("reason.time_over", ~wrong & ~(target_year > seen.latest_year)),
    ]
    return verdict(
        labels,
        within(~still & ~met, factor),
        [(key, where & ~met) for key, where in obstacles],
        [("note.standstill", still & ~met)],
    )
