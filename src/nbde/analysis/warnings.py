"""Warnings of what the answers read into a table that it does not say."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nbde.analysis.arrays import PUBLISHED
from nbde.analysis.series import series_of
from nbde.analysis.targets import resolve_targets
from nbde.errors import DataError, Problem


def doubtful_directions(
    targets: pd.DataFrame, observations: pd.DataFrame, file: str
) -> list[Problem]:
    """Targets read as a decrease only because what was observed had passed them already.

    Neither a direction, nor a comparison, nor a baseline of the plan's own says which way is
    wanted. Tables that need an entity to be named before they answer raise no doubt.

    Parameters
    ----------
    targets, observations
        Checked frames.
    file
        What the targets are called in messages.
    """
    try:
        series = series_of(targets, observations)
    except DataError:
        return []
    resolved = resolve_targets(targets, series)
    silent = (targets["direction"] == "").to_numpy() & (targets["comparison"] == "").to_numpy()
    guessed = silent & np.isnan(resolved.amount) & (resolved.direction < 0)
    guessed &= resolved.baseline.known() & (resolved.baseline.basis != PUBLISHED)
    return [
        Problem(
            file,
            int(targets["_line"].iloc[row]),
            "target_value",
            _figure(resolved.target[row], series.words.texts[series.unit[row]]),
            "doubt.read_as_decrease",
            {
                "value": _figure(
                    resolved.baseline.value[row], series.words.texts[series.unit[row]]
                ),
                "year": int(resolved.baseline.year[row]),
            },
            "doubtful",
        )
        for row in np.flatnonzero(guessed)
    ]


def _figure(number: float, unit: str) -> str:
    return f"{number:.15g} {unit}"
