"""Table, Markdown and HTML: nothing is cut, everything fits, data stays data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pandas as pd
import pytest
from rich.cells import cell_len, set_cell_size

import nbde
from nbde.formats import Style, render
from nbde.formats.display import footnotes
from nbde.schema import BASES
from nbde.tables import bundled

from .frames import TARGETS, gap_of_ningbo, of_command
from .frames_nasty import nasty

LANGS = ("en", "zh")


def gap(lang: str = "en", **style: object) -> str:
    return render("table", gap_of_ningbo(lang), Style(lang, **style), command="gap")  # type: ignore[arg-type]


def rows_of(table: str) -> Iterator[str]:
    """The rows of a table: between the rule and the next blank line."""
    lines = table.splitlines()
    rule = next(i for i, line in enumerate(lines) if set(line) <= {"─", "-"} and line)
    for line in lines[rule + 1 :]:
        if not line:
            return
        yield line


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("lang", LANGS)
def test_a_terminal_is_never_too_narrow_for_a_figure(lang: str, width: int) -> None:
    table = gap(lang, width=width)
    assert max(map(cell_len, table.splitlines())) <= width
    rows = "\n".join(rows_of(table))
    # the fourteen targets as the plan prints them, the values, the gaps 15 - 7.127 and 1000 - 84
    for _, _, _, unit, comparison, target in TARGETS:
        assert re.search(
            rf"{re.escape(unit)} .*  {comparison} {target:g}(  |$)", rows, re.MULTILINE
        )
    assert "7.13* (2022)" in rows
    assert re.search(r" 84 +\(2020\)", rows)
    assert re.search(r" 7\.87(  |$)", rows, re.MULTILINE)
    assert re.search(r" 916(  |$)", rows, re.MULTILINE)


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("lang", LANGS)
def test_eighty_columns_show_the_status(lang: str, width: int) -> None:
    rows = "\n".join(rows_of(gap(lang, width=width)))
    words = {"en": ("too slow", "no data"), "zh": ("需加快", "无数据")}[lang]
    assert (rows.count(words[0]), rows.count(words[1])) == (1, 13)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_left_out_is_said(lang: str) -> None:
    narrow, wide = gap(lang, width=60), gap(lang, width=300)
    heading = {"en": "progress", "zh": "完成进度"}[lang]
    assert heading in narrow.split("-f csv")[1]
    assert "-f csv" not in wide
    assert heading in wide.split("─")[0]


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("ask", "headings"),
    [
        (nbde.growth, {"en": "required growth", "zh": "所需增速"}),
        (nbde.forecast, {"en": "chance", "zh": "达标概率"}),
    ],
)
def test_what_is_asked_for_stays_however_many_plans_there_are(
    ask: Callable[..., pd.DataFrame], headings: dict[str, str], lang: str, width: int
) -> None:
    """The rate that growth is asked for, the chance that a forecast is asked for."""
    tables = (
        nbde.read_targets(bundled.path("targets.csv")),
        nbde.read_observations(bundled.path("observations.csv")),
    )
    frame = ask(*tables, year=2024, lang=lang)
    table = render("table", frame, Style(lang, width=width), command=ask.__name__)
    assert headings[lang] not in table.split("-f csv")[1]
    assert re.search(r"\d %$", "\n".join(rows_of(table)), re.MULTILINE)
    assert max(map(cell_len, table.splitlines())) <= width


@pytest.mark.parametrize("lang", LANGS)
def test_names_wrap_but_are_whole(lang: str) -> None:
    headings = {"en": "indicator", "zh": "指标"}
    table = gap(lang, width=80)
    heading = next(line for line in table.splitlines() if line.startswith(headings[lang]))
    name_ends = cell_len(heading[: heading.index({"en": "unit", "zh": "单位"}[lang])])
    names = "".join("".join(set_cell_size(row, name_ends).split()) for row in rows_of(table))
    wanted = "".join("".join((zh if lang == "zh" else en).split()) for _, zh, en, *_ in TARGETS)
    assert names == wanted


def test_a_pipe_gets_one_line_a_row_and_no_colour() -> None:
    table = gap()
    assert len(list(rows_of(table))) == len(TARGETS)
    assert "\x1b" not in table
    assert all(name in table for name in ("core_manufacturing_rd_intensity", TARGETS[5][2]))


def test_colour_is_only_where_it_is_asked_for() -> None:
    coloured = gap(width=80, color=True)
    assert "\x1b[33mtoo slow\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == gap(width=80)


def test_what_all_rows_share_is_said_once() -> None:
    lines = gap(width=80).splitlines()
    assert lines[0] == "ningbo-2026 · Ningbo · 2024"
    assert not any("ningbo-2026" in line for line in lines[1:])
    assert sum("2026" in line for line in lines[1:]) == 1


def test_what_varies_leads_the_row() -> None:
    several = gap_of_ningbo("en").head(2).assign(year=[2023, 2024])
    table = render("table", several, Style(), command="gap")
    assert [row.split()[0] for row in rows_of(table)] == ["2023", "2024"]


@pytest.mark.parametrize("width", [24, 35, 49])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("lang", LANGS)
def test_below_fifty_columns_each_row_is_a_block_of_lines(
    lang: str, encoding: str, width: int
) -> None:
    table = gap(lang, width=width, encoding=encoding)
    assert max(map(cell_len, table.splitlines())) <= width
    assert "-f csv" not in table
    blocks = table.split("\n\n")[1 : 1 + len(TARGETS)]
    for block, (indicator, zh, en, unit, comparison, target) in zip(blocks, TARGETS, strict=True):
        squeezed = "".join(block.split())
        assert squeezed.startswith("".join((zh if lang == "zh" else en).split()))
        assert indicator in squeezed
        assert re.search(rf" {re.escape(unit)}$", block, re.MULTILINE)
        assert re.search(rf" {comparison} {target:g}$", block, re.MULTILINE)
    # 15 - 111900 / 15700 and 1000 - 84
    assert re.search(r" 7\.87$", blocks[2], re.MULTILINE)
    assert re.search(r" 916$", blocks[7], re.MULTILINE)


def test_a_block_is_wider_than_the_terminal_rather_than_cut_a_figure() -> None:
    row: dict[str, object] = {"name": "a", "value": 1.7976931348623157e308}
    table = render("table", of_command("gap", [row]), Style(width=20), command="gap")
    assert re.search(r"^value +1\.7976931348623157e\+308$", table, re.MULTILINE)


def test_columns_that_tell_rows_apart_lead_the_block() -> None:
    plans = ["ningbo-2025-guideline", "ningbo-2025-congress"]
    frame = gap_of_ningbo("en").iloc[1:3].assign(plan=plans)
    _, first, second, *_ = render("table", frame, Style(width=49), command="gap").split("\n\n")
    assert first.startswith("ningbo-2025-guideline · Core digital")
    assert second.startswith("ningbo-2025-congress · Core digital")
    wide = render("table", frame, Style(width=50), command="gap")
    assert re.search(r" 7\.13\*$", wide, re.MULTILINE)


def test_a_narrow_terminal_shows_chosen_columns_too() -> None:
    frame = gap_of_ningbo("en")[["indicator", "target_value"]].head(2)
    table = render("table", frame, Style(width=30), command="gap", chosen=True)
    assert table == "code    de_value_added\ntarget  10000\n\ncode    core_revenue\ntarget  10000\n"


@pytest.mark.parametrize("basis", [b for b in BASES if b not in ("observed", "published")])
def test_every_basis_but_the_observed_has_its_mark_and_legend(basis: str) -> None:
    frame = of_command("gap", [{"name": "a", "value": 5.0, "value_basis": basis, "unit": "%"}])
    table = render("table", frame, Style(), command="gap")
    mark = re.search(r"5(\S+)", "\n".join(rows_of(table)))
    assert mark is not None
    assert any(line.startswith(f"{mark[1]} ") for line in table.splitlines())


@pytest.mark.parametrize("basis", ["observed", "published", ""])
def test_the_observed_has_no_mark(basis: str) -> None:
    frame = of_command("gap", [{"name": "a", "value": 5.0, "value_basis": basis, "unit": "%"}])
    assert next(rows_of(render("table", frame, Style(), command="gap"))).split()[:3] == [
        "a",
        "%",
        "5",
    ]


def test_progress_is_a_bar_where_there_is_room() -> None:
    parts = (-0.5, 0.0, 0.462, 0.999, 1.0, 3.0)
    frame = of_command("gap", [{"name": "a", "progress": p, "value": p} for p in parts])
    rows = list(rows_of(render("table", frame, Style(width=200), command="gap")))
    # a bar is full only when the target is reached
    assert [row.count("█") for row in rows] == [0, 0, 4, 9, 10, 10]
    assert [row.count("█") + row.count("·") for row in rows] == [10] * 6
    assert "█" not in render("table", frame, Style(width=30), command="gap")


def test_a_percentage_shows_its_points_before_the_rate() -> None:
    row = {"name": "a", "unit": "%", "value": 7.0, "required_growth": 0.2, "required_change": 2.0}
    other = {
        "name": "b",
        "unit": "亿元",
        "value": 7.0,
        "required_growth": 0.2,
        "required_change": 2.0,
    }
    table = render("table", of_command("growth", [row, other]), Style(), command="growth")
    assert "2 pp, 20.0 %" in table
    assert table.count("pp, ") == 1


def test_a_share_says_of_what_and_in_which_unit() -> None:
    row: dict[str, object] = {
        "indicator": "a",
        "unit": "%",
        "value": 5.0,
        "share": 0.5,
        "denominator": "gdp",
        "denominator_value": 10.0,
        "denominator_unit": "亿元",
        "denominator_basis": "projected",
    }
    one = render("table", of_command("share", [row]), Style(), command="share")
    assert one.startswith("share of gdp\n")
    called = row | {"denominator_name": "Gross domestic product"}
    named = render("table", of_command("share", [called]), Style(), command="share")
    assert named.startswith("share of Gross domestic product\n")
    assert "denominator value (亿元)" in one
    two = render(
        "table",
        of_command("share", [row, row | {"denominator_unit": "亿美元"}]),
        Style(),
        command="share",
    )
    assert "10^ 亿元" in two
    assert "10^ 亿美元" in two


def test_a_plan_may_be_called_by_a_number() -> None:
    frame = gap_of_ningbo("en").head(2).assign(plan=[14, 14])
    assert render("table", frame, Style(), command="gap").startswith("14 · Ningbo")
    assert render("csv", frame, Style(), command="gap").splitlines()[1].startswith("14,Ningbo")


def test_a_table_without_indicators_has_no_notes_to_name() -> None:
    frame = of_command("gap", [{"value": 5.0, "note": "why"}]).drop(columns=["indicator", "name"])
    assert "why" not in render("table", frame, Style(), command="gap")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "gb18030", "cp437", "utf-8"])
@pytest.mark.parametrize("name", ["table", "markdown"])
@pytest.mark.parametrize("lang", LANGS)
def test_a_display_follows_the_stream(name: str, encoding: str, lang: str) -> None:
    for frame in (gap_of_ningbo(lang), nasty()):
        text = render(name, frame, Style(lang, encoding=encoding), command="gap")
        assert text.encode(encoding).decode(encoding) == text


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
@pytest.mark.parametrize("lang", LANGS)
def test_replaced_characters_do_not_widen_the_table(encoding: str, lang: str) -> None:
    assert max(map(cell_len, gap(lang, width=80, encoding=encoding).splitlines())) <= 80


def test_ascii_has_ascii_furniture() -> None:
    table = gap(width=100, encoding="ascii")
    assert "----" in table
    assert "#........." in table
    assert re.search(r" - +> 10000", table)


def test_gbk_keeps_chinese() -> None:
    assert "数字经济增加值" in gap("zh", encoding="gbk", width=80)


def test_data_appears_as_it_is() -> None:
    table = render("table", nasty(), Style(), command="gap")
    assert "[2021] [bold red]not red[/] :smile:" in table
    assert r"\x1b[31mred\x07 \u202egnp" in table
    assert "two lines and tab" in table


def test_no_figure_of_nasty_data_is_lost() -> None:
    rows = "\n".join(rows_of(render("table", nasty(), Style(), command="gap")))
    # 0.1 + 0.2 is 0.3, two thirds 0.667
    for figure in (
        "0.3*",
        "10000*",
        "12408.7*",
        "0.667*",
        "1e+22*",
        "14.9 %",
        "1.7976931348623157e+308*",
    ):
        assert figure in rows


def test_each_note_stands_once_with_the_names_it_holds_for() -> None:
    table = gap()
    assert table.count("no observation up to 2024") == 1
    # twelve without a value: three named, nine more
    assert "Core digital manufacturing revenue and 9 more" in table


@pytest.mark.parametrize(
    ("notes", "names", "years", "expected"),
    [
        (["x", "x"], ["A", "B"], ["", ""], ["x: all 2"]),
        (["x"], ["A"], [""], ["x: A"]),
        (["x", "", "x; y"], ["A", "B", "C"], ["", "", ""], ["x: A; C", "y: C"]),
        (["x", ""], ["A", "A"], ["2023", "2024"], ["x: A (2023)"]),
        (["x", "x", ""], ["A", "A", "B"], ["1", "2", "1"], ["x: A"]),
        (["x"] * 4 + [""], list("ABCDE"), [""] * 5, ["x: A; B; C; D"]),
        (["x"] * 5 + [""], list("ABCDEF"), [""] * 6, ["x: A; B; C and 2 more"]),
    ],
)
def test_footnotes(
    notes: list[str], names: list[str], years: list[str], expected: list[str]
) -> None:
    assert footnotes(notes, names, years, "en") == expected


def test_chinese_notes_are_split_at_chinese_semicolons() -> None:
    assert footnotes(["甲；乙", "乙"], ["A", "B"], ["", ""], "zh") == ["甲：A", "乙：全部2项"]


def test_the_check_table_wraps_problems() -> None:
    problem = (
        "got '10-15%', expected one certain, finite number such as 12.5 and nothing else at all"
    )
    frame = of_command(
        "check",
        [
            {
                "file": "t.csv",
                "line": 3,
                "column": "target_value",
                "value": "10-15%",
                "problem": problem,
                "severity": "problem",
            }
        ],
    )
    table = render("table", frame, Style(width=60), command="check")
    assert max(map(cell_len, table.splitlines())) <= 60
    assert "-f csv" not in table
    assert set(problem.split()) <= set(table.split())


def test_chosen_columns_are_all_shown_and_nothing_else() -> None:
    frame = gap_of_ningbo("en")[["value_basis", "plan", "value", "comparison", "source"]]
    text = render("markdown", frame, Style(), command="gap", chosen=True)
    lines = text.splitlines()
    assert lines[0] == "| basis | plan | value | comparison | source |"
    assert lines[4] == "| derived | ningbo-2026 | 7.13 | &gt; | Ningbo Daily |"
    assert len(lines) == 2 + len(TARGETS)


def test_targets_without_a_name_go_by_their_code() -> None:
    rows: list[dict[str, object]] = [
        {"indicator": "a_1", "name_zh": "甲"},
        {"indicator": "b_2", "name_en": "B"},
        {"indicator": "c_3"},
    ]
    table = render("table", of_command("targets", rows), Style("zh"), command="targets")
    assert [row.split()[0] for row in rows_of(table)] == ["甲", "B", "c_3"]


@pytest.mark.parametrize(("lang", "sentence"), [("en", "no rows"), ("zh", "无记录")])
@pytest.mark.parametrize("name", ["table", "markdown", "html"])
def test_no_rows_are_a_sentence(name: str, lang: str, sentence: str) -> None:
    text = render(name, of_command("gap", []), Style(lang, width=80), command="gap")
    assert sentence in text
    assert "-f csv" not in text


class Cells(HTMLParser):
    """The texts of the table cells, and every tag met."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open = tag in ("td", "th")
        if self._open:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.cells[-1] += data


def test_html_cells_are_text() -> None:
    parser = Cells()
    parser.feed(render("html", nasty(), Style(encoding="ascii"), command="gap"))
    assert "<script>alert('x')</script> & co" in parser.cells
    assert "数字经济—核心产业 😀" in parser.cells
    assert "script" not in parser.tags


def test_html_says_what_it_is() -> None:
    text = render("html", gap_of_ningbo("zh"), Style("zh"), command="gap")
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">')
    assert '<td class="figure">&gt; 10000</td>' in text
    assert "截至2024年无观测值" in text


def test_markdown_rows_have_as_many_cells_as_headings() -> None:
    text = render("markdown", nasty(), Style(), command="gap")
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1
    assert len(table) == 2 + 10


def test_markdown_is_literal() -> None:
    text = render("markdown", nasty(), Style(), command="gap")
    assert r"pipe \| and \`code\` \*star\* \_under\_ \\ \$x\$" in text
    assert "&lt;script&gt;alert('x')&lt;/script&gt; &amp; co" in text
    assert r"\[2021\] \[bold red\]not red\[/\] \:smile:" in text
    assert "<" not in text
