"""The books that an audit reads: every target and observation, found by what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.analysis.arrays import Floats, Ints
from nbde.analysis.audits.figures import Figure
from nbde.analysis.audits.records import (
    Observation,
    Target,
    keys_of,
    observation_records,
    target_records,
)
from nbde.analysis.audits.wording import figure_text
from nbde.analysis.caveats import Part
from nbde.analysis.denominators import denominators_at
from nbde.analysis.figures import is_linear, milestones_of
from nbde.analysis.notes import Notes, points_or
from nbde.analysis.results import code_as_name
from nbde.analysis.series import Series, series_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.messages import SENTENCES_JOINED, label, say

_Place = tuple[str, str]  # entity, indicator
_GDP = "gdp"


@dataclass(frozen=True, slots=True)
class Denominator:
    """A denominator by the statistics; NaN in `figure` where nothing leads to one.

    `basis` is an index into `schema.BASES`, `last` the year of its last value (NaN without one) and
    `rate` the growth [per year] by which it was projected from it, NaN where it was not; `caveats`
    says in sentences what it rests on.
    """

    figure: Figure
    basis: int
    last: float
    rate: float
    caveats: str


@dataclass(frozen=True, slots=True)
class Books:
    """What the checks look up.

    Parameters
    ----------
    every, chosen
        All targets, and those that are audited.
    gdp_growth
        The nominal growth [fraction per year] of GDP that was asked for, if any.
    lang
        The language of the notes.
    """

    every: list[Target]
    chosen: list[Target]
    gdp_growth: float | None
    lang: str
    _series: Series
    _goals: Targets
    _path: str | None
    _by_entity: bool
    _of_key: dict[tuple[str, str, str, int], Target]
    _of_indicator: dict[_Place, list[Target]]
    _observed: dict[_Place, dict[int, list[Observation]]]
    _names: dict[_Place, str]
    _passed_over: frozenset[_Place]

    def target(self, plan: str, entity: str, indicator: str, year: int) -> Target | None:
        """The target of that plan, entity, indicator and year."""
        return self._of_key.get((plan, entity, indicator, year))

    def targets(self, entity: str, indicator: str) -> list[Target]:
        """The targets of all plans for an indicator, in the order of the table."""
        return [one for one in self.targets_at(entity, indicator) if one.entity == entity]

    def targets_at(self, entity: str, indicator: str) -> list[Target]:
        """The targets that the observations of an entity and indicator belong to."""
        return self._of_indicator.get(self._place(entity, indicator), [])

    def observations(self) -> Iterable[tuple[str, str, dict[int, list[Observation]]]]:
        """What was published for each indicator that is asked about: entity, indicator, by year.

        Of one year what counts most comes first; assumptions are not published. Indicators that
        only targets not chosen use are passed over.
        """
        entities = {self._place(target.entity, "")[0] for target in self.chosen}
        for (entity, indicator), by_year in self._observed.items():
            if entity in entities:
                told = {year: list(filter(self._is_told, seen)) for year, seen in by_year.items()}
                yield entity, indicator, {year: seen for year, seen in told.items() if seen}

    def published(self, entity: str, indicator: str, year: int) -> list[Observation]:
        """What was published for an indicator and year, what counts most first."""
        seen = self._observed.get(self._place(entity, indicator), {}).get(year, [])
        return [one for one in seen if not one.figure.assumed]

    def figures(self, plan: str, entity: str, indicator: str, year: int) -> list[Figure]:
        """What was published for an indicator and year, else the plan's own baseline of it."""
        published = [one.figure for one in self.published(entity, indicator, year)]
        return published or self._baselines(plan, entity, indicator).get(year, [])

    def denominators(self, shares: list[Target]) -> list[Denominator]:
        """The denominator of each share target in its year, by the statistics."""
        found: dict[int, Denominator] = {}
        for code in {share.denominator for share in shares}:
            of_code = [share for share in shares if share.denominator == code]
            line = self._series.extra_series[code][_rows(of_code)]
            years = np.array([share.year for share in of_code], np.float64)
            growth = self.gdp_growth if self.has_growth_of(code) else None
            whole = denominators_at(self._series, line, years, growth, projection=True)
            unit, dimension = (
                self._series.text(name, whole.position) for name in ("unit", "dimension")
            )
            columns = (whole.value, unit, whole.scale, dimension)
            figures = (Figure(*row) for row in zip(*(c.tolist() for c in columns), strict=True))
            notes = Notes(len(line), self.lang, ())
            notes.rest_on([Part.of("denominator", whole.known(), whole)], self._series.words)
            last = self._series.year(whole.position)
            rows = zip(figures, whole.basis.tolist(), last.tolist(), whole.rate.tolist(),
                       notes.column(), strict=True)  # fmt: skip
            for share, row in zip(of_code, rows, strict=True):
                found[share.row] = Denominator(*row)
        return [found[share.row] for share in shares]

    def has_growth_of(self, denominator: str) -> bool:
        """Whether the growth of a denominator was requested: that of GDP can be."""
        return denominator == _GDP and self.gdp_growth is not None

    def name(self, entity: str, indicator: str) -> str:
        """The name of the indicator: its code where the tables have none."""
        names = (self._names.get((place, indicator)) for place in (entity, ""))
        return next(filter(None, names), code_as_name(indicator))

    def milestones(self, targets: list[Target], years: list[int]) -> tuple[Floats, list[str]]:
        """The value of each target's path in a year, in the target's unit, and the kind of path.

        It is a straight line where no compound path exists.
        """
        goals, year = self._goals.take(_rows(targets)), np.array(years, np.float64)
        milestone = milestones_of(goals, year, path=self._path)
        straight = milestones_of(goals, year, path="linear")
        linear = is_linear(goals, self._path) | np.isnan(milestone)
        kinds = np.where(linear, "linear", "compound").tolist()
        return np.where(linear, straight, milestone), kinds

    def baseline(self, target: Target) -> tuple[int, float]:
        """Year and value that the target's path starts from; 0 and NaN without one."""
        year = float(self._goals.baseline.year[target.row])
        return int(np.nan_to_num(year)), float(self._goals.baseline.value[target.row])

    def say(self, key: str, /, **values: object) -> str:
        """The sentence `key` in the language of the notes, its figures as a reader writes them."""
        shown = {
            name: figure_text(value) if isinstance(value, float) else value
            for name, value in values.items()
        }
        return say(f"audit.{key}", self.lang, **shown)

    def points(self, unit: str) -> str:
        """The unit of a difference: percentage points between percentages."""
        return points_or(unit, self.lang)

    def word(self, word: str) -> str:
        """A word of a vocabulary in the language of the notes."""
        return label(word, self.lang)

    def joined(self, *sentences: str) -> str:
        """Several sentences as one note."""
        return SENTENCES_JOINED[self.lang].join(sentences)

    def _is_told(self, one: Observation) -> bool:
        places = {(one.entity, one.indicator), (one.entity, one.growth_of)}
        return not one.figure.assumed and self._passed_over.isdisjoint(places)

    def _place(self, entity: str, indicator: str) -> _Place:
        return entity if self._by_entity else "", indicator

    def _baselines(self, plan: str, entity: str, indicator: str) -> dict[int, list[Figure]]:
        stated: dict[int, list[Figure]] = {}
        for target in self.targets(entity, indicator):
            if target.plan == plan and target.stated_year and np.isfinite(target.stated):
                stated.setdefault(target.stated_year, [target.figure(target.stated)])
        return stated


def books_of(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    among: pd.DataFrame,
    path: str | None,
    gdp_growth: float | None,
    lang: str,
) -> Books:
    """The books of the targets chosen `among` others, and of what was observed.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several, or an
        observation is of another dimension than its target.
    """
    wholes = sorted({str(code) for code in among["denominator"].unique()} - {""})
    series = series_of(among, observations, also=wholes)
    resolved = resolve_targets(among, series)
    every = target_records(among, resolved, series)
    keys = keys_of(targets)
    chosen = [target for target in every if target.key in keys]
    by_entity = "entity" in among and "entity" in observations
    observed: dict[_Place, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for one in observation_records(observations, by_entity=by_entity):
        observed[one.entity, one.indicator][one.year].append(one)
    of_indicator: dict[_Place, list[Target]] = defaultdict(list)
    for target in every:
        of_indicator[target.entity if by_entity else "", target.indicator].append(target)
    return Books(
        every=every,
        chosen=chosen,
        gdp_growth=gdp_growth,
        lang=lang,
        _series=series,
        _goals=resolved,
        _path=path,
        _by_entity=by_entity,
        _of_key={target.key: target for target in every},
        _of_indicator=of_indicator,
        _observed=observed,
        _names=_names_in((among, observations), lang),
        _passed_over=frozenset(_used(every, by_entity) - _used(chosen, by_entity)),
    )


def _used(targets: Iterable[Target], by_entity: bool) -> set[_Place]:
    return {
        (target.entity if by_entity else "", indicator)
        for target in targets
        for indicator in (target.indicator, target.numerator, target.denominator, target.part_of)
        if indicator
    }


def _names_in(frames: Sequence[pd.DataFrame], lang: str) -> dict[_Place, str]:
    """The names of indicators at each place, and, without a place, those at any.

    A name in the language comes before one in the other, a target's before an observation's.
    """
    names: dict[_Place, str] = {}
    for column in ("name_zh", "name_en") if lang == "zh" else ("name_en", "name_zh"):
        for frame in frames:
            entities = frame["entity"].astype(object) if "entity" in frame else [""] * len(frame)
            rows = zip(entities, frame["indicator"], frame[column].astype(object), strict=True)
            for entity, code, name in rows:
                if name:
                    names.setdefault((str(entity), str(code)), str(name))
                    names.setdefault(("", str(code)), str(name))
    return names


def _rows(targets: list[Target]) -> Ints:
    return np.array([target.row for target in targets], dtype=np.int64)
