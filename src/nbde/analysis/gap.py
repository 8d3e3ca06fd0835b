"""How far it is to each target."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from nbde.analysis.assessment import assess
from nbde.analysis.results import years_of
from nbde.schema import OUTPUTS


def gap(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    path: str | None = None,
    growth: float | None = None,
    project: bool = False,
    lang: str = "en",
) -> pd.DataFrame:
    """Value, milestone, target, gap, progress and status of every target.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        One or several years; nothing later than a year is used for it. Default the current year.
    path
        ``compound`` or ``linear`` for every row; without it each row's own, else compound.
    growth
        A rate [fraction per year] that runs a path back from the target where there is no baseline.
    project
        Carry the latest value on to `year` by the growth achieved since the baseline.
    lang
        Language of names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a target and year, the columns of ``nbde.schema.OUTPUTS["gap"]``. `gap` is target
        minus value and `milestone_gap` value minus milestone, both in the row's unit; `progress`
        and `required_growth` are fractions. Undefined figures are NaN, and `note` says why.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several.

    Examples
    --------
    >>> import nbde
    >>> own = pd.DataFrame({"indicator": ["x"], "baseline_year": [2020], "baseline_value": [100],
    ...                     "target_year": [2030], "target_value": [200], "unit": ["个"]})
    >>> seen = pd.DataFrame({"indicator": ["x"], "year": [2025], "value": [150], "unit": ["个"]})
    >>> row = nbde.gap(nbde.read_targets(own), nbde.read_observations(seen), year=2025).iloc[0]
    >>> float(row["gap"]), float(row["progress"]), str(row["status"])
    (50.0, 0.5, 'on_track')
    """
    return assess(
        targets, observations, years_of(year), OUTPUTS["gap"],
        path=path, growth=growth, project=project,
        trend="endpoint", lang=lang,
    )  # fmt: skip
