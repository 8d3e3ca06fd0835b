"""What the shell completes: words of closed sets, and names out of the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from typer import Context

from nbde.schema import COLUMNS


def of(words: Iterable[str]) -> Callable[[str], list[str]]:
    """A completion of a closed set of words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def plans(ctx: Context, incomplete: str) -> list[str]:
    """The plans of the targets table."""
    return of(["all", *_names("plan", ctx)])(incomplete)


def entities(ctx: Context, incomplete: str) -> list[str]:
    """The entities of the targets table."""
    return of(_names("entity", ctx))(incomplete)


def indicators(ctx: Context, incomplete: str) -> list[str]:
    """The indicators of the targets table."""
    return of(_names("indicator", ctx))(incomplete)


def scenarios(incomplete: str) -> list[str]:
    """The bundled scenarios."""
    from nbde.tables import bundled

    return of(bundled.scenarios())(incomplete)


def _names(column: str, ctx: Context) -> list[str]:
    """The distinct cells of a column of the targets table that the command line names so far."""
    import csv

    from nbde.tables import bundled

    path = ctx.params.get("targets") or bundled.path("targets.csv")
    headers = (column, *COLUMNS[column].aliases)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
            rows = csv.DictReader(file)
            header = next((h for h in headers if h in (rows.fieldnames or ())), None)
            return sorted({row[header] or "" for row in rows} - {""}) if header else []
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
