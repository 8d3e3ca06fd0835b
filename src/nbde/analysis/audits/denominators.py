"""The denominator of a share in the year for which the share is set."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import Figure, moved
from nbde.analysis.audits.records import Target
from nbde.formulas.growth import growth_rate, level_after

_GDP = "gdp"


@dataclass(frozen=True, slots=True)
class Whole:
    """The denominator in the target year, and the sentence that says where it comes from."""

    figure: Figure
    sentence: str


def whole_of(books: Books, share: Target) -> Whole | None:
    """The denominator of a share target in its year; None where nothing leads to one.

    The value of that year; else the plan's own target for it; else the last value before, carried
    on at the growth between the last two comparable years. For GDP, a growth that is asked for
    comes before the plan's target.
    """
    series = books.series(share.plan, share.entity, share.denominator)
    before = {year: figure for year, figure in series.items() if year < share.year}
    asked = books.gdp_growth if share.denominator == _GDP else None
    set_by_plan = books.target(share.plan, share.entity, share.denominator, share.year)
    if share.year in series:
        seen = series[share.year]
        return _told(books, share, "whole_assumed" if seen.assumed else "whole_observed", seen)
    if set_by_plan and math.isfinite(set_by_plan.level.value) and (asked is None or not before):
        return _told(books, share, "whole_target", set_by_plan.level)
    if not before:
        return None
    last = max(before)
    rate = _last_rate(before) if asked is None else asked
    value = float(level_after(before[last].value, rate, share.year - last))
    if not math.isfinite(value):
        return None
    carried = replace(before[last], value=value)
    per_cent = f"{100 * rate:.2f}"
    return _told(books, share, "whole_projected", carried, last=last, rate=per_cent)


def _told(books: Books, share: Target, key: str, figure: Figure, **values: object) -> Whole:
    name = books.name(share.entity, share.denominator)
    sentence = books.say(
        key, name=name, year=share.year, value=figure.value, unit=figure.unit, **values
    )
    return Whole(figure, sentence)


def _last_rate(series: dict[int, Figure]) -> float:
    """The growth [fraction per year] between the last two comparable years; NaN without."""
    last = max(series)
    alike = [year for year in series if year < last and series[year].is_comparable(series[last])]
    if not alike:
        return math.nan
    before = series[max(alike)]
    value = moved(series[last].value, series[last].scale / before.scale)
    return float(growth_rate(before.value, value, last - max(alike)))
