"""The years a question is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def years_of(year: int | Iterable[int] | None) -> list[int]:
    """One or several years as a list in order; the current year for ``None``.

    Examples
    --------
    >>> years_of([2024, 2022, 2024])
    [2022, 2024]
    """
    if year is None:
        return [date.today().year]
    return [year] if isinstance(year, int) else sorted(set(year))
