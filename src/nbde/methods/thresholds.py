"""From scores and thresholds to labels, with a reason wherever there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from nbde.formulas.domain import Bools, Floats, within
from nbde.methods import REASONS, Assessment
from nbde.methods.inputs import Named

_LAST_PLACES = 1e-12

_EQUAL = 1e-9


class Threshold(NamedTuple):
    """A label, and the scores it is given for unless a threshold before it holds.

    Parameters
    ----------
    label
        One of the method's labels.
    sign
        How the score stands to `at`: ``>=``, ``>``, ``=``, ``<`` or ``<=``.
    at
        Where the threshold lies [as the score].
    """

    label: str
    sign: str
    at: float


class Thresholds(NamedTuple):
    """The thresholds of a method, the first that holds first.

    Parameters
    ----------
    with_target
        Those of a score with a target.
    without_target
        Those without one; none where the method does not cut a number then.
    """

    with_target: tuple[Threshold, ...]
    without_target: tuple[Threshold, ...] = ()


def reaches(score: Floats, at: float | Floats) -> Bools:
    """Whether a score is at or above a threshold.

    A score within a relative 1e-12 of the threshold lies on it: decimal figures that meet it
    exactly should not miss it by the last place of a double. A threshold of zero is exact.

    Examples
    --------
    >>> bool(reaches(np.float64(0.1 + 0.7), 0.8)), bool(reaches(np.float64(-1e-300), 0.0))
    (True, False)
    """
    return score >= at - _LAST_PLACES * np.abs(at)


def exceeds(score: Floats, at: float | Floats) -> Bools:
    """Whether a score is above a threshold, by more than a relative 1e-12.

    Examples
    --------
    >>> bool(exceeds(np.float64(0.1 + 0.2), 0.3)), bool(exceeds(np.float64(1e-300), 0.0))
    (False, True)
    """
    return score > at + _LAST_PLACES * np.abs(at)


def equals(score: Floats, at: float | Floats) -> Bools:
    """Whether a score is at a threshold, to 1e-9.

    Examples
    --------
    >>> bool(equals(np.float64(0.1 + 0.2 - 0.3), 0.0))
    True
    """
    near: Bools = np.abs(score - at) <= _EQUAL
    return near


_HOLDS: Mapping[str, Callable[[Floats, float | Floats], Bools]] = {
    ">=": reaches,
    ">": exceeds,
    "=": equals,
    "<": lambda score, at: ~reaches(score, at),
    "<=": lambda score, at: ~exceeds(score, at),
}


def cut(
    score: Floats, thresholds: Sequence[Threshold], scale: float | Floats = 1.0
) -> dict[str, Bools]:
    """Where each label's threshold is the first that holds.

    Parameters
    ----------
    score
        The number that is cut; NaN where there is none, and so no label.
    thresholds
        In the order in which they are tried.
    scale
        A factor on the thresholds [1].

    Examples
    --------
    >>> steps = Threshold("high", ">=", 0.8), Threshold("some", ">", 0), Threshold("none", "<=", 0)
    >>> found = cut(np.array([0.9, 0.1 + 0.7, 0.5, -1.0, np.nan]), steps)
    >>> [(label, np.flatnonzero(where).tolist()) for label, where in found.items()]
    [('high', [0, 1]), ('some', [2]), ('none', [3])]
    """
    found: dict[str, Bools] = {}
    left: Bools = ~np.isnan(score)
    for label, sign, at in thresholds:
        found[label] = left & _HOLDS[sign](score, at * scale)
        left = left & ~found[label]
    return found


def cut_by(
    thresholds: Thresholds, score: Floats, has_target: Bools, scale: float | Floats = 1.0
) -> dict[str, Bools]:
    """Where each label is cut from the score, with a target or without one.

    Parameters
    ----------
    thresholds
        The method's; a label that only one of the two sets has is fine.
    score, has_target
        The number that is cut, and whether it is one with a target.
    scale
        A factor on the thresholds without a target [1].
    """
    nowhere = np.zeros(np.shape(score), dtype=np.bool_)
    one = cut(score, thresholds.with_target)
    other = cut(score, thresholds.without_target, scale)
    return {
        label: np.where(has_target, one.get(label, nowhere), other.get(label, nowhere))
        for label in (one | other)
    }


def assessment(
    labels: Iterable[str],
    where: Mapping[str, Bools],
    score: Floats,
    obstacles: Sequence[Named],
    remarks: Sequence[Named] = (),
    *,
    unless: Bools | Literal[False] = False,
) -> Assessment:
    """The assessment of each row.

    Parameters
    ----------
    labels
        The method's labels; the first that applies counts.
    where
        Where each label applies.
    score
        The number that the labels are cut from.
    obstacles
        The reasons against a label, by their keys in `REASONS`, and where they stand; the first
        that does counts.
    remarks
        Remarks on labels that are given, in the same form.
    unless
        Where no obstacle counts: the target is met.

    Returns
    -------
    Assessment
        A row for which no label applies and nothing stands against one is beyond the numbers that
        can be computed with, and says so.

    Examples
    --------
    >>> low, zero = np.array([True, False, True]), np.array([False, False, True])
    >>> where = {"low": low, "high": ~low}
    >>> assessment(["high", "low"], where, np.array([9.0, 1.0, 2.0]), [("reason.zero", zero)])
    Assessment(label=array([ 1,  0, -1], dtype=int8), score=array([ 9.,  1., nan]), \
reason=array([0, 0, 7], dtype=int8))
    """
    barred = np.where(unless, 0, _first(obstacles))
    applies = [where[label] for label in labels]
    label = np.where(barred > 0, -1, np.select(applies, range(len(applies)), -1))
    unexplained = (label < 0) & (barred == 0)
    barred = np.where(unexplained, REASONS.index("reason.out_of_range"), barred)
    reason = np.where(label < 0, barred, _first(remarks))
    return Assessment(
        np.asarray(label, dtype=np.int8),
        within(label >= 0, score),
        np.asarray(reason, dtype=np.int8),
    )


def _first(named: Sequence[Named]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The index of the first reason that holds, 0 where none does."""
    if not named:
        return np.asarray(0)
    return np.select([where for _, where in named], [REASONS.index(key) for key, _ in named], 0)
