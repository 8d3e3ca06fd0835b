"""The rows that are asked about: by plan, entity and indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from nbde.errors import UnknownNameError

ALL = "all"


def select(
    targets: pd.DataFrame,
    *,
    plans: Sequence[str] = (),
    entities: Sequence[str] = (),
    indicators: Sequence[str] = (),
) -> pd.DataFrame:
    """The rows of the given plans, entities and indicators; an empty choice takes all.

    Parameters
    ----------
    targets
        A checked frame.
    plans, entities
        Names; ``all`` among the plans stands for every plan.
    indicators
        Codes, in which ``*`` stands for any text.

    Raises
    ------
    UnknownNameError
        If a name is not there; the nearest ones are given.
    """
    if ALL in plans:
        plans = ()
    if not (plans or entities or indicators):
        return targets
    if plans:
        targets = _among(targets, "plan", plans)
    if entities and "entity" in targets:
        targets = of_entities(targets, entities)
    if indicators:
        targets = _like(targets, indicators)
    return targets.reset_index(drop=True)


def of_entities(frame: pd.DataFrame, entities: Sequence[str]) -> pd.DataFrame:
    """The rows of the given entities.

    Raises
    ------
    UnknownNameError
        If one is not there, as in a table that has no entities at all.
    """
    return _among(frame, "entity", entities).reset_index(drop=True)


def known_indicator(name: str, targets: pd.DataFrame, observations: pd.DataFrame) -> None:
    """Nothing, if either table knows the indicator.

    Raises
    ------
    UnknownNameError
        If neither does; the nearest ones are given.
    """
    columns = [targets[c] for c in ("indicator", "numerator", "denominator") if c in targets]
    known = {str(code) for column in (*columns, observations["indicator"]) for code in column}
    if name not in known:
        raise UnknownNameError("indicator", name, sorted(known - {"", "nan"}))


def _among(frame: pd.DataFrame, column: str, names: Sequence[str]) -> pd.DataFrame:
    known = [str(name) for name in frame[column].unique()] if column in frame else []
    for name in names:
        if name not in known:
            raise UnknownNameError(column, name, filter(None, known))
    return frame[frame[column].isin(names)]


def _like(targets: pd.DataFrame, patterns: Sequence[str]) -> pd.DataFrame:
    known = [str(code) for code in targets["indicator"].unique()]
    chosen: set[str] = set()
    for pattern in patterns:
        form = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
        matching = [code for code in known if form.fullmatch(code)]
        if not matching:
            raise UnknownNameError("indicator", pattern, known)
        chosen.update(matching)
    return targets[targets["indicator"].isin(chosen)]
