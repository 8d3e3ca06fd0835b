"""Whether a later target is at least as ambitious as the one before it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import moved, same
from nbde.analysis.audits.findings import OK, UNCHECKED, WEAKER, Finding
from nbde.analysis.audits.records import Target

_RUNNING = ("by", "every-year")


def ambition(books: Books) -> Iterator[Finding]:
    """A target against the one before it, of an earlier target year.

    The one before is the plan's own; where the plan has none, that of the other plans for the same
    place, the most ambitious if several are of one year. Totals over years of their own are not
    compared.
    """
    for later in books.chosen:
        earlier = _before(books, later)
        if earlier is not None:
            yield _compared(books, earlier, later)


def _before(books: Books, later: Target) -> Target | None:
    alike = [
        target
        for target in books.targets(later.entity, later.indicator)
        if target.year < later.year
        and target.schedule == later.schedule
        and target.schedule in _RUNNING
        and target.level.dimension == later.level.dimension
        and not _is_trend(target)
    ]
    own = [target for target in alike if target.plan == later.plan]
    if _is_trend(later):
        return None
    return max(own or alike, key=lambda target: (target.year, _reach(target, later)), default=None)


def _is_trend(target: Target) -> bool:
    """Whether it sets a direction and no figure."""
    return math.isnan(target.amount)


def _reach(target: Target, judge: Target) -> float:
    """How far a target goes in the direction that `judge` wants, in base units."""
    level = target.level.value * target.level.scale * judge.direction
    return level if math.isfinite(level) else -math.inf


def _compared(books: Books, earlier: Target, later: Target) -> Finding:
    unit = later.level.unit
    before = moved(earlier.level.value, earlier.level.scale / later.level.scale)
    after = later.level.value
    verdict = UNCHECKED
    if not (math.isfinite(before) and math.isfinite(after)):
        note = books.say("no_level", name=books.name(later.entity, later.indicator))
    else:
        further = (after - before) * later.direction
        kept = same(before, after)
        verdict = OK if kept or further > 0 else WEAKER
        key = "ambition_same" if kept else f"ambition_{verdict}"
        own = earlier.plan == later.plan
        note = books.say(
            key if own else f"{key}_elsewhere",
            before=before, after=after, unit=unit, first=earlier.year, second=later.year,
            plan=earlier.plan,
        )  # fmt: skip
    return Finding(
        later.plan, later.entity, later.indicator, later.year, unit, verdict, note, before, after
    )
