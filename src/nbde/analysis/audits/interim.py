"""Whether interim targets lie between the baseline and the final target."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import meeting, moved, same
from nbde.analysis.audits.findings import DIFFERS, OK, ROUNDING, UNCHECKED, WEAKER, Finding
from nbde.analysis.audits.records import Target
from nbde.analysis.audits.wording import apart


def interim(books: Books) -> Iterator[Finding]:
    """An interim target against the milestone of its year on the path to the plan's last target.

    It need not lie on the path: a plan may ask less, or more, of its first years than of its last.
    It is weaker where it asks for less than the baseline or for more than the last target.
    """
    pairs = [(target, last) for target in books.chosen if (last := _last(books, target))]
    milestones, paths = books.milestones(
        [last for _, last in pairs], [target.year for target, _ in pairs]
    )
    for (target, last), milestone, path in zip(pairs, milestones.tolist(), paths, strict=True):
        yield _placed(books, target, last, milestone, path)


def _last(books: Books, target: Target) -> Target | None:
    """The plan's last target for the same indicator, if that is a later one."""
    by_year = [
        other
        for other in books.targets(target.entity, target.indicator)
        if other.plan == target.plan and other.schedule == "by"
    ]
    last = max(by_year, key=lambda other: other.year, default=target)
    return last if target.schedule == "by" and last.year > target.year else None


def _placed(books: Books, target: Target, last: Target, milestone: float, path: str) -> Finding:
    stated, unit = target.level.value, target.level.unit
    year, start = books.baseline(last)
    computed, base, final = (
        moved(level, last.level.scale / target.level.scale)
        for level in (milestone, start, last.level.value)
    )
    way = {"first": year, "base": base, "last": last.year, "final": final}
    verdict = UNCHECKED
    if not math.isfinite(stated) or not math.isfinite(final):
        note = books.say("no_level", name=books.name(target.entity, target.indicator))
    elif (base - final) * last.direction >= 0:
        note = books.say("interim_kept", **way)
    elif not math.isfinite(computed):
        note = books.say("interim_no_path", year=last.year)
    else:
        side = "on" if same(stated, computed) else "below" if stated < computed else "above"
        sentences = [books.say(
            f"interim_{side}",
            stated=stated, computed=computed, unit=unit, path=books.word(path),
            apart=apart(stated, computed), points=books.points(unit), **way,
        )]  # fmt: skip
        verdict, key = _weighed(target, base, final, last.direction)
        note = books.joined(*sentences, *([books.say(key, **way)] if key else []))
    if verdict == UNCHECKED:
        computed = math.nan
    return Finding(
        target.plan, target.entity, target.indicator, target.year, unit, verdict, note,
        stated, computed,
    )  # fmt: skip


def _weighed(target: Target, base: float, final: float, direction: int) -> tuple[str, str]:
    """The verdict on a target that leads from a baseline to a final target, and its sentence."""
    stated = target.level.value
    if (stated - final) * direction > 0 and not same(stated, final):
        return WEAKER, "interim_beyond"
    if (stated - base) * direction >= 0 or same(stated, base):
        return OK, ""
    if meeting(target.level.as_printed, target.figure(base).as_printed) == DIFFERS:
        return WEAKER, "interim_behind"
    return ROUNDING, "interim_rounding"
