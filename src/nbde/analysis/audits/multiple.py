"""Whether a claimed multiple is what target over baseline comes to."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import agreement, exactly
from nbde.analysis.audits.findings import DIFFERS, UNCHECKED, Finding
from nbde.analysis.audits.records import Target
from nbde.analysis.audits.wording import apart

_TIMES = "倍"


def multiple(books: Books) -> Iterator[Finding]:
    """A multiple that the plan claims against its target over its own published baseline.

    The multiple claimed is exact: 倍增 and 翻一番 are twice. The value of another year is never put
    in for a baseline that the plan does not publish.
    """
    for target in books.chosen:
        if math.isfinite(target.multiple):
            yield _claimed(books, target)


def _claimed(books: Books, target: Target) -> Finding:
    found, verdict = math.nan, UNCHECKED
    if not math.isfinite(target.level.value):
        note = books.say("no_level", name=books.name(target.entity, target.indicator))
    elif not math.isfinite(target.baseline):
        note = books.say("multiple_no_baseline", stated=target.multiple)
    else:
        level, base = target.level, target.figure(target.baseline)
        quotient = level.within(level.scale).over(base.within(level.scale))
        found = quotient.value
        note = books.say(
            "of_zero", name=books.name(target.entity, target.indicator), year=target.baseline_year
        )
        if math.isfinite(found):
            verdict = agreement(exactly(target.multiple), quotient)
            side = "below" if found < target.multiple else "above"
            note = books.say(
                f"multiple_{side if verdict == DIFFERS else verdict}",
                target=level.value, unit=level.unit, baseline=base.value,
                year=target.baseline_year, computed=found, stated=target.multiple,
                apart=apart(found, target.multiple),
            )  # fmt: skip
    return Finding(
        target.plan, target.entity, target.indicator, target.year, _TIMES, verdict, note,
        target.multiple, found,
    )  # fmt: skip
