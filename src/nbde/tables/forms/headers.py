"""What the header of a column means: a year, part of one, or a column that nbde knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbde.schema import Table
from nbde.tables.numbers import UnreadableError, read_year

_NAMED_YEAR = re.compile(r"([0-9]{4}) \[YR\1\]")


def year_of(header: str) -> str:
    """The year that a column's header names, as ``2021年`` or ``2015 [YR2015]``; else nothing.

    Examples
    --------
    >>> year_of("2021年"), year_of("2015 [YR2015]"), year_of("2021Q1")
    ('2021', '2015', '')
    """
    named = _NAMED_YEAR.fullmatch(header)
    try:
        return str(read_year(named[1] if named else header))
    except UnreadableError:
        return ""


def is_part_of_a_year(header: str) -> bool:
    """Whether a header names a quarter, a month or the like."""
    try:
        read_year(header)
    except UnreadableError as error:
        return error.key == "problem.year_part"
    return False


def known(header: Sequence[str], table: Table) -> list[str]:
    """The column of the table that each header means, empty for the others."""
    return [table.known.get(each.strip().casefold(), "") for each in header]
