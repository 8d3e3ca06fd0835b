"""The charts of a page: one an indicator, with what its caption says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from nbde.formats import Style
from nbde.formats.characters import printable
from nbde.formats.columns import heading_of
from nbde.formats.numbers import quantity
from nbde.messages import say
from nbde.report.captions import Fact, Record, described, facts_of, known
from nbde.report.chart import Chart, Drawing, Point, chart_of

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_SERIES = ["plan", "entity", "indicator", "unit"]
_ORDER = ("path", "carried", "trend")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption.

    Attributes
    ----------
    name, whose, unit
        The indicator, its plan and entity where the page is about several, and its unit.
    facts
        What is read off the chart.
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
        name, whose = printable(first["name"]), [printable(first[n]) for n in several if first[n]]
        drawing = _drawing(report, rows, points, forecast, style)
        chart = chart_of(drawing)
        if chart is None:
            bare.append(name)
            continue
        figures.append(
            Figure(
                name=name,
                whose=" · ".join(whose),
                unit=printable(first["unit"]),
                facts=facts_of(rows, forecast, with_path, style),
                described=described(drawing, style),
                chart=chart,
            )
        )
    return figures, list(dict.fromkeys(bare))


def _drawing(
    report: Report,
    rows: Sequence[tuple[Any, Record]],
    points: Mapping[int, pd.DataFrame],
    forecast: Sequence[Record],
    style: Style,
) -> Drawing:
    """All targets of one indicator in one chart; their values are the same."""
    lines: list[tuple[str, list[Point]]] = []
    observed: list[Point] = []
    ranges, targets = [], []
    for number, row in rows:
        drawn = points.get(number)
        for kind, line in _lines(drawn):
            if kind == "observed":
                observed = observed or line
            else:
                lines.append((kind, line))
        ahead = forecast[number]
        if known(ahead["projected"]):
            end = Point(ahead["target_year"], ahead["projected"], "trend")
            ranges.append((end, ahead["lower"], ahead["upper"]))
        if known(row["target_value"]):
            binding = printable(row["comparison"])
            figure = quantity(row["target_value"], style.precision)
            point = Point(row["target_year"], row["target_value"], "target")
            targets.append((point, f"{binding} {figure}"))
    lines.sort(key=lambda line: _ORDER.index(line[0]))
    return Drawing(observed, lines, targets, ranges, report.year, style.precision)


def _lines(drawn: pd.DataFrame | None) -> Iterator[tuple[str, list[Point]]]:
    if drawn is None:
        return
    for kind, line in drawn.groupby("line", sort=False):
        cells = zip(
            line["year"].tolist(), line["value"].tolist(),
            line["value_basis"].tolist(), line["edition"].tolist(), strict=True,
        )  # fmt: skip
        yield (
            str(kind),
            [
                Point(year, value, "assumed" if basis == "assumed" else str(kind), edition)
                for year, value, basis, edition in cells
            ],
        )


def key_of(figures: Sequence[Figure], report: Report, lang: str) -> list[tuple[str, str]]:
    """The signs that the charts use, and what each means."""
    used = {kind for figure in figures for kind, *_ in (*figure.chart.marks, *figure.chart.lines)}
    level = float(report.forecast["level"].max())
    trend = heading_of("projected", lang)
    if known(level):
        per_cent = say("audit.per_cent", lang, figure=f"{100 * level:.0f}")
        trend = say("report.key_trend", lang, level=per_cent)
    texts = {
        "observed": say("report.key_observed", lang),
        "assumed": say("report.key_assumed", lang),
        "path": say("report.key_path", lang),
        "target": say("report.key_target", lang),
        "carried": say("report.key_carried", lang, year=report.year),
        "trend": trend,
    }
    return [(kind, text) for kind, text in texts.items() if kind in used]
