"""The outcomes that the publishers of two methods print, as columns; and labels in words."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nbde.methods import NAMES, REASONS, Assessment, method

HERE = Path(__file__).parent
WINDOW_NAMES = tuple(name for name in NAMES if "series" in method(name).needs)


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


def column(table: list[dict[str, str]], name: str) -> NDArray[np.float64]:
    return np.array([float(row[name] or "nan") for row in table])


OPEN_SDG = rows("outcomes_open_sdg.csv")
DESTATIS = rows("outcomes_destatis.csv")


def open_sdg_ends() -> list[NDArray[np.float64]]:
    names = ("base_year", "base_value", "current_year", "current_value", "target_year", "target")
    return [column(OPEN_SDG, name) for name in names]


def destatis_symbols() -> list[str]:
    """What the rule gives today for every published German case."""
    flat = [
        (owner, int(year), value)
        for owner, row in enumerate(DESTATIS)
        for year, value in sorted(json.loads(row["series"]).items())
    ]
    series, years, values = (list(each) for each in zip(*flat, strict=True))
    found = method("destatis").assess(
        series,
        years,
        values,
        column(DESTATIS, "target_year"),
        column(DESTATIS, "target"),
        direction=column(DESTATIS, "direction"),
    )
    return labels("destatis", found)


def labels(name: str, found: Assessment) -> list[str]:
    """The labels in words, `not_assessed` where there is none."""
    known = (*method(name).LABELS, "not_assessed")  # -1 is the last one
    return [known[index] for index in np.atleast_1d(found.label)]


def reasons(found: Assessment) -> list[str]:
    return [REASONS[index] for index in np.atleast_1d(found.reason)]
