"""From options to the two tables that a question is asked of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbde.cli import memory, progress, recognised
from nbde.cli.options import Asked, Choice, Files
from nbde.errors import NbdeError, TableError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from nbde.tables.load import LoadedTables

DEFAULT_PLAN = "ningbo-2026"
_TABLES = 2


@dataclass(frozen=True, slots=True)
class Tables:
    """The chosen targets, the observations, and whether the targets are the bundled ones.

    `among` holds all the targets that were chosen from.
    """

    targets: pd.DataFrame
    observations: pd.DataFrame
    bundled: bool
    among: pd.DataFrame


def paths(files: Files) -> tuple[str, str | None]:
    """Where targets and observations are read from.

    Raises
    ------
    UsageError
        If both are standard input.
    """
    from nbde.tables import bundled

    if files.targets == files.observations == "-":
        raise UsageError("error.two_stdin")
    if files.targets is None:
        own = files.observations or str(bundled.path("observations.csv"))
        return str(bundled.path("targets.csv")), own
    return files.targets, files.observations


def inputs(files: Files, asked: Asked | None = None) -> list[str]:
    """Every file that is read, so that none is written to."""
    named = [*paths(files), asked.scenario if asked else None]
    return [path for path in named if path is not None]


def read(
    files: Files,
    indicator: str | None = None,
    also: Iterable[str] = (),
    *,
    alone: bool = False,
) -> LoadedTables:
    """Both tables, with their problems; what each was is said on stderr if that is asked for.

    Parameters
    ----------
    indicator
        The code of the indicator in a file of observations that does not name it.
    also
        Indicators that are asked for besides those the targets name.
    alone
        Whether only the targets are read.
    """
    from nbde.tables.load import load_tables

    memory.collect()
    memory.keep()
    targets, observations = paths(files)
    with progress.stage("hint.reading"):
        both = load_tables(
            targets, None if alone else observations, files.encoding,
            sheets=_sheets(files), indicator=indicator, also=also,
        )  # fmt: skip
    recognised.report_detected_format(both.seen, every=files.verbose)
    return both


def _sheets(files: Files) -> tuple[str | None, str | None]:
    """The sheets of the targets and of the observations.

    Raises
    ------
    UsageError
        If more than two are named.
    """
    named = files.sheet or []
    if len(named) > _TABLES:
        raise UsageError("error.sheets", count=len(named))
    return (named[0], named[-1]) if named else (None, None)


def load(files: Files, choice: Choice, asked: Asked, also: Iterable[str] = ()) -> Tables:
    """The chosen targets and the observations, assumptions added.

    `also` are indicators that are asked for besides those the targets name: a denominator.

    Raises
    ------
    TableError
        With every problem of both tables.
    UnknownNameError
        If a plan, entity, indicator or scenario is not there.
    """
    from nbde.analysis.selection import of_entities
    from nbde.tables.scenarios import with_assumption, with_scenario

    literal = [code for code in choice.indicator or () if "*" not in code]
    both = read(files, literal[0] if len(literal) == 1 else None, also)
    if both.problems:
        raise TableError(both.problems)
    targets, observations = chosen(both.targets, files, choice), both.observations
    entities = list(targets["entity"].unique()) if "entity" in targets else []
    if choice.entity and not entities:
        observations, entities = of_entities(observations, choice.entity), list(choice.entity)
    if asked.scenario:
        observations = with_scenario(
            observations, asked.scenario, targets, entities, files.encoding
        )
    for text in asked.assume or ():
        observations = with_assumption(observations, text, targets, entities)
    return Tables(targets, observations, bundled=files.targets is None, among=both.targets)


def chosen(targets: pd.DataFrame, files: Files, choice: Choice) -> pd.DataFrame:
    """The rows of the plans, entities and indicators asked for."""
    from nbde.analysis.selection import select

    default = [DEFAULT_PLAN] if files.targets is None else []
    try:
        return select(
            targets,
            plans=choice.plan or default,
            entities=choice.entity or (),
            indicators=choice.indicator or (),
        )
    except NbdeError as error:
        if choice.plan or not default:
            raise
        raise error.with_hint("error.try_all") from None
