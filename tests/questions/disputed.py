"""Cells on which the oracle's plainer rule gives way to the program's, for a stated reason."""

from __future__ import annotations

from tests.questions.compared import plain
from tests.questions.oracle import Answer, Row


def passed_over(row: Row, year: int, column: str, got: object, expected: Answer) -> bool:
    """A projection is judged as the target year's value; a bound of a mere trend may be better."""
    if column != "status":
        return False
    projected = expected["value_basis"] == "projected" and year >= int(row["target_year"])
    return projected or (not row.get("target_value") and plain(got) == "undecided")
