"""One target, a few observations, one row of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

import nbde

Observed = Sequence[tuple[int, object]] | Sequence[Mapping[str, object]]


def rows_of(
    indicator: str, observed: Sequence[tuple[int, object]], unit: str = ""
) -> list[dict[str, object]]:
    """Observations of one indicator; a value may carry its unit."""
    return [
        {"indicator": indicator, "year": year, "value": str(value), "unit": unit}
        for year, value in observed
    ]


def frames(
    targets: Sequence[Mapping[str, object]], observed: Sequence[Mapping[str, object]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    columns = ["indicator", "year", "value", "unit"]
    seen = pd.DataFrame(list(observed)) if observed else pd.DataFrame(columns=columns)
    return nbde.read_targets(pd.DataFrame(list(targets))), nbde.read_observations(seen)


def ask(
    question: Callable[..., pd.DataFrame],
    target: Mapping[str, object],
    observed: Observed,
    **options: Any,
) -> dict[str, Any]:
    """The one row that `question` answers for a target; years and values stand for observations."""
    unit = str(target.get("unit", "个"))
    plain = [
        one
        if isinstance(one, Mapping)
        else {"indicator": target["indicator"], "year": one[0], "value": str(one[1]), "unit": unit}
        for one in observed
    ]
    for one in plain:
        has_own = not str(one["value"])[-1].isdigit()
        one["unit"] = "" if has_own else one["unit"] or unit  # type: ignore[index]
    whole = {"target_value": "", **target, "unit": unit}
    [row] = question(*frames([whole], plain), **options).to_dict("records")
    return {str(name): cell for name, cell in row.items()}
