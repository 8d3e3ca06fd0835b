"""The weather symbols of the German Sustainable Development Strategy.

The mean annual change of the last five years is carried on to the target year. Taken are the
observations not older than five years before the latest, at least four of them, and
``delta = (last - first) / (years between them)``::

    r = delta (tT - t1) / (T - y1)

=================  =============  ============================  ===========================
symbol             target ahead   target reached, or its year   no target, only a direction
                                  past, or to hold every year
=================  =============  ============================  ===========================
sun                r > 0.95       reached, delta not worsening  delta right, last right
slightly_cloudy    r >= 0.80      reached, delta worsening      delta right, last not
cloud              r > 0          not reached, delta right      delta not right, last right
thunderstorm       r <= 0         not reached, delta not right  neither right
=================  =============  ============================  ===========================

"Right" is in the wanted direction, no change is not; "last" is the last change. The score is r,
where the symbol is cut from it.

Edge cases. Signs, zeros and bases do not matter: nothing before the five years counts. A series
with gaps is assessed if four observations remain (such series have published symbols, although the
rule's text asks for four consecutive ones). Not assessed: fewer than four.

Source: the strategy's published status rules (dns-indikatoren.de, "Indicator status"). Read at the
source. For a missed yearly target that stands still the text names both cloud and thunderstorm;
here it is thunderstorm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import floats, within
from nbde.formulas.growth import annual_change
from nbde.methods import Assessment
from nbde.methods.verdicts import Cut, Cuts, cut_from, known_to_meet, verdict
from nbde.methods.windows import window

LABELS = ("sun", "slightly_cloudy", "cloud", "thunderstorm")

CUTS = Cuts(
    aimed=(
        Cut("sun", ">", 0.95),
        Cut("slightly_cloudy", ">=", 0.8),
        Cut("cloud", ">", 0.0),
        Cut("thunderstorm", "<=", 0.0),
    )
)

_FEWEST = 4


@np.errstate(all="ignore")
def assess(
    series: ArrayLike,
    years: ArrayLike,
    values: ArrayLike,
    target_year: ArrayLike,
    target_value: ArrayLike,
    *,
    direction: ArrayLike,
    constant_target: ArrayLike = False,
) -> Assessment:
    """The weather symbol of each series.

    Parameters
    ----------
    series, years, values
        The observations, flat: the series each belongs to (whole numbers from 0), its year [years]
        and value [any]; sorted by series and year.
    target_year, target_value
        Year [years] and level of each series' target, in the unit of its values; a `target_value`
        of NaN means that there is only a direction. One element a series, or one for all.
    direction
        +1 where an increase is wanted, -1 where a decrease is.
    constant_target
        Whether the target is to be held every year.

    Returns
    -------
    Assessment
        One element a series. Indices into `LABELS`; the score is r [1].

    Examples
    --------
    >>> years, values = [2017, 2018, 2019, 2022], [50, 52, 54, 60]
    >>> found = assess([0] * 4, years, values, [2030], [80], direction=1)
    >>> LABELS[found.label[0]], found.score
    ('slightly_cloudy', array([0.8]))
    """
    target_year, target, direction, constant = np.broadcast_arrays(
        floats(target_year), np.atleast_1d(floats(target_value)), floats(direction), constant_target
    )
    seen = window(series, years, values, target.size)
    value = seen.latest_value
    trend = direction * annual_change(seen.first_value, value, seen.latest_year - seen.first_year)
    turn = direction * (value - seen.previous_value)
    left = target_year - seen.latest_year
    share = within(np.isfinite(trend), trend * left / (direction * (target - value)))

    aimed = ~np.isnan(target)
    met = known_to_meet(value, target, direction)
    standing = aimed & (met | constant | (left <= 0))
    ahead = aimed & ~standing
    aimless = ~aimed
    symbol = cut_from(share, CUTS.aimed)
    labels = [
        (ahead & symbol["sun"]) | (standing & met & (trend >= 0))
        | (aimless & (trend > 0) & (turn > 0)),
        (ahead & symbol["slightly_cloudy"]) | (standing & met & (trend < 0))
        | (aimless & (trend > 0) & (turn <= 0)),
        (ahead & symbol["cloud"]) | (standing & ~met & (trend > 0))
        | (aimless & (trend <= 0) & (turn > 0)),
        (ahead & symbol["thunderstorm"]) | (standing & ~met & (trend <= 0))
        | (aimless & (trend <= 0) & (turn <= 0)),
    ]  # fmt: skip
    obstacles = [
        ("reason.no_value", seen.observations == 0),
        ("reason.no_direction", np.abs(direction) != 1),
        ("reason.out_of_range", np.isinf(target)),
        ("reason.few_observations", seen.observations < _FEWEST),
        ("reason.target_year", ahead & ~np.isfinite(target_year)),
    ]
    return verdict(labels, within(ahead, share), obstacles)
