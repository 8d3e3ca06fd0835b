"""The charts of a page: one an indicator, with the figures below it and a description in words."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from nbde.formats import Style
from nbde.formats.cells import MARKS, Cell
from nbde.formats.characters import printable
from nbde.formats.columns import heading_of
from nbde.formats.numbers import per_cent, quantity
from nbde.messages import FIGURES_JOINED, label, say
from nbde.report.chart import Chart, Drawing, Point, chart_of

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_SERIES = ["plan", "entity", "indicator", "unit"]
_ORDER = ("path", "carried", "trend")
_SENTENCES_JOINED = {"en": ". ", "zh": "。"}
_Record = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure read off a chart; of a target with the code and the word of its status."""

    heading: str
    text: str
    status: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption.

    Attributes
    ----------
    name, whose, unit
        The indicator, its plan and entity where the page is about several, and its unit.
    facts
        The figures read off the chart.
    described
        The chart in words.
    """

    name: str
    whose: str
    unit: str
    facts: list[Fact]
    described: str
    chart: Chart


def figures_of(report: Report, style: Style) -> tuple[list[Figure], list[str]]:
    """The charts, and the names of the indicators of which there is nothing to draw."""
    gap = report.gap.reset_index(drop=True)
    points = {int(str(row)): drawn for row, drawn in report.lines.groupby("target", sort=False)}
    with_path = set(report.lines.loc[report.lines["line"] == "path", "target"])
    forecast = report.forecast.to_dict(orient="records")
    several = [name for name in ("plan", "entity") if len(gap[name].unique()) > 1]
    figures, bare = [], []
    for _, group in gap.groupby(_SERIES, sort=False, observed=True, dropna=False):
        rows = list(group.sort_values("target_year").to_dict(orient="index").items())
        first = rows[0][1]
        drawing = _drawing(report, rows, points, forecast, style)
        chart = chart_of(drawing)
        if chart is None:
            bare.append(printable(first["name"]))
            continue
        figures.append(
            Figure(
                name=printable(first["name"]),
                whose=" · ".join(printable(first[name]) for name in several if first[name]),
                unit=printable(first["unit"]),
                facts=list(_facts(rows, forecast, with_path, style)),
                described=_described(drawing, style),
                chart=chart,
            )
        )
    return figures, list(dict.fromkeys(bare))


def key_of(figures: Sequence[Figure], report: Report, lang: str) -> list[tuple[str, str]]:
    """The signs that the charts use, and the meaning of each."""
    used = {kind for figure in figures for kind, *_ in (*figure.chart.marks, *figure.chart.lines)}
    level = float(report.forecast["level"].max())
    trend = heading_of("projected", lang)
    if math.isfinite(level):
        percent = say("audit.per_cent", lang, figure=f"{100 * level:.0f}")
        trend = say("report.key_trend", lang, level=percent)
    texts = {
        "observed": say("report.key_observed", lang),
        "assumed": say("report.key_assumed", lang),
        "path": say("report.key_path", lang),
        "target": say("report.key_target", lang),
        "carried": say("report.key_carried", lang, year=report.year),
        "trend": trend,
    }
    return [(kind, text) for kind, text in texts.items() if kind in used]


def _drawing(
    report: Report,
    rows: Sequence[tuple[Any, _Record]],
    points: Mapping[int, pd.DataFrame],
    forecast: Sequence[_Record],
    style: Style,
) -> Drawing:
    """All targets of one indicator in one chart; their values are the same."""
    lines: list[tuple[str, list[Point]]] = []
    observed: list[Point] = []
    ranges, targets = [], []
    for number, row in rows:
        for kind, line in _lines(points[number]) if number in points else ():
            if kind != "observed":
                lines.append((kind, line))
            elif not observed:
                observed = line
        ahead = forecast[number]
        if math.isfinite(ahead["projected"]):
            end = Point(ahead["target_year"], ahead["projected"], "trend")
            ranges.append((end, ahead["lower"], ahead["upper"]))
        if math.isfinite(row["target_value"]):
            figure = quantity(row["target_value"], style.precision)
            point = Point(row["target_year"], row["target_value"], "target")
            targets.append((point, f"{printable(row['comparison'])} {figure}"))
    lines.sort(key=lambda line: _ORDER.index(line[0]))
    return Drawing(observed, lines, targets, ranges, report.year, style.precision)


def _lines(drawn: pd.DataFrame) -> Iterator[tuple[str, list[Point]]]:
    for kind, line in drawn.groupby("line", sort=False):
        cells = zip(
            *(line[name].tolist() for name in ("year", "value", "value_basis", "edition")),
            strict=True,
        )
        yield (
            str(kind),
            [
                Point(year, value, "assumed" if basis == "assumed" else str(kind), edition)
                for year, value, basis, edition in cells
            ],
        )


def _facts(
    rows: Sequence[tuple[Any, _Record]],
    forecast: Sequence[_Record],
    with_path: Collection[int],
    style: Style,
) -> Iterator[Fact]:
    """The value, and of each target its figure and status, its milestone and its trend.

    `with_path` are the numbers of the targets to which a path is drawn; of others it is said that
    there is none.
    """
    lang = style.lang

    def fact(name: str, figure: float, year: object, before: str = "", mark: str = "") -> Fact:
        cell = Cell(quantity(figure, style.precision), before, mark, year=str(year))
        return Fact(heading_of(name, lang), cell.text)

    first = rows[0][1]
    if math.isfinite(first["value"]):
        mark = MARKS.get(first["value_basis"], "")
        yield fact("value", first["value"], first["as_of"], mark=mark)
    for number, row in rows:
        heading, text, ahead = heading_of("status", lang), "", forecast[number]
        has_target = math.isfinite(row["target_value"])
        if has_target:
            before = f"{printable(row['comparison'])} "
            aimed = fact("target_value", row["target_value"], row["target_year"], before)
            heading, text = aimed.heading, aimed.text
        yield Fact(heading, text, row["status"], label(row["status"], lang))
        if math.isfinite(row["milestone"]) and row["year"] < row["target_year"]:
            yield fact("milestone", row["milestone"], row["year"])
        if has_target and number not in with_path:
            yield Fact(heading_of("path", lang), say("report.no_path", lang))
        if math.isfinite(ahead["projected"]):
            yield fact("projected", ahead["projected"], ahead["target_year"])
        if math.isfinite(ahead["lower"]) and math.isfinite(ahead["upper"]):
            low, high = (quantity(ahead[end], style.precision) for end in ("lower", "upper"))
            text = say("report.range", lang, low=low, high=high)
            yield Fact(say("report.interval", lang), text)
        if math.isfinite(ahead["probability"]):
            text = per_cent(ahead["probability"], style.precision)
            yield Fact(heading_of("probability", lang), text)


def _described(drawing: Drawing, style: Style) -> str:
    """The chart in words: every value, every target, and the ends of the trends."""

    def written(points: Sequence[Point]) -> list[str]:
        return [f"{point.year} {quantity(point.value, style.precision)}" for point in points]

    parts = {
        say("report.key_observed", style.lang): written(drawing.observed),
        say("report.key_target", style.lang): [f"{p.year} {text}" for p, text in drawing.targets],
        heading_of("projected", style.lang): written([point for point, *_ in drawing.ranges]),
    }
    joint = FIGURES_JOINED[style.lang]
    return _SENTENCES_JOINED[style.lang].join(
        say("table.note", style.lang, note=heading, rows=joint.join(figures))
        for heading, figures in parts.items()
        if figures
    )
