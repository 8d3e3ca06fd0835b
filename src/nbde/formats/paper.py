"""What stands on paper: the columns a reader looks for, a title of what all rows share, the notes.

Table, Markdown and HTML show the same paper. What would fill a column with one word goes into the
title; the year, the basis and the binding of a figure stand beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from nbde.formats import Style
from nbde.formats.characters import encodable, is_unicode, printable
from nbde.formats.columns import heading_above, holds_figures, kind_of, written
from nbde.formats.footnotes import footnotes
from nbde.formats.paper_cells import (
    MARKS,
    MISSING,
    Cell,
    annotated_cells,
    bare_cells,
    is_filled,
    plain,
)
from nbde.messages import label, say
from nbde.schema import ANSWERS, ON_PAPER, Kind

_IN_TITLE = ("file", "plan", "entity", "year")
_NEVER_SHORTENED = frozenset({"check"})  # its problems are the answer
_LEADING = ("plan", "entity", "year")
_NAMING = frozenset({*_LEADING, "name"})
_WRAPPING = ("plan", "entity", "verdict")
_SHOWN_THOUGH_EMPTY = frozenset(
    {"name", "value", "target_value", "gap", "status", "share", "required_growth", "milestone"}
)
_BESIDE = {
    "as_of": "value",
    "target_year": "target_value",
    "baseline_year": "baseline_value",
    "comparison": "target_value",
    "value_basis": "value",
    "baseline_basis": "baseline_value",
    "denominator_basis": "denominator_value",
    "denominator_unit": "denominator_value",
}


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column on paper; figures stand to the right, and only texts may be wrapped.

    `names_row` is whether it says which row it is, `answers` whether the question is about it.
    """

    heading: str
    cells: list[Cell]
    figures: bool
    wraps: bool
    names_row: bool = False
    answers: bool = False

    @property
    def has_bars(self) -> bool:
        """Whether any cell has a progress bar."""
        return any(cell.part == cell.part for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Paper:
    """A result as it is read.

    Parameters
    ----------
    title
        What all rows share; may be empty.
    columns
        The columns, the most important first.
    fewest
        How many of them stay, however narrow the page.
    notes
        The lines below.
    """

    title: str
    columns: list[PaperColumn]
    fewest: int
    notes: list[str]


def paper(frame: pd.DataFrame, style: Style, command: str, chosen: bool) -> Paper:
    """The frame as it stands on paper.

    Parameters
    ----------
    frame
        The result.
    style
        Language, precision and encoding.
    command
        The question answered.
    chosen
        Show every column of the frame as it is, beside nothing, with no title and no notes.
    """
    sheet = _as_chosen(frame, style) if chosen else _as_asked(frame, style, command)
    if frame.empty:
        sheet.notes.append(say("table.no_rows", style.lang))
    return _encoded(sheet, style.encoding)


def legend(columns: Iterable[PaperColumn], style: Style) -> str:
    """What the marks beside the figures of these columns mean; empty if there are none."""
    cells = [cell for column in columns for cell in column.cells if cell.mark or cell.year]
    used = {cell.mark for cell in cells}
    said = [f"{mark} {label(basis, style.lang)}" for basis, mark in MARKS.items() if mark in used]
    year = next((cell.year for cell in cells if cell.year), "")
    if year:
        said.append(say("table.own_year", style.lang, year=year))
    return encodable("   ".join(said), style.encoding)


def _as_chosen(frame: pd.DataFrame, style: Style) -> Paper:
    columns = [
        _column(frame[name], heading_above(frame[name], style.lang), bare_cells(frame, name, style))
        for name in frame.columns
    ]
    return Paper("", columns, len(columns), [])


def _as_asked(frame: pd.DataFrame, style: Style, command: str) -> Paper:
    frame = _named(frame, style.lang)
    in_title, title = _title(frame, style.lang)
    asked = [name for name in ON_PAPER[command] if name in frame]
    leading = [name for name in _LEADING if name in frame and name not in asked]
    if frame.empty:
        leading = []
    elif {"plan", "entity"} <= set(leading) and _one_entity_a_plan(frame):
        leading.remove("entity")
        asked.append("entity")
    columns, with_figures = [], []
    for name in [*leading, *asked]:
        wanted = frame.empty or name in _SHOWN_THOUGH_EMPTY or is_filled(frame[name])
        if not wanted or name in in_title or _BESIDE.get(name) in asked:
            continue
        if name == "target_year" and _constant(frame[name]):
            continue
        heading = heading_above(frame[name], style.lang)
        cells = bare_cells(frame, name, style)
        if holds_figures(frame[name]) and name != "progress":
            cells, shared = annotated_cells(frame, name, style)
            heading += shared
        column = _column(frame[name], heading, cells)
        names_row, answers = name in _NAMING, name == ANSWERS.get(command)
        columns.append(replace(column, names_row=names_row, answers=answers))
        with_figures.append(holds_figures(frame[name]))
    if True in with_figures:
        fewest = with_figures.index(True) + 1
    else:
        fewest = len(columns) if command in _NEVER_SHORTENED else len(leading) + 2
    return Paper(title, columns, fewest, _notes(frame, style.lang))


def _one_entity_a_plan(frame: pd.DataFrame) -> bool:
    """Whether a row's plan says which entity it is of."""
    return len(frame[["plan", "entity"]].drop_duplicates()) == frame["plan"].nunique()


def _title(frame: pd.DataFrame, lang: str) -> tuple[set[str], str]:
    """The columns that hold one word for all rows, and the line that says these words."""
    shared = {str(name): printable(_constant(frame[name])) for name in frame.columns}
    said = {name: shared[name] for name in _IN_TITLE if shared.get(name)}
    if len(frame) > 1:
        if shared.get("name"):
            said |= {"name": shared["name"], "indicator": ""}
        if shared.get("unit"):
            said["unit"] = say("table.unit", lang, unit=shared["unit"])
    whole = shared.get("denominator_name") or shared.get("denominator")
    if whole and "share" in frame:
        said["denominator"] = say("table.share_of", lang, whole=whole)
    return set(said), " · ".join(filter(None, said.values()))


def _named(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The frame with a `name` in every row: in the language, else in the other, else the code."""
    if "indicator" not in frame:
        return frame
    known = ("name", f"name_{lang}", "name_en", "name_zh", "indicator")
    candidates = zip(*(plain(frame[name]) for name in known if name in frame), strict=True)
    names = [next(filter(None, row), "") for row in candidates]
    return frame.assign(name=pd.Series(names, index=frame.index, dtype="str"))


def _column(column: pd.Series, heading: str, cells: list[Cell]) -> PaperColumn:
    kind = kind_of(column)
    figures = kind not in (Kind.TEXT, Kind.CODE, Kind.WORD)
    return PaperColumn(heading, cells, figures, kind is Kind.TEXT or column.name in _WRAPPING)


def _notes(frame: pd.DataFrame, lang: str) -> list[str]:
    if "note" not in frame or "name" not in frame:
        return []
    several_years = "year" in frame and not _constant(frame["year"])
    return footnotes(
        written(frame["note"], printable, ""),
        _told_apart(frame),
        plain(frame["year"]) if several_years else [""] * len(frame),
        lang,
    )


def _told_apart(frame: pd.DataFrame) -> list[str]:
    """What each row is called: its name, and its plan or target year where others share that."""
    names, further = written(frame["name"], printable, MISSING), [""] * len(frame)
    years = plain(frame["year"]) if "year" in frame else further
    for column in ("plan", "target_year"):
        if column not in frame or _constant(frame[column]):
            continue
        rows = Counter(zip(names, further, years, strict=True))
        further = [
            ", ".join(filter(None, (known, more))) if rows[name, known, year] > 1 else known
            for name, known, year, more in zip(
                names, further, years, plain(frame[column]), strict=True
            )
        ]
    if all(further) and len(set(names)) == 1:  # the title says the name
        return further
    return [f"{name} ({more})" if more else name for name, more in zip(names, further, strict=True)]


def _constant(column: pd.Series) -> str:
    """The one text that all rows of the column hold; empty if there is none."""
    distinct = set(plain(column))
    return distinct.pop() if len(distinct) == 1 else ""


def _encoded(sheet: Paper, encoding: str) -> Paper:
    """The paper with only characters that the encoding has."""
    if is_unicode(encoding):
        return sheet

    def fit(text: str) -> str:
        return encodable(text, encoding)

    def fitted(cell: Cell) -> Cell:
        return replace(cell, figure=fit(cell.figure), before=fit(cell.before), unit=fit(cell.unit))

    columns = [
        replace(column, heading=fit(column.heading), cells=list(map(fitted, column.cells)))
        for column in sheet.columns
    ]
    return Paper(fit(sheet.title), columns, sheet.fewest, list(map(fit, sheet.notes)))
