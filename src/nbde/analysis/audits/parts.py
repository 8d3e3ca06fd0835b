"""Whether the parts make up their whole."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import Figure, agreement, exactly, moved, same
from nbde.analysis.audits.findings import DIFFERS, EXCEEDS, OK, UNCHECKED, Finding
from nbde.analysis.audits.records import Target
from nbde.formulas.scale import difference


def parts(books: Books) -> Iterator[Finding]:
    """The targets of the parts, added up, against the target of the whole.

    Targets are commitments and not measurements, so nothing is rounded here: a sum above a whole
    that is to be reached or passed exceeds it, and any sum below differs. Only a whole that is said
    to be about so much has the room of its rounding.
    """
    of_whole: dict[tuple[str, str, str, int], list[Target]] = defaultdict(list)
    for target in books.every:
        if target.part_of not in ("", target.indicator):
            of_whole[target.plan, target.entity, target.part_of, target.year].append(target)
    for whole in books.chosen:
        if whole.key in of_whole:
            yield _added_up(books, whole, of_whole[whole.key])


def _added_up(books: Books, whole: Target, components: list[Target]) -> Finding:
    stated, unit = whole.level.value, whole.level.unit
    total, verdict = math.nan, UNCHECKED
    note = _obstacle(books, whole, components)
    if not note:
        total = _sum(
            moved(part.level.value, part.level.scale / whole.level.scale) for part in components
        )
        verdict, key = _weighed(whole.level, total)
        note = books.say(
            key,
            count=len(components), sum=total, unit=unit, whole=stated,
            apart=abs(float(difference(total, stated))),
        )  # fmt: skip
    return Finding(
        whole.plan, whole.entity, whole.indicator, whole.year, unit, verdict, note, stated, total
    )


def _sum(levels: Iterable[float]) -> float:
    """The sum of decimal figures: 0.1 and 0.2 make 0.3."""
    return float(sum(Decimal(repr(level)) for level in levels))


def _obstacle(books: Books, whole: Target, components: list[Target]) -> str:
    """Why the parts cannot be added up; empty if they can."""
    if len(components) == 1:
        return books.say("one_part", name=books.name(whole.entity, components[0].indicator))
    for target in (whole, *components):
        name = books.name(target.entity, target.indicator)
        if not math.isfinite(target.level.value):
            return books.say("no_level", name=name)
        if target.level.dimension != whole.level.dimension:
            return books.say("other_unit", name=name, unit=target.level.unit)
        if target.schedule != whole.schedule:
            return books.say("other_schedule", name=name)
    return ""


def _weighed(whole: Figure, total: float) -> tuple[str, str]:
    """The verdict on a sum of parts, and the key of its sentence."""
    if not math.isfinite(total):
        return UNCHECKED, "out_of_range"
    if same(whole.value, total):
        return OK, "parts"
    if whole.comparison == "~":
        return agreement(whole.as_printed, exactly(total)), "parts_about"
    above = total > whole.value
    if whole.comparison in ("<", "<="):
        return (DIFFERS, "parts_over") if above else (OK, "parts_ceiling")
    if not above:
        return DIFFERS, "parts_short"
    return EXCEEDS, "parts_passed" if whole.comparison == "=" else "parts_exceed"
