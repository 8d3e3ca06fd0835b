"""The program's answers beside the oracle's, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd
from tests.analysis.oracle import UNITS, Answer, Row

STANDING = (
    "unit", "as_of", "value", "value_basis", "baseline_year", "baseline_value", "baseline_basis",
    "target_year", "comparison", "target_value", "required_growth", "status", "confidence",
    "all_caveats",
)  # fmt: skip
GAP = (*STANDING, "milestone", "milestone_gap", "gap", "progress")
GROWTH = (*STANDING, "years_left", "required_change", "achieved_growth", "acceleration")
SHARE = ("denominator", "value", "value_basis", "denominator_value", "denominator_basis", "share",
         "caveats")  # fmt: skip
PATH = ("unit", "milestone", "observed", "target_year", "target_value", "caveats")
RESTS_ON = frozenset((
    "bound", "approximate", "assumed", "derived", "projected", "carried", "sum", "edition_break",
    "second_hand", "preliminary",
))  # fmt: skip
# The words compared: those on what a figure rests on, and of those on why one is empty what the
# oracle has a rule for.
CAVEATS = {
    "caveats": RESTS_ON | {"target_kept"},
    "all_caveats": RESTS_ON | {"target_kept", "no_value", "no_baseline"},
    "rests_on": RESTS_ON,
}

DIFFERENCES = ("gap", "milestone_gap", "required_change")
RATIOS = ("progress", "achieved_growth", "required_growth")


def plain(cell: object) -> object:
    """An empty cell of either side as None."""
    if cell is None or cell is pd.NA or cell == "" or (isinstance(cell, float) and cell != cell):
        return None
    return cell


def same(got: object, expected: object, slack: Decimal) -> bool:
    """Words and years alike; figures within 1e-12 of themselves, or within `slack`."""
    got, expected = plain(got), plain(expected)
    if got is None or not isinstance(expected, Decimal):
        return bool(got == expected)
    exact = got if isinstance(got, Decimal) else Decimal(float(str(got)))
    return abs(exact - expected) <= abs(expected) * Decimal("1e-12") + slack


def disagreements(
    frame: pd.DataFrame,
    columns: Sequence[str],
    answer: Callable[[Row, int], Answer],
    rows: Sequence[Row],
    years: Sequence[int],
) -> list[str]:
    """Every cell in which a frame of one row a target and year, in that order, differs."""
    wanted = [(row, year) for row in rows for year in years]
    got = frame.to_dict("records")
    if [label(cells) for cells in got] != [(*label(row)[:-1], str(y)) for row, y in wanted]:
        return [f"{len(got)} rows, expected {len(wanted)}"]
    return [
        line
        for cells, (row, year) in zip(got, wanted, strict=True)
        for line in of_row(cells, columns, answer(row, year), row, year)
    ]


def of_row(
    cells: Mapping[object, object],
    columns: Sequence[str],
    figures: Answer,
    row: Row,
    year: int,
) -> Iterator[str]:
    terms = [figures.get(c) for c in ("target_value", "value", "milestone", "baseline_value")]
    size = max((abs(term) for term in terms if isinstance(term, Decimal)), default=Decimal(0))
    for column in columns:
        slack = Decimal(0)
        if column in DIFFERENCES:
            slack = size * Decimal("1e-14")
        elif column in RATIOS:
            slack = Decimal("1e-14")
        if column in CAVEATS:
            found: object = CAVEATS[column].intersection(str(cells["caveats"]).split())
        else:
            found = in_yuan(cells, column) if "share" in cells else cells[column]
        if not same(found, figures[column], slack):
            written = {name: text for name, text in row.items() if text}
            yield (
                f"{column} {year}: {found}, expected {figures[column]} of {written}"
                f" ({cells['note']})"
            )


def in_yuan(cells: Mapping[object, object], column: str) -> object:
    """A cell of `share`, amounts of money in yuan."""
    units = {"value": "unit", "denominator_value": "denominator_unit"}
    cell = plain(cells[column])
    if column not in units or cell is None:
        return cell
    return Decimal(float(str(cell))) * UNITS[str(cells[units[column]])][1]


def label(row: Mapping[object, object] | Row) -> tuple[str, ...]:
    return tuple(str(dict(row).get(c, "")) for c in ("plan", "entity", "indicator", "year"))
