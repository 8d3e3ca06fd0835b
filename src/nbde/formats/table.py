"""A table for the terminal: fitted to its width by leaving out columns, never by cutting figures.

In a pipe it is as wide as it needs, without colour.
"""

from __future__ import annotations

from itertools import zip_longest

import pandas as pd
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style as Ink

from nbde.formats import Style
from nbde.formats.characters import encodable
from nbde.formats.fitting import BAR, GUTTER, Span, fitted, measured, total
from nbde.formats.paper import legend, paper
from nbde.formats.paper_cells import Cell
from nbde.formats.wrapping import balanced, wrap, wrap_words
from nbde.messages import say

_HANGING = 2
_BOLD, _FAINT = Ink(bold=True), Ink(dim=True)
_INKS = {
    "met": Ink(color="green"),
    "on_track": Ink(color="green"),
    "needs_acceleration": Ink(color="yellow"),
    "limited": Ink(color="yellow"),
    "wrong_direction": Ink(color="red"),
    "missed": Ink(color="red"),
    "undecided": _FAINT,
    "no_data": _FAINT,
}


def render(frame: pd.DataFrame, style: Style, *, command: str, chosen: bool) -> str:
    """The frame as a table, its title above and its notes below."""
    sheet = paper(frame, style, command, chosen)
    shown = spans = list(map(measured, sheet.columns))
    if style.width is not None:
        shown = fitted(spans, style.width, sheet.fewest)

    above = _lines(sheet.title, style, _BOLD)
    below = _lines(legend([span.column for span in shown], style), style)
    for note in sheet.notes:
        below += _lines(note, style)
    kept = {id(span.column) for span in shown}
    left_out = [span.column.heading for span in spans if id(span.column) not in kept]
    if left_out and not frame.empty:
        names = ("、" if style.lang == "zh" else ", ").join(left_out)
        said = say("table.left_out", style.lang, width=style.width, names=names)
        below += _lines(encodable(said, style.encoding), style, _FAINT)
    blocks = (above, _table_lines(shown, style), below)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _lines(text: str, style: Style, ink: Ink | None = None) -> list[str]:
    """A text above or below the table, in lines of the width there is."""
    lines = [text] if style.width is None else wrap(text, style.width, _HANGING)
    return [_inked(line, ink, style) for line in lines] if text else []


def _table_lines(spans: list[Span], style: Style) -> list[str]:
    headings = [_heading_lines(span) for span in spans]
    tallest = max(map(len, headings), default=0)
    raised = [[""] * (tallest - len(lines)) + lines for lines in headings]
    rule = encodable("─" * total(spans), style.encoding)
    rows = zip(
        *([_cell_lines(cell, span, style) for cell in span.column.cells] for span in spans),
        strict=True,
    )
    return [
        *(_inked(line, _BOLD, style) for line in _side_by_side(raised, spans)),
        rule,
        *(line for row in rows for line in _side_by_side(row, spans)),
    ]


def _side_by_side(blocks: list[list[str]] | tuple[list[str], ...], spans: list[Span]) -> list[str]:
    """Blocks of lines beside each other, the shorter ones filled up with blanks."""
    blanks = [" " * span.width for span in spans]
    return [
        GUTTER.join(part or blank for part, blank in zip(parts, blanks, strict=True)).rstrip()
        for parts in zip_longest(*blocks)
    ]


def _heading_lines(span: Span) -> list[str]:
    """The heading, ending where the figures end if there is room, or else starting with them."""
    lines = wrap_words(span.column.heading, span.width)
    end = span.width
    if span.column.figures and span.body < span.content:
        end = max(span.width - span.content + span.body, *map(cell_len, lines))
    return [_padded(_padded(line, end, right=span.column.figures), span.width) for line in lines]


def _cell_lines(cell: Cell, span: Span, style: Style) -> list[str]:
    """The lines of one cell, each as wide as its column."""
    if span.column.figures:
        behind = _padded(_padded(cell.mark, span.mark) + cell.behind, span.trail)
        figure = _padded(cell.body, span.body, right=True) + behind
        bar = f" {encodable(_bar(cell.part), style.encoding)}" if span.bar else ""
        return [_padded(figure + bar, span.width, right=True)]
    text = cell.text
    lines = balanced(text, span.width, _HANGING) if span.column.wraps else [text]
    return [_inked(_padded(line, span.width), _INKS.get(cell.word), style) for line in lines]


def _bar(part: float) -> str:
    """Ten cells, filled as far as the part goes; blank where there is none."""
    if part != part:
        return " " * BAR
    filled = int(min(max(part, 0.0), 1.0) * BAR + 1e-9)
    return "█" * filled + "·" * (BAR - filled)


def _padded(text: str, width: int, right: bool = False) -> str:
    blank = " " * (width - cell_len(text))
    return blank + text if right else text + blank


def _inked(text: str, ink: Ink | None, style: Style) -> str:
    words = text.strip()
    if ink is None or not style.color or not words:
        return text
    return text.replace(words, ink.render(words, color_system=ColorSystem.STANDARD), 1)
