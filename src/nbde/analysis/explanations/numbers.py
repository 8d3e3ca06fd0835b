"""The number each published method computes, with the figures put in."""

from __future__ import annotations

from nbde.analysis.explanations.judged import Judged
from nbde.analysis.explanations.open_sdg import growth_ratio
from nbde.analysis.explanations.steps import Step, written
from nbde.formulas.targets import log_progress, progress
from nbde.messages import say


def growth(judged: Judged) -> Step:
    """Growth achieved over growth to the target; without one the growth itself."""
    return growth_ratio(
        judged.base_year, judged.base, judged.year, judged.value, judged.target_year,
        judged.target, judged.direction, judged.lang,
    )  # fmt: skip


def carried(judged: Judged) -> Step:
    """The way that would be done by the target year, carried on as so far; without one growth."""
    if not judged.aimed:
        return growth(judged)
    power = (
        f"({written(judged.target_year - judged.year)} ÷ {written(judged.year - judged.base_year)})"
    )
    reached = (
        f"{written(judged.value)} × ({written(judged.value)} ÷ {written(judged.base)})^{power}"
    )
    base = written(judged.base)
    return Step(
        "ratio",
        say("formula.carried", judged.lang),
        f"({reached} − {base}) ÷ ({written(judged.target)} − {base})",
    )


def line_pace(judged: Judged) -> Step:
    """Change a year so far over change a year to the target."""
    base = written(judged.base)
    pace = f"(({written(judged.value)} − {base}) ÷ {written(judged.year - judged.base_year)})"
    span = written(judged.target_year - judged.base_year)
    needed = f"(({written(judged.target)} − {base}) ÷ {span})"
    return Step("ratio", say("formula.line_pace", judged.lang), f"{pace} ÷ {needed}")


def schedule(judged: Judged) -> tuple[Step, Step]:
    """The share of the way done, and by how much it is ahead of the share of the time gone."""
    base, value, target = (written(x) for x in (judged.base, judged.value, judged.target))
    span = judged.target_year - judged.base_year
    gone = min(judged.year - judged.base_year, span)
    if judged.compound:
        key, done = "formula.log_progress", log_progress
        inserted = f"ln({value} ÷ {base}) ÷ ln({target} ÷ {base})"
    else:
        key, done = "formula.progress", progress
        inserted = f"({value} − {base}) ÷ ({target} − {base})"
    way = float(done(judged.base, judged.value, judged.target))
    ahead = f"{written(way)} − {written(gone)} ÷ {written(span)}"
    return (
        Step("progress", say(key, judged.lang), inserted, way),
        Step("ratio", say("formula.schedule", judged.lang), ahead),
    )


def weather(judged: Judged) -> Step:
    """The mean change of the last five years, carried on, over the way that is left."""
    seen = judged.window
    first, last = written(seen.first_value[0]), written(seen.latest_value[0])
    years = written(seen.latest_year[0] - seen.first_year[0])
    left = written(judged.target_year - seen.latest_year[0])
    return Step(
        "ratio",
        say("formula.weather", judged.lang),
        f"({last} − {first}) ÷ {years} × {left} ÷ ({written(judged.target)} − {last})",
    )


def factor(judged: Judged) -> Step:
    """Required over achieved change, which is the slope."""
    seen = judged.window
    last, left = written(seen.latest_value[0]), judged.target_year - seen.latest_year[0]
    required = f"({written(judged.target)} − {last}) ÷ {written(left)}"
    return Step("ratio", say("formula.factor", judged.lang), f"{required} ÷ ({slope(judged)})")


def slope(judged: Judged) -> str:
    """The slope of the line through the values, in whole numbers, times the count of values."""
    seen = judged.window
    times = seen.years - seen.first_year[0]
    weights = len(times) * times - times.sum()
    top = " + ".join(
        f"{written(w)} × {written(v)}" for w, v in zip(weights, seen.values, strict=True)
    )
    under = " + ".join(f"{written(w)} × {written(t)}" for w, t in zip(weights, times, strict=True))
    return f"({top}) ÷ ({under})"
