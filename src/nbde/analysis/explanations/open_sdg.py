"""The numbers of Open SDG: the ratio of growth rates, the distance to a limit, the score."""

from __future__ import annotations

import math

from nbde.analysis.explanations.steps import Step, written
from nbde.messages import label, say
from nbde.methods import open_sdg
from nbde.methods.open_sdg import IN_PLACE_OF_ZERO


def growth_ratio(
    base_year: float,
    base: float,
    year: float,
    value: float,
    target_year: float,
    target: float,
    direction: float,
    lang: str,
) -> Step:
    """Open SDG's R, the observed growth over the growth that leads to the target; p without one."""
    result = float(
        open_sdg.ratio(base_year, base, year, value, target_year, target, direction=direction)
    )
    aimed = not math.isnan(target)
    key = "formula.ratio" if aimed else "formula.trend"
    if not math.isfinite(result):
        return Step("ratio", say(key, lang), result=result)
    value = IN_PLACE_OF_ZERO if base == value == 0 else value
    base, target = base or IN_PLACE_OF_ZERO, target or IN_PLACE_OF_ZERO
    sign = "" if direction * (-1 if base < 0 else 1) > 0 else "(−1) × "
    observed = f"(({written(value)} ÷ {written(base)})^(1 ÷ {written(year - base_year)}) − 1)"
    if not aimed:
        alone = sign + observed if sign else observed[1:-1]
        return Step("ratio", say(key, lang), alone, result)
    rate = f"({written(target)} ÷ {written(base)})^(1 ÷ {written(target_year - base_year)}) − 1"
    needed = f"({rate})" if abs(target) >= abs(base) else f"(1 − {rate.removesuffix(' − 1')})"
    return Step("ratio", say(key, lang), f"{sign}{observed} ÷ {needed}", result)


def distance_steps(base: float, limit: float, direction: float, lang: str) -> list[Step]:
    """C, by which the cuts shrink near a natural limit; nothing where no limit is known."""
    if math.isnan(limit) or math.isnan(base):
        return []
    found = float(open_sdg.distance(base, limit, direction=direction))
    start, bound = abs(base or IN_PLACE_OF_ZERO), abs(limit)
    if found == 1:
        return [Step("distance", say("formula.far", lang), "1", found)]
    power = f"{open_sdg.POWER:.15g}"
    short = f"({written(start)} ÷ {written(bound)})"
    key = "formula.near"
    if start > bound:
        short = f"((2 × {written(bound)} − {written(start)}) ÷ {written(bound)})"
        key = "formula.near_beyond"
    return [Step("distance", say(key, lang, power=power), f"1 − {short}^{power}", found)]


def score_step(
    score: float, ratio: float, distance: float, status: str, lang: str, *, aimed: bool
) -> Step:
    """The score from -5 to 5, by the line that belongs to the label; `distance` is C."""
    if not math.isfinite(score):
        return Step("score")
    lines = open_sdg.SCORES_AIMED if aimed else open_sdg.SCORES_BY_TREND
    best, worst = written(open_sdg.BEST), written(open_sdg.WORST).strip("()")
    if status not in lines:
        return Step("score", say("formula.score_met", lang, best=best), best, score)
    measure, number = label("ratio", lang), written(ratio)
    if distance not in (0, 1) and ratio >= 0:
        measure += f" ÷ {label('distance', lang)}"
        number += f" ÷ {written(distance)}"
    slope, start = written(lines[status].slope), written(-lines[status].start)
    said = say(
        "formula.score", lang, line=f"{slope} × {measure} − {start}",
        label=label(status, lang), best=best, worst=worst,
    )  # fmt: skip
    capped = score in (open_sdg.BEST, open_sdg.WORST)
    return Step("score", said, written(score) if capped else f"{slope} × {number} − {start}", score)
