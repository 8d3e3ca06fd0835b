"""A table for the terminal, drawn by Rich: columns are left out to fit it, figures are never cut.

In a pipe it is as wide as it needs, without colour. On a very narrow terminal each row is a block
of lines.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.box import Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.style import Style as Ink
from rich.table import Table
from rich.text import Text

from nbde.formats import Style
from nbde.formats.cells import MISSING
from nbde.formats.characters import encodable
from nbde.formats.display import Display, legend
from nbde.formats.fitting import BAR, GUTTER, Span, fitted, measured, total
from nbde.formats.wrapping import balanced, wrap
from nbde.messages import say

_NARROWEST = 50
_NARROWEST_HEADING = 8
_HANGING = 2
_BOLD, _FAINT = Ink(bold=True), Ink(dim=True)
_GREEN, _YELLOW, _RED = Ink(color="green"), Ink(color="yellow"), Ink(color="red")
_INKS = {
    "met": _GREEN,
    "on_track": _GREEN,
    "needs_acceleration": _YELLOW,
    "limited": _YELLOW,
    "wrong_direction": _RED,
    "missed": _RED,
    "undecided": _FAINT,
    "no_data": _FAINT,
}


def render(shown: Display, style: Style) -> str:
    """The display as a table, its title above and its notes below."""
    console = Console(
        file=io.StringIO(), width=80, height=25, legacy_windows=False, force_jupyter=False,
        color_system="standard" if style.color else None, no_color=False,
    )  # fmt: skip
    above = _lines(shown.title, style, _BOLD)
    columns, width = shown.columns, style.width
    tables: list[list[Text | Table]]
    if width is not None and width < _NARROWEST and shown.has_rows:
        tables = list(_rows(shown, style, width))
    else:
        spans = list(map(measured, columns))
        if width is not None:
            spans = fitted(spans, width, shown.fewest)
        columns, tables = [span.column for span in spans], [[_table(spans, style, console)]]
    below = _lines(legend(columns, style), style)
    for note in shown.notes:
        below += _lines(note, style)
    kept = set(map(id, columns))
    left_out = [column.heading for column in shown.columns if id(column) not in kept]
    if left_out and shown.has_rows:
        names = ("、" if style.lang == "zh" else ", ").join(left_out)
        said = say("table.left_out", style.lang, width=width, names=names)
        below += _lines(encodable(said, style.encoding), style, _FAINT)
    blocks: list[Sequence[Text | Table]] = [above, *tables, below]
    return "\n\n".join(_drawn(block, console) for block in blocks if block) + "\n"


def _drawn(block: Sequence[Text | Table], console: Console) -> str:
    """The lines of a block, without the blanks at their ends."""
    with console.capture() as capture:
        for each in block:
            console.print(each, no_wrap=True, overflow="ignore", crop=False)
    return "\n".join(line.rstrip() for line in capture.get().split("\n")[:-1])


def _lines(text: str, style: Style, ink: Ink | str = "") -> list[Text]:
    """A text above or below the table, in lines of the width there is."""
    lines = [text] if style.width is None else wrap(text, style.width, _HANGING)
    return [Text(line, ink) for line in lines] if text else []


def _table(spans: Sequence[Span], style: Style, console: Console) -> Table:
    """The columns beside each other at the widths they have, below headings and a rule.

    Of the gutter one cell is Rich's divider, the others are the end of the column before it.
    """
    rule = encodable("─", style.encoding)
    box = Box("    \n" * 2 + f" {rule}{rule} \n" + "    \n" * 5)
    width = total([span.width for span in spans])
    table = Table(box=box, show_edge=False, padding=0, header_style="", width=width)
    for span in spans:
        gutter = 0 if span is spans[-1] else len(GUTTER) - 1
        table.add_column(_heading(span, gutter, console), width=span.width + gutter)
    for row in zip(*(_cells(span, style) for span in spans), strict=True):
        table.add_row(*row)
    return table


def _heading(span: Span, gutter: int, console: Console) -> Padding:
    """The heading, ending where the figures end if there is room, or else starting with them."""
    text = Text.assemble((span.column.heading, _BOLD), no_wrap=False, overflow="fold")
    behind = 0
    if span.column.figures:
        lines = text.wrap(console, span.width)
        longest = max(cell_len(line.plain.rstrip()) for line in lines)
        behind = min(span.content - span.body, span.width - longest)
        text.justify = "right"
    return Padding(text, (0, behind + gutter, 0, 0))


def _cells(span: Span, style: Style) -> Iterator[Segments]:
    """The cells of a column: figures as wide as it, texts in lines that fit it."""
    for cell in span.column.cells:
        if span.column.figures:
            behind = set_cell_size(cell.mark.ljust(span.mark) + cell.behind, span.trail)
            bar = f" {encodable(_bar(cell.part), style.encoding)}" if span.bar else ""
            blank = " " * (span.width - span.content + span.body - cell_len(cell.body))
            yield _cell(blank + cell.body + behind + bar)
        else:
            wraps = span.column.wraps
            lines = balanced(cell.text, span.width, _HANGING) if wraps else [cell.text]
            yield _cell("\n".join(lines), cell.word)


def _cell(text: str, word: str = "") -> Segments:
    """A cell whose lines are known, which Rich need not measure or wrap."""
    return Segments([Segment(text, _INKS.get(word))])


def _bar(part: float) -> str:
    """Ten cells, filled as far as the part goes; blank where there is none."""
    if part != part:
        return " " * BAR
    filled = int(min(max(part, 0.0), 1.0) * BAR + 1e-9)
    return "█" * filled + "·" * (BAR - filled)


def _rows(shown: Display, style: Style, room: int) -> Iterator[list[Text | Table]]:
    """Each row as a block of lines: whose it is, then the other cells behind their headings."""
    others = [column for column in shown.columns if not column.names_row]
    figures = [cell.text for column in others if column.figures for cell in column.cells]
    widest = max(map(cell_len, figures), default=0)
    longest = max((cell_len(column.heading) for column in others), default=0)
    left = min(longest + len(GUTTER), max(room - max(widest, room // 2), _NARROWEST_HEADING))
    right = max(room - left, widest)
    joint, missing = encodable(" · ", style.encoding), encodable(MISSING, style.encoding)
    for row in shown.rows():
        cells = list(zip(shown.columns, row, strict=True))
        title = joint.join(cell.text for column, cell in cells if column.names_row)
        table = Table(box=None, show_header=False, padding=0, width=left + right)
        table.add_column(width=left)
        table.add_column(width=right)
        for column, cell in cells:
            if not column.names_row and cell.figure != missing:
                heading = Padding(Text(column.heading, overflow="fold"), (0, len(GUTTER), 0, 0))
                lines = [cell.text] if column.figures else wrap(cell.text, room - left, _HANGING)
                table.add_row(heading, _cell("\n".join(lines), cell.word))
        yield [*_lines(title, style, _BOLD), *([table] if table.rows else [])]
