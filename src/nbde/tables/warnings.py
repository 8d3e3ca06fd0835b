"""Warnings of two sound tables: things a careful reader would ask about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pandas as pd

from nbde.errors import Problem
from nbde.schema import OBSERVATIONS, RATIO, TARGETS
from nbde.tables import frames
from nbde.tables.forms import LONG
from nbde.tables.load import LoadedTables

_HALF_PER_CENT = 0.005
_JUMP = 100
_IMPLIED = {">": "increase", ">=": "increase", "<": "decrease", "<=": "decrease"}

Warned = tuple[int, str, str, str, dict[str, object]]
"""The line, the column, the value and the sentence of a warning, and the words put into it."""


def warnings_of(tables: LoadedTables) -> list[Problem]:
    """Every doubtful value in two tables that have no problem."""
    targets, observations = tables.targets, tables.observations
    of_targets, of_observations = tables.names
    checks: list[tuple[str, Iterator[Warned]]] = [
        (of_targets, _baselines(targets, observations)),
        (of_targets, _two_baselines(targets)),
        (of_targets, _shares_of_targets(targets)),
        (of_observations, _shares_of_observations(targets, observations)),
        (of_observations, _units(observations)),
        (of_observations, _jumps(observations)),
        (of_targets, _starts(targets)),
        (of_targets, _directions(targets)),
        (of_targets, _baseline_units(targets)),
    ]
    found = [(file, *warning) for file, check in checks for warning in check]
    return [Problem(*warning, "doubtful") for warning in (*found, *_unknown_columns(tables))]


def _unknown_columns(
    tables: LoadedTables,
) -> Iterator[tuple[str, int, str, str, str, dict[str, object]]]:
    """Columns of a table in nbde's own form that it does not know: a name may be mistyped."""
    for table, frame in ((TARGETS, tables.targets), (OBSERVATIONS, tables.observations)):
        files = [one.file for one in tables.seen if one.table == table.name and one.form == LONG]
        further = [c for c in frame.columns if c not in table.columns and not c.startswith("_")]
        for file, column in product(files, further):
            yield file, 1, "", column, "doubt.column", {}


def _warning(row: dict[str, Any], column: str, got: object, key: str, **values: object) -> Warned:
    return int(row["_line"]), column, str(got), key, values


def _keys(*frames: pd.DataFrame) -> list[str]:
    whole = all("entity" in frame for frame in frames)
    return ["entity", "indicator"] if whole else ["indicator"]


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its categories as text, so that frames can be compared."""
    text = frame.select_dtypes("category").columns
    return frame.astype(dict.fromkeys(text, object))


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    cells = zip(*(frame[column].tolist() for column in frame.columns), strict=True)
    return (dict(zip(frame.columns, row, strict=True)) for row in cells)


def _figure(row: dict[str, Any], column: str, unit: str) -> str:
    return f"{row[column]:.15g} {row[unit]}"


def _baselines(targets: pd.DataFrame, observations: pd.DataFrame) -> Iterator[Warned]:
    """A stated baseline that no observation of its year agrees with, to half a per cent."""
    keys = _keys(targets, observations)
    stated = _plain(targets[targets["baseline_value"].notna()])
    seen = _plain(observations)[[*keys, "year", "value", "unit", "_scale"]]
    pairs = stated.merge(
        seen, left_on=[*keys, "baseline_year"], right_on=[*keys, "year"], suffixes=("", "_seen")
    )
    if not len(pairs):
        return
    ours = pairs["baseline_value"] * pairs["_scale"]
    theirs = pairs["value"] * pairs["_scale_seen"]
    pairs["apart"] = (ours - theirs).abs() > _HALF_PER_CENT * theirs.abs()
    everywhere = pairs.groupby("_line")["apart"].transform("all")
    for row in _rows(pairs[everywhere].drop_duplicates("_line")):
        got, value = _figure(row, "baseline_value", "_unit"), _figure(row, "value", "unit_seen")
        year = int(row["baseline_year"])
        yield _warning(row, "baseline_value", got, "doubt.baseline", value=value, year=year)


def _two_baselines(targets: pd.DataFrame) -> Iterator[Warned]:
    """Two rows of one plan that state different baselines for one year."""
    stated = _plain(targets[targets[["baseline_value", "_scale"]].notna().all(axis=1)])
    keys = ["plan", *_keys(targets), "baseline_year"]
    first = stated.groupby(keys)[["baseline_value", "_scale", "_unit"]].transform("first")
    differs = frames.differs(stated, first, "baseline_value")
    for row, other in zip(_rows(stated[differs]), _rows(first[differs]), strict=True):
        got, value = (_figure(each, "baseline_value", "_unit") for each in (row, other))
        yield _warning(row, "baseline_value", got, "doubt.two_baselines", value=value)


def _shares_of_targets(targets: pd.DataFrame) -> Iterator[Warned]:
    """Shares above 100 % that are aimed at, or started from."""
    shares = targets[(targets["denominator"] != "") & (targets["_dimension"] == RATIO)]
    level = shares["target_kind"].isin(("", "level"))
    for column in ("target_value", "baseline_value"):
        for row in _rows(shares[(shares[column] * shares["_scale"] > 1) & level]):
            yield _warning(row, column, _figure(row, column, "_unit"), "doubt.share")


def _shares_of_observations(targets: pd.DataFrame, observations: pd.DataFrame) -> Iterator[Warned]:
    """Observed values above 100 % of indicators that some target calls a share."""
    shares = set(targets.loc[targets["denominator"] != "", "indicator"])
    of_share = observations["indicator"].isin(shares) & (observations["_dimension"] == RATIO)
    above = observations["value"] * observations["_scale"] > 1
    for row in _rows(observations[of_share & above]):
        yield _warning(row, "value", _figure(row, "value", "unit"), "doubt.share")


def _units(observations: pd.DataFrame) -> Iterator[Warned]:
    """The first row of a series that is in another unit than the series' first one."""
    rows = _plain(observations)
    keys = _keys(observations)
    rows["_first"] = rows.groupby(keys, sort=False)["unit"].transform("first")
    for row in _rows(rows[rows["unit"] != rows["_first"]].drop_duplicates([*keys, "unit"])):
        yield _warning(row, "unit", row["unit"], "doubt.unit", unit=row["_first"])


def _jumps(observations: pd.DataFrame) -> Iterator[Warned]:
    """A value a hundred times the one before it, or a hundredth: perhaps a slip of the unit."""
    keys = _keys(observations)
    rows = _plain(observations).sort_values([*keys, "year"], kind="stable")
    rows["_base"] = (rows["value"] * rows["_scale"]).abs()
    before = rows.groupby(keys, sort=False)[["_base", "year"]].shift()
    rows["_times"] = rows["_base"] / before["_base"].where(before["_base"] > 0)
    rows["_before"] = before["year"]
    slips = (rows["_times"] > _JUMP) | ((rows["_times"] < 1 / _JUMP) & (rows["_base"] > 0))
    for row in _rows(rows[slips]):
        got, times = _figure(row, "value", "unit"), f"{row['_times']:.4g}"
        yield _warning(row, "value", got, "doubt.jump", times=times, year=int(row["_before"]))


def _starts(targets: pd.DataFrame) -> Iterator[Warned]:
    """A plan that starts after its target year."""
    for row in _rows(targets[(targets["start_year"] > targets["target_year"]).fillna(False)]):
        yield _warning(row, "start_year", row["start_year"], "doubt.start")


def _directions(targets: pd.DataFrame) -> Iterator[Warned]:
    """A direction given that is not the one the comparison implies."""
    implied = targets["comparison"].astype(object).map(_IMPLIED)
    against = implied.notna() & (targets["direction"] != "") & (targets["direction"] != implied)
    for row in _rows(targets[against & targets["target_kind"].isin(("", "level"))]):
        comparison = row["comparison"]
        yield _warning(row, "direction", row["direction"], "doubt.direction", comparison=comparison)


def _baseline_units(targets: pd.DataFrame) -> Iterator[Warned]:
    """A baseline without a unit in a row whose unit is that of a growth, change or multiple."""
    for row in _rows(targets[targets["baseline_value"].notna() & (targets["_unit"] == "")]):
        got = f"{row['baseline_value']:.15g}"
        yield _warning(row, "baseline_value", got, "doubt.baseline_unit")
