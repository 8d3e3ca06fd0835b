"""The assessment of the United Nations' SDG Progress Chart 2023.

The value is carried to the target year by the growth from the base, and compared with the way from
the base to the target::

    v = y1 (1 + CAGR(y0, y1, t1 - t0))^(tT - t1)        q = (v - y0) / (T - y0)

=========================  ================================  ======================
label                      with a target                     without one
=========================  ================================  ======================
on_track_or_met            latest value meets it, q >= 0.95  p >= 0.02
fair_progress              q >= 0.10                         p >= 0.005
stagnation_or_regression   otherwise                         otherwise
=========================  ================================  ======================

Without a target ``p = s d CAGR``, s = -1 if y0 < 0. The score is q or p.

Edge cases. A base already past the target whose value has drifted back across it is a regression: q
would count the way back as progress, so there is no score. Not assessed, unless the latest value
meets the target: a base of zero, base and value of different signs (neither has a growth rate), a
target equal to the base, a target year not after the base year, fewer than two years.

Source: United Nations, The Sustainable Development Goals Progress Chart 2023, technical note. Read
at second hand, as EUSTAT, the Basque statistics office, states it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import within
from nbde.formulas.targets import progress
from nbde.methods import ENDS, Assessment, Method
from nbde.methods.inputs import endpoints, opposite, signed_rate
from nbde.methods.steps import Formula, Row, Step, growth_formula, reach_or_cut, scored
from nbde.methods.thresholds import Threshold, Thresholds, assessment, cut_by

LABELS = {
    "on_track_or_met": ("on track or met", "如期或已达标"),
    "fair_progress": ("fair progress", "有一定进展"),
    "stagnation_or_regression": ("stagnation or regression", "停滞或倒退"),
}

THRESHOLDS = Thresholds(
    with_target=(
        Threshold("on_track_or_met", ">=", 0.95),
        Threshold("fair_progress", ">=", 0.1),
        Threshold("stagnation_or_regression", "<", 0.1),
    ),
    without_target=(
        Threshold("on_track_or_met", ">=", 0.02),
        Threshold("fair_progress", ">=", 0.005),
        Threshold("stagnation_or_regression", "<", 0.005),
    ),
)

CARRIED = Formula(
    "(value carried on to the target year − baseline) ÷ (target − baseline)",
    "(外推到目标年的数值 − 基期值) ÷ (目标值 − 基期值)",
    "({value} × ({value} ÷ {base})^({left} ÷ {elapsed}) − {base}) ÷ ({target} − {base})",
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
    """Where each row would stand in its target year if it grew on as it did.

    Parameters
    ----------
    base_year, year, target_year
        Years of base, latest value and target [years].
    base_value, value, target_value
        Levels in one unit [any]; a `target_value` of NaN means that there is no target.
    direction
        +1 where an increase is wanted, -1 where a decrease is.

    Returns
    -------
    Assessment
        Indices into `LABELS`; the score is q [1] with a target, p [1/year] without.

    Examples
    --------
    >>> found = assess(2015, 100, 2020, 110, 2030, 150, direction=1)
    >>> METHOD.LABELS[int(found.label)], round(float(found.score), 4)
    ('fair_progress', 0.662)
    """
    ends = endpoints(base_year, base_value, year, value, target_year, target_value, direction)
    rate = signed_rate(ends.base, ends.value, ends.elapsed)
    carried = ends.value * (1 + rate) ** (ends.target_year - ends.year)
    carried = np.where(ends.value == 0, 0.0 * rate, carried)
    done = within(ends.target_ahead, progress(ends.base, carried, ends.target))
    trend = np.where(ends.base < 0, -1.0, 1.0) * ends.direction * rate
    score = np.where(ends.has_target, done, trend)
    drifted = ends.base_beyond & ~ends.met
    where = cut_by(THRESHOLDS, score, ends.has_target)
    where["on_track_or_met"] |= ends.met
    where["stagnation_or_regression"] |= drifted
    obstacles = [
        *ends.missing(),
        ("reason.zero", ends.base == 0),
        ("reason.mixed_signs", opposite(ends.base, ends.value)),
        ("reason.target_equals_base", ends.target == ends.base),
        ("reason.target_year", ends.has_target & ~(ends.span > 0)),
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
    """The share of the way that would be done by the target year, or the growth, and the label."""
    formula = CARRIED if row.has_target else growth_formula(row)
    return [scored(row, formula), reach_or_cut(row, row.score, THRESHOLDS, LABELS)]


METHOD = Method(LABELS, THRESHOLDS, ENDS, assess, steps)
