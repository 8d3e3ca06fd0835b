"""Progress against the schedule (序时进度), as Chinese plan evaluations state it.

The share of the way that is done is compared with the share of the time that has gone by::

    tau = min((t1 - t0) / (tT - t0), 1)
    p = (y1 - y0) / (T - y0)            or, on the path of constant growth, ln(y1/y0) / ln(T/y0)

    completed            the target is met (p >= 1)
    wrong_direction      p < 0
    on_schedule          p = tau to 1e-9
    ahead_of_schedule    p > tau
    behind_schedule      p < tau

The score is ``p - tau``. Published practice has no further cut-offs, so there are none here.

Edge cases. A base already past the target whose value has drifted back across it went the wrong
way: p would count the way back as progress, so there is no score. After the target year tau is 1.
Not assessed, unless the target is met: no target, a target equal to the base, a target year not
after the base year, fewer than two years and, on the path of constant growth, levels that are not
all positive.

Source: Qinghai Bureau of Statistics, 2009-09-17, for the yearly schedule of a plan (its logarithmic
form is inferred from the printed figures); evaluations of the 11th to 14th five-year plans.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import within
from nbde.formulas.paths import time_progress
from nbde.formulas.targets import log_progress, progress
from nbde.methods import ENDS, Assessment, Method
from nbde.methods.inputs import endpoints
from nbde.methods.steps import Formula, Row, Step, reach_or_cut, scored
from nbde.methods.thresholds import Threshold, Thresholds, assessment, cut

LABELS = {
    "completed": ("completed", "已完成"),
    "wrong_direction": ("wrong way", "方向相反"),
    "on_schedule": ("on schedule", "符合序时进度"),
    "ahead_of_schedule": ("ahead of schedule", "快于序时进度"),
    "behind_schedule": ("behind schedule", "慢于序时进度"),
}

THRESHOLDS = Thresholds(
    with_target=(
        Threshold("on_schedule", "=", 0.0),
        Threshold("ahead_of_schedule", ">", 0.0),
        Threshold("behind_schedule", "<", 0.0),
    )
)

PROGRESS = Formula(
    "(value − baseline) ÷ (target − baseline)",
    "(当前值 − 基期值) ÷ (目标值 − 基期值)",
    "({value} − {base}) ÷ ({target} − {base})",
)
LOG_PROGRESS = Formula(
    "logarithm of (value ÷ baseline) ÷ logarithm of (target ÷ baseline)",
    "(当前值 ÷ 基期值)的对数 ÷ (目标值 ÷ 基期值)的对数",
    "ln({value} ÷ {base}) ÷ ln({target} ÷ {base})",
)
AHEAD = Formula(
    "progress − years gone ÷ years from baseline to target",
    "完成进度 − 已过年数 ÷ 基期到目标的年数",
    "{progress} − {gone} ÷ {span}",
)
BACKWARD = Formula("wrong way if progress < 0", "完成进度 < 0为方向相反", "{progress} < 0")


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
    compound: ArrayLike = False,
) -> Assessment:
    """How far each row is ahead of its schedule or behind it.

    Parameters
    ----------
    base_year, year, target_year
        Years of base, latest value and target [years].
    base_value, value, target_value
        Levels in one unit [any]; without a `target_value` (NaN) there is no label.
    direction
        +1 where an increase is wanted, -1 where a decrease is.
    compound
        Whether progress is measured on the path of constant growth instead of the straight line.

    Returns
    -------
    Assessment
        Indices into `LABELS`; the score is p - tau [1].

    Examples
    --------
    >>> found = assess(2020, 100, 2023, 130, 2025, 150, direction=1)
    >>> METHOD.LABELS[int(found.label)]
    'on_schedule'
    """
    ends = endpoints(base_year, base_value, year, value, target_year, target_value, direction)
    logarithmic = np.asarray(compound, dtype=np.bool_)
    done = np.where(
        logarithmic,
        log_progress(ends.base, ends.value, ends.target),
        progress(ends.base, ends.value, ends.target),
    )
    done = within(ends.target_ahead, done)
    score = done - time_progress(ends.elapsed, ends.span)
    drifted = ends.base_beyond & ~ends.met
    where = cut(score, THRESHOLDS.with_target)
    where["completed"] = ends.met
    where["wrong_direction"] = ((done < 0) & ~np.isnan(score)) | drifted
    positive = (ends.base > 0) & (ends.value > 0) & (ends.target > 0)
    obstacles = [
        *ends.missing(),
        ("reason.no_target", ~ends.has_target),
        ("reason.target_equals_base", ends.target == ends.base),
        ("reason.target_year", ~(ends.span > 0)),
        ("reason.not_positive", logarithmic & ~positive & ~drifted),
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
    """The share of the way done, how far it is ahead, and the label.

    A value that moved away from the target went the wrong way, however little time is gone.
    """
    if math.isnan(row.score):
        return [Step("score"), reach_or_cut(row, math.nan, THRESHOLDS, LABELS)]
    formula, share = (LOG_PROGRESS, log_progress) if row.compound else (PROGRESS, progress)
    done = float(share(row.base_value, row.value, row.target_value))
    gone = min(row.year, row.target_year) - row.base_year
    figures = row.figures | {"progress": done, "gone": gone}
    backward = done < 0 and not row.met
    return [
        Step("progress", formula, figures, done),
        scored(row, AHEAD, figures),
        Step("status", BACKWARD, figures) if backward
        else reach_or_cut(row, row.score, THRESHOLDS, LABELS),
    ]  # fmt: skip


METHOD = Method(LABELS, THRESHOLDS, (*ENDS, "compound"), assess, steps, no_totals="")
