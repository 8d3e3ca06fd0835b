"""The growth each target requires, and the growth achieved so far."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from nbde.analysis.assessment import assess
from nbde.analysis.results import years_of
from nbde.schema import OUTPUTS


def growth(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    project: bool = False,
    trend: str = "endpoint",
    lang: str = "en",
) -> pd.DataFrame:
    """Required and achieved compound growth, and the acceleration between them, of every target.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        One or several years; nothing later than a year is used for it. Default the current year.
    project
        Carry the latest value on to `year` by the growth achieved since the baseline.
    trend
        How achieved growth is measured: ``endpoint`` (compound, between baseline and value),
        ``least-squares`` (compound, through all values between them) or ``exponential``
        (continuous, between baseline and value).
    lang
        Language of names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a target and year, the columns of ``nbde.schema.OUTPUTS["growth"]``. Growth rates
        are fractions per year, `required_change` is in the row's unit per year (percentage points
        for %), `acceleration` is required over achieved growth. Undefined figures are NaN, and
        `note` says why. Rates of values at current prices are nominal, not official real growth.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several.

    Examples
    --------
    >>> import nbde
    >>> own = pd.DataFrame({"indicator": ["x"], "baseline_year": [2020], "baseline_value": [100],
    ...                     "target_year": [2022], "target_value": [121], "unit": ["个"]})
    >>> none = nbde.read_observations(pd.DataFrame(columns=["indicator", "year", "value", "unit"]))
    >>> row = nbde.growth(nbde.read_targets(own), none, year=2020).iloc[0]
    >>> round(float(row["required_growth"]), 12)
    0.1
    """
    return assess(
        targets, observations, years_of(year), OUTPUTS["growth"],
        path=None, growth=None, project=project,
        trend=trend, lang=lang,
    )  # fmt: skip
