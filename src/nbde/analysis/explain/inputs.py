"""The inputs: value, baseline and target, with what each of them was made of."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from nbde.analysis.arrays import PROJECTED, PUBLISHED
from nbde.analysis.explain.status import sign_of_value
from nbde.analysis.explain.steps import Entry, Facts, Step, grouped, moved, written
from nbde.analysis.quantities import EITHER_WAY
from nbde.messages import say
from nbde.schema import BASES, COMPARISONS


def of_entry(figure: str, entry: Entry, scale: float, unit: str, lang: str) -> Step:
    """A published, assumed or stated figure, in a unit of the size `scale`."""
    year, own = int(entry.year), entry.unit
    said = {
        "assumed": say("formula.assumed", lang, year=year, unit=own),
        "baseline": say("formula.own_baseline", lang, year=year, unit=own),
    }.get(entry.basis, say("formula.observed", lang, year=year, unit=own))
    return Step(
        figure, said, moved(written(entry.value), entry.scale / scale),
        unit=unit, as_of=entry.year, basis=entry.basis, edition=entry.edition,
        source=entry.source, confidence=entry.confidence, comparison=_shown(entry.comparison),
    )  # fmt: skip


def _shown(comparison: str) -> str:
    """The sign before a figure: none where it is bound both ways."""
    return "" if comparison == EITHER_WAY else comparison


def with_parts(figure: str, facts: Facts, targets: pd.DataFrame, place: int) -> list[Step]:
    """A figure of the indicator's series; of a derived share its parts first."""
    entry, lang = facts.entry(place), facts.lang
    if entry.basis != "derived":
        found = of_entry(figure, entry, facts.scale, facts.unit, lang)
        return [replace(found, result=facts.in_unit(place))]
    codes = facts.parts(targets)
    top, under = (facts.entry(facts.place_of(code, entry.year)) for code in codes)
    parts = [
        replace(facts.named(code, of_entry(name, part, part.scale, part.unit, lang)),
                result=part.value)
        for name, code, part in zip(("numerator", "denominator"), codes, (top, under), strict=True)
    ]  # fmt: skip
    whole = grouped(moved(written(under.value), under.scale / top.scale))
    times = 1 / facts.scale
    quotient = f"{written(top.value)} ÷ {whole}"
    share = Step(
        figure,
        moved(say("formula.quotient", lang), times),
        moved(grouped(quotient), times) if times != 1 else quotient,
        result=facts.in_unit(place),
        unit=facts.unit, as_of=entry.year, basis="derived", edition=entry.edition,
        source=entry.source, confidence=entry.confidence, comparison=_shown(entry.comparison),
    )  # fmt: skip
    return [*parts, share]


def value_steps(facts: Facts, targets: pd.DataFrame, value: float) -> list[Step]:
    """The steps to the value of the requested year."""
    values = facts.value
    if not math.isfinite(value):
        return [Step("value", unit=facts.unit)]
    place, as_of = int(values.position[0]), float(values.year[0])
    if facts.resolved.total[0]:
        return [_sum(facts, value, as_of)]
    if values.basis[0] != PROJECTED:
        return with_parts("value", facts, targets, place)
    last, base = facts.in_unit(place), float(facts.resolved.baseline.value[0])
    start = float(values.projected_from[0])
    carried, gone = as_of - start, start - float(facts.resolved.baseline.year[0])
    quotient = f"({written(last)} ÷ {written(base)})"
    return [
        *with_parts("last_value", facts, targets, place),
        Step(
            "value",
            say("formula.projected", facts.lang),
            f"{written(last)} × {quotient}^({written(carried)} ÷ {written(gone)})",
            result=value, unit=facts.unit, as_of=as_of, basis="projected",
            edition=facts.entry(place).edition, source=facts.entry(place).source,
            confidence=facts.entry(place).confidence, comparison=_shown(sign_of_value(facts)),
        ),
    ]  # fmt: skip


def _sum(facts: Facts, value: float, as_of: float) -> Step:
    first = float(facts.resolved.start_year[0])
    places = [facts.place(year) for year in np.arange(first, as_of + 1)]
    entries = [facts.entry(place) for place in places]
    return Step(
        "value",
        say("formula.sum", facts.lang, first=int(first), last=int(as_of)),
        " + ".join(written(facts.in_unit(place)) for place in places),
        result=value, unit=facts.unit, as_of=as_of, basis="derived",
        edition=" + ".join(dict.fromkeys(e.edition for e in entries if e.edition)),
        source="; ".join(dict.fromkeys(e.source for e in entries if e.source)),
        comparison=_shown(sign_of_value(facts)),
    )  # fmt: skip


def baseline_steps(facts: Facts, targets: pd.DataFrame, baseline: float) -> list[Step]:
    """The steps to the baseline."""
    resolved, lang = facts.resolved, facts.lang
    if not math.isfinite(baseline):
        return [Step("baseline_value", unit=facts.unit)]
    basis, year = BASES[resolved.baseline.basis[0]], float(resolved.baseline.year[0])
    place = int(resolved.baseline.position[0])
    if resolved.total[0]:
        said = say("formula.zero", lang, year=int(year))
        return [Step("baseline_value", said, "0", baseline, facts.unit, as_of=year, basis=basis)]
    if place >= 0:
        steps = with_parts("baseline_value", facts, targets, place)
        return [*steps[:-1], replace(steps[-1], basis=basis, note=_choice(facts, year))]
    return [
        Step(
            "baseline_value",
            say("formula.own_baseline", lang, year=int(year), unit=facts.unit),
            written(baseline), baseline, facts.unit, as_of=year, basis=basis,
            source=str(facts.target["source"]), confidence=str(facts.target["confidence"]),
            comparison=_shown(str(resolved.baseline.signs()[0])),
        )
    ]  # fmt: skip


def _choice(facts: Facts, year: float) -> str:
    """Which value of the series was taken, where the plan states no baseline."""
    resolved, start = facts.resolved, float(facts.resolved.start_year[0])
    if resolved.baseline.basis[0] == PUBLISHED or math.isfinite(facts.stated_year):
        return ""
    if year < start:
        return say("note.baseline_before", facts.lang, year=int(start))
    return say("note.baseline_first", facts.lang)


def target_step(facts: Facts, target: float) -> Step:
    """The step to the target, as a level."""
    resolved, lang = facts.planned, facts.lang
    year, sign = float(resolved.target_year[0]), COMPARISONS[resolved.comparison[0]]
    found = Step(
        "target_value", unit=facts.unit, as_of=year, basis="target",
        source=str(facts.target["source"]), confidence=str(facts.target["confidence"]),
    )  # fmt: skip
    if not math.isfinite(target):
        return found
    base, amount = written(float(resolved.baseline.value[0])), written(float(resolved.amount[0]))
    span = written(year - float(resolved.baseline.year[0]))
    kind = str(facts.target["target_kind"])
    said, inserted = {
        "growth": (say("formula.of_growth", lang), f"{base} × (1 + {amount})^{span}"),
        "change": (say("formula.of_change", lang), f"{base} × (1 + {amount})"),
        "multiple": (say("formula.of_multiple", lang), f"{base} × {amount}"),
        "points": (say("formula.of_points", lang), f"{base} + {amount}"),
    }.get(
        kind,
        (say("formula.target", lang, year=int(year), sign=sign), written(target)),
    )
    return replace(found, formula=said, inserted=inserted, result=target)
