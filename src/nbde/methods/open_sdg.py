"""The progress measure of Open SDG 2.4 (Statistics Canada, after Eurostat).

With a target, the target is achieved if ``d (y1 - T) >= 0``. Otherwise the observed compound growth
is compared with the growth that leads from the base to the target in time::

    R = s d CAGR(y0, y1, t1 - t0) / |CAGR(y0, T, tT - t0)|        s = -1 if y0 < 0, else 1

=======================  ==================  =====================
label                    with a target       without one
=======================  ==================  =====================
target_achieved          target achieved
substantial_progress     R >= 0.95           p >= 0.015 C
moderate_progress        R >= 0.60           p >= 0.005 C
limited_progress         R >= 0              p >= 0
deterioration            R < 0               p < 0
=======================  ==================  =====================

Without a target ``p = s d CAGR(y0, y1, t1 - t0)``. C makes the cuts smaller near a natural limit
that lies in the wanted direction; it is 1 without one: ``1 - |y0/lim|^4.44`` up to the limit, ``1 -
((2|lim| - |y0|)/|lim|)^4.44`` from there to twice the limit, 1 beyond. Where C is 0, holding the
limit is substantial progress.

The score runs from -5 to 5. With a target: ``min(7.1429 R - 4.2857, 5)`` from R = 0.6,
``max(4.1667 R - 2.5, -5)`` below, 5 once achieved. Without: ``max(125 p - 2.5, -5)`` below 0,
``500 p/C - 2.5``, ``250 p/C - 1.25`` and ``min(500 p/C - 5, 5)`` between the cuts.

Edge cases. A base or target of zero counts as 0.001 (with a note); a base and value that are both
zero have not changed. Not assessed: signs that differ, a target equal to the base that is not
achieved, a target year not after the base year, fewer than two years. A base already past the
target whose value has drifted back across it gives R < 0. An achieved target needs no base and no
second year.

Source: open-sdg/open-sdg, docs/progress-methodology.md, and the published calculation components of
Statistics Canada. Read at the source.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import Bools, Floats, floats, within
from nbde.formulas.targets import meets
from nbde.methods import ENDS, Assessment, Method
from nbde.methods.inputs import Endpoints, Named, endpoints, opposite, signed_rate
from nbde.methods.steps import Formula, Row, Step, growth_formula, plain, reach_or_cut, scored
from nbde.methods.thresholds import Threshold, Thresholds, assessment, cut_by

LABELS = {
    "target_achieved": ("target achieved", "目标已实现"),
    "substantial_progress": ("substantial progress", "进展较大"),
    "moderate_progress": ("moderate progress", "进展中等"),
    "limited_progress": ("limited progress", "进展有限"),
    "deterioration": ("deterioration", "恶化"),
}

# The labels in the common words of the gap and growth tables.
STATUSES = ("met", "on_track", "needs_acceleration", "limited", "wrong_direction")

THRESHOLDS = Thresholds(
    with_target=(
        Threshold("substantial_progress", ">=", 0.95),
        Threshold("moderate_progress", ">=", 0.6),
        Threshold("limited_progress", ">=", 0.0),
        Threshold("deterioration", "<", 0.0),
    ),
    without_target=(
        Threshold("substantial_progress", ">=", 0.015),
        Threshold("moderate_progress", ">=", 0.005),
        Threshold("limited_progress", ">=", 0.0),
        Threshold("deterioration", "<", 0.0),
    ),
)

BEST, WORST = 5.0, -5.0  # the ends of the score
IN_PLACE_OF_ZERO = 0.001
POWER = 4.44  # of the distance from a natural limit


class Line(NamedTuple):
    """A stretch of the score: ``slope`` times R, or p over C, plus ``start``."""

    slope: float
    start: float


# The score of each label that is not of an achieved target; that of a deterioration without a
# target takes p as it is.
SCORES_TO_TARGET = {
    "substantial_progress": Line(7.1429, -4.2857),
    "moderate_progress": Line(7.1429, -4.2857),
    "limited_progress": Line(4.1667, -2.5),
    "deterioration": Line(4.1667, -2.5),
}
SCORES_BY_TREND = {
    "substantial_progress": Line(500, -5),
    "moderate_progress": Line(250, -1.25),
    "limited_progress": Line(500, -2.5),
    "deterioration": Line(125, -2.5),
}

FAR = Formula(
    "1, since no natural limit is near in the wanted direction",
    "1，因为期望方向上没有邻近的自然极限",
    "1",
)
NEAR = Formula(
    f"1 − (baseline ÷ natural limit)^{plain(POWER)}, by which the cuts shrink",
    f"1 − (基期值 ÷ 自然极限)^{plain(POWER)}，用以缩小界线",
    f"1 − ({{start}} ÷ {{limit}})^{plain(POWER)}",
)
NEAR_BEYOND = Formula(
    f"1 − ((2 × natural limit − baseline) ÷ natural limit)^{plain(POWER)}, "
    "by which the cuts shrink",
    f"1 − ((2 × 自然极限 − 基期值) ÷ 自然极限)^{plain(POWER)}，用以缩小界线",
    f"1 − ((2 × {{limit}} − {{start}}) ÷ {{limit}})^{plain(POWER)}",
)
ACHIEVED = Formula(
    f"{plain(BEST)}, since the value meets the target",
    f"{plain(BEST)}，因为当前值已达到目标",
    plain(BEST),
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
    natural_limit: ArrayLike = np.nan,
) -> Assessment:
    """The progress of each row, by label and by score from -5 to 5.

    Parameters
    ----------
    base_year, year, target_year
        Years of base, latest value and target [years].
    base_value, value, target_value
        Levels in one unit [any]; a `target_value` of NaN means that there is no target.
    direction
        +1 where an increase is wanted, -1 where a decrease is.
    natural_limit
        The highest or lowest level there can be, in the same unit; NaN where there is none. It
        counts only without a target.

    Returns
    -------
    Assessment
        Indices into `LABELS`, the published score, and the reason where there is no label.

    Examples
    --------
    >>> found = assess(2016, 77.0, 2024, 77.7, 2040, 100.0, direction=1)
    >>> METHOD.LABELS[int(found.label)], round(float(found.score), 4)
    ('limited_progress', -2.0693)
    """
    given = endpoints(base_year, base_value, year, value, target_year, target_value, direction)
    ends, zeros = _without_zeros(given)
    progress = _progress(ends)
    achieved = given.met | ends.met
    near = _distance(ends.base, floats(natural_limit), ends.direction)
    where = cut_by(THRESHOLDS, progress, ends.has_target, near)
    return assessment(
        LABELS,
        where | {"target_achieved": achieved},
        np.where(achieved, BEST, _scores(progress, near, where, ends.has_target)),
        _obstacles(ends),
        [("note.zero_counts_as", np.where(achieved, given.target == 0, zeros))],
        unless=achieved,
    )


@np.errstate(all="ignore")
def ratio(
    base_year: ArrayLike,
    base_value: ArrayLike,
    year: ArrayLike,
    value: ArrayLike,
    target_year: ArrayLike,
    target_value: ArrayLike,
    *,
    direction: ArrayLike,
) -> Floats:
    """The published progress value: R where there is a target, p where there is none.

    Parameters
    ----------
    base_year, base_value, year, value, target_year, target_value, direction
        As in `assess`.

    Returns
    -------
    Floats
        [1] with a target, [1/year] without; also for achieved targets. NaN where undefined.

    Examples
    --------
    >>> round(float(ratio(2015, 70, 2023, 55, 2030, 100, direction=-1)), 6)
    1.234055
    """
    given = endpoints(base_year, base_value, year, value, target_year, target_value, direction)
    return _progress(_without_zeros(given)[0])


@np.errstate(all="ignore")
def distance(base_value: ArrayLike, natural_limit: ArrayLike, *, direction: ArrayLike) -> Floats:
    """C, by which the cuts without a target shrink near a natural limit in the wanted direction.

    Parameters
    ----------
    base_value, natural_limit, direction
        As in `assess`.

    Returns
    -------
    Floats
        [1], from 0 at the limit to 1 far from it; 1 where there is none in the wanted direction.

    Examples
    --------
    >>> distance([50, 90, 100], 100, direction=1).round(3)
    array([0.954, 0.374, 0.   ])
    """
    base = floats(base_value)
    base = np.where(base == 0, IN_PLACE_OF_ZERO, base)
    return _distance(base, floats(natural_limit), floats(direction))


def _without_zeros(ends: Endpoints) -> tuple[Endpoints, Bools]:
    """The ends with 0.001 in place of a zero base or target, and where that was done.

    A value of zero follows a zero base, so that nothing that stands still appears to fall.
    """
    base, target = ends.base == 0, ends.target == 0
    replaced = Endpoints(
        ends.base_year,
        np.where(base, IN_PLACE_OF_ZERO, ends.base),
        ends.year,
        np.where(base & (ends.value == 0), IN_PLACE_OF_ZERO, ends.value),
        ends.target_year,
        np.where(target, IN_PLACE_OF_ZERO, ends.target),
        ends.direction,
    )
    return replaced, base | target


def _progress(ends: Endpoints) -> Floats:
    """R with a target, p without."""
    towards = np.where(ends.base < 0, -1.0, 1.0) * ends.direction
    observed = towards * signed_rate(ends.base, ends.value, ends.elapsed)
    needed = np.abs(signed_rate(ends.base, ends.target, ends.span))
    judged = np.where(ends.has_target, observed / needed, observed)
    return within(np.abs(ends.direction) == 1, judged)


def _distance(start: Floats, limit: Floats, direction: Floats) -> Floats:
    base, bound = np.abs(start), np.abs(limit)
    short = np.where(base <= bound, base / bound, (2 * bound - base) / bound)
    ahead = meets(limit, start, direction)
    return np.where(ahead & (base < 2 * bound), 1 - np.clip(short, 0, 1) ** POWER, 1.0)


def _scores(
    progress: Floats, near: Floats, where: Mapping[str, Bools], has_target: Bools
) -> Floats:
    """The score of each row by the label it has, at most 5 and at least -5."""
    measure = np.where(has_target | (progress < 0), progress, progress / near)
    scores = [
        np.where(has_target, one.slope, other.slope) * measure
        + np.where(has_target, one.start, other.start)
        for one, other in ((SCORES_TO_TARGET[each], SCORES_BY_TREND[each]) for each in where)
    ]
    score = np.clip(np.select(list(where.values()), scores, np.nan), WORST, BEST)
    return np.where(~has_target & (near == 0) & (progress >= 0), BEST, score)


def _obstacles(ends: Endpoints) -> list[Named]:
    mixed = opposite(ends.base, ends.value) | opposite(ends.base, ends.target)
    return [
        *ends.missing(),
        ("reason.mixed_signs", mixed),
        ("reason.target_equals_base", ends.target == ends.base),
        ("reason.target_year", ends.has_target & ~(ends.span > 0)),
    ]


def ratio_step(row: Row) -> Step:
    """R, the growth achieved over the growth that leads to the target; p without one."""
    result = ratio(
        row.base_year, row.base_value, row.year, row.value, row.target_year, row.target_value,
        direction=row.direction,
    )  # fmt: skip
    base, value = row.base_value or IN_PLACE_OF_ZERO, row.value
    row = row._replace(
        base_value=base,
        value=base if row.base_value == value == 0 else value,
        target_value=row.target_value or IN_PLACE_OF_ZERO,
    )
    return Step("ratio", growth_formula(row), row.figures, float(result))


def distance_steps(row: Row) -> list[Step]:
    """C, by which the thresholds shrink near a natural limit; nothing where no limit counts."""
    if row.has_target or math.isnan(row.natural_limit) or math.isnan(row.base_value):
        return []
    found = float(distance(row.base_value, row.natural_limit, direction=row.direction))
    start, limit = abs(row.base_value or IN_PLACE_OF_ZERO), abs(row.natural_limit)
    formula = FAR if found == 1 else NEAR_BEYOND if start > limit else NEAR
    return [Step("distance", formula, {"start": start, "limit": limit}, found)]


def steps(row: Row) -> list[Step]:
    """The ratio, the score, which is no more than another form of it, and the label."""
    near, found = distance_steps(row), ratio_step(row)
    scale = near[0].result if near else 1.0
    return [
        *([*near, found] if math.isfinite(found.result) else []),
        _score_step(row, found.result, scale),
        reach_or_cut(row, found.result, THRESHOLDS, LABELS, scale),
    ]


def _score_step(row: Row, progress: float, scale: float) -> Step:
    """The score by the line that belongs to the label; `scale` is C."""
    lines = SCORES_TO_TARGET if row.has_target else SCORES_BY_TREND
    if row.label not in lines:
        return scored(row, ACHIEVED)
    slope, start = plain(lines[row.label].slope), plain(-lines[row.label].start)
    scaled = scale not in (0, 1) and progress >= 0
    en, zh = LABELS[row.label]
    by_limit, by_limit_zh = (" ÷ distance to the limit", " ÷ 距极限系数") if scaled else ("", "")
    line = f"{slope} × {{ratio}}{' ÷ {scale}' if scaled else ''} − {start}"
    worst, best = plain(WORST), plain(BEST)
    formula = Formula(
        f"{slope} × ratio{by_limit} − {start} for {en}, kept between {worst} and {best}",
        f"{slope} × 比率{by_limit_zh} − {start}（{zh}），限于{worst}至{best}",
        "{score}" if row.score in (BEST, WORST) else line,
    )
    return scored(row, formula, {"ratio": progress, "scale": scale, "score": row.score})


METHOD = Method(LABELS, THRESHOLDS, (*ENDS, "natural_limit"), assess, steps)
