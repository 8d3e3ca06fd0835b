"""Charts read back as a reader does: by the figures at the side and the years below."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nbde.formats import Style, render

from .frames import of_command

NAN = float("nan")
MILLIONTHS = st.integers(-(10**12), 10**12).map(lambda number: number / 10**6)
PATH = [100.0, 120.0, 144.0, 172.8, 207.36]
OBSERVED = [100.0, 131.0, NAN, 150.0, NAN]


def rows_of(
    years: list[int],
    milestones: list[float],
    observed: list[float],
    target: tuple[int, float] = (2024, 207.36),
    **labels: str,
) -> list[dict[str, object]]:
    named = {"plan": "p", "entity": "Ningbo", "indicator": "x", "name": "核心产业", "unit": "亿元"}
    return [
        {**named, **labels, "year": year, "milestone": milestone, "observed": value,
         "target_year": target[0], "target_value": target[1]}
        for year, milestone, value in zip(years, milestones, observed, strict=True)
    ]  # fmt: skip


FRAME = of_command("path", rows_of(list(range(2020, 2025)), PATH, OBSERVED))


def drawn(frame: pd.DataFrame, **style: object) -> str:
    return render("plot", frame, Style(**style), command="path")  # type: ignore[arg-type]


@dataclass
class Read:
    """A chart as it is read: the figure and the year of each mark, and how near one can read."""

    marks: dict[str, list[tuple[int, float]]]
    line: float


def read(chart: str) -> Read:
    """Each mark's year (the nearest written one) and its figure, by its line between two ticks."""
    lines = chart.splitlines()
    floor = next(i for i, line in enumerate(lines) if "└" in line)
    side = lines[floor].index("└")
    years = {m.start() + 1: int(m[0]) for m in re.finditer(r"\d{4}", lines[floor + 1])}
    top = next(i for i, line in enumerate(lines) if line[side : side + 1] in "┤│" and line[side:])
    ticks = [(i, float(lines[i][:side])) for i in range(top, floor) if lines[i][side] == "┤"]
    (first, high), (last, low) = ticks[0], ticks[-1]
    step = (high - low) / (last - first)
    marks: dict[str, list[tuple[int, float]]] = {}
    for i in range(top, floor):
        for column, mark in enumerate(lines[i][side + 1 :], start=side + 1):
            if mark != " ":
                near = min(years, key=lambda at: abs(at - column))
                if abs(near - column) <= 1:
                    marks.setdefault(mark, []).append((years[near], low + (last - i) * step))
    return Read(marks, step)


def near(read_off: list[tuple[int, float]], known: dict[int, float], line: float) -> bool:
    """Whether what was read off is what is known, to half a line."""
    return {year for year, _ in read_off} == set(known) and all(
        abs(value - known[year]) <= line * 0.501 + 1e-12 for year, value in read_off
    )


def test_observations_path_and_target_are_read_off_the_axis() -> None:
    found = read(drawn(FRAME))
    assert near(found.marks["●"], {2020: 100, 2021: 131, 2023: 150}, found.line)
    assert near(found.marks["◆"], {2024: 207.36}, found.line)
    between = dict(zip(range(2020, 2025), PATH, strict=True))
    for year, value in found.marks["·"]:
        assert abs(value - between[year]) <= 2 * found.line


@given(
    st.lists(MILLIONTHS | st.just(NAN), min_size=2, max_size=8).filter(
        lambda values: any(value == value for value in values)
    ),
    st.sampled_from([None, 40, 80, 120, 300]),
)
def test_any_observations_are_where_they_belong(values: list[float], width: int | None) -> None:
    years = list(range(2020, 2020 + len(values)))
    frame = of_command("path", rows_of(years, [NAN] * len(years), values, (2040, 5.0)))
    found = read(drawn(frame, width=width))
    known = {year: value for year, value in zip(years, values, strict=True) if value == value}
    assert len(found.marks.get("●", [])) <= len(known)
    for year, value in found.marks.get("●", []):
        assert abs(value - known[year]) <= found.line * 0.501 + 1e-9 * abs(value)


@pytest.mark.parametrize(
    ("width", "widest"), [(None, 80), (60, 60), (80, 80), (120, 120), (250, 120)]
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chart_is_as_wide_as_its_place_and_no_wider(
    width: int | None, widest: int, lang: str
) -> None:
    """In a pipe 80 columns; on a very wide terminal a chart stays readable."""
    text = drawn(FRAME, width=width, lang=lang)
    lengths = [cell_len(line) for line in text.splitlines()]
    assert widest - 3 <= max(lengths) <= widest
    assert "\x1b" not in text


def test_title_unit_and_legend_in_both_languages() -> None:
    english, chinese = drawn(FRAME), drawn(FRAME, lang="zh")
    assert english.startswith("p · Ningbo · 核心产业\n\n亿元\n")
    assert "● observed   · milestone   ◆ target 207.36 亿元 (2024)" in english
    assert "● 实际值   · 里程碑值   ◆ 目标值207.36亿元（2024年）" in chinese


def test_a_gbk_console_gets_only_narrow_characters_beside_its_words() -> None:
    """Lines and dots of GBK are two cells wide there, and would shift every column."""
    text = drawn(FRAME, encoding="gbk", lang="zh")
    text.encode("gbk")
    chart = [line for line in text.splitlines() if re.match(r" *\S* [|+]", line)]
    assert len(chart) > 10
    assert all(line.isascii() for line in chart)
    assert {"o", ".", "x"} <= set("".join(line.split(" ", 1)[-1] for line in chart))


def test_colour_only_adds_to_what_can_be_told_apart_without() -> None:
    coloured = drawn(FRAME, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == drawn(FRAME)


def test_an_observation_on_the_target_stands_beside_it() -> None:
    frame = of_command("path", rows_of([2023, 2024], [NAN, 10.0], [5.0, 10.0], (2024, 10.0)))
    assert "●◆" in drawn(frame)


def test_a_target_beyond_the_years_is_named_and_not_marked() -> None:
    text = drawn(FRAME[FRAME["year"] < 2023])
    assert "◆" not in text
    assert "target 207.36 亿元 (2024)" in text


def test_a_gap_in_the_years_is_not_bridged() -> None:
    """Between 2020 and 2023 the milestones are not known, so nothing is drawn there."""
    frame = of_command("path", rows_of([2020, 2023], [100.0, 172.8], [NAN, NAN], (2030, 1000.0)))
    assert drawn(frame).count("·") == 2 + 2 + 1  # in the title, the marks, the legend


def test_years_in_any_order_are_one_path() -> None:
    assert drawn(FRAME.iloc[::-1]) == drawn(FRAME)


def test_several_targets_are_drawn_one_after_the_other() -> None:
    years = list(range(2020, 2025))
    frame = of_command("path", [
        *rows_of(years, PATH, OBSERVED),
        *rows_of(years, PATH, OBSERVED, plan="q"),
        *rows_of(years, PATH, OBSERVED, (2030, 500.0)),
    ])  # fmt: skip
    text = drawn(frame)
    assert text.count("└") == 3
    assert [text.count(f"{plan} · Ningbo") for plan in "pq"] == [2, 1]


def test_what_is_not_drawn_says_why() -> None:
    bare = rows_of([2020, 2024], [NAN, 207.36], [NAN, NAN], name="bare", indicator="y")
    bare[0]["note"] = "no baseline to start a path from"
    frame = of_command("path", [*rows_of(list(range(2020, 2025)), PATH, OBSERVED), *bare])
    text = drawn(frame)
    assert text.count("└") == 1
    assert text.endswith(
        "not drawn, having neither a path nor an observed value: bare\n"
        "no baseline to start a path from: bare\n"
    )


def test_notes_stand_below_with_their_years_and_so_does_what_is_missing() -> None:
    rows = rows_of([2020, 2021], [100.0, 120.0], [NAN, NAN])
    rows[1]["note"] = "the path starts from an assumed baseline"
    text = drawn(of_command("path", rows))
    assert text.endswith(
        "the path starts from an assumed baseline: 2021\nno observed value to draw\n"
    )


def test_nothing_to_draw_at_all() -> None:
    assert drawn(of_command("path", [])) == "no rows\n"


@pytest.mark.parametrize("text", ["[red]x[/]", "\x1b[31mred", "a\nb", "汉" * 200, "\u202e"])
@pytest.mark.parametrize("width", [20, 80])
def test_odd_names_and_narrow_terminals(text: str, width: int) -> None:
    frame = of_command("path", rows_of([2020, 2021], PATH[:2], OBSERVED[:2], name=text, unit=text))
    chart = drawn(frame, width=width)
    assert not any(c in chart for c in "\x1b\x07\r\t\u202e")
