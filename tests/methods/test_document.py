"""docs/methods.md says what the program does: its counts, its arithmetic, its tables row by row.

The labels in the document were worked out from the published rules, case by case, before they were
compared with the program.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from nbde.messages import say
from nbde.methods import NAMES, Assessment, method, open_sdg

from . import published

DOCUMENT = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
SECTIONS = {
    part.split("\n", 1)[0]: part for part in re.split(r"^## ", DOCUMENT, flags=re.MULTILINE)[1:]
}
DIRECTIONS = {"increase": 1, "decrease": -1}


def table(section: str, first_heading: str) -> list[list[str]]:
    """The rows of the table in a section whose first heading is the given one."""
    lines = SECTIONS[section].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def point(text: str) -> tuple[float, float]:
    """Year and value of ``5 (2030)``; of ``none`` no value; of ``5 (every year)`` no year."""
    if text == "none":
        return 2030.0, math.nan
    value, year = re.fullmatch(r"(\S+) \((.+)\)", text).groups()  # type: ignore[union-attr]
    return math.nan if year == "every year" else float(year), float(value)


def judge_ends(name: str, cells: list[str]) -> Assessment:
    base, latest, target, wanted = cells
    return method(name).assess(
        *point(base), *point(latest), *point(target), direction=DIRECTIONS[wanted]
    )


def judge_window(name: str, cells: list[str]) -> Assessment:
    observations, target, wanted = cells
    pairs = [each.split(": ") for each in observations.split(", ")]
    year, value = point(target)
    yearly = {"constant_target": True} if math.isnan(year) else {}
    return method(name).assess(
        [0] * len(pairs),
        [float(y) for y, _ in pairs],
        [float(v) for _, v in pairs],
        [year],
        [value],
        direction=[DIRECTIONS[wanted]],
        **yearly,
    )


CASES = [(name, row) for name in NAMES if name in SECTIONS for row in table(name, "case")]


@pytest.mark.parametrize(("name", "row"), CASES, ids=[f"{name}: {row[0]}" for name, row in CASES])
def test_edge_case(name: str, row: list[str]) -> None:
    _, *cells, label, remark = row
    found = (judge_window if name in published.WINDOW_NAMES else judge_ends)(name, cells)
    assert published.labels(name, found) == [label]
    (reason,) = published.reasons(found)
    assert (say(reason) if reason else "") == remark


ARITHMETIC = re.findall(r"^- `(.+?)` = (-?[\d.]+)", DOCUMENT, flags=re.MULTILINE)


@pytest.mark.parametrize(("line", "result"), ARITHMETIC)
def test_arithmetic(line: str, result: str) -> None:
    assert re.fullmatch(r"[\d\s.+*/()^-]+|[\d\s.+*/()ln^-]+", line)
    computed = eval(line.replace("^", "**"), {"__builtins__": {}}, {"ln": math.log})
    places = len(result.partition(".")[2])
    assert round(computed, places) == float(result)


@pytest.mark.parametrize("name", NAMES)
def test_a_section_has_all_its_parts(name: str) -> None:
    parts = ("Source:", "Reproduced:", "Known deviations:", "By hand (", "| case |")
    assert [part for part in parts if part not in SECTIONS[name]] == []
    named = re.findall(r"`([a-z_]+)`", SECTIONS[name])
    assert [label for label in method(name).LABELS if label not in named] == []


def worked(name: str) -> tuple[str, str]:
    """Score and label of the last line of a method's arithmetic that leads to a label."""
    found = re.findall(r"= (-?[\d.]+), so `(\w+)`", SECTIONS[name])
    score, label = found[-1]
    return score, label


def agrees(name: str, found: Assessment, score: float) -> bool:
    printed, label = worked(name)
    places = len(printed.partition(".")[2])
    return published.labels(name, found) == [label] and round(score, places) == float(printed)


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("eurostat-2021", (2015, 100, 2020, 104, 2030, 112)),
        ("unsd-2023", (2015, 100, 2020, 110, 2030, 150)),
        ("sdsn", (2015, 40, 2020, 50, 2030, 100)),
    ],
)
def test_worked_lines_of_two_ends(name: str, ends: tuple[float, ...]) -> None:
    found = method(name).assess(*ends, direction=1)
    assert agrees(name, found, float(found.score))


def test_worked_lines_of_open_sdg() -> None:
    ends = (2016, 77, 2024, 77.7, 2040, 100)
    found = open_sdg.assess(*ends, direction=1)
    assert agrees("open-sdg", found, float(open_sdg.ratio(*ends, direction=1)))
    assert f"{float(found.score):.4f}" == "-2.0693"


def test_worked_lines_of_china_schedule() -> None:
    ends = (2020, 100, 2023, 130, 2025, 150)
    found = method("china-schedule").assess(*ends, direction=1, compound=[False, True])
    assert published.labels("china-schedule", found) == ["on_schedule", "ahead_of_schedule"]
    assert found.score.round(4).tolist() == [0.0, 0.0471]
    assert worked("china-schedule") == ("0.0471", "ahead_of_schedule")


@pytest.mark.parametrize(
    ("name", "observations", "target", "direction"),
    [
        (
            "destatis",
            {2015: 288.1, 2016: 283.8, 2017: 276.0, 2018: 279.3, 2019: 271.0, 2020: 276.3},
            190,
            -1,
        ),
        ("acceleration", {2018: 10, 2020: 14, 2022: 18}, 42, 1),
    ],
)
def test_worked_lines_of_windows(
    name: str, observations: dict[int, float], target: float, direction: int
) -> None:
    series = [0] * len(observations)
    found = method(name).assess(
        series, list(observations), list(observations.values()), 2030, target, direction=direction
    )
    assert agrees(name, found, float(found.score[0]))


def test_counts_of_what_was_reproduced() -> None:
    ends, direction = published.open_sdg_ends(), published.column(published.OPEN_SDG, "direction")
    limit = published.column(published.OPEN_SDG, "natural_limit")
    found = published.labels(
        "open-sdg", open_sdg.assess(*ends, direction=direction, natural_limit=limit)
    )
    same = sum(a == row["status"] for a, row in zip(found, published.OPEN_SDG, strict=True))
    assert f"Reproduced: {same} of {len(published.OPEN_SDG)} published" in SECTIONS["open-sdg"]

    explained = [row["explained_by_rule"] == "True" for row in published.DESTATIS]
    today = published.destatis_symbols()
    same = sum(
        symbol == row["symbol"]
        for symbol, row, counts in zip(today, published.DESTATIS, explained, strict=True)
        if counts
    )
    assert f"Reproduced: {same} of {sum(explained)} published symbols" in SECTIONS["destatis"]


def test_symbols_that_no_longer_follow_are_listed() -> None:
    listed = table("destatis", "indicator")
    unexplained = [
        [row["case"].split()[0], row["assessment_year"], row["symbol"], symbol]
        for row, symbol in zip(published.DESTATIS, published.destatis_symbols(), strict=True)
        if row["explained_by_rule"] == "False"
    ]
    assert sorted(listed) == sorted(unexplained)
    assert f"the other {len(unexplained)} published symbols" in SECTIONS["destatis"]


def test_no_row_and_no_line_of_the_document_is_passed_over() -> None:
    assert len(CASES) == len(re.findall(r"^\|.*\| (?:in|de)crease \|", DOCUMENT, re.MULTILINE))
    assert len(ARITHMETIC) == len(re.findall(r"^- `.*` = ", DOCUMENT, re.MULTILINE))
