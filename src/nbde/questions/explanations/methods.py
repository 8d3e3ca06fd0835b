"""How a published method judges: its ends or window, the number it cuts, the cuts, the label."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from nbde.formulas.targets import meets
from nbde.methods.windows import Window
from nbde.questions.explanations.figures import growth_ratio
from nbde.questions.explanations.steps import Step, written
from nbde.words import label, say


@dataclass(frozen=True, slots=True)
class Judged:
    """What a method is given of one target, and the score it gives.

    `window` holds the values of the last five years; `limit` is the natural limit, NaN for none;
    `compound` whether china-schedule measures in logarithms.
    """

    base_year: float
    base: float
    year: float
    value: float
    target_year: float
    target: float
    direction: float
    limit: float
    compound: bool
    window: Window
    score: float
    lang: str

    @property
    def aimed(self) -> bool:
        """Whether there is a target value."""
        return not math.isnan(self.target)

    @property
    def met(self) -> bool:
        """Whether the value meets the target."""
        return bool(meets(self.value, self.target, self.direction))


def method_steps(name: str, judged: Judged, status: str) -> list[Step]:
    """The ratio or score a method computes, and the label cut from it."""
    ratio = _RATIOS[name](judged)
    score = Step("score", result=judged.score)
    if math.isfinite(judged.score):
        said, inserted = _score(name, judged, ratio)
        score = Step("score", said, inserted, judged.score)
    shown = [ratio] if name == "open-sdg" and math.isfinite(ratio.result) else []
    cuts = _cuts(name, judged)
    said = say("paper.formula_cuts", judged.lang, cuts=cuts) if cuts else ""
    cut = ratio.result if name == "open-sdg" else judged.score
    if judged.met and name in _MET_FIRST:
        up = judged.direction > 0
        key = "paper.formula_reach_up" if up else "paper.formula_reach_down"
        sign = "≥" if up else "≤"
        compared = f"{written(judged.value)} {sign} {written(judged.target)}"
        return [*shown, score, Step("status", say(key, judged.lang), compared, status=status)]
    inserted = written(cut) if math.isfinite(cut) else ""
    return [*shown, score, Step("status", said if inserted else "", inserted, status=status)]


_MET_FIRST = frozenset(
    {"open-sdg", "unsd-2023", "sdsn", "china-schedule", "acceleration"}
)  # these give a target that is met its label whatever the number


def _score(name: str, judged: Judged, ratio: Step) -> tuple[str, str]:
    """Formula and figures of the score; the score of all methods but open-sdg is the ratio."""
    if name != "open-sdg":
        return ratio.formula, ratio.inserted
    if judged.met:
        return say("paper.formula_score_met", judged.lang), "5"
    number = written(ratio.result)
    if judged.aimed:
        said = say("paper.formula_score_aimed", judged.lang)
        upper = f"7.1429 × {number} − 4.2857"
        lower = f"4.1667 × {number} − 2.5"
        return said, _capped(judged.score, upper if judged.score >= 0 else lower)
    said = say("paper.formula_score_trend", judged.lang)
    if math.isfinite(judged.limit):
        return said, ""
    if ratio.result < 0:
        return said, _capped(judged.score, f"125 × {number} − 2.5")
    for least, times, less in ((2.5, 500, 5), (0.0, 250, 1.25), (-2.5, 500, 2.5)):
        if judged.score >= least - 1e-9:
            return said, _capped(judged.score, f"{times} × {number} − {less}")
    return said, ""


def _capped(score: float, text: str) -> str:
    return written(score) if abs(score) == 5 else text


def _growth(judged: Judged) -> Step:
    return growth_ratio(
        judged.base_year, judged.base, judged.year, judged.value, judged.target_year,
        judged.target, judged.direction, judged.lang,
    )  # fmt: skip


def _carried(judged: Judged) -> Step:
    if not judged.aimed:
        return _growth(judged)
    power = (
        f"({written(judged.target_year - judged.year)} ÷ {written(judged.year - judged.base_year)})"
    )
    reached = (
        f"{written(judged.value)} × ({written(judged.value)} ÷ {written(judged.base)})^{power}"
    )
    base = written(judged.base)
    return Step(
        "ratio",
        say("paper.formula_carried", judged.lang),
        f"({reached} − {base}) ÷ ({written(judged.target)} − {base})",
    )


def _pace(judged: Judged) -> Step:
    base = written(judged.base)
    pace = f"(({written(judged.value)} − {base}) ÷ {written(judged.year - judged.base_year)})"
    span = written(judged.target_year - judged.base_year)
    needed = f"(({written(judged.target)} − {base}) ÷ {span})"
    return Step("ratio", say("paper.formula_line_pace", judged.lang), f"{pace} ÷ {needed}")


def _schedule(judged: Judged) -> Step:
    base, value, target = (written(x) for x in (judged.base, judged.value, judged.target))
    span = judged.target_year - judged.base_year
    gone = min(judged.year - judged.base_year, span)
    if judged.compound:
        said = say("paper.formula_log_schedule", judged.lang)
        done = f"ln({value} ÷ {base}) ÷ ln({target} ÷ {base})"
    else:
        said = say("paper.formula_schedule", judged.lang)
        done = f"({value} − {base}) ÷ ({target} − {base})"
    return Step("ratio", said, f"{done} − {written(gone)} ÷ {written(span)}")


def _weather(judged: Judged) -> Step:
    seen = judged.window
    first, last = written(seen.first_value[0]), written(seen.latest_value[0])
    years = written(seen.latest_year[0] - seen.first_year[0])
    left = written(judged.target_year - seen.latest_year[0])
    return Step(
        "ratio",
        say("paper.formula_weather", judged.lang),
        f"({last} − {first}) ÷ {years} × {left} ÷ ({written(judged.target)} − {last})",
    )


def _factor(judged: Judged) -> Step:
    """Required over achieved change; the slope in whole numbers, times the count of values."""
    seen = judged.window
    times = seen.years - seen.first_year[0]
    weights = len(times) * times - times.sum()
    top = " + ".join(
        f"{written(w)} × {written(v)}" for w, v in zip(weights, seen.values, strict=True)
    )
    under = " + ".join(f"{written(w)} × {written(t)}" for w, t in zip(weights, times, strict=True))
    last, left = written(seen.latest_value[0]), judged.target_year - seen.latest_year[0]
    required = f"({written(judged.target)} − {last}) ÷ {written(left)}"
    return Step(
        "ratio", say("paper.formula_factor", judged.lang), f"{required} ÷ (({top}) ÷ ({under}))"
    )


_RATIOS: Mapping[str, Callable[[Judged], Step]] = {
    "open-sdg": _growth,
    "eurostat-2021": _growth,
    "unsd-2023": _carried,
    "destatis": _weather,
    "sdsn": _pace,
    "china-schedule": _schedule,
    "acceleration": _factor,
}

# The cuts of each method, as docs/methods.md has them: with a target, and without one.
_AIMED = {
    "open-sdg": (
        ("≥ 0.95", "substantial_progress"), ("≥ 0.6", "moderate_progress"),
        ("≥ 0", "limited_progress"), ("< 0", "deterioration"),
    ),
    "eurostat-2021": (
        ("≥ 0.95", "significant_progress"), ("≥ 0.6", "moderate_progress"),
        ("≥ 0", "insufficient_progress"), ("< 0", "movement_away"),
    ),
    "unsd-2023": (
        ("≥ 0.95", "on_track_or_met"), ("≥ 0.1", "fair_progress"),
        ("< 0.1", "stagnation_or_regression"),
    ),
    "destatis": (
        ("> 0.95", "sun"), ("≥ 0.8", "slightly_cloudy"), ("> 0", "cloud"), ("≤ 0", "thunderstorm"),
    ),
    "sdsn": (
        ("≥ 1", "on_track_or_maintaining"), ("≥ 0.5", "moderately_improving"),
        ("≥ 0", "stagnating"), ("< 0", "decreasing"),
    ),
    "china-schedule": (
        ("> 0", "ahead_of_schedule"), ("= 0", "on_schedule"), ("< 0", "behind_schedule"),
    ),
    "acceleration": (
        ("≤ 1", "on_track"), ("< 2", "off_track"), ("≥ 2", "well_off_track"),
        ("< 0", "wrong_direction"),
    ),
}  # fmt: skip
_AIMLESS = {
    "open-sdg": (
        ("≥ 0.015", "substantial_progress"), ("≥ 0.005", "moderate_progress"),
        ("≥ 0", "limited_progress"), ("< 0", "deterioration"),
    ),
    "eurostat-2021": (
        ("≥ 0.01", "significant_progress"), ("≥ 0", "moderate_progress"),
        ("> −0.01", "moderate_movement_away"), ("≤ −0.01", "significant_movement_away"),
    ),
    "unsd-2023": (
        ("≥ 0.02", "on_track_or_met"), ("≥ 0.005", "fair_progress"),
        ("< 0.005", "stagnation_or_regression"),
    ),
}  # fmt: skip


def _cuts(name: str, judged: Judged) -> str:
    cuts = (_AIMED if judged.aimed else _AIMLESS).get(name, ())
    if name == "open-sdg" and not judged.aimed and np.isfinite(judged.limit):
        return ""
    return ", ".join(f"{cut}: {label(word, judged.lang)}" for cut, word in cuts)
