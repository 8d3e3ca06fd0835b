"""A million targets and three million observations, beside DuckDB and Polars on the same files.

Run ``python benchmarks/scale.py [targets]``. The peers do the same arithmetic (baseline, latest
value, milestone and the gap to it, gap, progress, required growth, status) without the checks; the
results are compared.
Then a tenth of the rows beside all of them, and the other commands beside ``gap``.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from processes import peers, show, side_by_side

from nbde.schema import METHODS

HERE = Path(__file__).resolve().parent
YEAR = 2024
DIFFERENCES = ("gap", "milestone_gap")
FIGURES = ("value", "milestone", "progress", "required_growth", *DIFFERENCES)
DUCKDB = """
import duckdb, sys
targets, observations, out = sys.argv[1:]
duckdb.sql(f'''
COPY (
  WITH latest AS (
    SELECT entity, indicator, max(year) AS as_of, arg_max(value, year) AS value
    FROM read_csv('{observations}') WHERE year <= 2024 GROUP BY entity, indicator
  ), found AS (
    SELECT t.*, as_of, value,
      baseline_value * pow(target_value / baseline_value,
        (2024 - baseline_year) / (target_year - baseline_year)) AS milestone,
      (pow(value / baseline_value, 1.0 / (as_of - baseline_year)) - 1)
        / abs(pow(target_value / baseline_value, 1.0 / (target_year - baseline_year)) - 1) AS pace
    FROM read_csv('{targets}') t LEFT JOIN latest USING (entity, indicator)
  )
  SELECT plan, entity, indicator, unit, 2024 AS year, as_of, value, baseline_year, baseline_value,
    milestone, CASE WHEN as_of = 2024 THEN value - milestone END AS milestone_gap,
    target_year, target_value, target_value - value AS gap,
    (value - baseline_value) / (target_value - baseline_value) AS progress,
    CASE WHEN value >= target_value THEN 0
      ELSE pow(target_value / value, 1.0 / (target_year - as_of)) - 1 END AS required_growth,
    CASE WHEN value >= target_value THEN 'met' WHEN pace >= 0.95 THEN 'on_track'
      WHEN pace >= 0.6 THEN 'needs_acceleration' WHEN pace >= 0 THEN 'limited'
      ELSE 'wrong_direction' END AS status,
    source
  FROM found
) TO '{out}' (HEADER)
''')
"""
POLARS = """
import polars as pl, sys
targets, observations, out = sys.argv[1:]
latest = (
    pl.scan_csv(observations).filter(pl.col("year") <= 2024)
    .group_by("entity", "indicator")
    .agg(pl.col("year").max().alias("as_of"), pl.col("value").sort_by("year").last())
)
b, t, v = pl.col("baseline_value"), pl.col("target_value"), pl.col("value")
span = pl.col("target_year") - pl.col("baseline_year")
since = pl.col("as_of") - pl.col("baseline_year")
pace = ((v / b).pow(1 / since) - 1) / ((t / b).pow(1 / span) - 1).abs()
milestone = b * (t / b).pow((2024 - pl.col("baseline_year")) / span)
(
    pl.scan_csv(targets).join(latest, on=["entity", "indicator"], how="left", maintain_order="left")
    .with_columns(
        milestone=milestone,
        milestone_gap=pl.when(pl.col("as_of") == 2024).then(v - milestone),
        gap=t - v,
        progress=(v - b) / (t - b),
        required_growth=pl.when(v >= t).then(0.0).otherwise(
            (t / v).pow(1 / (pl.col("target_year") - pl.col("as_of"))) - 1
        ),
        status=pl.when(v >= t).then(pl.lit("met")).when(pace >= 0.95).then(pl.lit("on_track"))
        .when(pace >= 0.6).then(pl.lit("needs_acceleration"))
        .when(pace >= 0).then(pl.lit("limited")).otherwise(pl.lit("wrong_direction")),
    )
    .collect().write_csv(out)
)
"""


def write_tables(folder: Path, count: int) -> tuple[Path, Path]:
    """Every city, indicator and year there is: figures of two decimals, of a fixed seed.

    Every second indicator has a value for the year asked for.
    """
    random = np.random.default_rng(1)
    baseline = random.uniform(10, 1000, count).round(2)
    target = (baseline * random.uniform(1.1, 3, count)).round(2)
    value = baseline[:, None] * np.cumprod(random.uniform(0.98, 1.15, (count, 3)), axis=1)
    targets, observations = folder / "targets.csv", folder / "observations.csv"
    with targets.open("w", encoding="utf-8") as file:
        file.write(
            "plan,entity,indicator,target_year,target_value,unit,baseline_year,baseline_value,source\n"
        )
        for i, (b, t) in enumerate(zip(baseline.tolist(), target.tolist(), strict=True)):
            file.write(f"p,city{i // 1000},indicator{i % 1000},2026,{t},亿元,2020,{b},plan\n")
    with observations.open("w", encoding="utf-8") as file:
        file.write("entity,indicator,year,value,unit,source\n")
        for i, values in enumerate(value.round(2).tolist()):
            for year, v in zip(range(YEAR - 3 + i % 2, YEAR + i % 2), values, strict=True):
                file.write(f"city{i // 1000},indicator{i % 1000},{year},{v},亿元,yearbook\n")
    return targets, observations


def largest_difference(ours: Path, theirs: Path) -> float:
    """The largest relative difference between the figures of two results; the status is the same.

    That of a difference is relative to the target.
    """
    with ours.open(encoding="utf-8") as one, theirs.open(encoding="utf-8") as other:
        by_key = {(r["entity"], r["indicator"]): r for r in csv.DictReader(other)}
        worst = 0.0
        for row in csv.DictReader(one):
            peer = by_key.pop((row["entity"], row["indicator"]))
            if row["status"] != peer["status"]:
                raise ValueError(f"{row} is not {peer}")
            for column in FIGURES:
                if not row[column] and not peer[column]:
                    continue
                mine, his = float(row[column]), float(peer[column])
                of_target = column in DIFFERENCES
                size = abs(float(row["target_value"])) if of_target else max(abs(his), 1e-3)
                worst = max(worst, abs(mine - his) / size)
    return worst


def apart(work: Callable[..., Any], *given: object) -> Any:
    """The work done in a process of its own: a child's peak memory begins with its parent's."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def ask(nbde: Path, tables: tuple[Path, Path], out: Path, *command: str) -> list[str | Path]:
    """The call of a command on the tables of a size."""
    return [nbde, *command, "--targets", tables[0], "--observations", tables[1], "--output", out]


def beside_peers(nbde: Path, folder: Path, count: int) -> None:
    peer = peers(HERE / ".peers")
    tables = apart(write_tables, folder, count)
    outs = {who: folder / f"{who}.csv" for who in ("duckdb", "polars", "nbde")}
    measured = side_by_side(
        {
            "duckdb": [peer, "-c", DUCKDB, *tables, outs["duckdb"]],
            "polars": [peer, "-c", POLARS, *tables, outs["polars"]],
            "nbde": ask(nbde, tables, outs["nbde"], "gap", "--year", str(YEAR)),
        },
        rounds=3,
    )
    print(f"{count} targets, {3 * count} observations")
    show(measured, "duckdb")
    for who in ("duckdb", "polars"):
        worst = apart(largest_difference, outs["nbde"], outs[who])
        print(f"largest relative difference from {who}: {worst:.1e}")


def by_size(nbde: Path, folder: Path, count: int) -> None:
    calls = {}
    for size in (count // 10, count):
        (folder / str(size)).mkdir()
        tables = apart(write_tables, folder / str(size), size)
        out = folder / str(size) / "out.csv"
        calls[f"gap, {size} targets"] = ask(nbde, tables, out, "gap", "--year", str(YEAR))
    print()
    show(side_by_side(calls, rounds=3), f"gap, {count // 10} targets")


def by_command(nbde: Path, folder: Path, count: int) -> None:
    tables, out = apart(write_tables, folder, count), folder / "out.csv"
    year = ("--year", str(YEAR))
    commands = [("gap", *year), ("growth", *year), ("forecast", *year)]
    commands += [("share", *year, "--denominator", "indicator7"), ("path", "--year", "2020-2026")]
    commands += [("status", *year, "--method", name) for name in (*METHODS, "all")]
    calls = {" ".join(command): ask(nbde, tables, out, *command) for command in commands}
    print(f"\n{count} targets, {3 * count} observations")
    show(side_by_side(calls, rounds=1), f"gap --year {YEAR}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    nbde = Path(sys.executable).with_name("nbde")
    for measure, size in ((beside_peers, count), (by_size, count), (by_command, count // 10)):
        with tempfile.TemporaryDirectory() as folder:
            measure(nbde, Path(folder), size)


if __name__ == "__main__":
    main()
