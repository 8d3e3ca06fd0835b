"""Which columns fit a terminal, and how wide each of them gets.

Columns go from the last one up until the rest fits, the one that the question is about after the
others; the progress bar goes once everything behind it has gone. Texts may be wrapped: to a quarter
of the terminal for the sake of a bar or a seventh column, to 16 cells for the first six, to 10 for
those that must stay and the one asked about. Figures never are: if the columns that must stay are
too wide, the table is wider than the terminal rather than wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from nbde.formats.display import DisplayColumn
from nbde.formats.wrapping import longest_word

GUTTER = "  "
BAR = 10
_NARROWEST_TEXT = 16
_NARROWEST_TEXT_AT_WORST = 10
_TEXT_PART_OF_ROOM = 4
_FIRST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A column and the cells it takes.

    Parameters
    ----------
    column
        The column.
    body, mark, trail
        Cells of its widest figure, mark, and mark with unit and year behind it.
    bar
        Whether its progress bars are drawn.
    width
        Cells it has; at first as many as it can use.
    """

    column: DisplayColumn
    body: int
    mark: int
    trail: int
    bar: bool
    width: int = 0

    @property
    def content(self) -> int:
        """Cells of its widest figure with all that is behind it, or of its longest text."""
        return self.body + self.trail + (BAR + 1 if self.bar else 0)

    @property
    def widest(self) -> int:
        """Cells it can use."""
        return max(self.content, cell_len(self.column.heading))

    def narrowest(self, text: int) -> int:
        """Cells it cannot do without, a text having to make do with `text`."""
        least = min(self.content, text) if self.column.wraps else self.content
        return max(least, longest_word(self.column.heading))


def measured(column: DisplayColumn) -> Span:
    """The column at its natural width, with its bars."""
    body = max((cell_len(cell.body) for cell in column.cells), default=0)
    mark = max((len(cell.mark) for cell in column.cells), default=0)
    behind = max((cell_len(cell.behind) for cell in column.cells), default=0)
    span = Span(column, body, mark, mark + behind, column.has_bars)
    return replace(span, width=span.widest)


def total(widths: Sequence[int]) -> int:
    """The cells of a line of columns of these widths."""
    return sum(widths) + len(GUTTER) * max(len(widths) - 1, 0)


def fitted(spans: Sequence[Span], room: int, fewest: int) -> list[Span]:
    """The columns that fit into `room` cells, at the widths they get, in their order.

    Parameters
    ----------
    spans
        The columns at their natural widths, the most important first.
    room
        Cells of the terminal.
    fewest
        How many of the first ones must stay.
    """
    shown = list(spans)
    while total(_narrowest(shown, room, fewest)) > room:
        at_worst = len(shown) <= fewest
        if shown[-1].bar or (at_worst and any(span.bar for span in shown)):
            shown = [replace(span, bar=False) for span in shown]
        elif at_worst:
            break
        else:
            # The last column that the question is not about; else the last one.
            places = [i for i in range(fewest, len(shown)) if not shown[i].column.answers]
            shown.pop(places[-1] if places else -1)
    return _shared_out(shown, room, fewest)


def _narrowest(spans: Sequence[Span], room: int, fewest: int) -> list[int]:
    """The least cells of each column, so that texts stay legible in this company."""
    text, has_bar = _NARROWEST_TEXT, any(span.bar for span in spans)
    if all(span.column.answers for span in spans[fewest:]) and not has_bar:
        text = _NARROWEST_TEXT_AT_WORST
    elif len(spans) > _FIRST_COLUMNS or has_bar:
        text = max(text, room // _TEXT_PART_OF_ROOM)
    return [span.narrowest(text) for span in spans]


def _shared_out(spans: Sequence[Span], room: int, fewest: int) -> list[Span]:
    """The columns with the spare cells given to texts first, evenly, then to headings."""
    widths = _narrowest(spans, room, fewest)
    spare = max(room - total(widths), 0)

    def give(i: int, most: int) -> int:
        given = min(most, spans[i].widest - widths[i])
        widths[i] += given
        return given

    texts = [i for i, span in enumerate(spans) if span.column.wraps]
    texts.sort(key=lambda i: spans[i].widest - widths[i])
    for served, i in enumerate(texts):
        spare -= give(i, spare // (len(texts) - served))
    for i in range(len(spans)):
        spare -= give(i, spare)
    return [replace(span, width=width) for span, width in zip(spans, widths, strict=True)]
