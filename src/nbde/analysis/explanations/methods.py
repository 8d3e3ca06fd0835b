"""How a published method judges: the number it computes, and the label cut from it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from nbde import methods
from nbde.analysis.explanations import numbers
from nbde.analysis.explanations.cuts import cut_step
from nbde.analysis.explanations.judged import Judged
from nbde.analysis.explanations.open_sdg import distance_steps, score_step
from nbde.analysis.explanations.reached import reach_step
from nbde.analysis.explanations.steps import Step, written
from nbde.analysis.status import NOT_ASSESSED
from nbde.messages import say


def method_steps(name: str, judged: Judged, status: str) -> list[Step]:
    """The number a method computes, and the label cut from it; neither where it gives no label."""
    if status == NOT_ASSESSED:
        return [Step("score"), Step("status", status=status)]
    return _METHODS[name](name, judged, status)


def _open_sdg(name: str, judged: Judged, status: str) -> list[Step]:
    """The score is no more than another form of the ratio, from which the label is cut."""
    ratio = numbers.growth(judged)
    steps = [] if judged.aimed else distance_steps(
        judged.base, judged.limit, judged.direction, judged.lang
    )  # fmt: skip
    distance = steps[0].result if steps else 1.0
    score = score_step(
        judged.score, ratio.result, distance, status, judged.lang, aimed=judged.aimed
    )
    steps = [*steps, ratio] if math.isfinite(ratio.result) else []
    return [*steps, score, _met_or_cut(name, judged, status, ratio.result, distance)]


def _trend(name: str, judged: Judged, status: str) -> list[Step]:
    """A target that is met has no label of its own."""
    return [_scored(judged, numbers.growth(judged)), _cut(name, judged, status, judged.score)]


def _met_first(number: Callable[[Judged], Step]) -> _Explained:
    """A target that is met has its label, whatever the number."""

    def explained(name: str, judged: Judged, status: str) -> list[Step]:
        label = _met_or_cut(name, judged, status, judged.score)
        return [_scored(judged, number(judged)), label]

    return explained


def _schedule(name: str, judged: Judged, status: str) -> list[Step]:
    """A value that moved away from the target went the wrong way, however little time is gone."""
    if math.isnan(judged.score):
        return [Step("score"), _met_or_cut(name, judged, status, math.nan)]
    done, ahead = numbers.schedule(judged)
    label = _met_or_cut(name, judged, status, judged.score)
    if done.result < 0 and not judged.met:
        backward = say("formula.backward", judged.lang)
        label = Step("status", backward, f"{written(done.result)} < 0", status=status)
    return [done, _scored(judged, ahead), label]


def _weather(name: str, judged: Judged, status: str) -> list[Step]:
    """Where the target is reached, or its year does not count, the mean change decides alone."""
    score = _scored(judged, numbers.weather(judged))
    if math.isfinite(judged.score):
        return [score, _cut(name, judged, status, judged.score)]
    return [score, _weather_without_number(judged, status)]


def _acceleration(name: str, judged: Judged, status: str) -> list[Step]:
    """With nothing left of the time there is no factor, and the slope decides alone."""
    if math.isfinite(judged.score) or judged.met or status != "wrong_direction":
        return _met_first(numbers.factor)(name, judged, status)
    away = f"{numbers.slope(judged)} {_against_zero(-judged.direction)}"
    formula = say("formula.slope_away", judged.lang)
    return [Step("score"), Step("status", formula, away, status=status)]


_Explained = Callable[[str, Judged, str], list[Step]]
_METHODS: Mapping[str, _Explained] = {
    "open-sdg": _open_sdg,
    "eurostat-2021": _trend,
    "unsd-2023": _met_first(numbers.carried),
    "destatis": _weather,
    "sdsn": _met_first(numbers.line_pace),
    "china-schedule": _schedule,
    "acceleration": _acceleration,
}


def _scored(judged: Judged, number: Step) -> Step:
    """The score, which is that number; empty where the method gives none."""
    if not math.isfinite(judged.score):
        return Step("score")
    return Step("score", number.formula, number.inserted, judged.score)


def _met_or_cut(
    name: str, judged: Judged, status: str, number: float, distance: float = 1.0
) -> Step:
    if judged.met:
        return reach_step(judged.value, judged.target, judged.direction, status, judged.lang)
    return _cut(name, judged, status, number, distance)


def _cut(name: str, judged: Judged, status: str, number: float, distance: float = 1.0) -> Step:
    if not math.isfinite(number):
        return Step("status", status=status)
    cuts = methods.method(name).CUTS
    return cut_step(
        number, cuts.aimed if judged.aimed else cuts.by_trend, status, judged.lang,
        distance=distance,
    )  # fmt: skip


def _weather_without_number(judged: Judged, status: str) -> Step:
    """The symbol by the mean change, where the target is reached, or its year does not count."""
    seen = judged.window
    first, last, previous = (
        float(value[0]) for value in (seen.first_value, seen.latest_value, seen.previous_value)
    )
    years = written(seen.latest_year[0] - seen.first_year[0])
    trend = f"({written(last)} − {written(first)}) ÷ {years} {_against_zero(last - first)}"
    if not judged.aimed:
        key = "formula.weather_trend"
        trend += f", {written(last)} − {written(previous)} {_against_zero(last - previous)}"
    else:
        key = "formula.weather_met" if judged.met else "formula.weather_missed"
    return Step("status", say(key, judged.lang), trend, status=status)


def _against_zero(number: float) -> str:
    return "= 0" if number == 0 else "> 0" if number > 0 else "< 0"
