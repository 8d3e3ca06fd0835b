"""Whether a published growth rate is that of the levels it joins."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.questions.audits.books import Books
from nbde.questions.audits.figures import agreement
from nbde.questions.audits.findings import UNCHECKED, Finding
from nbde.questions.audits.records import Observation
from nbde.schema import RATIO

_REAL_CODE = frozenset({"real", "constant"})
_REAL_NAMES = ("可比价", "不变价", "实际增", "constant price", "comparable price", "real growth")


def growth(books: Books) -> Iterator[Finding]:
    """A growth rate published for an indicator against its levels of that year and the year before.

    Both levels have to be of one edition. A rate at constant prices is not that of levels at
    current prices: it cannot be checked against them.
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
        before, after = levels
        scale = before.figure.scale
        quotient = after.figure.within(scale).over(before.figure.within(scale))
        span = quotient.shifted(-1).scaled(1 / rate.figure.scale)
        values = {"stated": stated, "computed": span.value, "unit": unit, "name": name,
                  "first": year - 1, "second": year}  # fmt: skip
        if not math.isfinite(span.value):
            note = books.say("of_zero", name=name, year=year - 1)
        elif after.is_money and _is_real(rate) != _is_real(after):
            note = books.say("growth_real" if _is_real(rate) else "growth_nominal", **values)
        else:
            found, verdict = span.value, agreement(stated, span)
            note = books.say(f"growth_{verdict}", **values)
    return Finding("", rate.entity, rate.indicator, year, unit, verdict, note, stated, found)


def _levels(
    books: Books, rate: Observation, year: int
) -> tuple[tuple[Observation, Observation] | None, str]:
    """The levels of the year before and of the year, of one edition; or None, and why."""
    name = books.name(rate.entity, rate.growth_of)
    firm = {}
    for one_year in (year - 1, year):
        seen = books.published(rate.entity, rate.growth_of, one_year)
        firm[one_year] = [one for one in seen if not one.figure.is_bound]
        if not firm[one_year]:
            key = "only_bound" if seen else "no_value"
            return None, books.say(key, name=name, year=one_year)
    for after in firm[year]:
        for before in firm[year - 1]:
            if before.figure.edition == after.figure.edition:
                return (before, after), ""
    return None, books.say("growth_editions", name=name, first=year - 1, second=year)


def _is_real(one: Observation) -> bool:
    """Whether its code or names say that it is at constant prices."""
    code = set(one.indicator.lower().split("_"))
    return bool(code & _REAL_CODE) or any(word in one.names.lower() for word in _REAL_NAMES)
