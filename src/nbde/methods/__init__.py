"""Published methods for "is it on track?", each one file and one function on NumPy arrays.

A method's `assess` judges whole columns at once and gives an `Assessment`; its `LABELS` are the
words its publisher uses. Importing this page costs nothing: a method, and NumPy, come with
`method`.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from nbde.schema import METHODS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAMES = METHODS

# These judge the observations of the last five years; the others the base and the latest value.
WINDOW_NAMES = ("destatis", "acceleration")

# Why there is no label, or what to know about one. The first means that there is nothing to say.
REASONS = (
    "",
    "reason.no_value",
    "reason.no_direction",
    "reason.no_target",
    "reason.no_baseline",
    "reason.one_year",
    "reason.few_observations",
    "reason.zero",
    "reason.not_positive",
    "reason.mixed_signs",
    "reason.target_equals_base",
    "reason.target_year",
    "reason.time_over",
    "reason.out_of_range",
    "reason.total_growth",
    "reason.total_years",
    "reason.total_limit",
    "note.zero_counts_as",
    "note.base_beyond_target",
    "note.standstill",
)


class Assessment(NamedTuple):
    """What a method says, one element a row.

    Parameters
    ----------
    label
        Index into the method's `LABELS`; -1 where it gives none.
    score
        The number that the label is cut from; NaN where there is none.
    reason
        Index into `REASONS`, whose keys are sentences: why there is no label, or a remark on one;
        0 where there is nothing to say. Never 0 where the label is -1.
    """

    label: NDArray[np.int8]
    score: NDArray[np.float64]
    reason: NDArray[np.int8]


def method(name: str) -> ModuleType:
    """The module of a method, with its `LABELS` and `assess`.

    Parameters
    ----------
    name
        One of `NAMES`.

    Examples
    --------
    >>> method("sdsn").LABELS[0]
    'on_track_or_maintaining'
    """
    return import_module(f"nbde.methods.{name.replace('-', '_')}")
