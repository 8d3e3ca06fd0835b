"""`nbde explain`: a figure to quote and to check, in every format and both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .running import own_tables, refused, row, rows, run

VALUE = repr(row("gap", "-i", "core_value_added_share", "--year", "2024")["value"])
SHARE = ("explain", "core_value_added_share", "--year", "2024")


def test_text_shows_formula_figures_and_result(tmp_path: Path) -> None:
    """50 in 2020, 80 in 2024, 100 wanted: the gap is 20, three fifths of the way are done."""
    text = run("explain", "firms", *own_tables(tmp_path), "--year", "2024").stdout
    assert "gap = target − value\n    = 100 − 80\n    = 20 家\n" in text
    assert "progress = (value − baseline) ÷ (target − baseline)\n" in text
    assert "= (80 − 50) ÷ (100 − 50)\n         = 0.6 (shown as 60.0 %)\n" in text


def test_text_says_where_the_figures_come_from() -> None:
    text = run(*SHARE).stdout
    assert "derived, census-2018: China News Service" in text
    assert "target: Ningbo Daily" in text
    assert re.search(
        r"milestone gap = —\n  no value for 2024, the latest is for 2022.*to fill: ", text
    )


def test_what_is_shown_is_what_the_table_shows() -> None:
    shown = {each["figure"]: each["shown"] for each in rows(*SHARE)}
    table = run("gap", "-i", "core_value_added_share", "--year", "2024").stdout
    for figure in ("value", "gap", "progress", "status"):
        assert shown[figure] in table, figure


def test_json_has_full_precision_and_the_gap_s_own_figures() -> None:
    found = {each["figure"]: each for each in rows(*SHARE)}
    gap = row("gap", "-i", "core_value_added_share", "--year", "2024")
    for figure in ("value", "milestone", "gap", "progress", "required_growth", "milestone_gap"):
        assert found[figure]["result"] == gap[figure]
    assert found["status"]["status"] == gap["status"]


def test_markdown_is_a_list_with_hard_line_ends() -> None:
    text = run(*SHARE, "-f", "markdown").stdout
    assert f"- **gap** = target − value  \n  = 15 − {VALUE}  \n  = 7.87" in text


def test_a_figure_below_zero_is_told_on_one_line(tmp_path: Path) -> None:
    text = run(*deficit(tmp_path)).stdout
    assert "\nvalue = -30 亿元\n  observation of 2023 (亿元)\n" in text


def test_a_code_without_a_name_is_told_once(tmp_path: Path) -> None:
    assert run(*deficit(tmp_path)).stdout.startswith("deficit, target for 2025, in 2023\n")
    assert run(*deficit(tmp_path), "--lang", "zh").stdout.startswith("deficit，2025年目标")


def deficit(folder: Path) -> tuple[str, ...]:
    targets, seen = folder / "targets.csv", folder / "seen.csv"
    targets.write_text(
        "indicator,unit,baseline_year,baseline_value,target_year,target_value\n"
        "deficit,亿元,2020,-50,2025,-10\n",
        encoding="utf-8",
    )
    seen.write_text("indicator,year,value,unit\ndeficit,2023,-30,亿元\n", encoding="utf-8")
    return ("explain", "deficit", "--targets", str(targets), "--observations", str(seen),
            "--year", "2023")  # fmt: skip


def test_a_bound_is_told_as_one(tmp_path: Path) -> None:
    """More than 7 of the 8 wanted: less than 1 is left, and from 8 on the target is met."""
    asked = ("explain", "ipv6_users", "--plan", "china-14fyp-digital", "--year", "2023")
    text = run(*asked).stdout
    assert "\nvalue > 7 亿户\n" in text
    assert "\n    = 8 − 7\n    < 1 亿户\n" in text
    assert "\nstatus = undecided\n  the value is > 7: at least on track" in text
    assert "met from 8 on" in text
    markdown = run(*asked, "-f", "markdown").stdout
    assert "- **value** &gt; 7 亿户" in markdown
    value = next(each for each in rows(*asked) if each["figure"] == "value")
    assert (value["comparison"], value["result"]) == (">", 7)


def test_a_milestone_from_a_given_growth_needs_no_observation() -> None:
    """10000 in 2026 is 10000 / 1.08^2 = 8573.4 in 2024, whatever was observed."""
    found = {
        each["figure"]: each
        for each in rows("explain", "de_value_added", "--plan", "ningbo-2026", "--growth", "8%",
                         "--year", "2024")
    }  # fmt: skip
    assert round(found["milestone"]["result"], 1) == 8573.4
    assert not found["milestone"]["note"]
    assert found["value"]["note"].startswith("no observation up to 2024")
    assert found["baseline_value"]["note"].startswith("no baseline")


def test_chinese_text_is_chinese() -> None:
    text = run(*SHARE, "--lang", "zh").stdout
    assert f"差距 = 目标值 − 当前值\n     = 15 − {VALUE}\n" in text
    assert "个百分点（显示为7.87）" in text


@pytest.mark.parametrize("name", ["csv", "tsv", "jsonl", "html"])
def test_other_formats_answer(name: str) -> None:
    result = run(*SHARE, "-f", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert VALUE in result.stdout


def test_chosen_columns_are_a_table() -> None:
    lines = run(*SHARE, "--columns", "figure,shown").stdout.splitlines()
    assert lines[0].split() == ["figure", "shown", "as"]
    assert [line.split()[-1] for line in lines if line.startswith("gap ")] == ["7.87"]


def test_a_method_is_explained() -> None:
    asked = ("-i", "core_value_added_share", "--year", "2024", "-m", "sdsn")
    found = {each["figure"]: each for each in rows(*SHARE, "-m", "sdsn")}
    judged = row("status", *asked)
    assert found["score"]["result"] == judged["score"]
    assert found["status"]["status"] == judged["status"]
    assert "moderately improving ≥ 0.5" in found["status"]["formula"]


def test_several_plans_have_a_heading_each() -> None:
    text = run(*SHARE, "--plan", "all").stdout
    assert "china-14fyp-digital · China · " in text
    assert "ningbo-14fyp · Ningbo · " in text


def test_an_unknown_indicator_has_near_ones() -> None:
    assert "nearest: core_value_added_share" in refused("explain", "core_value_share", code=3)
    assert "--plan all" in refused("explain", "gdp", code=3)
    assert "nearest: gdp" in refused(*SHARE, "--denominator", "gpd", code=3)


@pytest.mark.parametrize(
    "wrong", [("-m", "all"), ("--unit", "亿元"), ("--year", "2026-2022"), ("--columns", "x")]
)
def test_wrong_use(wrong: tuple[str, ...]) -> None:
    refused(*SHARE[:2], *wrong, code=2)


def test_a_console_without_the_signs_gets_plain_ones() -> None:
    import nbde
    from nbde.formats import Style
    from nbde.formats.explanation import render, with_shown
    from nbde.tables import bundled

    targets = nbde.read_targets(bundled.path("targets.csv"))
    observations = nbde.read_observations(bundled.path("observations.csv"))
    share = targets[targets["indicator"] == "core_value_added_share"]
    style = Style(encoding="gbk", width=60)
    text = render("table", with_shown(nbde.explain(share, observations, year=2024), style), style)
    assert f"15 - {VALUE}" in text
    assert "?" not in text
    text.encode("gbk")


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("indicator,target_year,target_value,unit\nx,2026,1,个\n", encoding="utf-8")
    result = run("explain", "x", "--targets", str(path), "--year", "2024")
    assert result.exit_code == 0
    assert (
        "no observation up to 2024; to fill: an observation of x of 2024 or before" in result.stdout
    )


def test_the_denominator_is_called_by_its_name() -> None:
    found = {each["figure"]: each["formula"] for each in rows(*SHARE)}
    assert found["level"] == "share × Gross domestic product"
    assert found["numerator"] == "Core digital industries value added, observation of 2022 (亿元)"
    told = {each["figure"]: each["formula"] for each in rows(*SHARE, "--lang", "zh")}
    assert told["水平"] == "比重 × 地区生产总值"
    assert told["分子"] == "数字经济核心产业增加值，2022年实际值（亿元）"
