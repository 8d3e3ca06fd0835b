"""The checks against the statistics: baselines, published growth, and several editions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from nbde.analysis.audit.figures import Range, agreement, best_agreement
from nbde.analysis.audit.lookups import Lookups
from nbde.analysis.audit.rows import (
    BREAK,
    DIFFERS,
    UNCHECKED,
    Finding,
    Observation,
    Target,
    resting_on,
)
from nbde.analysis.quantities import Caveat
from nbde.formulas.scale import difference
from nbde.schema import RATIO

_REAL_CODE = frozenset({"real", "constant"})
_REAL_NAMES = ("可比价", "不变价", "实际增", "constant price", "comparable price", "real growth")


def baseline(lookups: Lookups) -> Iterator[Finding]:
    """A baseline that a plan states against what was published for that year.

    Of several published figures, the one that agrees best: a plan may rest on an older edition.
    """
    told: set[tuple[object, ...]] = set()
    for target in filter(lambda one: one.states_baseline, lookups.chosen):
        year, stated = target.baseline_year, target.baseline
        seen = lookups.published(target.entity, target.indicator, year)
        subject = (target.plan, target.entity, target.indicator, year, stated.value)
        if seen and subject not in told:
            told.add(subject)
            yield _published_baseline(lookups, target, seen)


def _published_baseline(lookups: Lookups, target: Target, seen: list[Observation]) -> Finding:
    year, stated, unit = target.baseline_year, target.baseline, target.level.unit
    firm = [one.figure for one in seen if not one.figure.is_bound]
    verdict, found, used = UNCHECKED, math.nan, stated
    if firm and not stated.is_bound:
        ranges = [figure.rounded(stated.scale) for figure in firm]
        verdict, best = best_agreement(stated.rounded(), ranges)
        found, used = ranges[best].value, firm[best]
        note = lookups.say(
            f"baseline_{verdict}", stated=stated.value, computed=found, unit=unit, year=year
        )
    else:
        name = lookups.name(target.entity, target.indicator)
        note = lookups.say("only_bound", name=name, year=year)
    return Finding(
        target.plan, target.entity, target.indicator, year, unit, verdict, note,
        stated.value, found, resting_on(stated, used),
    )  # fmt: skip


def growth(lookups: Lookups) -> Iterator[Finding]:
    """A growth rate published for an indicator against its levels of that year and the year before.

    Both levels have to be of one edition, of several the one that agrees best. A rate at constant
    prices is not that of levels at current prices: it cannot be checked against them.
    """
    for _, _, year, (rate, *_) in lookups.every_published():
        if rate.growth_of and rate.figure.dimension == RATIO:
            yield _published_growth(lookups, rate, year)


def _published_growth(lookups: Lookups, rate: Observation, year: int) -> Finding:
    stated, name = rate.figure, lookups.name(rate.entity, rate.growth_of)
    levels, note = _levels(lookups, rate, year)
    verdict, found, used = UNCHECKED, math.nan, [stated]
    if stated.is_bound:
        note = lookups.say("only_bound", name=lookups.name(rate.entity, rate.indicator), year=year)
    elif levels:
        grown = [_grown(*pair, stated.scale) for pair in levels]
        agreed, best = best_agreement(stated.rounded(), grown)
        after = levels[best][1]
        used += [one.figure for one in levels[best]]
        if not math.isfinite(grown[best].value):
            note = lookups.say("of_zero", name=name, year=year - 1)
        else:
            key = agreed
            if after.is_money and is_real(rate) != is_real(after):
                key = "real" if is_real(rate) else "nominal"
            else:
                verdict, found = agreed, grown[best].value
            note = lookups.say(
                f"growth_{key}", name=name, stated=stated.value, computed=grown[best].value,
                unit=stated.unit, first=year - 1, second=year,
            )  # fmt: skip
    return Finding(
        "",
        rate.entity,
        rate.indicator,
        year,
        stated.unit,
        verdict,
        note,
        stated.value,
        found,
        resting_on(*used),
    )


def _grown(before: Observation, after: Observation, scale: float) -> Range:
    """The growth from one level to the other, in units of the size `scale`."""
    size = before.figure.scale
    quotient = after.figure.rounded(size).over(before.figure.rounded(size))
    return quotient.shifted(-1).scaled(1 / scale)


def _levels(
    lookups: Lookups, rate: Observation, year: int
) -> tuple[list[tuple[Observation, Observation]], str]:
    """The levels of the year before and of the year, by edition; or none, and why."""
    name, firm = lookups.name(rate.entity, rate.growth_of), []
    for one_year in (year - 1, year):
        seen = lookups.published(rate.entity, rate.growth_of, one_year)
        firm.append([one for one in seen if not one.figure.is_bound])
        if not firm[-1]:
            return [], lookups.say("only_bound" if seen else "no_value", name=name, year=one_year)
    pairs = [
        (before, after)
        for after in firm[1]
        for before in firm[0]
        if before.figure.is_comparable(after.figure)
    ]
    note = "" if pairs else lookups.say("growth_editions", name=name, first=year - 1, second=year)
    return pairs, note


def is_real(one: Observation) -> bool:
    """Whether its code or names say that it is at constant prices."""
    code = set(one.indicator.lower().split("_"))
    return bool(code & _REAL_CODE) or any(word in one.names.lower() for word in _REAL_NAMES)


def edition(lookups: Lookups) -> Iterator[Finding]:
    """The value of a year in one edition or vintage against that in the next newer one.

    Growth that joins the two is partly the revision.
    """
    for entity, indicator, year, seen in lookups.every_published():
        first: dict[tuple[str, str], Observation] = {}
        for one in seen:
            if not one.figure.is_bound:
                first.setdefault((one.figure.edition, one.vintage), one)
        for older, newer in pairwise(reversed(first.values())):
            yield _revised(lookups, entity, indicator, year, older, newer)


def _revised(
    lookups: Lookups, entity: str, indicator: str, year: int, older: Observation, newer: Observation
) -> Finding:
    before, after = older.figure.rounded(), newer.figure.rounded(older.figure.scale)
    by = float(difference(after.value, before.value))
    verdict = agreement(before, after)
    verdict = BREAK if verdict == DIFFERS else verdict
    part = 100 * abs(by / before.value) if before.value else math.inf
    side = "up" if by > 0 else "down"
    note = lookups.say(
        f"edition_{side if verdict == BREAK else verdict}",
        year=year, unit=older.figure.unit, before=before.value, after=after.value,
        by=lookups.say("per_cent", figure=f"{part:.1f}") if math.isfinite(part) else abs(by),
        first=_edition(lookups, older), second=_edition(lookups, newer),
    )  # fmt: skip
    return Finding(
        "",
        entity,
        indicator,
        year,
        older.figure.unit,
        verdict,
        note,
        before.value,
        after.value,
        {"values": (older.figure.caveats | newer.figure.caveats) & ~int(Caveat.PRELIMINARY)},
    )


def _edition(lookups: Lookups, one: Observation) -> str:
    """The edition and vintage as a reader calls them."""
    named = [one.figure.edition, lookups.label(one.vintage) if one.vintage else ""]
    return " ".join(filter(None, named)) or lookups.say("no_edition")
