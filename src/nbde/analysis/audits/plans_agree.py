"""Whether the plans that set the same target set it alike."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import moved, same
from nbde.analysis.audits.findings import DIFFERS, OK, Finding
from nbde.analysis.audits.records import Target
from nbde.formulas.scale import difference


def plans_agree(books: Books) -> Iterator[Finding]:
    """A target against that of every other plan for the same indicator, place and year.

    Only figures of one kind and schedule are the same target, as printed. A pair of plans stands
    once, under the first of those that are audited.
    """
    same_target: dict[tuple[object, ...], list[Target]] = defaultdict(list)
    for target in books.every:
        if math.isfinite(target.amount):
            same_target[_question(target)].append(target)
    audited = {target.row for target in books.chosen}
    for one in books.chosen:
        if not math.isfinite(one.amount):
            continue
        for other in same_target.get(_question(one), []):
            told_before = other.row < one.row and other.row in audited
            if other.plan != one.plan and not told_before:
                yield _compared(books, one, other)


def _question(target: Target) -> tuple[object, ...]:
    """What two plans that set the same target have in common."""
    span = target.start_year if target.schedule == "total" else 0
    since = target.stated_year if target.kind != "level" else 0
    place = (target.entity, target.indicator, target.year)
    return (*place, target.schedule, span, target.kind, since, target.level.dimension)


def _compared(books: Books, one: Target, other: Target) -> Finding:
    figure = moved(other.amount, other.amount_scale / one.amount_scale)
    verdict = OK if same(one.amount, figure) else DIFFERS
    note = books.say(
        f"plans_{verdict}",
        first=one.plan, second=other.plan, unit=one.amount_unit, year=one.year,
        one=one.written, stated=one.amount, other=other.written, computed=figure,
        apart=abs(float(difference(figure, one.amount))), points=books.points(one.amount_unit),
    )  # fmt: skip
    return Finding(
        one.plan, one.entity, one.indicator, one.year, one.amount_unit, verdict, note,
        one.amount, figure,
    )  # fmt: skip
