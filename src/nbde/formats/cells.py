"""The cells of a display: figures as a reader knows them, and the words that stand beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.formats import Style
from nbde.formats.characters import printable
from nbde.formats.columns import doubles, holds_figures, kind_of, written
from nbde.formats.numbers import per_cent, quantity
from nbde.messages import label, say
from nbde.schema import COLUMNS, Kind

MISSING = "—"
MARKS = {
    "derived": "*",
    "assumed": "?",
    "projected": "^",
    "baseline": "#",
    "milestone": "[m]",
    "target": "[t]",
    "implied": "[i]",
}
_BASIS_OF = {
    "value": "value_basis",
    "baseline_value": "baseline_basis",
    "denominator_value": "denominator_basis",
}
_YEAR_OF = {"value": "as_of", "target_value": "target_year", "baseline_value": "baseline_year"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Parameters
    ----------
    figure
        The figure or text itself.
    before
        How the figure binds, or the same in percentage points.
    mark
        Where the figure comes from: one of `MARKS`.
    unit, year
        The figure's own unit and year, where neither a heading nor a column says them.
    word
        The code of a status, for its colour.
    part
        How far a progress bar is filled [1]; NaN for no bar.
    """

    figure: str
    before: str = ""
    mark: str = ""
    unit: str = ""
    year: str = ""
    word: str = ""
    part: float = math.nan

    @property
    def body(self) -> str:
        """The figure with what stands before it."""
        return self.before + self.figure

    @property
    def behind(self) -> str:
        """The figure's own unit and year."""
        unit = f" {self.unit}" if self.unit else ""
        return unit + (f" ({self.year})" if self.year else "")

    @property
    def text(self) -> str:
        """The whole cell."""
        return self.body + self.mark + self.behind


def bare_cells(frame: pd.DataFrame, name: str, style: Style) -> list[Cell]:
    """The cells of one column without neighbours; a status knows its word, progress its part."""
    shown = texts(frame[name], style)
    if name == "status":
        return [Cell(text, word=word) for text, word in zip(shown, plain(frame[name]), strict=True)]
    if name == "progress" and holds_figures(frame[name]):
        parts = doubles(frame[name]).tolist()
        return [Cell(text, part=part) for text, part in zip(shown, parts, strict=True)]
    return list(map(Cell, shown))


def annotated_cells(frame: pd.DataFrame, name: str, style: Style) -> tuple[list[Cell], str]:
    """The cells of a column of figures, each with binding, mark, unit and year beside it.

    A year or unit that is the same for all figures goes into the heading: the second result.
    """
    shown = texts(frame[name], style)
    years, one_year = _unless_shared(shown, _own_years(frame, name))
    units, one_unit = _unless_shared(shown, _own_units(frame, name, style.lang))
    basis = _column(frame, _BASIS_OF.get(name))
    marks = written(basis, lambda word: MARKS.get(word, ""), "")
    beside = zip(shown, _before(frame, name, style), marks, units, years, strict=True)
    cells = [
        Cell(figure) if figure == MISSING else Cell(figure, before, mark, unit, year)
        for figure, before, mark, unit, year in beside
    ]
    return cells, (f" {one_year}" if one_year else "") + (f" ({one_unit})" if one_unit else "")


def plain(column: pd.Series) -> list[str]:
    """Each cell as it is; missing ones empty."""
    return written(column, str, "")


def is_filled(column: pd.Series) -> bool:
    """Whether any cell of the column is not missing."""
    if holds_figures(column):
        return bool(np.isfinite(doubles(column)).any())
    return any(plain(column))


def texts(column: pd.Series, style: Style, missing: str = MISSING) -> list[str]:
    """The text of each cell: figures rounded for a reader, words in the reader's language."""
    kind = kind_of(column)
    if kind is Kind.WORD:
        return written(column, lambda word: printable(label(word, style.lang)), missing)
    if not holds_figures(column):
        return written(column, printable, missing)
    write = per_cent if kind is Kind.FRACTION else quantity
    times = "×" if column.name == "acceleration" else ""
    figures, code = np.unique(doubles(column), return_inverse=True)
    distinct = [
        write(figure, style.precision) + times if math.isfinite(figure) else missing
        for figure in figures.tolist()
    ]
    cells: list[str] = np.array([*distinct, ""], dtype=object)[code].tolist()
    return cells


def _column(frame: pd.DataFrame, name: str | None) -> pd.Series:
    """The column of that name; of empty texts where there is none."""
    return frame[name] if name in frame else pd.Series("", index=frame.index, dtype="str")


def _before(frame: pd.DataFrame, name: str, style: Style) -> Sequence[str]:
    """Before each figure: a target's comparison, the points a year of a percentage."""
    if name == "target_value":
        comparisons = _column(frame, "comparison")
        return written(comparisons, lambda symbol: f"{printable(symbol)} ", "")
    if name == "required_growth" and {"required_change", "unit"} <= set(frame.columns):
        changes, units = texts(frame["required_change"], style), _points(frame, style.lang)
        return [
            say("table.before", style.lang, figure=f"{change} {points}")
            if points and change != MISSING
            else ""
            for change, points in zip(changes, units, strict=True)
        ]
    return [""] * len(frame)


def _own_years(frame: pd.DataFrame, name: str) -> list[str]:
    """The year of each figure; for a value only where it is not the row's year."""
    years = plain(_column(frame, _YEAR_OF.get(name)))
    if name == "value" and "year" in frame:
        pairs = zip(years, plain(frame["year"]), strict=True)
        return ["" if year == of_row else year for year, of_row in pairs]
    return years


def _own_units(frame: pd.DataFrame, name: str, lang: str) -> list[str]:
    """The unit of each figure, where it is not the row's."""
    if name == "required_change" and "unit" in frame:
        return _points(frame, lang)
    declared = COLUMNS.get(name)
    if declared is None or declared.unit_from == "unit" or declared.unit_from not in frame.columns:
        return [""] * len(frame)
    own, of_row = (written(frame[name], printable, "") for name in (declared.unit_from, "unit"))
    return ["" if unit == row_unit else unit for unit, row_unit in zip(own, of_row, strict=True)]


def _points(frame: pd.DataFrame, lang: str) -> list[str]:
    """Percentage points, in the rows whose unit is per cent."""
    points = say("table.points", lang)
    return written(frame["unit"], lambda unit: points if unit == "%" else "", "")


def _unless_shared(shown: list[str], beside: list[str]) -> tuple[list[str], str]:
    """The words beside each figure; or, if they are the same for all, once for the heading."""
    distinct = {words for text, words in zip(shown, beside, strict=True) if text != MISSING}
    return ([""] * len(beside), distinct.pop()) if len(distinct) == 1 else (beside, "")
