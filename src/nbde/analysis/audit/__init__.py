"""Whether the plan's own arithmetic holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from nbde.analysis.audit.lookups import Lookups, lookups_of
from nbde.analysis.audit.plans import ambition, interim, multiple, parts, plans_agree
from nbde.analysis.audit.rows import Finding
from nbde.analysis.audit.shares import implied_level, share
from nbde.analysis.audit.statistics import baseline, edition, growth
from nbde.analysis.caveats import Part
from nbde.analysis.notes import Notes
from nbde.analysis.results import year_column, years_of
from nbde.formulas.scale import difference
from nbde.schema import OUTPUTS

CHECKS: tuple[Callable[[Lookups], Iterator[Finding]], ...] = (
    parts, share, multiple, growth, ambition, plans_agree, interim, baseline, edition,
    implied_level,
)  # fmt: skip
"""Each check has the name that `schema.CHECKS` gives it."""


_PARTS = ("target", "baseline", "values")


def audit(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    among: pd.DataFrame | None = None,
    path: str | None = None,
    gdp_growth: float | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """The figures a plan states against those that follow from its others and the statistics.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        Values of that year and before, of several years the last; in their latest revision. Default
        the current year.
    among
        All rows of the table that `targets` were chosen from, so that a plan can be held against
        the others and a whole against parts that were not chosen; without it `targets` alone.
    path
        ``compound`` or ``linear`` for the path of every interim target; without it each row's own.
    gdp_growth
        Nominal growth [fraction per year] of GDP after its last value, for the level that a share
        target implies; without it the plan's own GDP target, or the growth between the last two
        comparable years.
    lang
        Language of names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a figure that a check tested, the columns of ``nbde.schema.OUTPUTS["audit"]``,
        ordered by plan, check, indicator and year. `plan` is empty where the statistics state the
        figure. `stated`, `computed` and `difference` (computed minus stated) are in `unit`;
        `verdict` is a word of ``nbde.schema.VERDICTS``, and what cannot be checked says why in
        `note`.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several, or an
        observation is of another dimension than its target.

    Examples
    --------
    >>> import nbde
    >>> own = pd.DataFrame({"indicator": ["all", "a", "b"], "part_of": ["", "all", "all"],
    ...                     "target_year": 2026, "target_value": [">10000", "7000", "4000"],
    ...                     "unit": "亿元"})
    >>> seen = pd.DataFrame({"indicator": ["all"], "year": [2020], "value": [1], "unit": ["亿元"]})
    >>> row = nbde.audit(nbde.read_targets(own), nbde.read_observations(seen)).iloc[0]
    >>> str(row["check"]), float(row["difference"]), str(row["verdict"])
    ('parts', 1000.0, 'exceeds')
    """
    lookups = lookups_of(
        targets,
        observations[observations["year"] <= max(years_of(year))],
        among=targets if among is None else among,
        path=path,
        gdp_growth=gdp_growth,
        lang=lang,
    )
    found = [(check.__name__, finding) for check in CHECKS for finding in check(lookups)]
    found.sort(key=lambda row: (row[1].plan, row[0], row[1].indicator, row[1].year, row[1].entity))
    return _frame(found, lookups)


def _frame(found: list[tuple[str, Finding]], lookups: Lookups) -> pd.DataFrame:
    findings = [finding for _, finding in found]
    notes = Notes(len(findings), lookups.lang, OUTPUTS["audit"])
    notes.rest_on([_part(name, findings) for name in _PARTS], lookups.series.words)
    pairs = zip((one.note for one in findings), notes.column(), strict=True)
    stated = np.array([one.stated for one in findings], np.float64)
    computed = np.array([one.computed for one in findings], np.float64)
    columns = {
        "check": _words(name for name, _ in found),
        "year": year_column(np.array([one.year for one in findings], np.float64)),
        "stated": stated,
        "computed": computed,
        "difference": difference(computed, stated),
        "note": _words(lookups.joined(*pair) for pair in pairs),
        "name": _words(lookups.name(one.entity, one.indicator) for one in findings),
        **{
            column: _words(getattr(one, column) for one in findings)
            for column in ("plan", "entity", "indicator", "verdict", "unit")
        },
    }
    return pd.DataFrame({column: columns[column] for column in OUTPUTS["audit"]})


def _part(name: str, findings: Sequence[Finding]) -> Part:
    """One part of each finding, with its caveats."""
    caveats = np.array([one.rests_on.get(name, 0) for one in findings], np.int64)
    return Part(name, caveats > 0, caveats, np.zeros_like(caveats))


def _words(texts: Iterable[str]) -> pd.Categorical[object]:
    return pd.Categorical(np.array(list(texts), dtype=object))
