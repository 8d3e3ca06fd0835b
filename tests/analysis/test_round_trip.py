"""The table that `nbde targets` prints, read back, is answered as the one that was read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analysis import drawn
from tests.cli.running import run

import nbde
from nbde.tables.load import no_observations

QUESTIONS: tuple[Callable[..., pd.DataFrame], ...] = (
    nbde.gap, nbde.growth, nbde.share, nbde.path, nbde.status, nbde.forecast, nbde.audit,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=drawn.targets(signed=True),
    seen=drawn.observations(signed=True),
    year=st.integers(2018, 2028),
    form=st.sampled_from(["csv", "tsv"]),
)
def test_targets_read_back(
    tmp_path: Path, rows: drawn.Rows, seen: drawn.Rows, year: int, form: str
) -> None:
    given_, printed = tmp_path / "given.csv", tmp_path / f"printed.{form}"
    pd.DataFrame(rows).to_csv(given_, index=False)
    result = run("targets", "--targets", str(given_), "-o", str(printed))
    assert result.exit_code == 0, result.stderr
    first, again = nbde.read_targets(given_), nbde.read_targets(printed)
    same = partial(pd.testing.assert_frame_equal, check_categorical=False)
    same(first.drop(columns="_line"), again.drop(columns="_line"))
    observations = (
        nbde.read_observations(pd.DataFrame(seen)) if seen else no_observations(like=first)
    )
    for question in QUESTIONS:
        same(question(first, observations, year=year), question(again, observations, year=year))
