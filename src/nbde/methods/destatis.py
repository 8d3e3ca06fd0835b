"""The weather symbols of the German Sustainable Development Strategy.

The mean annual change of the last five years is extended to the target year. Taken are the
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

import math

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import floats, within
from nbde.formulas.growth import annual_change
from nbde.methods import OBSERVATIONS, Assessment, Method
from nbde.methods.inputs import known_to_meet, window
from nbde.methods.steps import Formula, Row, Step, against_zero, cut_step, scored
from nbde.methods.thresholds import Threshold, Thresholds, assessment, cut

LABELS = {
    "sun": ("sun", "晴"),
    "slightly_cloudy": ("slightly cloudy", "少云"),
    "cloud": ("cloud", "多云"),
    "thunderstorm": ("thunderstorm", "雷雨"),
}

THRESHOLDS = Thresholds(
    with_target=(
        Threshold("sun", ">", 0.95),
        Threshold("slightly_cloudy", ">=", 0.8),
        Threshold("cloud", ">", 0.0),
        Threshold("thunderstorm", "<=", 0.0),
    )
)

SHARE = Formula(
    "mean change a year over the last five years × years left ÷ (target − value)",
    "最近五年平均每年变化 × 剩余年数 ÷ (目标值 − 当前值)",
    "({value} − {first}) ÷ {years} × {left} ÷ ({target} − {value})",
)
REACHED = Formula(
    "target reached: sun unless the mean change a year of the last five years goes the wrong way, "
    "then slightly cloudy",
    "已达标：最近五年平均每年变化不背离为晴，背离为少云",
)
MISSED = Formula(
    "target not reached in time: cloud if the mean change a year of the last five years goes the "
    "wanted way, else thunderstorm",
    "到期未达标：最近五年平均每年变化朝期望方向为多云，否则为雷雨",
)
DIRECTION = Formula(
    "mean change a year of the last five years, and the last change: both the wanted way sun, only "
    "the first slightly cloudy, only the second cloud, neither thunderstorm",
    "最近五年平均每年变化与最近一次变化：均朝期望方向为晴，仅前者为少云，仅后者为多云，均否为雷雨",
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
    >>> METHOD.LABELS[found.label[0]], found.score
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
    symbol = cut(share, THRESHOLDS.with_target)
    where = {
        "sun": (ahead & symbol["sun"]) | (standing & met & (trend >= 0))
        | (aimless & (trend > 0) & (turn > 0)),
        "slightly_cloudy": (ahead & symbol["slightly_cloudy"]) | (standing & met & (trend < 0))
        | (aimless & (trend > 0) & (turn <= 0)),
        "cloud": (ahead & symbol["cloud"]) | (standing & ~met & (trend > 0))
        | (aimless & (trend <= 0) & (turn > 0)),
        "thunderstorm": (ahead & symbol["thunderstorm"]) | (standing & ~met & (trend <= 0))
        | (aimless & (trend <= 0) & (turn <= 0)),
    }  # fmt: skip
    obstacles = [
        ("reason.no_value", seen.observations == 0),
        ("reason.no_direction", np.abs(direction) != 1),
        ("reason.out_of_range", np.isinf(target)),
        ("reason.few_observations", seen.observations < _FEWEST),
        ("reason.target_year", ahead & ~np.isfinite(target_year)),
    ]
    return assessment(LABELS, where, within(ahead, share), obstacles)


def steps(row: Row) -> list[Step]:
    """The share and the symbol.

    Where the target is reached, or its year does not count, the mean change decides alone.
    """
    seen = row.window
    first, previous = float(seen.first_value[0]), float(seen.previous_value[0])
    years = float(seen.latest_year[0] - seen.first_year[0])
    figures = row.figures | {"first": first, "previous": previous, "years": years}
    score = scored(row, SHARE, figures)
    if math.isfinite(row.score):
        return [score, cut_step(row, row.score, THRESHOLDS, LABELS)]
    text = f"({{value}} − {{first}}) ÷ {{years}} {against_zero(row.value - first)}"
    if row.has_target:
        formula = REACHED if row.met else MISSED
    else:
        formula = DIRECTION
        text += f", {{value}} − {{previous}} {against_zero(row.value - previous)}"
    return [score, Step("status", formula._replace(text=text), figures)]


METHOD = Method(
    LABELS,
    THRESHOLDS,
    (*OBSERVATIONS, "constant_target"),
    assess,
    steps,
    no_totals="reason.total_years",
)
