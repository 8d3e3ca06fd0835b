"""Charts for a terminal: what was observed, the milestones and the target, year by year.

One chart a target, in characters that need no colour to be distinguished. Each figure on the axis
stands on its very line and is written in full. A target with neither a path nor an observed value
is named below the charts, with the reasons.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from rich.color import ColorSystem
from rich.style import Style as Ink

from nbde.formats import Style
from nbde.formats.axes import Scale, Years, scale_of
from nbde.formats.characters import encodable, is_unicode, printable
from nbde.formats.columns import doubles, heading_of, written
from nbde.formats.display import footnotes
from nbde.formats.numbers import quantity
from nbde.formats.wrapping import wrap
from nbde.messages import NAMES_JOINED, say

_USUAL_WIDTH, _WIDEST, _NARROWEST = 80, 120, 16
_HEIGHT = 12
_RIGHT = 2  # the last year is centred below its column
_HANGING = 2
_ONE_TARGET = ["plan", "entity", "indicator", "target_year"]


_OBSERVED, _MILESTONE, _TARGET = "●", "·", "◆"
_SIDE, _SIDE_TICK, _CORNER, _FLOOR, _FLOOR_TICK = "│┤└─┬"
_TYPED = str.maketrans("●·◆│┤└─┬", "o.x|++-+")  # for streams that are not Unicode
_BOLD = Ink(bold=True)
_INKS = {_OBSERVED: Ink(color="cyan", bold=True), _TARGET: Ink(color="green", bold=True)}


@dataclass(frozen=True, slots=True)
class _Target:
    """One target in the years of the frame; NaN where there is no figure."""

    plan: str
    entity: str
    name: str
    unit: str
    years: list[int]
    observed: list[float]
    milestones: list[float]
    target_year: int
    target: float
    notes: list[str]

    @property
    def is_observed(self) -> bool:
        """Whether any value is known."""
        return any(map(math.isfinite, self.observed))

    @property
    def has_path(self) -> bool:
        """Whether any milestone is known beside the target itself."""
        path = zip(self.years, self.milestones, strict=True)
        return any(math.isfinite(value) for year, value in path if year != self.target_year)

    @property
    def in_sight(self) -> bool:
        """Whether the target is known and its year among those of the frame."""
        return math.isfinite(self.target) and self.target_year in self.years

    def figures(self) -> list[float]:
        """All that is drawn."""
        target = [self.target] if self.in_sight else []
        return [x for x in (*self.observed, *self.milestones, *target) if math.isfinite(x)]


def render(frame: pd.DataFrame, style: Style) -> str:
    """The charts of a frame of `path`, one after the other."""
    targets = list(_targets(frame, style))
    blocks = [_block(each, style) for each in targets if each.is_observed or each.has_path]
    undrawn = [each for each in targets if not (each.is_observed or each.has_path)]
    if undrawn:
        blocks.append(_undrawn(undrawn, style))
    if not targets:
        blocks.append([say("table.no_rows", style.lang)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _targets(frame: pd.DataFrame, style: Style) -> Iterator[_Target]:
    by_year = frame.sort_values("year", kind="stable")
    for _, rows in by_year.groupby(_ONE_TARGET, sort=False, observed=True, dropna=False):
        plan, entity, name, unit = (
            encodable(written(rows[column], printable, "")[0], style.encoding)
            for column in ("plan", "entity", "name", "unit")
        )
        known = [x for x in doubles(rows["target_value"]).tolist() if math.isfinite(x)]
        yield _Target(
            plan, entity, name, unit,
            years=rows["year"].astype(int).tolist(),
            observed=doubles(rows["observed"]).tolist(),
            milestones=doubles(rows["milestone"]).tolist(),
            target_year=int(rows["target_year"].iloc[0]),
            target=known[-1] if known else math.nan,
            notes=written(rows["note"], printable, ""),
        )  # fmt: skip


def _block(target: _Target, style: Style) -> list[str]:
    """One chart with its title, legend and notes."""
    title = " · ".join(filter(None, (target.plan, target.entity, target.name)))
    notes = footnotes(
        target.notes, list(map(str, target.years)), [""] * len(target.notes), style.lang
    )
    if not target.is_observed:
        notes.append(say("table.plot_unobserved", style.lang))
    return [
        *(_inked(line, _BOLD, style) for line in _lines(title, style)),
        "",
        *filter(None, [target.unit]),
        *_chart(target, style),
        "",
        *_lines(_typed(_legend(target, style), style), style),
        *(line for note in notes for line in _lines(note, style)),
    ]


def _chart(target: _Target, style: Style) -> list[str]:
    """The lines of the chart, the highest first, and the years below."""
    scale = scale_of(target.figures(), _HEIGHT)
    ticks = dict(scale.ticks())
    left = max(map(len, ticks.values()))
    area = max(_width(style) - left - 2 - _RIGHT, _NARROWEST)
    years = Years(min(target.years), max(target.years), area)
    cells = _cells(target, scale, years)
    lines = []
    for height in reversed(range(scale.height)):
        drawn = "".join(
            _inked(_typed(mark, style), _INKS.get(mark), style)
            for mark in (cells.get((height, column), " ") for column in range(area + 1))
        )
        side = _typed(_SIDE_TICK if height in ticks else _SIDE, style)
        lines.append(f"{ticks.get(height, ''):>{left}} {side}{drawn}".rstrip())
    floor, below = [_FLOOR] * area, [" "] * (left + 2 + area + _RIGHT)
    for year in years.ticks():
        column = years.column(year)
        floor[column] = _FLOOR_TICK
        begin = left + 2 + column - 1
        below[begin : begin + len(str(year))] = str(year)
    base = " " * (left + 1) + _typed(_CORNER + "".join(floor), style)
    return [*lines, base, "".join(below).rstrip()]


def _cells(target: _Target, scale: Scale, years: Years) -> dict[tuple[int, int], str]:
    """The character at each height and column; an observed value covers the path."""

    def place(year: int, value: float) -> tuple[int, int]:
        return math.floor(scale.line(value) + 0.5), years.column(year)

    path = [
        (year, milestone)
        for year, milestone in zip(target.years, target.milestones, strict=True)
        if math.isfinite(milestone)
    ]
    cells = {place(year, milestone): _MILESTONE for year, milestone in path}
    for (year, value), (next_year, next_value) in pairwise(path):
        if next_year == year + 1:
            begin, end = years.column(year), years.column(next_year)
            low, high = scale.line(value), scale.line(next_value)
            for column in range(begin, end):
                height = low + (high - low) * (column - begin) / (end - begin)
                cells[math.floor(height + 0.5), column] = _MILESTONE
    for year, value in zip(target.years, target.observed, strict=True):
        if math.isfinite(value):
            cells[place(year, value)] = _OBSERVED
    if target.in_sight:
        height, column = place(target.target_year, target.target)
        beside = cells.get((height, column)) == _OBSERVED
        cells[height, column + beside] = _TARGET
    return cells


def _legend(target: _Target, style: Style) -> str:
    """The meaning of the marks, and the target's figure."""
    lang = style.lang
    said = []
    if target.is_observed:
        said.append(f"{_OBSERVED} {heading_of('observed', lang)}")
    if target.has_path:
        said.append(f"{_MILESTONE} {heading_of('milestone', lang)}")
    if math.isfinite(target.target):
        words = say(
            "table.plot_target",
            lang,
            target=heading_of("target_value", lang),
            value=quantity(target.target, style.precision),
            unit=target.unit,
            year=target.target_year,
        )
        said.append(f"{_TARGET} {words}" if target.in_sight else words)
    return "   ".join(said)


def _undrawn(targets: Sequence[_Target], style: Style) -> list[str]:
    """The targets of which there is nothing to draw, and why."""
    names = NAMES_JOINED[style.lang].join(dict.fromkeys(each.name for each in targets))
    rows = [(note, each.name) for each in targets for note in each.notes]
    notes = footnotes(
        [note for note, _ in rows], [name for _, name in rows], [""] * len(rows), style.lang
    )
    said = [say("table.plot_undrawn", style.lang, names=names), *notes]
    return [line for text in said for line in _lines(text, style)]


def _width(style: Style) -> int:
    return _USUAL_WIDTH if style.width is None else min(style.width, _WIDEST)


def _lines(text: str, style: Style) -> list[str]:
    return wrap(encodable(text, style.encoding), _width(style), _HANGING)


def _typed(text: str, style: Style) -> str:
    return text if is_unicode(style.encoding) else text.translate(_TYPED)


def _inked(text: str, ink: Ink | None, style: Style) -> str:
    return ink.render(text, color_system=ColorSystem.STANDARD) if ink and style.color else text
