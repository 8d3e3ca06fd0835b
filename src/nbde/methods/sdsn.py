"""The arrows of the SDG Index (Sustainable Development Solutions Network).

The pace so far is compared with the pace from the base to the target, both on a straight line::

    a = (y1 - y0) / (t1 - t0)        b = (T - y0) / (tT - t0)        q = a / b

T is the green threshold. The first label that applies counts::

    on_track_or_maintaining    y1 at or past T, even if falling
    decreasing                 d a < 0
    stagnating                 q < 0.5
    moderately_improving       q < 1
    on_track_or_maintaining    q >= 1

The score is q, where the base was short of the target.

Edge cases. A value that has left a target which the base met or passed is decreasing. Signs and
zeros do not matter. Not assessed, unless the target is met: no target, fewer than two years, and a
target year not after the base year (a value that moved the wrong way is decreasing all the same).

Source: SDG Index and Dashboards Report 2018, methodology, section 1.5.3. The cuts 0.5 and 1 are not
printed there as such: they reproduce 97.4 % of 10 106 published arrows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import within
from nbde.formulas.growth import annual_change
from nbde.methods import ENDS, Assessment, Method
from nbde.methods.inputs import endpoints
from nbde.methods.steps import Formula, Row, Step, reach_or_cut, scored
from nbde.methods.thresholds import Threshold, Thresholds, assessment, cut

LABELS = {
    "on_track_or_maintaining": ("on track or maintaining", "如期或保持"),
    "moderately_improving": ("moderately improving", "适度改善"),
    "stagnating": ("stagnating", "停滞"),
    "decreasing": ("decreasing", "倒退"),
}

THRESHOLDS = Thresholds(
    with_target=(
        Threshold("on_track_or_maintaining", ">=", 1.0),
        Threshold("moderately_improving", ">=", 0.5),
        Threshold("stagnating", ">=", 0.0),
        Threshold("decreasing", "<", 0.0),
    )
)

QUOTIENT = Formula(
    "change a year so far ÷ change a year from baseline to target",
    "至今每年变化 ÷ 基期到目标每年变化",
    "(({value} − {base}) ÷ {elapsed}) ÷ (({target} − {base}) ÷ {span})",
)


@np.errstate(all="ignore")
def assess(
    base_year: ArrayLike,
    base_value: ArrayLike,
    year: ArrayLike,
    value: ArrayLike,
    target_year: ArrayLike,
    target_value: ArrayLike,
    *,
    direction: ArrayLike,
) -> Assessment:
    """The pace of each row beside the pace that leads to its target in time.

    Parameters
    ----------
    base_year, year, target_year
        Years of base, latest value and target [years].
    base_value, value, target_value
        Levels in one unit [any]; without a `target_value` (NaN) there is no label.
    direction
        +1 where an increase is wanted, -1 where a decrease is.

    Returns
    -------
    Assessment
        Indices into `LABELS`; the score is q [1].

    Examples
    --------
    >>> found = assess(2015, 40, 2020, 50, 2030, 100, direction=1)
    >>> METHOD.LABELS[int(found.label)], float(found.score)
    ('moderately_improving', 0.5)
    """
    ends = endpoints(base_year, base_value, year, value, target_year, target_value, direction)
    pace = annual_change(ends.base, ends.value, ends.elapsed)
    needed = annual_change(ends.base, ends.target, ends.span)
    score = within(ends.target_ahead, pace / needed)
    arrow = cut(score, THRESHOLDS.with_target)
    decreasing = arrow["decreasing"] | (ends.direction * pace < 0)
    where = {label: arrow[label] & ~decreasing for label in LABELS} | {"decreasing": decreasing}
    where["on_track_or_maintaining"] |= ends.met
    obstacles = [
        *ends.missing(),
        ("reason.no_target", ~ends.has_target),
        ("reason.target_year", ~decreasing & ~(ends.span > 0)),
    ]
    return assessment(
        LABELS,
        where,
        score,
        obstacles,
        [("note.base_beyond_target", ends.base_beyond)],
        unless=ends.met,
    )


def steps(row: Row) -> list[Step]:
    """The quotient and the label."""
    return [scored(row, QUOTIENT), reach_or_cut(row, row.score, THRESHOLDS, LABELS)]


METHOD = Method(LABELS, THRESHOLDS, ENDS, assess, steps, no_totals="")
