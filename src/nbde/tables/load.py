"""The two tables read together, so that one report names every problem of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from nbde.errors import Problem, TableError
from nbde.schema import OBSERVATIONS, OUTPUTS, TARGETS, Table
from nbde.tables import frames
from nbde.tables.forms import DetectedFormat
from nbde.tables.observations import checked_observations, read_observations
from nbde.tables.sheet import Sheet
from nbde.tables.source import Reading, is_long, shown_name
from nbde.tables.targets import checked_targets
from nbde.threads import in_background


@dataclass(frozen=True, slots=True)
class LoadedTables:
    """Targets and observations, the names they have in messages, and all problems of the two.

    `seen` says of each file what it was recognised as.
    """

    targets: pd.DataFrame
    observations: pd.DataFrame
    names: tuple[str, str]
    problems: list[Problem]
    seen: list[DetectedFormat] = field(default_factory=list)


def load_tables(
    targets: str | Path,
    observations: str | Path | None,
    encoding: str | None = None,
    *,
    sheets: tuple[str | None, str | None] = (None, None),
    indicator: str | None = None,
    also: Iterable[str] = (),
) -> LoadedTables:
    """Both tables, checked alone and against each other; no observations without a second file.

    Parameters
    ----------
    sheets
        The sheets of two workbooks, by name or number.
    indicator
        The code of the indicator in a file of observations that does not name it.
    also
        Indicators that a collection of many is read for, besides those the targets name.

    Raises
    ------
    DataError
        If a file cannot be read. All that is wrong inside a table is in the result's `problems`.
    """
    reading = Reading(encoding, sheets[0])
    of_targets = shown_name(targets)
    if observations is None:
        wanted, problems, seen = _read(targets, TARGETS, checked_targets, reading)
        return LoadedTables(wanted, no_observations(like=wanted), (of_targets, ""), problems, seen)
    with in_background(
        lambda: _read(targets, TARGETS, checked_targets, reading),
        pays=is_long(targets) and is_long(observations),
    ) as read_targets:
        asked = Reading(
            encoding, sheets[1], indicator, lambda: _named(read_targets()[0]) | set(also)
        )
        observed, more, seen_too = _read(observations, OBSERVATIONS, checked_observations, asked)
    wanted, problems, seen = read_targets()
    name = shown_name(observations)
    problems = [*problems, *more, *unit_mismatches(wanted, observed, name)]
    return LoadedTables(wanted, observed, (of_targets, name), problems, [*seen, *seen_too])


def as_frame(problems: Sequence[Problem], lang: str) -> pd.DataFrame:
    """The problems by file and line, the columns of ``schema.OUTPUTS["check"]``."""
    rows = [
        (p.file, p.line, p.column, p.got, p.sentence(lang), p.severity)
        for p in sorted(problems, key=lambda p: (p.file, p.line))
    ]
    return pd.DataFrame(rows, columns=list(OUTPUTS["check"])).astype({"line": "int64"})


def no_observations(*, like: pd.DataFrame) -> pd.DataFrame:
    """A checked frame of no observations, with entities where the targets have them."""
    columns = [c for c in OBSERVATIONS.columns if c != "entity" or "entity" in like]
    return read_observations(pd.DataFrame(columns=columns))


def _read(
    path: str | Path, table: Table, checked: Callable[[Sheet], pd.DataFrame], reading: Reading
) -> tuple[pd.DataFrame, list[Problem], list[DetectedFormat]]:
    """A table's frame, its problems, what it was; no rows where there are no columns at all."""
    try:
        sheet = frames.open_sheet(path, table, reading)
    except TableError as error:
        empty = frames.open_sheet(pd.DataFrame(columns=list(table.columns)), table)
        return checked(empty), error.problems, []
    frame = checked(sheet)
    return frame, sheet.problems, [sheet.seen] if sheet.seen else []


def _named(targets: pd.DataFrame) -> frozenset[str]:
    """Every indicator that a table of targets names."""
    columns = [targets[column] for column in ("indicator", "numerator", "denominator", "part_of")]
    return frozenset(str(name) for column in columns for name in column.unique() if name)


def unit_mismatches(targets: pd.DataFrame, observations: pd.DataFrame, name: str) -> list[Problem]:
    """The first observation of each series whose dimension is not that of its targets.

    `name` is what the observations are called in messages; the targets may be observations too.
    """
    dimensions = {*targets["_dimension"].unique(), *observations["_dimension"].unique()} - {""}
    if len(dimensions) < 2:
        return []
    keys = [key for key in ("entity", "indicator") if key in observations]
    by = [key for key in keys if key in targets]
    seen = _in_units(observations, keys).drop_duplicates(keys)
    wanted = _in_units(targets, by).drop_duplicates([*by, "_dimension"])
    pairs = seen.merge(wanted, on=by, suffixes=("", "_wanted"))
    apart = pairs[pairs["_dimension"] != pairs["_dimension_wanted"]].drop_duplicates("_line")
    return [
        Problem(name, line, "unit", got, "problem.dimension", {"unit": expected})
        for line, got, expected in zip(
            apart["_line"].tolist(), apart["_unit"], apart["_unit_wanted"], strict=True
        )
    ]


def _in_units(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The rows whose unit is known, as text."""
    known = frame.loc[frame["_dimension"] != "", [*keys, "_dimension", "_unit", "_line"]]
    return known.astype(dict.fromkeys([*keys, "_dimension", "_unit"], object))
