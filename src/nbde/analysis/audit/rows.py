"""The rows of an audit: a target, an observation, and a finding on either."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import repeat
from operator import or_
from types import MappingProxyType

import numpy as np
import pandas as pd

from nbde.analysis.arrays import CONFIDENCES, numbers_of, positions
from nbde.analysis.audit.figures import Figure
from nbde.analysis.quantities import OF_COMPARISON, OF_CONFIDENCE, Caveat
from nbde.analysis.series import Series, caveats_of, ranking
from nbde.analysis.targets import Targets
from nbde.schema import COMPARISONS, RATIO

OK, ROUNDING, DIFFERS = "ok", "rounding", "differs"
EXCEEDS, WEAKER, BREAK = "exceeds", "weaker", "break"
UNCHECKED = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of an audit, but for the name of its check.

    Attributes
    ----------
    plan
        The plan that states the figure; empty for a figure of the statistics.
    entity, indicator, year
        The indicator tested, and the year.
    unit
        The unit of both figures.
    verdict
        A word of ``nbde.schema.VERDICTS``.
    note
        The finding as a sentence.
    stated, computed
        The figure as stated and as it follows from the others; NaN where there is none.
    rests_on
        Caveats of the figures used: bits of `Caveat` by the name of a part.
    """

    plan: str
    entity: str
    indicator: str
    year: int
    unit: str
    verdict: str
    note: str
    stated: float
    computed: float
    rests_on: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the targets table.

    Attributes
    ----------
    row
        Its position in the table.
    level
        The level it sets.
    printed
        The figure as the table has it, of any `kind`, with its comparison as written.
    baseline, baseline_year
        The baseline that the row states; its year is 0 where it states none.
    direction
        +1 where an increase is wanted, -1 where a decrease is.
    multiple
        The multiple claimed; NaN where none is.
    """

    row: int
    plan: str
    entity: str
    indicator: str
    year: int
    level: Figure
    printed: Figure
    kind: str
    schedule: str
    start_year: int
    baseline: Figure
    baseline_year: int
    direction: int
    numerator: str
    denominator: str
    part_of: str
    multiple: float

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Plan, entity, indicator and year, which only one row of a sound table has."""
        return self.plan, self.entity, self.indicator, self.year

    @property
    def states_baseline(self) -> bool:
        """Whether the row itself states a baseline."""
        return self.baseline_year > 0 and self.baseline.is_known

    @property
    def is_share(self) -> bool:
        """Whether it is a ratio whose numerator and denominator are named."""
        return bool(self.numerator and self.denominator) and self.level.dimension == RATIO

    def finding(
        self,
        verdict: str,
        note: str,
        stated: float,
        computed: float = math.nan,
        *,
        unit: str = "",
        rests_on: Mapping[str, int] = MappingProxyType({}),
    ) -> Finding:
        """A finding on the target in its year, by default in the unit of its level."""
        return Finding(
            *self.key,
            unit or self.level.unit,
            verdict,
            note,
            stated,
            computed,
            rests_on,
        )


@dataclass(frozen=True, slots=True)
class Observation:
    """A row of the observations table; `names` are its code and the names of its indicator."""

    entity: str
    indicator: str
    year: int
    figure: Figure
    vintage: str
    growth_of: str
    is_money: bool
    is_assumed: bool
    names: str


def resting_on(*figures: Figure) -> dict[str, int]:
    """The caveats of several figures as a finding has them."""
    caveats = reduce(or_, (figure.caveats for figure in figures), 0)
    derived = caveats & Caveat.DERIVED
    return {"values": caveats ^ derived, "target": derived}


def target_rows(targets: pd.DataFrame, resolved: Targets, series: Series) -> list[Target]:
    """The rows of a checked targets table; `resolved` and `series` are those of the same rows."""
    unit, dimension = (series.words.decode(c).tolist() for c in (series.unit, series.dimension))
    size = np.where(np.isfinite(series.scale), series.scale, 1.0)
    kind = [kind or "level" for kind in _texts(targets, "target_kind")]
    is_level = np.array(kind, dtype=object) == "level"
    printed_size = np.where(is_level, size, targets["_amount_scale"].to_numpy(np.float64))
    scale = size.tolist()
    binding = np.array(COMPARISONS, dtype=object)[resolved.comparison].tolist()
    known = resolved.target_caveats.tolist()
    sureness = (resolved.target_caveats & ~int(Caveat.DERIVED)).tolist()
    stated = OF_CONFIDENCE[positions(targets["confidence"], CONFIDENCES)]
    stated = stated | OF_COMPARISON[positions(targets["baseline_comparison"], COMPARISONS)]
    columns = zip(
        range(len(targets)),
        *(_texts(targets, name) for name in ("plan", "entity", "indicator")),
        _years(targets, "target_year"),
        map(Figure, resolved.target.tolist(), unit, scale, dimension, binding, repeat(""), known),
        map(Figure, _numbers(targets, "target_value"), _texts(targets, "unit"),
            printed_size.tolist(), dimension, _texts(targets, "comparison"), repeat(""), sureness),
        kind,
        [schedule or "by" for schedule in _texts(targets, "schedule")],
        _years(targets, "start_year"),
        map(Figure, _numbers(targets, "baseline_value"), unit, scale, dimension, repeat(""),
            repeat(""), stated.tolist()),
        _years(targets, "baseline_year"),
        resolved.direction.tolist(),
        *(_texts(targets, name) for name in ("numerator", "denominator", "part_of")),
        _numbers(targets, "claimed_multiple"),
        strict=True,
    )  # fmt: skip
    return [Target(*row) for row in columns]


def observation_rows(observations: pd.DataFrame, *, by_entity: bool) -> Iterator[Observation]:
    """The rows of a checked observations table, of each year the one to be used first."""
    frame = observations.iloc[ranking(observations, np.zeros(len(observations), np.int64))[::-1]]
    figures = map(
        Figure, _numbers(frame, "value"), _texts(frame, "unit"), _numbers(frame, "_scale"),
        _texts(frame, "_dimension"), repeat(""), _texts(frame, "edition"),
        caveats_of(frame).tolist(),
    )  # fmt: skip
    entity, indicator = _texts(frame, "entity"), _texts(frame, "indicator")
    columns = zip(
        entity if by_entity else [""] * len(frame),
        indicator,
        _years(frame, "year"),
        figures,
        _texts(frame, "vintage"),
        _texts(frame, "growth_of"),
        (frame["_currency"] != "").tolist(),
        (frame["confidence"] == "assumed").tolist(),
        map(" ".join, zip(indicator, _texts(frame, "name_zh"), _texts(frame, "name_en"),
                          strict=True)),
        strict=True,
    )  # fmt: skip
    return (Observation(*row) for row in columns)


def keys_of(targets: pd.DataFrame) -> set[tuple[str, str, str, int]]:
    """The key of every row."""
    columns = (_texts(targets, name) for name in ("plan", "entity", "indicator"))
    return set(zip(*columns, _years(targets, "target_year"), strict=True))


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    if column not in frame:
        return [""] * len(frame)
    return [str(text) for text in frame[column].astype(object).tolist()]


def _numbers(frame: pd.DataFrame, column: str) -> list[float]:
    numbers: list[float] = numbers_of(frame, column).tolist()
    return numbers


def _years(frame: pd.DataFrame, column: str) -> list[int]:
    """Years as whole numbers, 0 where there is none."""
    years: list[int] = np.nan_to_num(numbers_of(frame, column)).astype(int).tolist()
    return years
