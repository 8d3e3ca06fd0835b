"""The indicator trends of Eurostat's monitoring report on the SDGs, 2021 edition.

With a target, R is that of `open_sdg`, without anything put in the place of zeros; without one,
``p = s d CAGR(y0, y1, t1 - t0)``, s = -1 if y0 < 0::

    with a target                          without one
    significant_progress      R >= 0.95    significant_progress           p >= 0.01
    moderate_progress         R >= 0.60    moderate_progress              p >= 0
    insufficient_progress     R >= 0       moderate_movement_away         p > -0.01
    movement_away             R < 0        significant_movement_away      otherwise

The score is R or p.

Edge cases. There is no label for a target that is met: a value that has met it is judged by its
trend like any other. Not assessed: a base or target of zero, which has no growth rate; signs that
differ; a target equal to the base; a target year not after the base year; fewer than two years.

Source: Eurostat, Sustainable development in the European Union, 2021 edition. Read only in second
sources: the report's own text was not at hand, and that the sign s enters is our reading.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import within
from nbde.methods import ENDS, Assessment, Method
from nbde.methods.inputs import endpoints, opposite, signed_rate
from nbde.methods.steps import Row, Step, cut_step, growth_formula, scored
from nbde.methods.thresholds import Threshold, Thresholds, assessment, cut_by

LABELS = {
    "significant_progress": ("significant progress", "进展显著"),
    "moderate_progress": ("moderate progress", "进展中等"),
    "insufficient_progress": ("insufficient progress", "进展不足"),
    "movement_away": ("movement away", "背离目标"),
    "moderate_movement_away": ("moderate movement away", "轻度背离"),
    "significant_movement_away": ("significant movement away", "明显背离"),
}

THRESHOLDS = Thresholds(
    with_target=(
        Threshold("significant_progress", ">=", 0.95),
        Threshold("moderate_progress", ">=", 0.6),
        Threshold("insufficient_progress", ">=", 0.0),
        Threshold("movement_away", "<", 0.0),
    ),
    without_target=(
        Threshold("significant_progress", ">=", 0.01),
        Threshold("moderate_progress", ">=", 0.0),
        Threshold("moderate_movement_away", ">", -0.01),
        Threshold("significant_movement_away", "<=", -0.01),
    ),
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
    """The trend of each row towards its target, or in the wanted direction.

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
        Indices into `LABELS`; the score is R [1] with a target, p [1/year] without.

    Examples
    --------
    >>> found = assess(2015, 100, 2020, 104, 2030, 112, direction=1)
    >>> METHOD.LABELS[int(found.label)], round(float(found.score), 4)
    ('significant_progress', 1.0384)
    """
    ends = endpoints(base_year, base_value, year, value, target_year, target_value, direction)
    towards = np.where(ends.base < 0, -1.0, 1.0) * ends.direction
    observed = towards * signed_rate(ends.base, ends.value, ends.elapsed)
    needed = np.abs(signed_rate(ends.base, ends.target, ends.span))
    score = np.where(ends.has_target, observed / needed, observed)
    score = within(np.isfinite(score), score)
    where = cut_by(THRESHOLDS, score, ends.has_target)
    mixed = opposite(ends.base, ends.value) | opposite(ends.base, ends.target)
    obstacles = [
        *ends.missing(),
        ("reason.zero", (ends.base == 0) | (ends.target == 0)),
        ("reason.mixed_signs", mixed),
        ("reason.target_equals_base", ends.target == ends.base),
        ("reason.target_year", ends.has_target & ~(ends.span > 0)),
    ]
    return assessment(LABELS, where, score, obstacles)


def steps(row: Row) -> list[Step]:
    """The ratio, or the growth, and the label: a target that is met has none of its own."""
    return [
        scored(row, growth_formula(row)),
        cut_step(row, row.score, THRESHOLDS, LABELS),
    ]


METHOD = Method(LABELS, THRESHOLDS, ENDS, assess, steps)
