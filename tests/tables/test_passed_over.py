"""A column that nbde does not know is passed over, and `check` says so: it may be mistyped."""

from __future__ import annotations

from pathlib import Path

from nbde.tables.load import load_tables
from nbde.tables.warnings import warnings_of


def asked(tmp_path: Path, header: str, cells: str) -> list[tuple[int, str, str]]:
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\n{cells}\n", encoding="utf-8")
    return [(d.line, d.got, d.key) for d in warnings_of(load_tables(path, None))]


def test_a_mistyped_header_is_named(tmp_path: Path) -> None:
    """考核方式 is no header of nbde's; 进度方式 is that of `schedule`."""
    known, cells = "指标,目标年,目标值,单位,起始年,进度方式", "树,2025,500,万亩,2021,五年累计"
    assert asked(tmp_path, known, cells) == []
    mistyped = known.replace("进度方式", "考核方式")
    assert asked(tmp_path, mistyped, cells) == [(1, "考核方式", "doubt.column")]
