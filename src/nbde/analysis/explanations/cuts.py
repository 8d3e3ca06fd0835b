"""The label cut from a number: all the cuts in the order tried, and the one that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nbde.analysis.explanations.steps import Step, written
from nbde.messages import FIGURES_JOINED, label, say
from nbde.methods.verdicts import Cut, cut_from

_SIGNS = {">=": "≥", ">": ">", "=": "=", "<": "<", "<=": "≤"}


def cut_step(
    number: float,
    cuts: Sequence[Cut],
    status: str,
    lang: str,
    *,
    words: Mapping[str, str] | None = None,
    distance: float = 1.0,
) -> Step:
    """The step to the label `status`.

    Parameters
    ----------
    number
        What is cut.
    cuts
        The method's.
    status, lang
        The label given, and the language.
    words
        The common word for each of the method's labels; without it the labels themselves.
    distance
        What the cuts are multiplied by [1].
    """
    said = [
        f"{label((words or {}).get(cut.label, cut.label), lang)} {_bar(cut, distance, lang)}"
        for cut in cuts
    ]
    held = held_by(number, cuts, distance)
    at = _at(held) if distance == 1 or held.at == 0 else f"{_at(held)} × {written(distance)}"
    return Step(
        "status",
        say("formula.cuts", lang, cuts=FIGURES_JOINED[lang].join(said)),
        f"{written(number)} {_SIGNS[held.sign]} {at}",
        status=status,
    )


def held_by(number: float, cuts: Sequence[Cut], distance: float = 1.0) -> Cut:
    """The first cut that holds for a number; the cuts are multiplied by `distance` [1]."""
    found = cut_from(np.array([number]), cuts, distance)
    return next(cut for cut in cuts if found[cut.label][0])


def _bar(cut: Cut, distance: float, lang: str) -> str:
    shrinks = distance != 1 and cut.at != 0
    return f"{_SIGNS[cut.sign]} {_at(cut)}" + (f" × {label('distance', lang)}" if shrinks else "")


def _at(cut: Cut) -> str:
    return written(cut.at).strip("()")
