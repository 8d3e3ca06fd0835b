"""A cell is only ever text: no cell becomes markup, an attribute, a script or a template."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbde.report.sources import pieces_of

from .reading import Element, page, saved, table, tree, written

CELLS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "'\" onload=window.hacked=1 x='",
    "</style></svg></title></desc><svg onload=window.hacked=1>",
    "]]>--><!--",
    "{{ 7*7 }}{% raw %}{# x #}${7*7}",
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "&lt<b>&#60&amp",
    'https://a.example/"onmouseover="window.hacked=1',
    "<https://a.example/?q=<script>window.hacked=1</script>>",
    "=cmd|' /C calc'!A0",
    "a\u202eb\u2028c\x1b[31md\x07",
)


def quoted(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def hostile_tables(folder: Path, cell: str) -> tuple[str, ...]:
    """Tables that hold the text wherever a text may stand."""
    targets = (
        "plan,entity,indicator,name_zh,name_en,target_year,target_value,unit,theme,note,source\n"
    )
    observations = "entity,indicator,year,value,unit,edition,source\n"
    targets += quoted([cell, cell, cell, cell, cell, "2026", "100", "个", cell, cell, cell])
    targets += quoted([cell + "2", cell, "b", "b", "b", "2026", "50", "个", cell, cell, cell])
    for year, value in (("2020", "50"), ("2022", "60"), ("2024", "80")):
        observations += quoted([cell, cell, year, value, "个", cell + year, cell])
    return (
        "--targets", written(folder, "t.csv", targets),
        "--observations", written(folder, "o.csv", observations), "--year", "2024",
    )  # fmt: skip


def skeleton(element: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Every element and the names of its attributes, without any text."""
    return [(one.name, tuple(one.attributes)) for one in element.below() if one.name != "a"]


@pytest.mark.parametrize("cell", CELLS)
def test_a_hostile_cell_changes_no_element_and_no_attribute(cell: str, tmp_path: Path) -> None:
    plain = tree(page(*hostile_tables(tmp_path, "plain"), "--lang", "both"))
    hostile = tree(page(*hostile_tables(tmp_path, cell), "--lang", "both"))
    assert skeleton(hostile) == skeleton(plain)
    for link in hostile.all("a"):
        address = link.attributes["href"] or ""
        assert address.startswith(
            ("#", "http://", "https://", "data:text/csv;charset=utf-8;base64,")
        )
        assert not set(address) & set("\"'<>` \n")


@pytest.mark.parametrize("cell", CELLS[:-1])
def test_a_hostile_cell_is_shown_as_it_is(cell: str, tmp_path: Path) -> None:
    root = tree(page(*hostile_tables(tmp_path, cell), "--lang", "en"))
    first, _ = table(root, "targets")
    assert next(iter(first.values())) == " ".join(cell.split())
    assert root.all("svg", _class="chart")[0].one("title").text == " ".join(cell.split())


def test_invisible_characters_are_written_out(tmp_path: Path) -> None:
    text = page(*hostile_tables(tmp_path, CELLS[-1]), "--lang", "en")
    assert not {"\u202e", "\u2028", "\x1b", "\x07"} & set(text)
    assert "\\u202e" in text


def test_the_saved_csv_guards_what_a_spreadsheet_would_run(tmp_path: Path) -> None:
    root = tree(page(*hostile_tables(tmp_path, "=1+1"), "--lang", "en"))
    row = next(csv.DictReader(io.StringIO(saved(root).decode("utf-8-sig"))))
    assert row["name"] == "'=1+1"


def test_an_indicator_that_is_a_file_name_does_not_name_the_file(tmp_path: Path) -> None:
    root = tree(page(*hostile_tables(tmp_path, "../../x.exe"), "--lang", "en"))
    (name,) = (one.attributes["download"] for one in root.all("a") if "download" in one.attributes)
    assert name == "nbde-gap-2024.csv"


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("htps:/<>\"'&.a1 ;()\u4e2djvscrit"), max_size=60))
def test_links_lose_no_text_and_lead_only_to_the_web(text: str) -> None:
    pieces = pieces_of(text)
    whole = "".join(piece.text for piece in pieces)
    assert whole.replace("<", "").replace(">", "") == text.replace("<", "").replace(">", "")
    for piece in pieces:
        assert not piece.address or piece.address.startswith(("http://", "https://"))
        assert not set(piece.address) & set("<>\"' ")
