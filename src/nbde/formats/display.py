"""A result as people read it: the columns they look for, a title of what all rows share, the notes.

Table, Markdown, HTML and the page draw the same display. A column of one word goes into the title;
the year, the basis and the comparison of a figure stand beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from nbde.formats import Style
from nbde.formats.cells import MARKS, MISSING, Cell, annotated_cells, bare_cells, is_filled, plain
from nbde.formats.characters import encodable, is_unicode, printable
from nbde.formats.columns import heading_above, holds_figures, kind_of, written
from nbde.messages import NAMES_JOINED, SENTENCES_JOINED, label, say
from nbde.schema import ANSWERS, DISPLAYED, Kind

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
_MOST_NAMES, _NAMES_OF_MANY = 4, 3


@dataclass(frozen=True, slots=True)
class DisplayColumn:
    """One column of a display.

    Parameters
    ----------
    heading, cells
        The text above and those below.
    figures
        Whether it stands to the right and is never broken into lines.
    wraps
        Whether its texts may be broken into lines.
    names_row
        Whether it says which row it is.
    answers
        Whether the question is about it.
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
class Display:
    """A result as it is read.

    Parameters
    ----------
    command
        The question answered.
    title
        The words that all rows share; may be empty.
    columns
        The columns, the most important first.
    fewest
        How many of them stay, however narrow the terminal.
    notes
        The lines below.
    """

    command: str
    title: str
    columns: list[DisplayColumn]
    fewest: int
    notes: list[str]

    @property
    def has_rows(self) -> bool:
        """Whether there is any row."""
        return any(column.cells for column in self.columns)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells row by row."""
        return zip(*(column.cells for column in self.columns), strict=True)


def display(frame: pd.DataFrame, style: Style, command: str, chosen: bool) -> Display:
    """The display of a frame.

    Parameters
    ----------
    frame
        The result.
    style
        Language, precision and encoding.
    command
        The question answered.
    chosen
        Show every column of the frame as it is, nothing beside a figure, no title and no notes.
    """
    shown = _chosen(frame, style, command) if chosen else _usual(frame, style, command)
    if frame.empty:
        shown.notes.append(say("table.no_rows", style.lang))
    return shown if is_unicode(style.encoding) else _encoded(shown, style.encoding)


def legend(columns: Iterable[DisplayColumn], style: Style) -> str:
    """The marks beside the figures of these columns and their meaning; empty if there are none."""
    cells = [cell for column in columns for cell in column.cells if cell.mark or cell.year]
    used = {cell.mark for cell in cells}
    said = [f"{mark} {label(basis, style.lang)}" for basis, mark in MARKS.items() if mark in used]
    year = next((cell.year for cell in cells if cell.year), "")
    if year:
        said.append(say("table.own_year", style.lang, year=year))
    return encodable("   ".join(said), style.encoding)


def footnotes(
    notes: Sequence[str], names: Sequence[str], years: Sequence[str], lang: str
) -> list[str]:
    """The distinct sentences of the notes, in order of appearance, with the rows they hold for.

    Parameters
    ----------
    notes
        One text a row, of one or several sentences.
    names
        The name of each row; a name may come back in another year.
    years
        The year of each row; empty texts where all rows are of one.
    lang
        The language of the notes.

    Examples
    --------
    >>> footnotes(["no value", "no value; no rate", "no rate"], ["A", "B", "C"], [""] * 3, "en")
    ['no value: A; B', 'no rate: B; C']
    """
    rows_of: dict[str, list[int]] = {}
    for row, note in enumerate(notes):
        for sentence in filter(None, map(str.strip, note.split(SENTENCES_JOINED[lang].rstrip()))):
            rows_of.setdefault(sentence, []).append(row)
    total = Counter(names)
    return [
        say("table.note", lang, note=sentence, rows=_row_names(rows, names, years, total, lang))
        for sentence, rows in rows_of.items()
    ]


def _row_names(
    rows: list[int], names: Sequence[str], years: Sequence[str], total: Counter[str], lang: str
) -> str:
    """The rows of a sentence in one text; a name has its years where others of it lack the note."""
    if len(rows) == len(names) > 1:
        return say("table.all_rows", lang, count=len(rows))
    years_of: dict[str, list[str]] = {}
    for row in rows:
        years_of.setdefault(names[row], []).append(years[row])
    listed = []
    for name, own in years_of.items():
        distinct = ", ".join(filter(None, dict.fromkeys(own)))
        listed.append(f"{name} ({distinct})" if distinct and len(own) < total[name] else name)
    joined = NAMES_JOINED[lang]
    if len(listed) <= _MOST_NAMES:
        return joined.join(listed)
    some = joined.join(listed[:_NAMES_OF_MANY])
    return say("table.and_more", lang, names=some, count=len(listed) - _NAMES_OF_MANY)


def _chosen(frame: pd.DataFrame, style: Style, command: str) -> Display:
    columns = [
        _column(frame[name], heading_above(frame[name], style.lang), bare_cells(frame, name, style))
        for name in frame.columns
    ]
    return Display(command, "", columns, len(columns), [])


def _usual(frame: pd.DataFrame, style: Style, command: str) -> Display:
    frame = _named(frame, style.lang)
    in_title, title = _title(frame, style.lang)
    names = [name for name in DISPLAYED[command] if name in frame]
    leading = [name for name in _LEADING if name in frame and name not in names]
    if frame.empty:
        leading = []
    elif {"plan", "entity"} <= set(leading) and _one_entity_a_plan(frame):
        leading.remove("entity")
        names.append("entity")
    shown = [
        name
        for name in (*leading, *names)
        if (frame.empty or name in _SHOWN_THOUGH_EMPTY or is_filled(frame[name]))
        and name not in in_title
        and _BESIDE.get(name) not in names
        and not (name == "target_year" and _constant(frame[name]))
    ]
    figures = [holds_figures(frame[name]) for name in shown]
    columns = []
    for name, with_figures in zip(shown, figures, strict=True):
        heading, cells = heading_above(frame[name], style.lang), bare_cells(frame, name, style)
        if with_figures and name != "progress":
            cells, shared = annotated_cells(frame, name, style)
            heading += shared
        names_row, answers = name in _NAMING, name == ANSWERS.get(command)
        column = _column(frame[name], heading, cells)
        columns.append(replace(column, names_row=names_row, answers=answers))
    if True in figures:
        fewest = figures.index(True) + 1
    else:
        fewest = len(columns) if command in _NEVER_SHORTENED else len(leading) + 2
    return Display(command, title, columns, fewest, _notes(frame, style.lang))


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


def _column(column: pd.Series, heading: str, cells: list[Cell]) -> DisplayColumn:
    kind = kind_of(column)
    figures = kind not in (Kind.TEXT, Kind.CODE, Kind.WORD)
    return DisplayColumn(heading, cells, figures, kind is Kind.TEXT or column.name in _WRAPPING)


def _notes(frame: pd.DataFrame, lang: str) -> list[str]:
    if "note" not in frame or "name" not in frame:
        return []
    several_years = "year" in frame and not _constant(frame["year"])
    years = plain(frame["year"]) if several_years else [""] * len(frame)
    return footnotes(written(frame["note"], printable, ""), _distinguished(frame), years, lang)


def _distinguished(frame: pd.DataFrame) -> list[str]:
    """The name of each row, with its plan or target year where others share the name."""
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


def _encoded(shown: Display, encoding: str) -> Display:
    """The display with only characters that the encoding has."""

    def fit(text: str) -> str:
        return encodable(text, encoding)

    def fitted(cell: Cell) -> Cell:
        return replace(cell, figure=fit(cell.figure), before=fit(cell.before), unit=fit(cell.unit))

    columns = [
        replace(column, heading=fit(column.heading), cells=list(map(fitted, column.cells)))
        for column in shown.columns
    ]
    notes = list(map(fit, shown.notes))
    return replace(shown, title=fit(shown.title), columns=columns, notes=notes)
