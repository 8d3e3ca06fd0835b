"""The two tables row by row: what a plan sets, and what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.analysis.arrays import PUBLISHED
from nbde.analysis.audits.figures import Figure
from nbde.analysis.series import Series, ranking
from nbde.analysis.targets import Targets
from nbde.schema import COMPARISONS


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the targets table.

    Parameters
    ----------
    row
        Its place among the targets.
    level
        The level it asks for; its value is NaN where none is known.
    kind, amount, amount_scale
        The figure as printed: a level or another kind of target, and the size of its unit.
    written
        How the table says that the figure binds; empty where it does not.
    direction
        +1 where an increase is wanted, -1 where a decrease is.
    schedule
        ``by``, ``every-year`` or ``total``.
    stated_year, stated
        The baseline that the row itself states; 0 and NaN where it states none.
    baseline_year, baseline
        The plan's own published baseline, of this row or another of the plan; 0 and NaN without.
    multiple
        The multiple claimed; NaN where none is.
    """

    row: int
    plan: str
    entity: str
    indicator: str
    year: int
    level: Figure
    kind: str
    amount: float
    amount_unit: str
    amount_scale: float
    written: str
    direction: int
    schedule: str
    start_year: int
    stated_year: int
    stated: float
    baseline_year: int
    baseline: float
    numerator: str
    denominator: str
    part_of: str
    multiple: float

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What no other row of a sound table has."""
        return self.plan, self.entity, self.indicator, self.year

    def figure(self, value: float) -> Figure:
        """A value in the unit of the row's level."""
        return Figure(value, self.level.unit, self.level.scale, self.level.dimension)


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of the observations table."""

    entity: str
    indicator: str
    year: int
    figure: Figure
    vintage: str
    growth_of: str
    is_money: bool
    names: str


def keys_of(targets: pd.DataFrame) -> set[tuple[str, str, str, int]]:
    """What tells the rows of a targets table apart."""
    columns = (_texts(targets, name) for name in ("plan", "entity", "indicator"))
    return set(zip(*columns, _years(targets, "target_year"), strict=True))


def target_records(targets: pd.DataFrame, resolved: Targets, series: Series) -> list[Target]:
    """The rows of a checked targets table; `resolved` and `series` are those of the same rows."""
    words = np.array(series.words.texts, dtype=object)
    published = (resolved.baseline.basis == PUBLISHED) & ~resolved.total
    scale = np.where(np.isfinite(series.scale), series.scale, 1.0)
    is_level = targets["target_kind"].isin(("", "level")).to_numpy()
    levels = map(
        Figure,
        resolved.target.tolist(),
        words[series.unit].tolist(),
        scale.tolist(),
        words[series.dimension].tolist(),
        [COMPARISONS[code] for code in resolved.comparison.tolist()],
    )
    columns = zip(
        range(len(targets)),
        *(_texts(targets, name) for name in ("plan", "entity", "indicator")),
        _years(targets, "target_year"),
        levels,
        [kind or "level" for kind in _texts(targets, "target_kind")],
        targets["target_value"].to_numpy(np.float64).tolist(),
        _texts(targets, "unit"),
        np.where(is_level, scale, targets["_amount_scale"].to_numpy(np.float64)).tolist(),
        _texts(targets, "comparison"),
        resolved.direction.tolist(),
        [schedule or "by" for schedule in _texts(targets, "schedule")],
        _years(targets, "start_year"),
        _years(targets, "baseline_year"),
        targets["baseline_value"].to_numpy(np.float64).tolist(),
        np.where(published, np.nan_to_num(resolved.baseline.year), 0).astype(int).tolist(),
        np.where(published, resolved.baseline.value, np.nan).tolist(),
        *(_texts(targets, name) for name in ("numerator", "denominator", "part_of")),
        targets["claimed_multiple"].to_numpy(np.float64).tolist(),
        strict=True,
    )
    return [Target(*row) for row in columns]


def observation_records(observations: pd.DataFrame, *, by_entity: bool) -> Iterator[Observation]:
    """The rows of a checked observations table, of each year the one that counts most first."""
    frame = observations.iloc[ranking(observations, np.zeros(len(observations), np.int64))[::-1]]
    figures = map(
        Figure,
        frame["value"].to_numpy(np.float64).tolist(),
        _texts(frame, "unit"),
        frame["_scale"].to_numpy(np.float64).tolist(),
        _texts(frame, "_dimension"),
        _texts(frame, "comparison"),
        _texts(frame, "edition"),
        (frame["confidence"] == "assumed").tolist(),
    )
    names = [" ".join(both) for both in zip(*(_texts(frame, c) for c in _NAMING), strict=True)]
    columns = zip(
        _texts(frame, "entity") if by_entity else [""] * len(frame),
        _texts(frame, "indicator"),
        _years(frame, "year"),
        figures,
        _texts(frame, "vintage"),
        _texts(frame, "growth_of"),
        (frame["_currency"] != "").tolist(),
        names,
        strict=True,
    )
    return (Observation(*row) for row in columns)


_NAMING = ("indicator", "name_zh", "name_en")


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    if column not in frame:
        return [""] * len(frame)
    return [str(text) for text in frame[column].astype(object).tolist()]


def _years(frame: pd.DataFrame, column: str) -> list[int]:
    """Years as whole numbers, 0 where there is none."""
    return frame[column].fillna(0).astype(int).tolist()
