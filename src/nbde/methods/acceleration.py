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

import math

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import floats, within
from nbde.formulas.growth import annual_change
from nbde.formulas.trends import slope
from nbde.methods import OBSERVATIONS, Assessment, Method
from nbde.methods.inputs import Window, known_to_meet, window
from nbde.methods.steps import Formula, Row, Step, against_zero, reach_or_cut, scored
from nbde.methods.thresholds import Threshold, Thresholds, assessment, cut

LABELS = {
    "on_track": ("on track", "如期"),
    "wrong_direction": ("wrong way", "方向相反"),
    "well_off_track": ("well off track", "严重偏离轨道"),
    "off_track": ("off track", "偏离轨道"),
}

THRESHOLDS = Thresholds(
    with_target=(
        Threshold("wrong_direction", "<", 0.0),
        Threshold("on_track", "<=", 1.0),
        Threshold("off_track", "<", 2.0),
        Threshold("well_off_track", ">=", 2.0),
    )
)

FACTOR = Formula(
    "required change a year ÷ slope of the straight line through the last five years",
    "每年所需变化 ÷ 最近五年拟合直线的斜率",
    "({target} − {value}) ÷ {left} ÷ ",
)
AWAY = Formula(
    "the slope of the straight line through the last five years leads away from the target",
    "最近五年拟合直线的斜率背离目标",
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
    >>> METHOD.LABELS[found.label[0]], found.score
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
    pace = cut(factor, THRESHOLDS.with_target)
    where = {
        "on_track": met | (right & pace["on_track"]),
        "wrong_direction": wrong,
        "well_off_track": (right & pace["well_off_track"]) | still,
        "off_track": right & pace["off_track"],
    }
    obstacles = [
        ("reason.no_value", seen.observations == 0),
        ("reason.no_direction", np.abs(direction) != 1),
        ("reason.no_target", np.isnan(target)),
        ("reason.out_of_range", np.isinf(target)),
        ("reason.one_year", ~(seen.latest_year > seen.first_year)),
        ("reason.time_over", ~wrong & ~(target_year > seen.latest_year)),
    ]
    return assessment(
        LABELS,
        where,
        within(~still & ~met, factor),
        obstacles,
        [("note.standstill", still & ~met)],
        unless=met,
    )


def steps(row: Row) -> list[Step]:
    """The factor and the label; with nothing left of the time the slope decides alone."""
    slope_text, figures = _slope(row.window)
    if math.isfinite(row.score) or row.met or row.label != "wrong_direction":
        factor = FACTOR._replace(text=f"{FACTOR.text}({slope_text})")
        return [
            scored(row, factor, figures),
            reach_or_cut(row, row.score, THRESHOLDS, LABELS),
        ]
    away = AWAY._replace(text=f"{slope_text} {against_zero(-row.direction)}")
    return [Step("score"), Step("status", away, figures)]


def _slope(seen: Window) -> tuple[str, dict[str, float]]:
    """The slope in whole numbers, times the count of values, and the figures in it."""
    times = seen.years - seen.first_year[0]
    weights = len(times) * times - times.sum()
    figures = {
        f"{name}{i}": float(number)
        for name, column in (("w", weights), ("v", seen.values), ("t", times))
        for i, number in enumerate(column)
    }
    rise, run = (
        " + ".join(f"{{w{i}}} × {{{name}{i}}}" for i in range(len(times))) for name in "vt"
    )
    return f"({rise}) ÷ ({run})", figures


METHOD = Method(LABELS, THRESHOLDS, OBSERVATIONS, assess, steps, no_totals="reason.total_years")
