"""What a file is recognised as, and what that costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nbde.errors import TableError
from nbde.schema import OBSERVATIONS, TARGETS
from nbde.tables import bundled
from nbde.tables.forms import DetectedFormat, read_table
from nbde.tables.load import load_tables
from nbde.tables.source import Reading

from .workbooks import book

Write = Callable[..., Path]
FILES = Path(__file__).with_name("files")
LONG = "指标,年份,值,单位\na,2021,1,个\n"
TARGET = "indicator,target_year,target_value,unit\nSH.XPD.CHEX.PC.CD,2030,900,USD\n"


def seen(path: Path) -> DetectedFormat:
    return read_table(path, OBSERVATIONS, Reading()).detected


@pytest.mark.parametrize(
    ("file", "form", "rows", "years"),
    [
        ("world_bank_api.csv", "world_bank_csv", 7, 5),
        ("databank.csv", "world_bank_csv", 2, 4),
        ("sdmx_oecd.csv", "sdmx_csv", 3, 0),
        ("sdmx_labels.csv", "sdmx_csv", 2, 0),
        ("sdmx_both.csv", "sdmx_csv", 2, 0),
        ("sdmx_eurostat.csv", "sdmx_csv", 2, 0),
        ("indicator_8-1-1.csv", "open_sdg_csv", 4, 0),
        ("indicator_8-4-a.csv", "open_sdg_csv", 2, 0),
    ],
)
def test_published_files(file: str, form: str, rows: int, years: int) -> None:
    """Rows are the lines that have an observed figure of the headline, years the year columns."""
    found = seen(FILES / file)
    assert (found.form, found.rows, found.years, found.encoding) == (form, rows, years, "utf-8")


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gbk", "gb18030"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("mark", [",", "\t"])
def test_text_in_the_encodings_of_excel(encoding: str, shown: str, mark: str, write: Write) -> None:
    for text, form in ((LONG, "long_table"), ("单位：个\n指标,2021\na,1\n", "wide_table")):
        path = write(text.replace(",", mark).encode(encoding))
        found = read_table(path, OBSERVATIONS, Reading())
        assert (found.detected.form, found.detected.encoding) == (form, shown)
        assert found.detected.rows == 1


def test_a_sheet_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"2023": [["指标", "单位", 2021, 2022], ["a", "个", 1, 2]]})
    found = seen(path)
    assert (found.form, found.sheet, found.rows, found.years, found.encoding) == (
        "wide_table", "2023", 1, 2, "",
    )  # fmt: skip


def test_bundled_tables_are_long() -> None:
    for name, table in (("targets.csv", TARGETS), ("observations.csv", OBSERVATIONS)):
        assert read_table(bundled.path(name), table, Reading()).detected.form == "long_table"


def test_forms_of_observations_are_not_taken_for_targets() -> None:
    for file in ("databank.csv", "sdmx_oecd.csv", "indicator_8-1-1.csv"):
        try:
            form = read_table(FILES / file, TARGETS, Reading()).detected.form
        except TableError as refused:
            form = refused.problems[0].key
        assert form not in ("world_bank_csv", "sdmx_csv", "open_sdg_csv")


def test_of_a_collection_only_what_the_targets_name_is_read(write: Write) -> None:
    """Then the unknown unit of another indicator of the file (constant LCU) is no problem."""
    both = load_tables(write(TARGET), FILES / "world_bank_api.csv")
    assert both.problems == []
    assert set(both.observations["indicator"]) == {"SH.XPD.CHEX.PC.CD"}
    assert both.seen[1].ignored == 5  # Ruritania's rows
    more = load_tables(write(TARGET), FILES / "world_bank_api.csv", also=["SP.POP.TOTL"])
    assert set(more.observations["indicator"]) == {"SH.XPD.CHEX.PC.CD", "SP.POP.TOTL"}


def test_reading_a_text_loads_no_reader_of_workbooks() -> None:
    script = (
        "import sys, nbde; from nbde.tables import bundled;"
        "nbde.read_observations(bundled.path('observations.csv'));"
        "print('python_calamine' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
