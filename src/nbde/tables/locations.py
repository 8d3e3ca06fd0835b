"""Where the cells of a column stand in a file whose columns are not nbde's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, SupportsIndex

if TYPE_CHECKING:
    from nbde.tables.spans import Bools, Rows

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Location:
    """The columns of a file, or the cells above its table, that a column is read from.

    Parameters
    ----------
    headers
        What messages call them; empty where nbde's own name serves.
    letters
        Their letters in a workbook, none in a text.
    lines
        The line of each that is one cell for all rows; 0 where each row has its own.
    sheet
        The sheet of a workbook, empty for a text.
    which
        For each row which of them it is read from; None where there is one.
    """

    headers: Sequence[str] = ("",)
    letters: Sequence[str] = ("",)
    lines: Sequence[int] = (0,)
    sheet: str = ""
    which: Rows | None = None

    def place(self, row: SupportsIndex, line: int, column: str) -> tuple[int, str, str]:
        """The line, the column's name and the workbook's cell of a row that stands on `line`."""
        which = 0 if self.which is None else int(self.which[row])
        on = self.lines[which] or line
        cell = cell_of(self.sheet, self.letters[which], on) if self.sheet else ""
        return on, self.headers[which] or column, cell

    def take(self, rows: Bools | Rows) -> Location:
        """The same for some of the rows."""
        return self if self.which is None else replace(self, which=self.which[rows])


def joined(origins: Sequence[Location], which: Rows) -> Location:
    """The origin of a column each row of which is read from one of several."""
    return Location(
        headers=[header for origin in origins for header in origin.headers],
        letters=[letters for origin in origins for letters in origin.letters],
        lines=[line for origin in origins for line in origin.lines],
        sheet=origins[0].sheet if origins else "",
        which=which,
    )


def letters_of(place: int) -> str:
    """The letters of a workbook's column, counted from 0.

    Examples
    --------
    >>> letters_of(0), letters_of(27)
    ('A', 'AB')
    """
    before, last = divmod(place, _LETTERS)
    return (letters_of(before - 1) if before else "") + chr(ord("A") + last)


def cell_of(sheet: str, letters: str, line: int) -> str:
    """A cell as a workbook's formulas name it; without letters the whole row.

    Examples
    --------
    >>> cell_of("Sheet1", "C", 5), cell_of("2023 年", "", 3)
    ('Sheet1!C5', "'2023 年'!3:3")
    """
    name = sheet if _PLAIN_NAME.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{letters}{line}" if letters else f"{name}!{line}:{line}"
