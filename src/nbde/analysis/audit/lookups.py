"""Targets, observations, names and sentences of an audit, looked up by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.analysis.arrays import PUBLISHED, Floats, Ints
from nbde.analysis.audit.figures import Figure, figure_text
from nbde.analysis.audit.rows import Observation, Target, keys_of, observation_rows, target_rows
from nbde.analysis.figures import is_linear, milestones_of
from nbde.analysis.notes import points_or
from nbde.analysis.results import code_as_name
from nbde.analysis.series import Series, series_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.messages import SENTENCES_JOINED, label, say

_Place = tuple[str, str]  # entity, indicator


@dataclass(frozen=True, slots=True)
class Lookups:
    """The tables of an audit.

    Attributes
    ----------
    every, chosen
        All targets, and those that are audited.
    series
        The series of all targets and of their denominators.
    gdp_growth
        The nominal growth [fraction per year] of GDP that was requested, if any.
    lang
        The language of the notes.
    """

    every: list[Target]
    chosen: list[Target]
    series: Series
    gdp_growth: float | None
    lang: str
    _resolved: Targets
    _path: str | None
    _by_entity: bool
    _targets: dict[_Place, list[Target]]
    _observed: dict[_Place, dict[int, list[Observation]]]
    _names: dict[_Place, str]
    _ignored: frozenset[_Place]

    def target(self, plan: str, entity: str, indicator: str, year: int) -> Target | None:
        """The target of that plan, entity, indicator and year."""
        key = plan, entity, indicator, year
        return next((one for one in self.targets(entity, indicator) if one.key == key), None)

    def targets(self, entity: str, indicator: str) -> list[Target]:
        """The targets of all plans for an indicator, in the order of the table."""
        return [one for one in self.targets_at(entity, indicator) if one.entity == entity]

    def targets_at(self, entity: str, indicator: str) -> list[Target]:
        """The targets that the observations of an entity and indicator belong to."""
        return self._targets.get(self._place(entity, indicator), [])

    def published(self, entity: str, indicator: str, year: int) -> list[Observation]:
        """The published observations of an indicator and year, the one to be used first."""
        return self._observed.get(self._place(entity, indicator), {}).get(year, [])

    def every_published(self) -> Iterator[tuple[str, str, int, list[Observation]]]:
        """Entity, indicator, year and observations of all that concerns the places audited.

        Indicators that only targets not chosen use are left out.
        """
        entities = {self._place(target.entity, "")[0] for target in self.chosen}
        for (entity, indicator), by_year in self._observed.items():
            for year, seen in by_year.items() if entity in entities else ():
                if told := [one for one in seen if not self._is_ignored(one)]:
                    yield entity, indicator, year, told

    def figures(self, plan: str, entity: str, indicator: str, year: int) -> list[Figure]:
        """The published figures of an indicator and year, else the plan's own baseline of it."""
        return [one.figure for one in self.published(entity, indicator, year)] or [
            target.baseline
            for target in self.targets(entity, indicator)
            if target.plan == plan and target.baseline_year == year and target.states_baseline
        ]

    def baseline(self, target: Target) -> tuple[int, Figure, bool]:
        """Year and level that the target's path starts from, and whether the plan publishes it.

        The year is 0 and the level NaN where there is none.
        """
        baseline, row, level = self._resolved.baseline, target.row, target.level
        value = float(baseline.value[row])
        is_published = baseline.basis[row] == PUBLISHED and target.schedule != "total"
        figure = Figure(value, level.unit, level.scale, level.dimension,
                        caveats=int(baseline.caveats[row]))  # fmt: skip
        return int(np.nan_to_num(baseline.year[row])), figure, bool(is_published)

    def milestones(self, targets: list[Target], years: list[int]) -> tuple[Floats, list[str]]:
        """The milestone of each target in a year, in the target's unit, and the kind of its path.

        The path is a straight line where no compound path exists.
        """
        resolved, year = self._resolved.take(rows_of(targets)), np.array(years, np.float64)
        milestone = milestones_of(resolved, year, path=self._path)
        linear = is_linear(resolved, self._path) | np.isnan(milestone)
        straight = milestones_of(resolved, year, path="linear")
        kinds = np.where(linear, "linear", "compound").tolist()
        return np.where(linear, straight, milestone), kinds

    def name(self, entity: str, indicator: str) -> str:
        """The name of the indicator: its code where the tables have none."""
        names = (self._names.get((place, indicator)) for place in (entity, ""))
        return next(filter(None, names), code_as_name(indicator))

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

    def label(self, word: str) -> str:
        """A word of a vocabulary in the language of the notes."""
        return label(word, self.lang)

    def joined(self, *sentences: str) -> str:
        """Several sentences as one note."""
        return SENTENCES_JOINED[self.lang].join(filter(None, sentences))

    def _is_ignored(self, one: Observation) -> bool:
        places = {(one.entity, one.indicator), (one.entity, one.growth_of)}
        return not self._ignored.isdisjoint(places)

    def _place(self, entity: str, indicator: str) -> _Place:
        return entity if self._by_entity else "", indicator


def lookups_of(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    among: pd.DataFrame,
    path: str | None,
    gdp_growth: float | None,
    lang: str,
) -> Lookups:
    """The look-ups of the targets chosen `among` others, and of the observations.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several, or an
        observation is of another dimension than its target.
    """
    denominators = sorted({str(code) for code in among["denominator"].unique()} - {""})
    series = series_of(among, observations, also=denominators)
    resolved = resolve_targets(among, series)
    every, keys = target_rows(among, resolved, series), keys_of(targets)
    chosen = [target for target in every if target.key in keys]
    by_entity = "entity" in among and "entity" in observations
    of_place: dict[_Place, list[Target]] = defaultdict(list)
    for target in every:
        of_place[target.entity if by_entity else "", target.indicator].append(target)
    observed: dict[_Place, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for one in observation_rows(observations, by_entity=by_entity):
        if not one.is_assumed:
            observed[one.entity, one.indicator][one.year].append(one)
    return Lookups(
        every=every,
        chosen=chosen,
        series=series,
        gdp_growth=gdp_growth,
        lang=lang,
        _resolved=resolved,
        _path=path,
        _by_entity=by_entity,
        _targets=of_place,
        _observed=observed,
        _names=_names_in((among, observations), lang),
        _ignored=frozenset(_used(every, by_entity) - _used(chosen, by_entity)),
    )


def rows_of(targets: Iterable[Target]) -> Ints:
    """The positions of targets in their table."""
    return np.array([target.row for target in targets], dtype=np.int64)


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
