"""Where the tables come from, and what happens when they cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .running import ASKING, OBSERVATIONS, TARGETS, own_tables, refused, row, rows, run, written

BAD_TARGETS = "indicator,target_year,target_value,unit\na,2026,10-15%,%\n\nb,2026Q3,1,个\n"
BAD_OBSERVATIONS = "indicator,year,value,unit\na,2024,1,foo\n"
COLLECTION = (
    "Country Name,Country Code,Indicator Name,Indicator Code,2020\n"
    "Peru,PER,Trade (% of GDP),A.B,50\nPeru,PER,Debt (% of GDP),X.Y,30\n"
)


def test_targets_from_standard_input(tmp_path: Path) -> None:
    _, _, *observations = own_tables(tmp_path)
    (only,) = rows("gap", "--targets", "-", *observations, "-y", "2024", stdin=TARGETS)
    assert only["gap"] == 20


def test_observations_from_standard_input(tmp_path: Path) -> None:
    targets = own_tables(tmp_path)[:2]
    (only,) = rows("gap", *targets, "--observations", "-", "-y", "2024", stdin=OBSERVATIONS)
    assert only["gap"] == 20


def test_only_one_table_comes_from_standard_input() -> None:
    message = refused("gap", "--targets", "-", "--observations", "-", code=2, stdin=TARGETS)
    assert "standard input" in message


def test_problems_of_standard_input_are_placed_in_it() -> None:
    message = refused("gap", "--targets", "-", code=3, stdin=BAD_TARGETS)
    assert "<stdin>:2: target_value: got " in message


def test_own_targets_alone_have_no_observations(tmp_path: Path) -> None:
    # The bundled observations know core_revenue's sibling core_value_added; none may leak in.
    text = "entity,indicator,target_year,target_value,unit\nNingbo,gdp,2026,20000,亿元\n"
    path = written(tmp_path, "t.csv", text)
    assert row("gap", "--targets", path, "-y", "2024")["status"] == "no_data"


def test_own_observations_alone_replace_the_bundled_ones(tmp_path: Path) -> None:
    seen = "entity,indicator,year,value,unit\nNingbo,core_firms,2023,2500,家\n"
    asked = ("gap", "--observations", written(tmp_path, "o.csv", seen), "-y", "2024")
    values = {each["indicator"]: each["value"] for each in rows(*asked)}
    assert values["core_firms"] == 2500
    assert values["core_value_added_share"] is None  # derived from bundled observations else


def test_own_targets_are_all_asked_about(tmp_path: Path) -> None:
    text = "plan,indicator,target_year,target_value,unit\np,a,2026,1,个\nq,a,2026,2,个\n"
    path = written(tmp_path, "t.csv", text)
    assert [each["plan"] for each in rows("gap", "--targets", path)] == ["p", "q"]
    assert [each["plan"] for each in rows("gap", "--targets", path, "--plan", "q")] == ["q"]


def test_tables_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, targets, _, observations = own_tables(tmp_path)
    monkeypatch.setenv("NBDE_TARGETS", targets)
    monkeypatch.setenv("NBDE_OBSERVATIONS", observations)
    assert row("gap", "-y", "2024")["gap"] == 20
    other = written(tmp_path, "other.csv", OBSERVATIONS.replace(",80,", ",90,"))
    assert row("gap", "-y", "2024", "--observations", other)["gap"] == 10


@pytest.mark.parametrize("command", [*ASKING, "targets", "check"])
def test_a_missing_file_or_a_folder(command: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.csv")
    assert missing in refused(command, "--targets", missing, code=3)
    assert str(tmp_path) in refused(command, "--targets", str(tmp_path), code=3)


def test_missing_observations_and_scenario_files(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.csv")
    assert missing in refused("gap", "--observations", missing, code=3)
    assert missing in refused("gap", "--scenario", missing, code=3)


@pytest.mark.parametrize("command", [*ASKING, "targets"])
def test_every_problem_is_told_at_its_place_and_no_file_is_left(
    command: str, tmp_path: Path
) -> None:
    targets = written(tmp_path, "t.csv", BAD_TARGETS)
    output = tmp_path / "answer.csv"
    message = refused(command, "--targets", targets, "-o", str(output), code=3)
    first, second = message.splitlines()
    assert first.startswith(f"{targets}:2: target_value: got '10-15%', expected ")
    assert second.startswith(f"{targets}:4: target_year: got '2026Q3', expected ")
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_problems_of_both_tables_are_in_one_report(tmp_path: Path) -> None:
    targets = written(tmp_path, "t.csv", BAD_TARGETS)
    observations = written(tmp_path, "o.csv", BAD_OBSERVATIONS)
    message = refused("gap", "--targets", targets, "--observations", observations, code=3)
    assert f"{observations}:2: unit: got 'foo'" in message
    assert message.count("\n") == 3


def test_problems_are_told_in_chinese(tmp_path: Path) -> None:
    targets = written(tmp_path, "t.csv", BAD_TARGETS)
    message = refused("gap", "--targets", targets, "--lang", "zh", code=3)
    assert "expected" not in message
    assert "应为" in message


def test_an_encoding_by_name(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TARGETS.encode("utf-16-le"))
    assert row("targets", "--targets", str(path), "--encoding", "utf-16-le")["unit"] == "家"
    unknown = ("targets", "--targets", str(path), "--encoding", "klingon")
    assert "--encoding" in refused(*unknown, code=2)


@pytest.mark.parametrize(
    ("text", "value"), [("1500亿元", 1500), ("0.15万亿元", 1500), (" 1,500 亿元 ", 1500)]
)
def test_a_value_assumed_for_one_call(text: str, value: float) -> None:
    asked = ("gap", "-i", "core_revenue", "-y", "2025", "--assume", f"core_revenue@2025={text}")
    only = row(*asked)
    assert (only["value"], only["value_basis"], only["as_of"]) == (value, "assumed", 2025)


def test_assumptions_are_repeatable() -> None:
    assumed = ("--assume", "core_firms@2024=2000家", "--assume", "firms_1bn@2024=100家")
    values = {each["indicator"]: each["value"] for each in rows("gap", "-y", "2024", *assumed)}
    assert (values["core_firms"], values["firms_1bn"]) == (2000, 100)


@pytest.mark.parametrize(
    "text",
    ["", "core_revenue", "core_revenue@2025", "core_revenue=1亿元", "core_revenue@25=1亿元",
     "core_revenue@2025=", "core_revenue@2025=much", "core_revenue@2025=1-2亿元",
     "core_revenue@2025=1万个", "core_revenue@2025=1foo"],
)  # fmt: skip
def test_an_assumption_that_cannot_be_read_is_wrong_use(text: str) -> None:
    assert "--assume" in refused("gap", "--assume", text, code=2)


def test_an_assumption_of_an_unknown_indicator() -> None:
    message = refused("gap", "--assume", "core_firm@2024=1家", code=3)
    assert "nearest: core_firms" in message


def test_an_assumption_for_several_entities_is_wrong_use() -> None:
    asked = ("gap", "--plan", "all", "--assume", "core_value_added@2025=1亿元")
    assert "--entity" in refused(*asked, code=2)


def test_the_bundled_scenario_is_marked() -> None:
    only = row("gap", "-i", "core_revenue", "-y", "2024", "--scenario", "doubling")
    # Half of 10000 亿元 in 2021, so the path of 2024 is 5000 * 2 ** (3 / 5).
    assert (only["baseline_value"], only["baseline_basis"]) == (5000, "assumed")
    assert only["milestone"] == pytest.approx(5000 * 2**0.6, rel=1e-14)


def test_a_scenario_from_a_file(tmp_path: Path) -> None:
    text = "entity,indicator,year,value,unit\nNingbo,core_firms,2023,2600,家\n"
    path = written(tmp_path, "s.csv", text)
    only = row("gap", "-i", "core_firms", "-y", "2024", "--scenario", path)
    assert (only["value"], only["value_basis"], only["as_of"]) == (2600, "assumed", 2023)


def test_a_scenario_with_problems(tmp_path: Path) -> None:
    path = written(tmp_path, "s.csv", BAD_OBSERVATIONS)
    assert f"{path}:2: unit" in refused("gap", "--scenario", path, code=3)


def test_check_of_sound_tables_says_so(tmp_path: Path) -> None:
    result = run("check", *own_tables(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "sound: 1 target, 2 observations\n"
    assert rows("check", *own_tables(tmp_path)) == []


def test_check_of_the_bundled_tables() -> None:
    assert run("check").stdout.startswith("sound: ")


def test_check_reports_every_problem_and_ends_with_three(tmp_path: Path) -> None:
    targets = written(tmp_path, "t.csv", BAD_TARGETS)
    result = run("check", "--targets", targets, "-f", "json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert [(each["line"], each["column"], each["severity"]) for each in found] == [
        (2, "target_value", "problem"),
        (4, "target_year", "problem"),
    ]
    assert found[1]["value"] == "2026Q3"
    assert result.stderr == "2 problems, 0 doubtful\n"
    assert run("check", "--targets", targets, "-q").stderr == ""


def test_check_of_doubtful_tables_ends_with_zero(tmp_path: Path) -> None:
    stated = "indicator,target_year,target_value,unit,baseline_year,baseline_value\n"
    targets = written(tmp_path, "t.csv", stated + "firms,2026,100,家,2020,60\n")
    observations = written(tmp_path, "o.csv", OBSERVATIONS)  # 50 in 2020, not 60
    (doubt,) = rows("check", "--targets", targets, "--observations", observations)
    assert (doubt["severity"], doubt["line"]) == ("doubtful", 2)
    result = run("check", "--targets", targets, "--observations", observations, "--lang", "zh")
    assert "存疑" in result.stdout


def test_a_scenario_that_does_not_fit_is_placed_in_its_file(tmp_path: Path) -> None:
    scenario = tmp_path / "s.csv"
    scenario.write_text("indicator,year,value,unit\ngdp,2026,5,亿元\nfirms,2025,9,亿元\n", "utf-8")
    message = refused("gap", *own_tables(tmp_path), "--scenario", str(scenario), code=3)
    assert message == f"{scenario}:3: unit: got '亿元', expected a unit that converts to 家\n"


def test_check_asks_which_way_is_wanted(tmp_path: Path) -> None:
    """100 firms by 2026 after 150 in 2020: read as a decrease, which the table does not say."""
    seen = tmp_path / "o.csv"
    seen.write_text("indicator,year,value,unit\nfirms,2020,150,家\n", "utf-8")
    targets = own_tables(tmp_path)[1]
    [doubt] = rows("check", "--targets", targets, "--observations", str(seen))
    assert (doubt["line"], doubt["column"], doubt["severity"]) == (2, "target_value", "doubtful")
    assert "read as a decrease" in doubt["problem"]


@pytest.mark.parametrize(("code", "remarked"), [("N.O", True), ("A.B", False)])
@pytest.mark.parametrize("command", [("check",), ("gap", "-y", "2020")])
def test_a_collection_without_a_requested_indicator_is_remarked_on(
    command: tuple[str, ...], code: str, remarked: bool, tmp_path: Path
) -> None:
    targets, observations = tmp_path / "targets.csv", tmp_path / "collection.csv"
    targets.write_text(f"indicator,target_year,target_value,unit\n{code},2030,60,%\n")
    observations.write_text(COLLECTION)
    result = run(*command, "--targets", str(targets), "--observations", str(observations))
    said = "0 rows, 1 year, 2 rows of other indicators passed over" in result.stderr
    assert (result.exit_code, said) == (0, remarked)
