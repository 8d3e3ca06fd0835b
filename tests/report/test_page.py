"""The page says what the questions answer, in both languages, and needs nothing from elsewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from .reading import page, rows, run, saved, table, tree, written

BUNDLED = ("--year", "2024", "--plan", "all")
LANGUAGES = ("en", "zh")
TARGETS = "indicator,target_year,target_value,unit\nfirms,2026,100,家\n"
OBSERVATIONS = "indicator,year,value,unit\nfirms,2020,50,家\nfirms,2024,80,家\n"


def own_tables(folder: Path) -> tuple[str, ...]:
    return (
        "--targets", written(folder, "targets.csv", TARGETS),
        "--observations", written(folder, "observations.csv", OBSERVATIONS),
    )  # fmt: skip


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def text(lang: str) -> str:
    return page(*BUNDLED, "--lang", lang)


def test_the_document_is_whole_and_says_its_language_and_encoding(text: str, lang: str) -> None:
    root = tree(text)
    assert text.startswith("<!DOCTYPE html>\n<html ")
    assert root.one("html").attributes["lang"] == lang
    assert root.one("meta", charset="utf-8")
    assert root.one("head").one("title").text
    identifiers = [one.attributes["id"] for one in root.below() if "id" in one.attributes]
    assert len(identifiers) == len(set(identifiers))


def test_it_loads_nothing_from_elsewhere(text: str) -> None:
    root = tree(text)
    assert root.all("script") == root.all("link") == root.all("img") == root.all("iframe") == []
    assert not [one for one in root.below() if {"src", "srcset", "style"} & one.attributes.keys()]
    assert not [n for one in root.below() for n in one.attributes if n.startswith("on")]
    look = root.one("style").text
    assert "@import" not in look
    assert "url(" not in look
    for link in root.all("a"):
        address = link.attributes["href"] or ""
        assert re.match(r"#|https?://|data:text/csv;", address), address
    for use in root.all("use"):
        assert (use.attributes["href"] or "").startswith("#")


def test_only_its_own_style_sheet_may_run(text: str) -> None:
    root = tree(text)
    (policy,) = (
        one.attributes["content"] or ""
        for one in root.all("meta")
        if "http-equiv" in one.attributes
    )
    # As the policy's specification has it: the Base64 of the SHA-256 of the element's exact text.
    (look,) = re.findall(r"<style>(.*)</style>", text, flags=re.DOTALL)
    digest = b64encode(sha256(look.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy


def test_every_reference_within_the_page_leads_somewhere(text: str) -> None:
    root = tree(text)
    there = {one.attributes.get("id") for one in root.below()}
    links = [one.attributes["href"] or "" for one in (*root.all("a"), *root.all("use"))]
    labelled = [one.attributes.get("aria-labelledby") or "" for one in root.all("svg")]
    wanted = {link[1:] for link in links if link.startswith("#")} | set(" ".join(labelled).split())
    assert wanted - there == set()


@pytest.mark.parametrize(
    "more",
    [(), ("--project",), ("--scenario", "doubling"), ("--precision", "1"), ("--unit", "万亿元")],
    ids=" ".join,
)
def test_the_link_saves_exactly_the_csv_of_gap(lang: str, more: tuple[str, ...]) -> None:
    options = ("--year", "2024", "--lang", lang, *more)
    gap = run("gap", *options, "-f", "csv")
    root = tree(page(*options))
    assert saved(root) == b"\xef\xbb\xbf" + gap.stdout.encode()


def test_every_target_stands_in_the_table_with_the_figures_of_gap(text: str, lang: str) -> None:
    # The small HTML table of `gap` is another program's worth of template over the same answer.
    plain = tree(run("gap", *BUNDLED, "--lang", lang, "-f", "html").stdout)
    headings = [one.text for one in plain.one("thead").all("th")]
    expected = [
        dict(zip(headings, (one.text for one in row.all("td")), strict=True))
        for row in plain.one("tbody").all("tr")
    ]
    shown = table(tree(text), "targets")
    assert len(shown) == len(expected) == 84  # the bundled table has 84 targets
    common = set(shown[0]) & set(headings)
    assert len(common) >= 8
    for row, wanted in zip(shown, expected, strict=True):
        assert {h: row[h] for h in common} == {h: wanted[h] for h in common}


def test_the_audit_stands_on_the_page_finding_by_finding(text: str, lang: str) -> None:
    found = rows("audit", *BUNDLED, "--lang", lang)
    note = {"en": "note", "zh": "说明"}[lang]
    shown = table(tree(text), "audit")
    assert sorted(row[note] for row in shown) == sorted(
        " ".join(row["note"].split()) for row in found
    )


def test_the_headline_counts_each_target_once(text: str, lang: str) -> None:
    statuses = [row["status"] for row in rows("gap", *BUNDLED, "--lang", "en")]
    behind = sum(
        s in ("needs_acceleration", "limited", "wrong_direction", "missed") for s in statuses
    )
    unjudged = sum(s in ("undecided", "no_data") for s in statuses)
    counted = [len(statuses), statuses.count("met"), statuses.count("on_track"), behind, unjudged]
    root = tree(text)
    assert list(map(int, re.findall(r"\d+", root.one("h1").text))) == counted
    tally = [int(one.text) for one in root.one("ul", _class="tally").all("b")]
    assert sum(tally) == len(statuses)
    reasons = [int(one.text) for one in root.one("dl", _class="reasons").all("b")]
    assert sum(reasons) == unjudged
    listed = [one for part in root.all("ul", _class="names") for one in part.all("li")]
    assert len(listed) == unjudged


def test_every_source_of_a_shown_figure_is_listed(text: str, lang: str) -> None:
    shown = " ".join(one.text for one in tree(text).one("ol", _class="sources").all("li"))
    for row in rows("targets", "--plan", "all", "--lang", lang):
        for part in filter(None, re.split(r"[<>]", row["source"] or "")):
            assert " ".join(part.split()) in shown


def test_the_numbers_of_the_sources_lead_to_the_texts_that_gap_gives(text: str, lang: str) -> None:
    root = tree(text)
    listed = [
        one.text.removesuffix(one.one("span", _class="figures").text)
        for one in root.one("ol", _class="sources").all("li")
    ]
    found = rows("gap", *BUNDLED, "--lang", lang)
    for row, answer in zip(table(root, "targets"), found, strict=True):
        numbers = [int(n) for n in re.findall(r"\d+", list(row.values())[-1])]
        assert numbers, answer["indicator"]
        for number in numbers:
            beginning = re.split(r" ?https?:", listed[number - 1])[0]
            assert beginning in " ".join(answer["source"].split())


def test_the_words_are_those_of_the_language() -> None:
    chinese = tree(page("--year", "2024", "--lang", "zh")).one("main")
    english = tree(page("--year", "2024", "--lang", "en")).one("main")
    assert [one.text for one in chinese.all("h2")] == [
        "目标一览", "图表", "缺什么", "核对结果", "来源", "阅读说明",
    ]  # fmt: skip
    for part in (*english.all("h1"), *english.all("h2"), *english.all("dt")):
        assert re.search(r"[\u4e00-\u9fff]", part.text) is None


def test_both_languages_stand_in_one_page_with_a_switch() -> None:
    root = tree(page("--year", "2024", "--lang", "both"))
    articles = {one.attributes["lang"]: one for one in root.all("main")}
    assert set(articles) == set(LANGUAGES)
    choices = root.all("input", type="radio")
    assert [("checked" in one.attributes) for one in choices] == [True, False]
    assert {one.attributes["for"] for one in root.one("nav").all("label")} == {
        one.attributes["id"] for one in choices
    }
    for lang, article in articles.items():
        gap = run("gap", "--year", "2024", "--lang", str(lang), "-f", "csv").stdout
        assert saved(article) == b"\xef\xbb\xbf" + gap.encode()


@pytest.mark.parametrize(("name", "first"), [("zh", "zh"), ("en", "en")])
def test_the_reader_s_own_language_comes_first(
    name: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBDE_LANG", name)
    assert tree(page("--year", "2024", "--lang", "both")).one("html").attributes["lang"] == first


def test_a_small_page_worked_by_hand(tmp_path: Path) -> None:
    # 50 in 2020, 80 in 2024, 100 wanted by 2026: gap 20, progress 30 / 50, and by 2026 four fifths
    # of the distance in four of six years: (80/50)^(1/4) - 1 = 12.5 % against 100^(1/6) of 2.
    root = tree(page(*own_tables(tmp_path), "--year", "2024", "--lang", "en"))
    (row,) = table(root, "targets")
    assert (row["value"], row["target 2026"], row["gap"]) == ("80", ">= 100", "20")
    assert (row["progress"], row["status"], row["unit"]) == ("60.0 %", "on track", "家")
    (bar,) = root.all("svg", _class="bar")
    assert bar.one("rect", _class="fill").attributes["width"] == "60.0%"
    (chart,) = root.all("svg", _class="chart")
    assert chart.one("title").text == "firms"
    assert chart.one("desc").text == "value: 2020 50, 2024 80. target: 2026 >= 100"
    assert len(chart.all("use", _class="observed")) == 2
    assert len(chart.all("use", _class="target")) == 1
    assert chart.one("polyline", _class="path").attributes["points"].count(",") == 7  # type: ignore[union-attr]


@pytest.mark.parametrize(("lang", "said"), [("en", "path none"), ("zh", "路径 无")])
def test_the_caption_says_that_there_is_no_path(lang: str, said: str, tmp_path: Path) -> None:
    header = "indicator,baseline_year,baseline_value,target_year,target_value,unit\n"
    targets = written(tmp_path, "t.csv", header + "a,2020,-50,2025,-10,家\nb,2020,10,2025,20,家\n")
    root = tree(page("--targets", targets, "--year", "2024", "--lang", lang))
    # No constant growth leads from -50 to -10; one leads from 10 to 20.
    first, second = root.all("figure")
    assert said in first.text
    assert said not in second.text
    assert (len(first.all("polyline")), len(second.all("polyline"))) == (0, 1)


def test_what_is_assumed_and_asked_for_is_said(tmp_path: Path) -> None:
    options = ("--year", "2025", "--assume", "firms@2025=95家", "--lang", "en")
    root = tree(page(*own_tables(tmp_path), *options))
    assert "--assume firms@2025=95家" in root.one("p", _class="about").text
    assert len(root.one("svg", _class="chart").all("use", _class="assumed")) == 1
    assert table(root, "targets")[0]["value"] == "95?"
    assert "assumed" in root.one("ol", _class="sources").text


def test_nothing_later_than_the_year_is_drawn_or_said(tmp_path: Path) -> None:
    later = written(tmp_path, "later.csv", OBSERVATIONS + "firms,2025,77.5,家\n")
    text = page(*own_tables(tmp_path), "--observations", later, "--year", "2024")
    assert "77.5" not in text
    assert len(tree(text).one("svg", _class="chart").all("use", _class="observed")) == 2


def test_a_table_without_rows_gives_a_page_that_says_so(tmp_path: Path) -> None:
    targets = written(tmp_path, "t.csv", "indicator,target_year,target_value,unit\n")
    root = tree(page("--targets", targets, "--year", "2024", "--lang", "en"))
    assert root.one("h1").text == "The table holds no targets"
    assert root.all("svg", _class="chart") == []
    header = run("gap", "--targets", targets, "--year", "2024", "-f", "csv").stdout
    assert saved(root) == b"\xef\xbb\xbf" + header.encode()


def test_targets_without_any_observation_are_all_missing(tmp_path: Path) -> None:
    lines = "".join(f"i{n},2026,{n + 1},个\n" for n in range(200))
    targets = written(tmp_path, "t.csv", "indicator,target_year,target_value,unit\n" + lines)
    root = tree(page("--targets", targets, "--year", "2024", "--lang", "en"))
    assert "200 cannot be judged" in root.one("h1").text
    assert len(table(root, "targets")) == 200
    assert root.all("svg", _class="chart") == []
    assert len(root.one("ul", _class="names").all("li")) == 200
