"""What `gap` and `growth` do with the rows they judged: hints at what is missing, and --fail-on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from nbde.cli import streams, values
from nbde.cli.answer import Plan
from nbde.cli.language import message_language
from nbde.cli.options import Output
from nbde.messages import say
from nbde.schema import STATUSES

if TYPE_CHECKING:
    import pandas as pd

FAILED = 4


def words_to_fail_on(given: Iterable[str] | None) -> set[str]:
    """The statuses of ``--fail-on``.

    Raises
    ------
    UsageError
        If a word is no status; the statuses are listed.
    """
    return values.all_of("--fail-on", given, STATUSES)


def hint(frame: pd.DataFrame, planned: Plan, out: Output, *, bundled: bool) -> None:
    """Say on stderr how targets without an observation could be filled; to people only."""
    last = frame[frame["year"] == frame["year"].max()]
    empty = int(last["value_basis"].isin(("", "baseline")).sum())
    if out.quiet or not planned.on_paper or not empty:
        return
    key = "hint.no_observation" if bundled else "hint.no_observation_own"
    year = last["year"].iloc[0]
    streams.advise(say(key, message_language(out.lang), count=empty, rows=len(last), year=year))


def fail(frame: pd.DataFrame, words: set[str], columns: Sequence[str] = ("status",)) -> None:
    """End with exit code 4 if any row has one of `words` in one of `columns`."""
    if any(words & set(frame[column].unique()) for column in columns):
        raise typer.Exit(FAILED)
