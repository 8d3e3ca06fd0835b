"""Help a person can read: whole first lines, every option once; and what the shell completes."""

from __future__ import annotations

import re

import pytest

from .running import COMMANDS, process, run

COMPLETED = {
    "nbde g": {"gap", "growth"},
    "nbde gap --plan shanghai": {"shanghai-2025"},
    "nbde gap --plan al": {"all"},
    "nbde gap --year x --unit x --plan al": {"all"},  # another option may still be wrong
    "nbde gap --entity N": {"Ningbo"},
    "nbde gap -i firms_": {"firms_10bn", "firms_1bn"},
    "nbde gap --scenario d": {"doubling"},
    "nbde gap -f json": {"json", "jsonl"},
    "nbde gap --fail-on mi": {"missed"},
    "nbde gap --path l": {"linear"},
    "nbde gap --lang z": {"zh"},
    "nbde gap --color n": {"never"},
}


def test_every_command_has_a_whole_first_line() -> None:
    text = run("--help").stdout
    for command in COMMANDS:
        (line,) = re.findall(rf"^  {command} +(.+)$", text, flags=re.MULTILINE)
        assert line.endswith("."), line
        assert not line.endswith(".."), line


def test_no_arguments_show_the_help() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_plain_and_describes_every_option(command: str) -> None:
    result = run(command, "-h")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "╭" not in result.stdout
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", result.stdout, flags=re.MULTILINE)
    assert len(options) == len(set(options)) > 1
    described = re.split(r"^  (?=-)", result.stdout, flags=re.MULTILINE)[1:]
    assert all(re.search(r"(  |\n +)\S", each) for each in described)


def test_rows_are_asked_before_tables_and_output() -> None:
    text = run("gap", "--help").stdout
    order = ["--plan", "--indicator", "--year", "--growth", "--targets", "--fail-on", "--format"]
    places = [text.index(f"{option} ") for option in order]
    assert places == sorted(places)


def test_a_mistyped_command_or_option_is_answered_with_the_nearest() -> None:
    result = run("gpa")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'gap'" in result.stderr
    result = run("gap", "--yaer", "2024")
    assert (result.exit_code, result.stdout) == (2, "")
    assert " gap [OPTIONS]" in result.stderr
    assert "--year" in result.stderr


def test_the_version_is_the_distribution_s() -> None:
    assert re.fullmatch(r"nbde \d+\.\d+\.\d+\S*\n", run("--version").stdout)


@pytest.mark.parametrize(("line", "words"), COMPLETED.items())
def test_the_shell_completes(line: str, words: set[str]) -> None:
    words_before = len(line.split()) - 1
    done = process(_NBDE_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(words_before))
    assert set(done.stdout.decode().split()) == words


def test_names_are_completed_from_the_table_on_the_line(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("own") / "t.csv"
    path.write_text("规划,指标,目标年,目标值,单位\np1,mine,2026,1,个\n", encoding="utf-8")
    line = f"nbde gap --targets {path} -i m"
    done = process(_NBDE_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD="5")
    assert done.stdout.decode().split() == ["mine"]
    from_environment = process(
        _NBDE_COMPLETE="complete_bash", COMP_WORDS="nbde gap --plan p", COMP_CWORD="3",
        NBDE_TARGETS=str(path),
    )  # fmt: skip
    assert from_environment.stdout.decode().split() == ["p1"]


@pytest.mark.parametrize("path", ["nowhere.csv", "-", "."])
def test_a_table_that_cannot_be_read_completes_nothing(path: str) -> None:
    line = f"nbde gap --targets {path} -i m"
    done = process(_NBDE_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD="5")
    assert (done.stdout.split(), done.stderr) == ([], b"")
