"""Whether interim targets lie on the path to the final one."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import Range, agreement, moved
from nbde.analysis.audits.findings import DIFFERS, UNCHECKED, Finding
from nbde.analysis.audits.records import Target


def interim(books: Books) -> Iterator[Finding]:
    """An interim target against the milestone of its year on the path to the plan's last target.

    A target before or beyond the path is no slip of arithmetic: it says that the plan asks less, or
    more, of its first years than of its last.
    """
    pairs = [(target, last) for target in books.chosen if (last := _last(books, target))]
    milestones = books.milestones([last for _, last in pairs], [one.year for one, _ in pairs])
    for (target, last), milestone in zip(pairs, milestones.tolist(), strict=True):
        yield _placed(books, target, last, milestone)


def _last(books: Books, target: Target) -> Target | None:
    """The plan's last target for the same indicator, if that is a later one."""
    by_year = [
        other
        for other in books.targets(target.entity, target.indicator)
        if other.plan == target.plan and other.schedule == "by"
    ]
    last = max(by_year, key=lambda other: other.year, default=target)
    return last if target.schedule == "by" and last.year > target.year else None


def _placed(books: Books, target: Target, last: Target, milestone: float) -> Finding:
    stated, unit = target.level.value, target.level.unit
    year, base = books.baseline(last)
    milestone = moved(milestone, last.level.scale / target.level.scale)
    computed, verdict = math.nan, UNCHECKED
    if not math.isfinite(stated) or not math.isfinite(last.level.value):
        note = books.say("no_level", name=books.name(target.entity, target.indicator))
    elif not math.isfinite(milestone):
        note = books.say("interim_no_path", year=last.year)
    else:
        computed = milestone
        verdict = agreement(target.level.as_printed, Range(milestone, milestone, milestone))
        side = "below" if stated < milestone else "above"
        note = books.say(
            f"interim_{side if verdict == DIFFERS else verdict}",
            stated=stated, computed=milestone, unit=unit,
            path=books.word(books.path(last)), first=year, last=last.year,
            base=moved(base, last.level.scale / target.level.scale),
            final=moved(last.level.value, last.level.scale / target.level.scale),
        )  # fmt: skip
    return Finding(
        target.plan, target.entity, target.indicator, target.year, unit, verdict, note,
        stated, computed,
    )  # fmt: skip
