"""The cells on paper: figures in words a reader knows, and what has to stand beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.formats import Style
from nbde.formats.characters import printable
from nbde.formats.columns import doubles, holds_figures, kind_of, written
from nbde.formats.figures import per_cent, quantity
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
    """One cell: its figure or text, and what stands before and behind it.

    Parameters
    ----------
    figure
        The figure or text itself.
    before
        How the figure binds, or the same in points.
    mark
        Where the figure comes from: of `MARKS`.
    unit, year
        The figure's own unit and year, where neither a heading nor a column says them.
    word
        The code behind a word, for its colour.
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
    """The cells of one column as they are; a status knows its word, progress its part."""
    texts = _texts(frame[name], style)
    if name == "status":
        words = zip(texts, plain(frame[name]), strict=True)
        return [Cell(text, word=word) for text, word in words]
    if name == "progress" and holds_figures(frame[name]):
        parts = zip(texts, doubles(frame[name]).tolist(), strict=True)
        return [Cell(text, part=part) for text, part in parts]
    return list(map(Cell, texts))


def annotated_cells(frame: pd.DataFrame, name: str, style: Style) -> tuple[list[Cell], str]:
    """The cells of a column of figures, each with binding, mark, unit and year beside it.

    A year or unit that is the same for all figures is left to the heading: the second result.
    """
    texts = _texts(frame[name], style)
    years, one_year = _told(texts, _own_years(frame, name))
    units, one_unit = _told(texts, _own_units(frame, name, style.lang))
    beside = zip(texts, _before(frame, name, style), _marks(frame, name), units, years, strict=True)
    cells = [
        Cell(figure) if figure == MISSING else Cell(figure, before, mark, unit, year)
        for figure, before, mark, unit, year in beside
    ]
    return cells, (f" {one_year}" if one_year else "") + (f" ({one_unit})" if one_unit else "")


def plain(column: pd.Series) -> list[str]:
    """Each cell as it is; missing ones empty."""
    return written(column, str, "")


def _texts(column: pd.Series, style: Style) -> list[str]:
    kind = kind_of(column)
    if holds_figures(column):
        write = per_cent if kind is Kind.FRACTION else quantity
        times = "×" if column.name == "acceleration" else ""
        return [
            write(figure, style.precision) + times if math.isfinite(figure) else MISSING
            for figure in doubles(column).tolist()
        ]
    if kind is Kind.WORD:
        return written(column, lambda word: printable(label(word, style.lang)), MISSING)
    return written(column, printable, MISSING)


def _before(frame: pd.DataFrame, name: str, style: Style) -> Sequence[str]:
    """What stands before each figure: a target's binding, the points a year of a percentage."""
    if name == "target_value" and "comparison" in frame:
        return written(frame["comparison"], lambda symbol: f"{printable(symbol)} ", "")
    if name == "required_growth" and {"required_change", "unit"} <= set(frame.columns):
        changes, units = _texts(frame["required_change"], style), _points(frame, style.lang)
        return [
            say("table.before", style.lang, figure=f"{change} {points}")
            if points and change != MISSING
            else ""
            for change, points in zip(changes, units, strict=True)
        ]
    return [""] * len(frame)


def _marks(frame: pd.DataFrame, name: str) -> list[str]:
    basis = _BASIS_OF.get(name)
    if basis not in frame:
        return [""] * len(frame)
    return written(frame[basis], lambda word: MARKS.get(word, ""), "")


def _own_years(frame: pd.DataFrame, name: str) -> list[str]:
    """The year of each figure; for a value only where it is not the year asked for."""
    own = _YEAR_OF.get(name)
    if own not in frame:
        return [""] * len(frame)
    if own != "as_of" or "year" not in frame:
        return plain(frame[own])
    years = zip(plain(frame[own]), plain(frame["year"]), strict=True)
    return ["" if year == asked else year for year, asked in years]


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


def _told(texts: list[str], beside: list[str]) -> tuple[list[str], str]:
    """What stands beside each figure; or, if that is the same for all, once for the heading."""
    distinct = {said for text, said in zip(texts, beside, strict=True) if text != MISSING}
    return ([""] * len(beside), distinct.pop()) if len(distinct) == 1 else (beside, "")


def is_filled(column: pd.Series) -> bool:
    """Whether any cell of the column is not missing."""
    if holds_figures(column):
        return bool(np.isfinite(doubles(column)).any())
    return any(plain(column))
