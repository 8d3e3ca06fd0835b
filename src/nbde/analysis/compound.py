"""Compound growth solved for whichever of its four figures is missing."""

from __future__ import annotations

import math

import pandas as pd

from nbde.errors import DataError
from nbde.formulas.growth import growth_rate, level_after, remaining_rate, years_between
from nbde.schema import OUTPUTS


def compound(
    *,
    start: float | None = None,
    end: float | None = None,
    rate: float | None = None,
    years: float | None = None,
    unit: str = "",
) -> pd.DataFrame:
    """The four figures of ``end = start * (1 + rate) ** years``, three given and one found.

    Parameters
    ----------
    start, end
        Levels [`unit`].
    rate
        Compound growth [fraction per year].
    years
        Time between them [years].
    unit
        The unit of both levels.

    Returns
    -------
    pandas.DataFrame
        One row, the columns of ``nbde.schema.OUTPUTS["compound"]``.

    Raises
    ------
    DataError
        If there is no solution: levels that are not positive, or an end the rate never reaches.

    Examples
    --------
    >>> compound(start=100, rate=0.1, years=2)["end"].round(9).tolist()
    [121.0]
    """
    if any(level is not None and level <= 0 for level in (start, end)):
        raise DataError("error.compound_not_positive")
    if rate is None:
        rate = float(growth_rate(start, end, years))  # type: ignore[arg-type]
        if not math.isfinite(rate):
            raise DataError("error.compound_no_rate", start=start, end=end, years=years)
    elif years is None:
        years = float(years_between(start, end, rate))  # type: ignore[arg-type]
        if not (math.isfinite(years) and years >= 0):
            raise DataError("error.compound_no_years", start=start, end=end, rate=rate)
    elif end is None:
        end = float(level_after(start, rate, years))  # type: ignore[arg-type]
    else:
        start = float(level_after(end, rate, -years))
    if start is None or end is None or not (0 < start < math.inf and 0 < end < math.inf):
        raise DataError("error.compound_no_level")
    solved = {"start": start, "end": end, "rate": rate, "years": years, "unit": unit}
    return pd.DataFrame([solved], columns=list(OUTPUTS["compound"]))


def rest_of_plan(
    *, whole_rate: float, years: float, rate_so_far: float, elapsed: float
) -> pd.DataFrame:
    """The growth that the rest of a plan needs, from the whole plan's rate and the rate so far.

    Parameters
    ----------
    whole_rate, rate_so_far
        Compound growth [fraction per year] over all of the plan and over the years gone.
    years, elapsed
        Length of the plan and of the part that is gone [years].

    Returns
    -------
    pandas.DataFrame
        One row, the columns of ``nbde.schema.OUTPUTS["compound"]``: `rate` for the remaining
        `years`, `start` and `end` empty.

    Raises
    ------
    DataError
        If there is no such rate.

    Examples
    --------
    >>> found = rest_of_plan(whole_rate=0.026, years=20, rate_so_far=0.018, elapsed=10)
    >>> found["rate"].round(4).tolist(), found["years"].tolist()
    ([0.0341], [10])
    """
    rate = float(remaining_rate(whole_rate, years, rate_so_far, elapsed))
    if not math.isfinite(rate):
        raise DataError("error.compound_no_level")
    rest = {"start": math.nan, "end": math.nan, "rate": rate, "years": years - elapsed, "unit": ""}
    return pd.DataFrame([rest], columns=list(OUTPUTS["compound"]))
