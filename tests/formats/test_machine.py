"""CSV, TSV, JSON and JSON lines read back what was written, by other readers than ours."""

from __future__ import annotations

import csv
import io
import json
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.formats import Style, render

from .frames import gap_of_ningbo, of_command, typed
from .frames_nasty import nasty

PLAIN = Style()
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
SAFE = TEXTS.filter(lambda text: text[:1].isalnum())
ROWS = st.lists(
    st.tuples(SAFE, st.none() | st.integers(1900, 2200), st.floats(allow_infinity=False)),
    max_size=6,
)


def frame_of(rows: list[tuple[str, int | None, float]]) -> pd.DataFrame:
    names, years, values = (
        (list(cells) for cells in zip(*rows, strict=True)) if rows else ([], [], [])
    )
    return typed({"name": names, "year": years, "value": values})


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


@given(ROWS)
def test_csv_reads_back(rows: list[tuple[str, int | None, float]]) -> None:
    header, *cells = read(render("csv", frame_of(rows), PLAIN, command="gap"))
    assert header == ["name", "year", "value"]
    for (name, year, value), (name_cell, year_cell, value_cell) in zip(rows, cells, strict=True):
        assert name_cell == name
        assert year_cell == ("" if year is None else str(year))
        assert value_cell == "" if math.isnan(value) else float(value_cell) == value


@given(ROWS)
def test_json_reads_back(rows: list[tuple[str, int | None, float]]) -> None:
    objects = json.loads(render("json", frame_of(rows), PLAIN, command="gap"))
    lines = render("jsonl", frame_of(rows), PLAIN, command="gap").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == objects
    assert objects == [
        {"name": name, "year": year, "value": None if math.isnan(value) else value}
        for name, year, value in rows
    ]


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_tsv_is_a_line_a_row(names: list[str]) -> None:
    text = render("tsv", typed({"name": list(names), "note": list(names)}), PLAIN, command="gap")
    assert len(text.split("\n")) == len(names) + 2
    assert all(len(row) == 2 for row in read(text, "\t"))


def test_missing_whole_and_exact_figures() -> None:
    frame = typed(
        {
            "value": [10000.0, float("nan"), 0.1 + 0.2, -0.0],
            "year": [2024, None, 2022, 2021],
            "note": ["", None, "数字", "b"],
        }
    )
    expected = "value,year,note\n10000,2024,\n,,\n0.30000000000000004,2022,数字\n0,2021,b\n"
    assert render("csv", frame, PLAIN, command="gap") == expected
    assert render("json", frame, PLAIN, command="gap").splitlines()[1:3] == [
        '{"value": 10000, "year": 2024, "note": null},',
        '{"value": null, "year": null, "note": null},',
    ]


def test_object_and_category_columns_are_texts_too() -> None:
    cells: list[object] = ["met", None, "no_data"]
    as_text = typed({"status": cells})
    for dtype in ("object", "category"):
        frame = pd.DataFrame({"status": pd.Series(cells, dtype=dtype)})
        for name in ("csv", "json"):
            assert render(name, frame, PLAIN, command="gap") == render(
                name, as_text, PLAIN, command="gap"
            )


@pytest.mark.parametrize("name", ["csv", "tsv"])
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\rx",
        " =1",
        "\u3000＝1",
        "＋1",
        "－1",
        "＠x",
        "\ufeff=1",
    ],
)
def test_formulas_are_guarded_in_texts_and_headers(name: str, text: str) -> None:
    frame = pd.DataFrame({text: [text, "b"], "c": ["d", "e"]})
    delimiter = "," if name == "csv" else "\t"
    header, first, _ = read(render(name, frame, PLAIN, command="gap"), delimiter)
    assert header[0].startswith("'")
    assert first[0].startswith("'")


def test_figures_and_comparisons_are_not_guarded() -> None:
    frame = of_command("gap", [{"comparison": c, "value": -1.5} for c in ("=", ">=", "<", "~")])
    rows = read(render("csv", frame[["comparison", "value"]], PLAIN, command="gap"))[1:]
    assert rows == [["=", "-1.5"], [">=", "-1.5"], ["<", "-1.5"], ["~", "-1.5"]]


def test_json_needs_no_guard() -> None:
    frame = typed({"name": ["=1+1"]})
    assert json.loads(render("json", frame, PLAIN, command="gap")) == [{"name": "=1+1"}]


def test_a_lone_missing_cell_is_still_a_row() -> None:
    frame = typed({"value": [1.0, float("nan"), 3.0]})
    assert read(render("csv", frame, PLAIN, command="gap")) == [["value"], ["1"], [""], ["3"]]


def test_words_are_codes_in_english_and_words_in_chinese() -> None:
    frame = gap_of_ningbo("zh")[["status", "comparison"]].head(1)
    assert render("csv", frame, PLAIN, command="gap") == "status,comparison\nno_data,>\n"
    assert render("csv", frame, Style("zh"), command="gap") == "status,comparison\n无数据,>\n"
    assert json.loads(render("json", frame, Style("zh"), command="gap"))[0]["status"] == "无数据"


def test_precision_only_when_given() -> None:
    frame = typed({"share": [0.1487], "value": [675.99], "year": [2024]})
    assert (
        render("tsv", frame, Style(precision=1), command="share").splitlines()[1]
        == "0.1\t676\t2024"
    )
    assert render("tsv", frame, PLAIN, command="share").splitlines()[1] == "0.1487\t675.99\t2024"


def test_no_rows() -> None:
    frame = of_command("convert", [])
    texts = [
        render(name, frame, PLAIN, command="convert") for name in ("csv", "tsv", "json", "jsonl")
    ]
    assert texts == ["value,unit\n", "value\tunit\n", "[]\n", ""]


def test_json_never_holds_what_json_does_not_know() -> None:
    def refuse(constant: str) -> object:
        raise AssertionError(constant)

    frame = nasty().assign(value=[math.inf, -math.inf, *[math.nan] * 8])
    objects = json.loads(render("json", frame, PLAIN, command="gap"), parse_constant=refuse)
    assert {record["value"] for record in objects} == {None}


def test_a_method_and_a_figure_may_share_the_name_acceleration() -> None:
    label = pd.DataFrame({"acceleration": ["off_track"]})
    assert render("csv", label, Style(lang="zh"), command="status") == "acceleration\n偏离轨道\n"
    figure = pd.DataFrame({"acceleration": [1.25], "name": ["x"]})
    assert "加速倍数" in render("table", figure, Style(lang="zh"), command="growth")
    assert "1.25×" in render("table", figure, Style(lang="zh"), command="growth")


def test_a_negative_count_is_a_number_not_a_formula() -> None:
    # years_left of a value later than the target year
    frame = pd.DataFrame({"years_left": pd.array([-3, None], dtype="Int64"), "note": ["x", "y"]})
    assert render("csv", frame, Style(), command="growth") == "years_left,note\n-3,x\n,y\n"
