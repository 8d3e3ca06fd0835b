"""Where two editions or vintages give one year two values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import meeting, same
from nbde.analysis.audits.findings import BREAK, OK, ROUNDING, Finding
from nbde.analysis.audits.records import Observation
from nbde.formulas.scale import difference


def edition(books: Books) -> Iterator[Finding]:
    """The value of a year in one edition or vintage against that in the next newer one.

    Growth that joins the two is partly the revision.
    """
    for entity, indicator, by_year in books.observations():
        for year, seen in by_year.items():
            for older, newer in pairwise(_one_of_each(seen)):
                yield _compared(books, entity, indicator, year, older, newer)


def _one_of_each(seen: list[Observation]) -> list[Observation]:
    """One value of each edition and vintage, the oldest first; bounds are left out."""
    first: dict[tuple[str, str], Observation] = {}
    for one in seen:
        if not one.figure.is_bound:
            first.setdefault((one.figure.edition, one.vintage), one)
    return list(first.values())[::-1]


def _compared(
    books: Books, entity: str, indicator: str, year: int, older: Observation, newer: Observation
) -> Finding:
    unit, scale = older.figure.unit, older.figure.scale
    before, after = older.figure.within(scale), newer.figure.within(scale)
    apart = float(difference(after.value, before.value))
    if same(before.value, after.value):
        verdict = OK
    else:
        verdict = ROUNDING if meeting(before, after) == ROUNDING else BREAK
    part = 100 * abs(apart / before.value) if before.value else math.inf
    side = "up" if apart > 0 else "down"
    note = books.say(
        f"edition_{side if verdict == BREAK else verdict}",
        year=year, unit=unit, before=before.value, after=after.value,
        by=books.say("per_cent", figure=f"{part:.1f}") if math.isfinite(part) else abs(apart),
        first=_edition(books, older), second=_edition(books, newer),
    )  # fmt: skip
    return Finding("", entity, indicator, year, unit, verdict, note, before.value, after.value)


def _edition(books: Books, one: Observation) -> str:
    """The edition and vintage, as a reader calls them."""
    named = [one.figure.edition, books.word(one.vintage) if one.vintage else ""]
    return " ".join(filter(None, named)) or books.say("no_edition")
