"""Whether a plan's baseline is what was published for its year."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import Figure, best_agreement
from nbde.analysis.audits.findings import UNCHECKED, Finding
from nbde.analysis.audits.records import Target


def baseline(books: Books) -> Iterator[Finding]:
    """A baseline that a plan states against what was published for that year.

    Of several published figures, the one that agrees best: a plan may rest on an older edition.
    """
    told: set[tuple[object, ...]] = set()
    for target in books.chosen:
        if not (target.stated_year and math.isfinite(target.stated)):
            continue
        place = (target.plan, target.entity, target.indicator, target.stated_year, target.stated)
        seen = books.published(target.entity, target.indicator, target.stated_year)
        if seen and place not in told:
            told.add(place)
            yield _compared(books, target, [one.figure for one in seen])


def _compared(books: Books, target: Target, seen: list[Figure]) -> Finding:
    firm = [figure for figure in seen if not figure.is_bound]
    verdict, found = UNCHECKED, math.nan
    note = books.say("only_bound", name=books.name(target.entity, target.indicator),
                     year=target.stated_year)  # fmt: skip
    if firm:
        ranges = [figure.within(target.level.scale) for figure in firm]
        verdict, place = best_agreement(target.figure(target.stated).as_printed, ranges)
        found = ranges[place].value
        note = books.say(
            f"baseline_{verdict}",
            stated=target.stated, computed=found, unit=target.level.unit, year=target.stated_year,
        )  # fmt: skip
    return Finding(
        target.plan, target.entity, target.indicator, target.stated_year, target.level.unit,
        verdict, note, target.stated, found,
    )  # fmt: skip
