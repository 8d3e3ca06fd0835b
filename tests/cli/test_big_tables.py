"""Tables of more rows than are worked on at once give the figures, and the lines, of small ones."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from nbde import threads

from .running import run

ROWS = 70_000  # more than two blocks of cells, and nine of written lines
TARGETS = (
    "plan,entity,indicator,target_year,target_value,unit,baseline_year,baseline_value,source\n"
)
OBSERVATIONS = "entity,indicator,year,value,unit,source\n"
SOURCES = ("yearbook", "a\nsource of two lines", "统计公报", '"quoted", with a comma')


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many rows are worked on in halves, as a few times more would be without this."""
    monkeypatch.setattr(threads, "MANY", ROWS // 4)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def table(header: str, rows: list[str], path: Path) -> str:
    path.write_text(header + "".join(rows), encoding="utf-8")
    return str(path)


def made(count: int) -> tuple[list[str], list[str]]:
    """Targets and observations, one a line of each, in units of several sizes."""
    draw = random.Random(1)
    targets, observations = [], []
    for i in range(count):
        name, unit = f"city{i // 100},indicator{i % 100}", ("亿元", "万元", "个", "%")[i % 100 % 4]
        base, goal = draw.uniform(1, 9), draw.uniform(9, 99)
        source = quoted(SOURCES[i % len(SOURCES)])
        targets.append(f"p,{name},2026,{goal:.2f},{unit},2020,{base:.3f},plan {i % 7}\n")
        observations.append(f"{name},{2021 + i % 4},{draw.uniform(1, 99)!r},{unit},{source}\n")
    return targets, observations


def asked(targets: str, observations: str, form: str = "jsonl") -> list[list[str]]:
    tables = ("--targets", targets, "--observations", observations)
    answer = run("gap", "--year", "2024", "-f", form, *tables)
    assert answer.exit_code == 0, answer.stderr
    if form == "csv":
        return list(csv.reader(io.StringIO(answer.stdout, newline="")))[1:]
    return [[line] for line in answer.stdout.splitlines()]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_rows_are_what_they_are_alone(tmp_path: Path, form: str) -> None:
    targets, observations = made(ROWS)
    whole = asked(
        table(TARGETS, targets, tmp_path / "t.csv"),
        table(OBSERVATIONS, observations, tmp_path / "o.csv"),
        form,
    )
    assert len(whole) == ROWS
    for first in (0, 32_750, 34_980, ROWS - 40):
        some = slice(first, first + 40)
        alone = asked(
            table(TARGETS, targets[some], tmp_path / "few_t.csv"),
            table(OBSERVATIONS, observations[some], tmp_path / "few_o.csv"),
            form,
        )
        assert alone == whole[some]


def test_the_order_of_many_rows_does_not_matter(tmp_path: Path) -> None:
    targets, observations = made(ROWS)
    path = table(TARGETS, targets, tmp_path / "t.csv")
    in_order = asked(path, table(OBSERVATIONS, observations, tmp_path / "o.csv"))
    random.Random(2).shuffle(observations)
    assert asked(path, table(OBSERVATIONS, observations, tmp_path / "o.csv")) == in_order


def test_problems_far_down_are_told_with_their_lines_and_the_report_stays_short(
    tmp_path: Path,
) -> None:
    """Every fourth record is one line longer than the others: its source has two lines."""
    _, observations = made(ROWS)
    bad = range(1_000, 61_000, 1_000)
    for place in bad:
        cells = observations[place].split(",", 5)
        cells[3] = quoted("1,23,4")
        observations[place] = ",".join(cells)
    path = table(OBSERVATIONS, observations, tmp_path / "o.csv")
    answer = run("gap", "--observations", path, "--year", "2024", "--plan", "all")
    assert answer.exit_code == 3
    longer = [i % len(SOURCES) == 1 for i in range(ROWS)]
    lines = [2 + place + sum(longer[:place]) for place in bad]
    said = answer.stderr.splitlines()
    assert said[-1] == "and 40 more problems"
    assert [line.split(": ")[0] for line in said[:-1]] == [f"{path}:{n}" for n in lines[:20]]
    assert all("value: got '1,23,4'" in line for line in said[:-1])
