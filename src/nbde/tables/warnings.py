"""What is sound but doubtful in the two tables: things a careful reader would ask about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from nbde.errors import Problem
from nbde.schema import OBSERVATIONS, RATIO, TARGETS
from nbde.tables import frames
from nbde.tables.forms import LONG
from nbde.tables.load import LoadedTables

_HALF_PER_CENT = 0.005
_JUMP = 100


def warnings_of(both: LoadedTables) -> list[Problem]:
    """Every doubtful thing in two tables that have no problem."""
    targets, observations = both.targets, both.observations
    of_targets, of_observations = both.names
    return [
        *_baselines(targets, observations, of_targets),
        *_two_baselines(targets, of_targets),
        *_shares_of_targets(targets, of_targets),
        *_shares_of_observations(targets, observations, of_observations),
        *_units(observations, of_observations),
        *_jumps(observations, of_observations),
        *_starts(targets, of_targets),
        *_directions(targets, of_targets),
        *_baseline_units(targets, of_targets),
        *_passed_over(both),
    ]


def _passed_over(both: LoadedTables) -> Iterator[Problem]:
    """Columns of a table in nbde's own form that it does not know: a name may be mistyped."""
    for table, frame in ((TARGETS, both.targets), (OBSERVATIONS, both.observations)):
        files = [seen.file for seen in both.seen if seen.table == table.name and seen.form == LONG]
        further = [c for c in frame.columns if c not in table.columns and not c.startswith("_")]
        for file, column in product(files, further):
            yield _doubt(file, 1, "", column, "doubt.column")


def _doubt(file: str, line: int, column: str, got: str, key: str, **values: object) -> Problem:
    return Problem(file, line, column, got, key, values, "doubtful")


def _keys(*frames: pd.DataFrame) -> list[str]:
    whole = all("entity" in frame for frame in frames)
    return ["entity", "indicator"] if whole else ["indicator"]


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its categories as text, so that frames can be compared."""
    text = frame.select_dtypes("category").columns
    return frame.astype(dict.fromkeys(text, object))


def _figure(number: float, unit: str) -> str:
    return f"{number:.15g} {unit}"


def _baselines(targets: pd.DataFrame, observations: pd.DataFrame, file: str) -> Iterator[Problem]:
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
    for _, row in pairs[everywhere].drop_duplicates("_line").iterrows():
        yield _doubt(
            file,
            int(row["_line"]),
            "baseline_value",
            _figure(row["baseline_value"], row["_unit"]),
            "doubt.baseline",
            value=_figure(row["value"], row["unit_seen"]),
            year=int(row["baseline_year"]),
        )


def _two_baselines(targets: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Two rows of one plan that state different baselines for one year."""
    stated = _plain(targets[targets[["baseline_value", "_scale"]].notna().all(axis=1)])
    keys = ["plan", *_keys(targets), "baseline_year"]
    first = stated.groupby(keys)[["baseline_value", "_scale", "_unit"]].transform("first")
    for row in stated.index[frames.differs(stated, first, "baseline_value")]:
        yield _doubt(
            file,
            int(stated["_line"][row]),
            "baseline_value",
            _figure(stated["baseline_value"][row], stated["_unit"][row]),
            "doubt.two_baselines",
            value=_figure(first["baseline_value"][row], first["_unit"][row]),
        )


def _shares_of_targets(targets: pd.DataFrame, file: str) -> Iterator[Problem]:
    shares = targets[(targets["denominator"] != "") & (targets["_dimension"] == RATIO)]
    for column in ("target_value", "baseline_value"):
        above = shares[
            (shares[column] * shares["_scale"] > 1) & (shares["target_kind"].isin(("", "level")))
        ]
        for _, row in above.iterrows():
            yield _doubt(
                file, int(row["_line"]), column, _figure(row[column], row["_unit"]), "doubt.share"
            )


def _shares_of_observations(
    targets: pd.DataFrame, observations: pd.DataFrame, file: str
) -> Iterator[Problem]:
    """Observed values above 100 % of indicators that some target calls a share."""
    shares = set(targets.loc[targets["denominator"] != "", "indicator"])
    of_share = observations["indicator"].isin(shares) & (observations["_dimension"] == RATIO)
    above = observations[of_share & (observations["value"] * observations["_scale"] > 1)]
    for _, row in above.iterrows():
        yield _doubt(
            file, int(row["_line"]), "value", _figure(row["value"], row["unit"]), "doubt.share"
        )


def _units(observations: pd.DataFrame, file: str) -> Iterator[Problem]:
    """The first row of a series that is in another unit than the row before it."""
    rows = _plain(observations)
    keys = _keys(observations)
    first = rows.groupby(keys, sort=False)["unit"].transform("first")
    changed = rows[rows["unit"] != first].drop_duplicates([*keys, "unit"])
    for line, got, began in zip(
        changed["_line"], changed["unit"], first[changed.index], strict=True
    ):
        yield _doubt(file, int(line), "unit", got, "doubt.unit", unit=began)


def _jumps(observations: pd.DataFrame, file: str) -> Iterator[Problem]:
    """A value a hundred times the one before it, or a hundredth: perhaps a slip of the unit."""
    keys = _keys(observations)
    rows = _plain(observations).sort_values([*keys, "year"], kind="stable")
    rows["base"] = (rows["value"] * rows["_scale"]).abs()
    before = rows.groupby(keys, sort=False)[["base", "year"]].shift()
    times = rows["base"] / before["base"].where(before["base"] > 0)
    for row in rows.index[(times > _JUMP) | ((times < 1 / _JUMP) & (rows["base"] > 0))]:
        yield _doubt(
            file,
            int(rows["_line"][row]),
            "value",
            _figure(rows["value"][row], rows["unit"][row]),
            "doubt.jump",
            times=f"{times[row]:.4g}",
            year=int(before["year"][row]),
        )


def _starts(targets: pd.DataFrame, file: str) -> Iterator[Problem]:
    for _, row in targets[
        (targets["start_year"] > targets["target_year"]).fillna(False)
    ].iterrows():
        yield _doubt(file, int(row["_line"]), "start_year", str(row["start_year"]), "doubt.start")


def _directions(targets: pd.DataFrame, file: str) -> Iterator[Problem]:
    """A direction given that is not the one the comparison implies."""
    up, down = targets["comparison"].isin((">", ">=")), targets["comparison"].isin(("<", "<="))
    level = targets["target_kind"].isin(("", "level"))
    against = level & (
        (up & (targets["direction"] == "decrease")) | (down & (targets["direction"] == "increase"))
    )
    for _, row in targets[against].iterrows():
        yield _doubt(
            file,
            int(row["_line"]),
            "direction",
            row["direction"],
            "doubt.direction",
            comparison=row["comparison"],
        )


def _baseline_units(targets: pd.DataFrame, file: str) -> Iterator[Problem]:
    """A baseline without a unit in a row whose unit is that of a growth, change or multiple."""
    bare = targets[targets["baseline_value"].notna() & (targets["_unit"] == "")]
    for line, value in zip(bare["_line"], bare["baseline_value"], strict=True):
        yield _doubt(file, int(line), "baseline_value", f"{value:.15g}", "doubt.baseline_unit")
