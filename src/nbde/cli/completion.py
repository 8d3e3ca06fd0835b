"""What the shell completes: words of closed sets, and names out of the tables."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable

from nbde.schema import COLUMNS, STATUSES


def of(words: Iterable[str]) -> Callable[[str], list[str]]:
    """A completion of a closed set of words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def statuses(incomplete: str) -> list[str]:
    """The status words."""
    return of(STATUSES)(incomplete)


def plans(incomplete: str) -> list[str]:
    """The plans of the targets table."""
    return of(["all", *_names("plan")])(incomplete)


def entities(incomplete: str) -> list[str]:
    """The entities of the targets table."""
    return of(_names("entity"))(incomplete)


def indicators(incomplete: str) -> list[str]:
    """The indicators of the targets table."""
    return of(_names("indicator"))(incomplete)


def scenarios(incomplete: str) -> list[str]:
    """The bundled scenarios."""
    from nbde.tables import bundled

    return of(bundled.scenarios())(incomplete)


def _names(column: str) -> list[str]:
    """The distinct cells of a column, of the table NBDE_TARGETS names or the bundled one."""
    from nbde.tables import bundled

    path = os.environ.get("NBDE_TARGETS") or bundled.path("targets.csv")
    headers = (column, *COLUMNS[column].aliases)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
            rows = csv.DictReader(file)
            header = next((h for h in headers if h in (rows.fieldnames or ())), None)
            return sorted({row[header] or "" for row in rows} - {""}) if header else []
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
