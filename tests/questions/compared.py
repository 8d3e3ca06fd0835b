"""The program's answers beside the oracle's, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pandas as pd

from tests.questions import oracle
from tests.questions.oracle import Answer, Row

STANDING = (
    "unit", "as_of", "value", "value_basis", "baseline_year", "baseline_value", "baseline_basis",
    "target_year", "comparison", "target_value", "required_growth", "status", "confidence",
)  # fmt: skip
GAP = (*STANDING, "milestone", "milestone_gap", "gap", "progress")
GROWTH = (*STANDING, "years_left", "required_change", "achieved_growth", "acceleration")
SHARE = ("denominator", "value", "value_basis", "denominator_value", "denominator_basis", "share")
PATH = ("unit", "milestone", "observed", "target_year", "target_value")
KEY = ("plan", "entity", "indicator")


def plain(cell: object) -> object:
    """An empty cell of either side as None."""
    if cell is None or cell is pd.NA or cell == "" or (isinstance(cell, float) and cell != cell):
        return None
    return cell


def same(got: object, expected: object, scale: Decimal) -> bool:
    """Words and years alike; figures within 1e-12, or within rounding of the figures they are from."""
    got, expected = plain(got), plain(expected)
    if got is None or not isinstance(expected, Decimal):
        return bool(got == expected)
    error = abs(Decimal(float(got)) - expected)  # type: ignore[arg-type]
    return error <= abs(expected) * Decimal("1e-12") + scale * Decimal("1e-14")


def disagreements(
    frame: pd.DataFrame,
    columns: Sequence[str],
    answer: Callable[[Row, int], Answer],
    rows: Sequence[Row],
    years: Sequence[int],
) -> list[str]:
    """Every cell in which a frame of one row a target and year differs from the oracle."""
    found = []
    expected = [(row, year, answer(row, year)) for row in rows for year in years]
    wanted = sorted(expected, key=lambda one: key_of(one[0], one[1]))
    got = sorted(frame.to_dict("records"), key=lambda one: key_of(one, int(one["year"])))
    if "target_year" not in frame:
        got = frame.to_dict("records")
        wanted = expected
        if len(got) == len(wanted) and any(
            key_of(g, int(g["year"]))[:3] != key_of(w[0], w[1])[:3] or int(g["year"]) != w[1]
            for g, w in zip(got, wanted, strict=True)
        ):
            wanted = [one for y in years for one in expected if one[1] == y]
    if len(got) != len(wanted):
        return [f"{len(got)} rows, expected {len(wanted)}"]
    for cells, (row, year, figures) in zip(got, wanted, strict=True):
        scale = Decimal(0)
        for column in ("target_value", "value", "milestone", "baseline_value"):
            if column in cells and isinstance(figures.get(column), Decimal):
                scale = max(scale, abs(figures[column]))  # type: ignore[arg-type]
        for column in columns:
            there = cells[column]
            if column == "value" and "share" in cells and plain(there) is not None:
                there = Decimal(float(there)) * oracle.UNITS[str(cells["unit"])][1]
            if column == "denominator_value" and plain(there) is not None:
                there = Decimal(float(there)) * oracle.UNITS[str(cells["denominator_unit"])][1]
            differs = scale if column in ("gap", "milestone_gap", "required_change") else Decimal(0)
            if not same(there, figures[column], differs):
                found.append(
                    f"{column}|{year}|{row}|got {there!r}|expected {figures[column]!s:.24}"
                    f"|{cells['note']}"
                )
    return found


def key_of(row: object, year: int) -> tuple[str, ...]:
    cells = dict(row)  # type: ignore[call-overload]
    key = [str(cells.get(column, "")) for column in KEY]
    return (*key, str(cells.get("target_year", "")), str(year))
