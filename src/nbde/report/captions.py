"""What stands below a chart, and the chart in words for those who do not see it."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbde.formats import Style
from nbde.formats.cells import MARKS, Cell
from nbde.formats.characters import printable
from nbde.formats.columns import heading_of
from nbde.formats.numbers import per_cent, quantity
from nbde.messages import FIGURES_JOINED, label, say
from nbde.report.chart import Drawing

_SENTENCES_JOINED = {"en": ". ", "zh": "。"}
Record = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure read off a chart; of a target with the code and the word of its status."""

    heading: str
    text: str
    status: str = ""
    word: str = ""


def facts_of(
    rows: Sequence[tuple[Any, Record]],
    forecast: Sequence[Record],
    with_path: Collection[int],
    style: Style,
) -> list[Fact]:
    """The value, and of each target its figure and status, its milestone and its trend.

    `with_path` are the numbers of the targets to which a path is drawn; of others it is said that
    there is none.
    """

    def cell(figure: float, year: object, before: str = "", mark: str = "") -> str:
        return Cell(quantity(figure, style.precision), before, mark, year=str(year)).text

    found, first = [], rows[0][1]
    if known(first["value"]):
        mark = MARKS.get(first["value_basis"], "")
        text = cell(first["value"], first["as_of"], mark=mark)
        found.append(Fact(heading_of("value", style.lang), text))
    for number, row in rows:
        word = label(row["status"], style.lang)
        aimed = Fact(heading_of("status", style.lang), "", row["status"], word)
        if known(row["target_value"]):
            text = cell(row["target_value"], row["target_year"], f"{printable(row['comparison'])} ")
            aimed = replace(aimed, heading=heading_of("target_value", style.lang), text=text)
        found.append(aimed)
        if known(row["milestone"]) and row["year"] < row["target_year"]:
            text = cell(row["milestone"], row["year"])
            found.append(Fact(heading_of("milestone", style.lang), text))
        if known(row["target_value"]) and number not in with_path:
            none = say("report.no_path", style.lang)
            found.append(Fact(heading_of("path", style.lang), none))
        found += _ahead(forecast[number], style)
    return found


def _ahead(ahead: Record, style: Style) -> Iterator[Fact]:
    """Where the trend leads, how surely, and with what chance of meeting the target."""
    if known(ahead["projected"]):
        text = quantity(ahead["projected"], style.precision)
        cell = Cell(text, year=str(ahead["target_year"]))
        yield Fact(heading_of("projected", style.lang), cell.text)
    if known(ahead["lower"]) and known(ahead["upper"]):
        low, high = (quantity(ahead[end], style.precision) for end in ("lower", "upper"))
        text = say("report.range", style.lang, low=low, high=high)
        yield Fact(say("report.interval", style.lang), text)
    if known(ahead["probability"]):
        text = per_cent(ahead["probability"], style.precision)
        yield Fact(heading_of("probability", style.lang), text)


def known(figure: float) -> bool:
    """Whether there is a figure."""
    return math.isfinite(figure)


def described(drawing: Drawing, style: Style) -> str:
    """The chart in words: every value, and every target."""

    def listed(heading: str, figures: Sequence[str]) -> str:
        joined = FIGURES_JOINED[style.lang].join(figures)
        return say("table.note", style.lang, note=heading, rows=joined) if figures else ""

    seen = [f"{point.year} {quantity(point.value, style.precision)}" for point in drawing.observed]
    aimed = [f"{point.year} {text}" for point, text in drawing.targets]
    trend = [
        f"{point.year} {quantity(point.value, style.precision)}" for point, _, _ in drawing.ranges
    ]
    parts = (
        listed(say("report.key_observed", style.lang), seen),
        listed(say("report.key_target", style.lang), aimed),
        listed(heading_of("projected", style.lang), trend),
    )
    return _SENTENCES_JOINED[style.lang].join(filter(None, parts))
