"""Texts in a chart, put where they cover neither each other nor a mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SIZE = 11.0  # [px]
_WIDE, _NARROW, _SIGN = 1.05, 0.7, 0.88  # of the size, in the widest common system fonts, bold
_SIGNS = "<>=~+^%"
_ASCENT, _DESCENT = 0.95, 0.3
_AWAY = 8.0  # [px] from a mark to its text


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle [px]."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        beside = self.right <= other.left or other.right <= self.left
        above = self.bottom <= other.top or other.bottom <= self.top
        return not (beside or above)

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose baseline begins, has its middle or ends (`anchor`) at a place [px]."""

    x: float
    y: float
    anchor: str
    text: str
    kind: str

    @property
    def box(self) -> Box:
        """The room it takes at most."""
        width = width_of(self.text)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - _ASCENT * SIZE, left + width, self.y + _DESCENT * SIZE)


def width_of(text: str) -> float:
    """The room a text takes at most [px].

    Examples
    --------
    >>> width_of("目标") > width_of("15")
    True
    """
    return SIZE * sum(map(_width, text))


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return _WIDE
    return _SIGN if character in _SIGNS else _NARROW


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A text that is to stand beside the mark at `x`, `y` [px]."""

    x: float
    y: float
    text: str
    kind: str

    def places(self) -> Iterable[Label]:
        """Where it may stand, the best place first."""
        middle = self.y + 0.35 * SIZE
        for down in (0.0, -SIZE, SIZE, -2 * SIZE, 2 * SIZE):
            yield Label(self.x + _AWAY, middle + down, "start", self.text, self.kind)
        yield Label(self.x, self.y - _AWAY, "middle", self.text, self.kind)
        yield Label(self.x, self.y + _AWAY + SIZE * _ASCENT, "middle", self.text, self.kind)
        for down in (0.0, -SIZE, SIZE):
            yield Label(self.x - _AWAY, middle + down, "end", self.text, self.kind)


def placed(
    wanted: Iterable[LabelRequest], marks: Iterable[Box], lines: Sequence[Box], room: Box
) -> list[Label]:
    """The texts that find a place within the room, the first ones first.

    A text for which there is none is left out: the caption of the chart has it.

    Parameters
    ----------
    wanted
        The texts, the most important first.
    marks
        Boxes that must not be covered.
    lines
        Boxes that are not covered where there is a place beside them.
    room
        The chart.
    """
    taken, found = list(marks), []
    for text in wanted:
        fits = [
            label
            for label in text.places()
            if room.holds(label.box) and not any(label.box.meets(other) for other in taken)
        ]
        clear = (each for each in fits if not any(each.box.meets(line) for line in lines))
        for label in (*clear, *fits)[:1]:
            found.append(label)
            taken.append(label.box)
    return found
