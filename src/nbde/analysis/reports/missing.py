"""What cannot be judged, why, and what would fill it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nbde.analysis.arrays import numbers_of
from nbde.analysis.notes import Notes

UNJUDGED = ("no_data", "undecided")
_AND = {"en": ", and ", "zh": "，以及"}


def missing_of(
    targets: pd.DataFrame, gap: pd.DataFrame, reasons: pd.Series, *, year: int, lang: str
) -> pd.DataFrame:
    """The targets whose status is not known in `year`.

    Parameters
    ----------
    targets
        A checked frame.
    gap
        The answer of `gap` for `year`, a row a target.
    reasons
        Why each row has no status.
    year
        The year asked for.
    lang
        Language of the sentences.

    Returns
    -------
    pandas.DataFrame
        One row a target: `target` is the number of its row, `note` says why, `fill` what would give
        it a status (empty where nothing can, as before a plan begins).
    """
    fill = _fills(targets, gap, year, lang)
    unjudged = gap["status"].isin(UNJUDGED).to_numpy(bool)
    columns = ["plan", "entity", "indicator", "name", "target_year", "status"]
    found = gap[columns].assign(note=reasons.to_numpy(), fill=fill)
    found.insert(0, "target", np.arange(len(gap)))
    return found[unjudged].reset_index(drop=True)


def _fills(targets: pd.DataFrame, gap: pd.DataFrame, year: int, lang: str) -> np.ndarray:
    fills = Notes(len(gap), lang, (), joint=_AND[lang])
    schedule = targets["schedule"].astype(object).to_numpy()
    every_year, total = schedule == "every-year", schedule == "total"
    by_year = ~every_year & ~total
    start, end = numbers_of(targets, "start_year"), numbers_of(targets, "target_year")
    value, as_of = numbers_of(gap, "value"), numbers_of(gap, "as_of")
    base, begin = numbers_of(gap, "baseline_value"), numbers_of(gap, "baseline_year")
    goal = numbers_of(gap, "target_value")
    in_force = ~(start > year) & ~(every_year & (end < year))
    over = end <= year

    none = by_year & np.isnan(value)
    fills.add(none & ~over, "fill.value", year=year)
    fills.add(by_year & over & ~(as_of >= end), "fill.of_year", year=end)
    fills.add(every_year & np.isnan(value) & in_force, "fill.of_year", year=year)
    fills.add(total & np.isnan(start), "fill.start")
    summed = total & np.isnan(value) & in_force & ~np.isnan(start)
    fills.add(summed, "fill.years", first=start, last=np.fmin(end, year))
    relative = (targets["target_kind"] != "level").to_numpy(bool)
    on_the_way = by_year & ~over
    no_base = np.isnan(base) & (on_the_way | (relative & np.isnan(goal)))
    fills.add(no_base & by_year & (begin > 0), "fill.baseline_of", year=begin)
    fills.add(no_base & by_year & ~(begin > 0), "fill.baseline")
    fills.add(on_the_way & (as_of <= begin) & (begin < year), "fill.later", year=begin)
    fills.add((gap["status"] == "undecided").to_numpy(bool), "fill.exact")
    return np.asarray(fills.column(), dtype=object)
