"""The two tables read together, so that one report names every problem of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from nbde.errors import Problem, TableError
from nbde.schema import OBSERVATIONS, OUTPUTS, TARGETS, Table
from nbde.tables import frames
from nbde.tables.observations import checked_observations
from nbde.tables.sheet import Sheet
from nbde.tables.source import STDIN
from nbde.tables.targets import checked_targets


@dataclass(frozen=True, slots=True)
class Both:
    """Targets and observations, each with the name it has in messages, and all problems of the two."""

    targets: pd.DataFrame
    observations: pd.DataFrame
    names: tuple[str, str]
    problems: list[Problem]


def read_both(
    targets: str | Path, observations: str | Path | None, encoding: str | None = None
) -> Both:
    """Both tables, checked alone and against each other; no observations without a second file.

    Raises
    ------
    DataError
        If a file cannot be read. What is wrong inside a table is in the result's `problems`.
    """
    wanted, problems = _read(targets, TARGETS, checked_targets, encoding)
    if observations is None:
        seen, more = no_observations(like=wanted), []
    else:
        seen, more = _read(observations, OBSERVATIONS, checked_observations, encoding)
    name = _shown(observations) if observations is not None else ""
    problems += more
    if not problems:
        problems = _misfits(wanted, seen, name)
    return Both(wanted, seen, (_shown(targets), name), problems)


def as_frame(problems: Sequence[Problem], lang: str) -> pd.DataFrame:
    """The problems as a table, the columns of ``schema.OUTPUTS["check"]``, ordered by file and line."""
    rows = [
        (p.file, p.line, p.column, p.got, p.sentence(lang), p.severity)
        for p in sorted(problems, key=lambda p: (p.file, p.line))
    ]
    return pd.DataFrame(rows, columns=list(OUTPUTS["check"])).astype({"line": "int64"})


def no_observations(*, like: pd.DataFrame) -> pd.DataFrame:
    """A checked frame of no observations, with entities where the targets have them."""
    columns = [c for c in OBSERVATIONS.columns if c != "entity" or "entity" in like]
    sheet = frames.open_sheet(pd.DataFrame(columns=columns), OBSERVATIONS, None)
    return checked_observations(sheet)


def _read(
    path: str | Path, table: Table, checked: Callable[[Sheet], pd.DataFrame], encoding: str | None
) -> tuple[pd.DataFrame, list[Problem]]:
    try:
        sheet = frames.open_sheet(path, table, encoding)
    except TableError as error:
        return pd.DataFrame(), list(error.problems)
    return checked(sheet), sheet.problems


def _shown(path: str | Path) -> str:
    return "<stdin>" if str(path) == STDIN else str(path)


def _misfits(targets: pd.DataFrame, observations: pd.DataFrame, name: str) -> list[Problem]:
    """The first observation of each series whose dimension is not that of its targets."""
    by = ["indicator"]
    if "entity" in targets and "entity" in observations:
        by.insert(0, "entity")
    wanted = targets.loc[targets["_dimension"] != "", [*by, "_dimension", "unit"]]
    seen = observations[[*by, "_dimension", "unit", "_line"]].astype({"_dimension": object})
    first = seen.astype(dict.fromkeys(by, object)).drop_duplicates(by)
    goals = wanted.astype(dict.fromkeys([*by, "_dimension"], object)).drop_duplicates(
        [*by, "_dimension"]
    )
    pairs = first.merge(goals, on=by, suffixes=("", "_of_target"))
    return [
        Problem(
            name,
            int(row["_line"]),
            "unit",
            str(row["unit"]),
            "problem.dimension",
            {"unit": str(row["unit_of_target"])},
        )
        for row in pairs[pairs["_dimension"] != pairs["_dimension_of_target"]].to_dict("records")
    ]
