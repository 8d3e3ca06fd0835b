"""From options to the two tables, and a line on standard error on what each was recognised as."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbde.cli import progress, streams
from nbde.cli.options import GDP, Files, Request
from nbde.errors import NbdeError, TableError, UsageError
from nbde.messages import label, say

if TYPE_CHECKING:
    import pandas as pd

    from nbde.tables.forms import DetectedFormat
    from nbde.tables.load import LoadedTables

DEFAULT_PLAN = "ningbo-2026"
_TABLES = 2


@dataclass(frozen=True, slots=True)
class Tables:
    """The selected targets and the observations.

    `among` holds all the targets that were selected from, `inputs` the files that were read;
    `bundled` says whether the targets are the bundled ones.
    """

    targets: pd.DataFrame
    observations: pd.DataFrame
    among: pd.DataFrame
    inputs: list[str]
    bundled: bool


def load(files: Files, request: Request, denominator: str | None = None) -> Tables:
    """The selected targets and the observations, with those of a scenario and assumed ones.

    `denominator` is an indicator that is read beside those of the targets.
    """
    from nbde.analysis.selection import known_indicator, of_entities
    from nbde.tables.scenarios import with_assumption, with_scenario

    codes = [code for code in request.indicator or () if "*" not in code]
    also = [] if denominator is None else [denominator]
    loaded = read(files, codes[0] if len(codes) == 1 else None, also)
    if loaded.problems:
        raise TableError(loaded.problems)
    targets, observations = select(loaded.targets, files, request), loaded.observations
    entities = list(targets["entity"].unique()) if "entity" in targets else []
    if request.entity and not entities:
        observations = of_entities(observations, request.entity)
        entities = list(request.entity)
    if request.scenario:
        observations = with_scenario(
            observations, request.scenario, targets, entities, files.encoding
        )
    for text in request.assume or ():
        observations = with_assumption(observations, text, targets, entities)
    if denominator not in (None, GDP):
        known_indicator(denominator, targets, observations)
    return Tables(
        targets, observations, among=loaded.targets, inputs=inputs(files, request),
        bundled=files.targets is None,
    )  # fmt: skip


def read(
    files: Files,
    indicator: str | None = None,
    also: Iterable[str] = (),
    *,
    targets_only: bool = False,
) -> LoadedTables:
    """Both tables as they are, with their problems.

    `indicator` is the code of the indicator in a file of observations that does not name it; those
    of `also` are read beside those of the targets.
    """
    from nbde.tables.csv import keep_freed_memory
    from nbde.tables.load import load_tables

    _collect_garbage()
    keep_freed_memory()
    targets, observations = paths(files)
    with progress.stage("hint.reading"):
        loaded = load_tables(
            targets, None if targets_only else observations, files.encoding,
            sheets=_sheets(files), indicator=indicator, also=also,
        )  # fmt: skip
    for detected in loaded.seen:
        if files.verbose or (detected.ignored and not detected.rows):
            streams.remark(_description(detected, streams.message_language()))
    return loaded


def select(targets: pd.DataFrame, files: Files, request: Request) -> pd.DataFrame:
    """The rows of the requested plans, entities and indicators."""
    from nbde.analysis.selection import select as select_rows

    by_default = files.targets is None and not request.plan
    try:
        return select_rows(
            targets, plans=[DEFAULT_PLAN] if by_default else request.plan or (),
            entities=request.entity or (), indicators=request.indicator or (),
        )  # fmt: skip
    except NbdeError as error:
        raise (error.with_hint("error.try_all") if by_default else error) from None


def inputs(files: Files, request: Request | None = None) -> list[str]:
    """Every file that is read, so that none is written to."""
    named = [*paths(files), request.scenario if request else None]
    return [path for path in named if path is not None]


def paths(files: Files) -> tuple[str, str | None]:
    """The files of targets and observations, one of which may be standard input."""
    from nbde.tables import bundled

    if files.targets == files.observations == streams.STDIN:
        raise UsageError("error.two_stdin")
    if files.targets is None:
        own = files.observations or str(bundled.path("observations.csv"))
        return str(bundled.path("targets.csv")), own
    return files.targets, files.observations


def _sheets(files: Files) -> tuple[str | None, str | None]:
    """The sheets of the targets and of the observations."""
    named = files.sheet or []
    if len(named) > _TABLES:
        raise UsageError("error.sheets", count=len(named))
    return (named[0], named[-1]) if named else (None, None)


def _description(detected: DetectedFormat, lang: str) -> str:
    """A line such as ``observations: data.xlsx, sheet 2023, wide table, 31 rows, 11 years``."""
    comma, further = say("hint.and", lang), detected.further
    parts = [
        detected.file,
        say("hint.sheet", lang, sheet=detected.sheet) if detected.sheet else "",
        label(detected.form, lang),
        detected.encoding.upper(),
        say("hint.rows", lang, count=detected.rows),
        say("hint.years", lang, count=detected.years) if detected.years else "",
        say("hint.ignored", lang, count=detected.ignored) if detected.ignored else "",
        say("hint.ignored_columns", lang, names=comma.join(further)) if further else "",
    ]
    table = label(detected.table, lang)
    return say("hint.recognised", lang, table=table, parts=comma.join(filter(None, parts)))


def _collect_garbage() -> None:
    """Collect garbage from here on; nothing that was imported so far is looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
