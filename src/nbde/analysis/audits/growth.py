"""Whether a published growth rate is that of the levels it joins."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import Range, best_agreement
from nbde.analysis.audits.findings import UNCHECKED, Finding
from nbde.analysis.audits.records import Observation
from nbde.schema import RATIO

_Pair = tuple[Observation, Observation]  # the year before, the year

_REAL_CODE = frozenset({"real", "constant"})
_REAL_NAMES = ("可比价", "不变价", "实际增", "constant price", "comparable price", "real growth")


def growth(books: Books) -> Iterator[Finding]:
    """A growth rate published for an indicator against its levels of that year and the year before.

    Both levels have to be of one edition, of several the one that agrees best. A rate at constant
    prices is not that of levels at current prices: it cannot be checked against them.
    """
    rates = [
        (seen[0], year)
        for _, _, by_year in books.observations()
        for year, seen in by_year.items()
        if seen[0].growth_of and seen[0].figure.dimension == RATIO
    ]
    for rate, year in rates:
        yield _checked(books, rate, year)


def _checked(books: Books, rate: Observation, year: int) -> Finding:
    stated, unit = rate.figure.value, rate.figure.unit
    name = books.name(rate.entity, rate.growth_of)
    verdict, found = UNCHECKED, math.nan
    levels, note = _levels(books, rate, year)
    if rate.figure.is_bound:
        note = books.say("only_bound", name=books.name(rate.entity, rate.indicator), year=year)
    elif levels:
        spans = [_grown(pair, rate.figure.scale) for pair in levels]
        agreed, place = best_agreement(rate.figure.as_printed, spans)
        span, (_, after) = spans[place], levels[place]
        values = {"stated": stated, "computed": span.value, "unit": unit, "name": name,
                  "first": year - 1, "second": year}  # fmt: skip
        if not math.isfinite(span.value):
            note = books.say("of_zero", name=name, year=year - 1)
        elif after.is_money and _is_real(rate) != _is_real(after):
            note = books.say("growth_real" if _is_real(rate) else "growth_nominal", **values)
        else:
            found, verdict = span.value, agreed
            note = books.say(f"growth_{verdict}", **values)
    return Finding("", rate.entity, rate.indicator, year, unit, verdict, note, stated, found)


def _grown(levels: _Pair, scale: float) -> Range:
    """The growth from one level to the other, in units of the size `scale`."""
    before, after = (one.figure.within(levels[0].figure.scale) for one in levels)
    return after.over(before).shifted(-1).scaled(1 / scale)


def _levels(books: Books, rate: Observation, year: int) -> tuple[list[_Pair], str]:
    """The levels of the year before and of the year, by edition; or none, and why."""
    name = books.name(rate.entity, rate.growth_of)
    firm = {}
    for one_year in (year - 1, year):
        seen = books.published(rate.entity, rate.growth_of, one_year)
        firm[one_year] = [one for one in seen if not one.figure.is_bound]
        if not firm[one_year]:
            key = "only_bound" if seen else "no_value"
            return [], books.say(key, name=name, year=one_year)
    pairs = [
        (before, after)
        for after in firm[year]
        for before in firm[year - 1]
        if before.figure.is_comparable(after.figure)
    ]
    if not pairs:
        return [], books.say("growth_editions", name=name, first=year - 1, second=year)
    return pairs, ""


def _is_real(one: Observation) -> bool:
    """Whether its code or names say that it is at constant prices."""
    code = set(one.indicator.lower().split("_"))
    return bool(code & _REAL_CODE) or any(word in one.names.lower() for word in _REAL_NAMES)
