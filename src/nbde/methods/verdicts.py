"""From scores and cut-offs to labels, with a reason wherever there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from nbde.formulas.domain import Bools, Floats, within
from nbde.formulas.targets import meets
from nbde.methods import REASONS, Assessment

_LAST_PLACES = 1e-12

_EQUAL = 1e-9

Named = tuple[str, Bools]


class Cut(NamedTuple):
    """A label, and the scores it is given for unless a cut before it holds.

    Parameters
    ----------
    label
        One of the method's `LABELS`.
    sign
        How the score stands to `at`: ``>=``, ``>``, ``=``, ``<`` or ``<=``.
    at
        Where the cut lies [as the score].
    """

    label: str
    sign: str
    at: float


class Cuts(NamedTuple):
    """The cuts of a method, the first that holds first.

    Parameters
    ----------
    aimed
        Those of a score with a target.
    by_trend
        Those without one; none where the method does not cut a number then.
    """

    aimed: tuple[Cut, ...]
    by_trend: tuple[Cut, ...] = ()


def reaches(score: Floats, cut: float | Floats) -> Bools:
    """Whether a score is at or above a cut.

    A score within a relative 1e-12 of the cut lies on it: decimal figures that meet a cut exactly
    should not miss it by the last place of a double. A cut of zero is exact.

    Examples
    --------
    >>> bool(reaches(np.float64(0.1 + 0.7), 0.8)), bool(reaches(np.float64(-1e-300), 0.0))
    (True, False)
    """
    return score >= cut - _LAST_PLACES * np.abs(cut)


def exceeds(score: Floats, cut: float | Floats) -> Bools:
    """Whether a score is above a cut, by more than a relative 1e-12.

    Examples
    --------
    >>> bool(exceeds(np.float64(0.1 + 0.2), 0.3)), bool(exceeds(np.float64(1e-300), 0.0))
    (False, True)
    """
    return score > cut + _LAST_PLACES * np.abs(cut)


def equals(score: Floats, cut: float | Floats) -> Bools:
    """Whether a score is at a cut, to 1e-9.

    Examples
    --------
    >>> bool(equals(np.float64(0.1 + 0.2 - 0.3), 0.0))
    True
    """
    near: Bools = np.abs(score - cut) <= _EQUAL
    return near


_HOLDS: Mapping[str, Callable[[Floats, float | Floats], Bools]] = {
    ">=": reaches,
    ">": exceeds,
    "=": equals,
    "<": lambda score, cut: ~reaches(score, cut),
    "<=": lambda score, cut: ~exceeds(score, cut),
}


def cut_from(score: Floats, cuts: Sequence[Cut], scale: float | Floats = 1.0) -> dict[str, Bools]:
    """Where each label's cut is the first that holds.

    Parameters
    ----------
    score
        The number that is cut; NaN where there is none, and so no label.
    cuts
        In the order in which they are tried.
    scale
        What the cuts are multiplied by [1].

    Examples
    --------
    >>> cuts = (Cut("high", ">=", 0.8), Cut("some", ">", 0.0), Cut("none", "<=", 0.0))
    >>> found = cut_from(np.array([0.9, 0.1 + 0.7, 0.5, -1.0, np.nan]), cuts)
    >>> [(label, np.flatnonzero(where).tolist()) for label, where in found.items()]
    [('high', [0, 1]), ('some', [2]), ('none', [3])]
    """
    found: dict[str, Bools] = {}
    left: Bools = ~np.isnan(score)
    for cut in cuts:
        found[cut.label] = left & _HOLDS[cut.sign](score, cut.at * scale)
        left = left & ~found[cut.label]
    return found


def cut_with_and_without(
    labels: Sequence[str],
    score: Floats,
    has_target: Bools,
    cuts: Cuts,
    scale: float | Floats = 1.0,
) -> list[Bools]:
    """Where each of `labels` is cut from the score, with a target or without one.

    Parameters
    ----------
    labels
        What is asked for, in order; one that only one of the two sets of cuts has is fine.
    score, has_target
        The number that is cut, and whether it is one with a target.
    cuts
        The method's.
    scale
        What the cuts without a target are multiplied by [1].
    """
    nowhere = np.zeros(np.shape(score), dtype=np.bool_)
    aimed, by_trend = cut_from(score, cuts.aimed), cut_from(score, cuts.by_trend, scale)
    return [
        np.where(has_target, aimed.get(label, nowhere), by_trend.get(label, nowhere))
        for label in labels
    ]


def known_to_meet(value: Floats, target: Floats, direction: Floats) -> Bools:
    """Whether a finite value meets a finite target in one of the two directions.

    Examples
    --------
    >>> known_to_meet(np.array([2.0, np.inf]), np.array([1.0, 1.0]), np.array([1.0, 1.0]))
    array([ True, False])
    """
    known: Bools = np.isfinite(value) & np.isfinite(target) & (np.abs(direction) == 1)
    return known & meets(value, target, direction)


def verdict(
    labels: Sequence[Bools],
    score: Floats,
    obstacles: Sequence[Named],
    notes: Sequence[Named] = (),
) -> Assessment:
    """The assessment of each row.

    Parameters
    ----------
    labels
        Where each label applies, in the order of the method's `LABELS`; the first that does counts.
    score
        The number that the labels are cut from.
    obstacles
        What stands against a label and where, by its key in `REASONS`; the first that does counts.
    notes
        Remarks on labels that are given, in the same form.

    Returns
    -------
    Assessment
        A row for which no label applies and nothing stands against one is beyond the numbers that
        can be computed with, and says so.

    Examples
    --------
    >>> low = np.array([True, False, True])
    >>> verdict([~low, low], np.array([9.0, 1.0, 2.0]), [("reason.zero", np.array([0, 0, 1]) > 0)])
    Assessment(label=array([ 1,  0, -1], dtype=int8), score=array([ 9.,  1., nan]), \
reason=array([0, 0, 7], dtype=int8))
    """
    barred = _first(obstacles)
    label = np.where(barred > 0, -1, np.select(list(labels), range(len(labels)), -1))
    unexplained = (label < 0) & (barred == 0)
    barred = np.where(unexplained, REASONS.index("reason.out_of_range"), barred)
    reason = np.where(label < 0, barred, _first(notes))
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
