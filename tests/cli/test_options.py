"""The shared options: any order, every form, and a refusal that lists what is known."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from nbde.formats import FORMATS, TEXTS

from .running import YEARLY, header, own_tables, refused, row, rows, run

YEARS = {
    "2024": [2024],
    "2022-2024": [2022, 2023, 2024],
    "2024,2022": [2022, 2024],
    "２０２４": [2024],
    "２０２２－２０２３": [2022, 2023],
    "2022，2024": [2022, 2024],
}


@pytest.mark.parametrize("command", YEARLY)
def test_shared_options_come_in_any_order(command: str) -> None:
    options = (["--year", "2024"], ["-i", "core_revenue"], ["-f", "csv"], ["--lang", "zh"])
    answers = {
        run(command, *itertools.chain.from_iterable(order)).stdout
        for order in itertools.permutations(options)
    }
    assert len(answers) == 1
    assert "core_revenue" in answers.pop()


@pytest.mark.parametrize(("text", "years"), YEARS.items())
def test_the_forms_of_year(text: str, years: list[int]) -> None:
    assert [each["year"] for each in rows("gap", "-i", "core_firms", "-y", text)] == years


@pytest.mark.parametrize("command", YEARLY)
def test_several_years_give_long_output(command: str) -> None:
    asked = rows(command, "-i", "core_revenue", "-y", "2022-2024")
    assert [each["year"] for each in asked] == [2022, 2023, 2024]


@pytest.mark.parametrize(
    "text", ["2026-2022", "abc", "", "2024.5", "24", "2024-", "2024;2025", "2024Q3", "1899", "2201"]
)
def test_a_year_that_cannot_be_read_is_wrong_use(text: str) -> None:
    message = refused("gap", "--year", text, code=2)
    assert message.startswith("--year: ")
    assert "expected" in message


def test_years_in_the_wrong_order_are_told_so() -> None:
    assert "earlier year first" in refused("gap", "--year", "2026-2022", code=2)


@pytest.mark.parametrize(
    ("option", "word", "known"),
    [
        ("--format", "pdf", FORMATS),
        ("--lang", "fr", ("en", "zh")),
        ("--color", "blue", ("auto", "always", "never")),
        ("--path", "curved", ("compound", "linear")),
        ("--fail-on", "late", ("met", "missed", "wrong_direction", "no_data")),
        ("--columns", "share", ("gap", "progress", "required_growth")),
    ],
)
def test_an_unknown_word_is_wrong_use_and_the_known_ones_are_listed(
    option: str, word: str, known: tuple[str, ...]
) -> None:
    message = refused("gap", option, word, code=2)
    assert f"{option}: got '{word}'" in message
    assert all(each in message for each in known)


@pytest.mark.parametrize("text", ["-1", "16", "two", "", "1.5", "３", "1\n", "9" * 5000])
def test_a_precision_that_is_no_small_whole_number(text: str) -> None:
    assert "--precision" in refused("gap", "--precision", text, code=2)


@pytest.mark.parametrize("text", ["12", "1", "much", "-100%", "nan"])
def test_a_rate_that_cannot_be_one(text: str) -> None:
    assert "--growth" in refused("gap", "--growth", text, code=2)
    assert "--gdp-growth" in refused("share", "--gdp-growth", text, code=2)


def test_a_rate_is_per_cent_or_a_fraction() -> None:
    asked = ("gap", "-i", "core_revenue", "-y", "2025")
    milestones = [row(*asked, "--growth", rate)["milestone"] for rate in ("25%", "0.25", "25％")]
    assert milestones == [8000, 8000, 8000]  # one year before 10000 at 25 %


@pytest.mark.parametrize(
    "order", [("--lang", "zh", "--year", "x"), ("--year", "x", "--lang", "zh")]
)
def test_an_option_s_error_is_in_the_language_given_before_it_or_after_it(
    order: tuple[str, ...],
) -> None:
    assert refused("gap", *order, code=2) == "--year：读到“x”，应为1900至2200之间的整年\n"


def test_a_page_names_the_options_as_they_were_given() -> None:
    page = run(
        "report", "-y", "2024", "-i", "core_firms", "--growth", "0.250", "--lang", "en"
    ).stdout
    assert "--indicator core_firms --growth 0.250" in page


def test_wrong_use_is_told_before_anything_is_read() -> None:
    assert "--year" in refused("gap", "--targets", "nowhere.csv", "--year", "x", code=2)


def test_columns_are_chosen_and_ordered() -> None:
    assert header("gap", "--columns", "status, plan") == ["status", "plan"]
    assert header("targets", "--columns", "unit,indicator") == ["unit", "indicator"]


def test_a_column_twice_or_empty_is_wrong_use() -> None:
    assert "once" in refused("gap", "--columns", "plan,plan", code=2)
    assert "got ''" in refused("gap", "--columns", "", code=2)


def test_an_unknown_column_of_the_targets_table() -> None:
    assert "target_value" in refused("targets", "--columns", "gap", code=2)


def test_precision_acts_on_machine_formats_only_when_given(tmp_path: Path) -> None:
    asked = ("gap", *own_tables(tmp_path), "-y", "2024", "--columns", "required_growth")
    exact = row(*asked)["required_growth"]
    assert exact == pytest.approx((100 / 80) ** 0.5 - 1, rel=1e-14)
    assert row(*asked, "--precision", "3")["required_growth"] == 0.118


def test_unit_shows_all_currency_exactly() -> None:
    asked = ("gap", "-y", "2026", "-i", "core_*revenue", "--unit", "万亿元")
    targets = {each["indicator"]: (each["target_value"], each["unit"]) for each in rows(*asked)}
    assert targets == {
        "core_revenue": (1, "万亿元"),
        "core_manufacturing_revenue": (0.7, "万亿元"),  # 7000 亿元
        "core_services_revenue": (0.4, "万亿元"),
    }


def test_unit_leaves_what_is_no_currency() -> None:
    only = row("gap", "-y", "2026", "-i", "core_value_added_share", "--unit", "万亿元")
    assert (only["target_value"], only["unit"]) == (15, "%")


def test_unit_does_not_act_when_not_given() -> None:
    assert row("gap", "-y", "2026", "-i", "core_revenue")["target_value"] == 10000


@pytest.mark.parametrize("unit", ["%", "个", "foo", ""])
def test_a_unit_that_is_no_currency_is_wrong_use(unit: str) -> None:
    assert "--unit" in refused("gap", "--unit", unit, code=2)


def test_a_unit_of_another_currency_cannot_be_shown() -> None:
    assert "convert" in refused("gap", "-i", "core_revenue", "--unit", "亿美元", code=3)


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_speaks_chinese(name: str) -> None:
    text = run("gap", "-y", "2024", "-i", "core_firms", "-f", name, "--lang", "zh").stdout
    assert "数字经济核心企业数量" in text
    assert "no observation" not in text


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "jsonl"])
def test_machine_formats_keep_ascii_headers_in_chinese(name: str) -> None:
    text = run("gap", "-y", "2024", "-i", "core_firms", "-f", name, "--lang", "zh").stdout
    head = json.loads(text.splitlines()[0 if name == "jsonl" else 1]) if "json" in name else None
    names = list(head) if head else text.splitlines()[0].split("," if name == "csv" else "\t")
    assert "required_growth" in names
    assert all(each.isascii() for each in names)


def test_json_is_an_array_with_nulls_and_chinese_as_it_is() -> None:
    text = run("gap", "-y", "2024", "-i", "core_firms", "-f", "json").stdout
    only = json.loads(text)
    assert isinstance(only, list)
    assert only[0]["value"] is None
    assert '"家"' in text


def test_bom_begins_the_answer_once() -> None:
    text = run("gap", "-f", "csv", "--bom").stdout_bytes
    assert text.startswith(b"\xef\xbb\xbfplan,")
    assert text.count(b"\xef\xbb\xbf") == 1


def test_quiet_leaves_standard_error_empty() -> None:
    loud, quiet = run("gap", "-y", "2024"), run("gap", "-y", "2024", "-q")
    assert "--scenario doubling" in loud.stderr
    assert quiet.stderr == ""
    assert loud.stdout == quiet.stdout


def test_the_hint_counts_targets_not_years() -> None:
    hint = run("gap", "-y", "2022-2026").stderr
    assert "12 of 14 targets" in hint  # only the share and the smart factories are observed


def test_machines_get_no_hint() -> None:
    assert run("gap", "-y", "2024", "-f", "csv").stderr == ""


def test_color_on_demand_only() -> None:
    asked = ("gap", "-y", "2024", "--plan", "zhejiang-2022")
    assert "\x1b[" in run(*asked, "--color", "always").stdout
    assert "\x1b[" not in run(*asked).stdout
    assert "\x1b[" not in run(*asked, "--color", "never").stdout


def test_fail_on_ends_with_four_and_still_answers() -> None:
    asked = ("gap", "-y", "2024", "-i", "core_firms")
    assert run(*asked, "--fail-on", "missed").exit_code == 0
    failed = run(*asked, "--fail-on", "missed", "--fail-on", "no_data")
    assert failed.exit_code == 4
    assert failed.stdout == run(*asked).stdout


def test_fail_on_of_growth_and_status() -> None:
    asked = ("-y", "2024", "-i", "core_firms")
    assert run("growth", *asked, "--fail-on", "no_data").exit_code == 4
    assert run("status", *asked, "--fail-on", "not_assessed").exit_code == 4
    assert "--fail-on" in refused("status", *asked, "--fail-on", "no_data", code=2)
