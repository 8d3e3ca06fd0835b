"""Published methods for "is it on track?", each one file.

A method's file holds its rule and source, its labels in both languages, its thresholds, its
function on NumPy arrays (`assess`, whole columns at once) and the text of its steps, together in
one `Method`. A further method is its file and its name in `NAMES`: the command line, the columns,
the labels in both languages and `explain` follow. Importing this page costs nothing: a method's
file, and NumPy, come with `method`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nbde.methods.steps import Row, Step
    from nbde.methods.thresholds import Thresholds

NAMES = (
    "open-sdg",
    "eurostat-2021",
    "unsd-2023",
    "destatis",
    "sdsn",
    "china-schedule",
    "acceleration",
)

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

# The arguments of `assess`: of the methods that compare the base and the latest value, and of those
# that look at the observations of the last five years.
ENDS = ("base_year", "base_value", "year", "value", "target_year", "target_value", "direction")
OBSERVATIONS = ("series", "years", "values", "target_year", "target_value", "direction")


class Assessment(NamedTuple):
    """The finding of a method, one element a row.

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


@dataclass(frozen=True, slots=True)
class Method:
    """A published method.

    Attributes
    ----------
    labels
        The publisher's labels, each with its words in English and Chinese.
    thresholds
        Where the labels are cut from the score.
    needs
        The arguments of `assess`: `ENDS` or `OBSERVATIONS`, and what else it takes.
    assess
        Judges whole columns at once and gives an `Assessment`.
    steps
        The steps to the label of one row.
    no_totals
        The reason, of `REASONS`, for which it does not judge the total of several years; empty if
        it does.
    """

    labels: Mapping[str, tuple[str, str]]
    thresholds: Thresholds
    needs: tuple[str, ...]
    assess: Callable[..., Assessment]
    steps: Callable[[Row], Sequence[Step]]
    no_totals: str = "reason.total_growth"

    @property
    def LABELS(self) -> tuple[str, ...]:  # noqa: N802 -- as in the method's file
        """The labels, in the order of the indices in an `Assessment`."""
        return tuple(self.labels)


def method(name: str) -> Method:
    """The method of that name.

    Parameters
    ----------
    name
        One of `NAMES`.

    Examples
    --------
    >>> method("sdsn").LABELS[0]
    'on_track_or_maintaining'
    """
    found: Method = import_module(f"nbde.methods.{name.replace('-', '_')}").METHOD
    return found


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """English and Chinese of every label of every method."""
    return {word: both for name in NAMES for word, both in method(name).labels.items()}
