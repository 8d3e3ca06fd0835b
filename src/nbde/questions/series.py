"""The series of every indicator as each plan sees it, and its value at, up to and from a year.

A line is one indicator of one entity in one plan: the observations, the plan's own baseline where
nothing was observed, and for a share its numerator over its denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from nbde.errors import DataError
from nbde.formulas.scale import rescale, without_noise
from nbde.formulas.shares import share
from nbde.questions.entries import (
    ASSUMED,
    BASELINE,
    CONFIDENCES,
    DERIVED,
    EITHER_WAY,
    NONE,
    OBSERVED,
    Bools,
    Entries,
    Floats,
    Ints,
    Vocabulary,
    sort_key,
    spread,
)
from nbde.schema import RATIO

_PER_CENT = 0.01
_VINTAGES = ("preliminary", "", "revised")
_FLIPPED = {"": "", "~": "~", "=": "=", ">": "<", ">=": "<=", "<": ">", "<=": ">="}


@dataclass(frozen=True, slots=True)
class Series:
    """All lines that the rows of a targets table need, ready to be looked up.

    `own` gives the line of each row's `indicator`, `also` those of further indicators of its
    entity; `scale`, `unit` and `dimension` are those of each row's level (the series' own where the
    row does not say). A look-up returns the place of an entry, or `NONE`.
    """

    entries: Entries
    key: Ints
    words: Vocabulary
    own: Ints
    indicator: Ints
    also: dict[str, Ints]
    scale: Floats
    unit: Ints
    dimension: Ints

    def at(self, line: Ints, year: ArrayLike) -> Ints:
        """The entry of exactly that year."""
        goal, known = _goal(line, year)
        place = np.searchsorted(self.key, goal)
        return np.where(known & (self._get(self.key, place, NONE) == goal), place, NONE)

    def latest(self, line: Ints, year: ArrayLike) -> Ints:
        """The last entry of that year or before it."""
        goal, known = _goal(line, year)
        place = np.searchsorted(self.key, goal, side="right") - 1
        return np.where(known & (self._get(self.entries.line, place, NONE) == line), place, NONE)

    def first(self, line: Ints, year: ArrayLike) -> Ints:
        """The first entry of that year or after it."""
        goal, known = _goal(line, year)
        place = np.searchsorted(self.key, goal)
        return np.where(known & (self._get(self.entries.line, place, NONE) == line), place, NONE)

    def value(self, place: Ints, scale: Floats) -> Floats:
        """The value in units of the size `scale`; NaN where there is no entry."""
        value = self._get(self.entries.value, place, np.nan)
        return rescale(value, self.size(place) / scale)

    def size(self, place: Ints) -> Floats:
        """The size of the entry's unit; NaN where there is no entry."""
        return self._get(self.entries.scale, place, np.nan)

    def comparable_before(self, place: Ints) -> Ints:
        """The entry before `place` in the same line and edition."""
        entries = self.entries
        order = np.lexsort((entries.year, entries.edition, entries.line))
        follows = (np.diff(entries.line[order]) == 0) & (np.diff(entries.edition[order]) == 0)
        before = np.full(len(order), NONE)
        before[order[1:][follows]] = order[:-1][follows]
        return self._get(before, place, NONE)

    def year(self, place: Ints) -> Floats:
        """The entry's year; NaN where there is no entry."""
        return self._get(self.entries.year.astype(np.float64), place, np.nan)

    def code(self, name: str, place: Ints, missing: int = 0) -> Ints:
        """The entry's number in the field `name`; `missing` where there is no entry."""
        return self._get(getattr(self.entries, name), place, missing)

    def text(self, name: str, place: Ints) -> np.ndarray:
        """The entry's text in the field `name`; empty where there is no entry."""
        return np.array(self.words.texts, dtype=object)[self.code(name, place)]

    @staticmethod
    def _get(values: np.ndarray, place: Ints, missing: float) -> np.ndarray:
        inside = (place >= 0) & (place < len(values))
        return np.append(values, np.asarray([missing], values.dtype))[np.where(inside, place, -1)]


def _goal(line: Ints, year: ArrayLike) -> tuple[Ints, Bools]:
    years = np.asarray(year, dtype=np.float64)
    known = np.isfinite(years)
    return sort_key(line, np.where(known, years, 0).astype(np.int64)), known


def series_of(
    targets: pd.DataFrame, observations: pd.DataFrame, also: Sequence[str] = ()
) -> Series:
    """The series that the rows of `targets` need, and those of the indicators `also`.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several, or an
        observation is of another dimension than its target.
    """
    words = Vocabulary()
    by_entity = "entity" in targets and "entity" in observations
    plan = words.codes(targets["plan"])
    nowhere = np.zeros(len(targets), np.int64)
    entity = words.codes(targets["entity"]) if "entity" in targets else nowhere
    wanted = [words.codes(targets[c]) for c in ("indicator", "numerator", "denominator")]
    wanted += [np.full(len(targets), words.number(name)) for name in also]
    observed, place = _observations(observations, words, by_entity=by_entity)

    size = len(words)
    pairs, pair = np.unique(
        np.concatenate([entity * size + indicator for indicator in wanted]), return_inverse=True
    )
    keys, line = np.unique(np.tile(plan, len(wanted)) * len(pairs) + pair, return_inverse=True)
    lines = np.split(line.astype(np.int64), len(wanted))
    pair_of_line = pairs[keys % max(len(pairs), 1)]
    seen = pair_of_line if by_entity else pair_of_line % size
    entries = _of_lines(observed, place[0] * size + place[1], seen)
    series = Series(
        entries=entries,
        key=sort_key(entries.line, entries.year),
        words=words,
        own=lines[0],
        indicator=wanted[0],
        also=dict(zip(also, lines[3:], strict=True)),
        scale=targets["_scale"].to_numpy(np.float64),
        unit=words.codes(targets["_unit"]),
        dimension=words.codes(targets["_dimension"]),
    )
    series = _with_units(series, _is_quotient(targets))
    _refuse_misfits(series)
    series = _with(series, _stated(series, targets))
    return _with(series, _derived(series, targets, lines[1], lines[2]))


def _with(series: Series, more: Entries) -> Series:
    entries = Entries.joined([series.entries, more])
    return replace(series, entries=entries, key=sort_key(entries.line, entries.year))


def _observations(
    observations: pd.DataFrame, words: Vocabulary, *, by_entity: bool
) -> tuple[Entries, tuple[Ints, Ints]]:
    """The value to be used of each series and year, with the entity and indicator of each.

    Of several values for one year an assumed one of this call comes first, then the newest edition,
    then unrounded before rounded, then revised before preliminary.
    """
    indicator = words.codes(observations["indicator"])
    entity = (
        words.codes(observations["entity"]) if by_entity else np.zeros(len(observations), np.int64)
    )
    year = observations["year"].to_numpy(np.int64)
    order = np.lexsort((
        _position(observations["vintage"], _VINTAGES),
        (observations["rounded"] != "yes").to_numpy(),
        observations["_edition_rank"].to_numpy(),
        observations["_scenario"].to_numpy(),
        year,
        indicator,
        entity,
    ))  # fmt: skip
    if not by_entity and "entity" in observations:
        _refuse_several_entities(observations)
    series = np.stack([entity, indicator, year])[:, order]
    last = np.ones(len(order), dtype=bool)
    last[:-1] = (series[:, 1:] != series[:, :-1]).any(axis=0)
    chosen = order[last]
    confidence = _position(observations["confidence"], CONFIDENCES)
    entries = Entries(
        line=np.zeros(len(order), np.int64),
        year=year,
        value=observations["value"].to_numpy(np.float64),
        scale=observations["_scale"].to_numpy(np.float64),
        dimension=words.codes(observations["_dimension"]),
        unit=words.codes(observations["unit"]),
        basis=np.where(confidence == CONFIDENCES.index("assumed"), ASSUMED, OBSERVED),
        confidence=confidence,
        source=words.codes(observations["source"]),
        edition=words.codes(observations["edition"]),
        comparison=words.codes(observations["comparison"]),
    )
    return entries.take(chosen), (entity[chosen], indicator[chosen])


def _refuse_several_entities(observations: pd.DataFrame) -> None:
    """Targets without entities cannot choose between the observations of several."""
    pairs = observations[["indicator", "entity"]].drop_duplicates()
    several = pairs[pairs["indicator"].duplicated()]
    if len(several):
        raise DataError("error.several_entities", indicator=several["indicator"].iloc[0])


def _position(column: pd.Series, words: Sequence[str]) -> Ints:
    return pd.Categorical(column.astype(object), categories=list(words)).codes.astype(np.int64)


def _of_lines(observed: Entries, pair: Ints, pair_of_line: Ints) -> Entries:
    """The observations of every line, those of one pair repeated for each plan that has it."""
    start = np.searchsorted(pair, pair_of_line)
    count = np.searchsorted(pair, pair_of_line, side="right") - start
    line, place = spread(count)
    return replace(observed.take(start[line] + place), line=line)


def _is_quotient(targets: pd.DataFrame) -> Bools:
    """Rows that name the numerator and the denominator of their indicator."""
    named: Bools = ((targets["numerator"] != "") & (targets["denominator"] != "")).to_numpy(bool)
    return named


def _with_units(series: Series, is_quotient: Bools) -> Series:
    """The series with the unit of the latest observation for rows that state none."""
    silent = np.isnan(series.scale)
    if not silent.any():
        return series
    last = series.latest(series.own, np.full(len(series.own), 4000.0))
    quotient = silent & is_quotient & (last == NONE)
    per_cent, ratio = series.words.number("%"), series.words.number(RATIO)
    scale = Series._get(series.entries.scale, last, 1.0)
    unit, dimension = series.code("unit", last), series.code("dimension", last)
    return replace(
        series,
        scale=np.where(quotient, _PER_CENT, np.where(silent, scale, series.scale)),
        unit=np.where(quotient, per_cent, np.where(silent, unit, series.unit)),
        dimension=np.where(quotient, ratio, np.where(silent, dimension, series.dimension)),
    )


def _refuse_misfits(series: Series) -> None:
    """An observation of another dimension than its target would be compared with it in vain."""
    wanted = np.full(int(series.own.max(initial=-1)) + 1, NONE)
    wanted[series.own] = series.dimension
    entries = series.entries
    judged = entries.take(entries.line < len(wanted))
    misfit = (wanted[judged.line] > 0) & (wanted[judged.line] != judged.dimension)
    for place in np.flatnonzero(misfit)[:1]:
        row = int(np.flatnonzero(series.own == judged.line[place])[0])
        raise DataError(
            "error.misfit",
            indicator=series.words.texts[series.indicator[row]],
            unit=series.words.texts[judged.unit[place]],
            wanted=series.words.texts[series.unit[row]],
        )


def _stated(series: Series, targets: pd.DataFrame) -> Entries:
    """The plans' own baselines, for the years in which nothing was observed."""
    year = targets["baseline_year"].to_numpy(np.float64, na_value=np.nan)
    value = targets["baseline_value"].to_numpy(np.float64)
    stated = np.isfinite(year) & np.isfinite(value) & (series.at(series.own, year) == NONE)
    rows = np.flatnonzero(stated)
    _, first = np.unique(
        sort_key(series.own, np.nan_to_num(year).astype(np.int64))[rows], return_index=True
    )
    rows = rows[first]
    none = np.zeros(len(rows), np.int64)
    return Entries(
        line=series.own[rows],
        year=year[rows].astype(np.int64),
        value=value[rows],
        scale=series.scale[rows],
        dimension=series.dimension[rows],
        unit=series.unit[rows],
        basis=none + BASELINE,
        confidence=_position(targets["confidence"], CONFIDENCES)[rows],
        source=series.words.codes(targets["source"])[rows],
        edition=none,
        comparison=none,
    )


def _derived(series: Series, targets: pd.DataFrame, numerator: Ints, denominator: Ints) -> Entries:
    """Shares that were not observed: numerator over denominator of one year and dimension."""
    rows = np.flatnonzero(_is_quotient(targets) & (series.dimension == series.words.number(RATIO)))
    _, first = np.unique(series.own[rows], return_index=True)
    rows = rows[first]
    start = np.searchsorted(series.entries.line, numerator[rows])
    stop = np.searchsorted(series.entries.line, numerator[rows], side="right")
    group, place = spread(stop - start)
    top, line = start[group] + place, series.own[rows][group]
    year = series.entries.year[top]
    under = series.at(denominator[rows][group], year)
    fits = (under != NONE) & (series.at(line, year) == NONE)
    fits &= series.entries.dimension[top] == series.code("dimension", under, NONE)
    top, under, line, row = top[fits], under[fits], line[fits], rows[group][fits]
    part, whole = series.entries.take(top), series.entries.take(under)
    return Entries(
        line=line,
        year=part.year,
        value=without_noise(share(part.value, rescale(whole.value, whole.scale / part.scale))),
        scale=np.ones(len(line)),
        dimension=series.dimension[row],
        unit=series.unit[row],
        basis=np.full(len(line), DERIVED),
        confidence=np.maximum(part.confidence, whole.confidence),
        source=series.words.both(part.source, whole.source, "; "),
        edition=series.words.both(part.edition, whole.edition, " + "),
        comparison=_bound(series.words, part.comparison, whole.comparison),
    )


def _bound(words: Vocabulary, part: Ints, whole: Ints) -> Ints:
    """How a quotient is bound when its parts are: by the part, the other way by the whole."""
    size = len(words)
    pairs, position = np.unique(part * size + whole, return_inverse=True)
    bounds = [
        words.number(_quotient_bound(words.texts[pair // size], words.texts[pair % size]))
        for pair in pairs
    ]
    return np.array(bounds, dtype=np.int64)[position]


def _quotient_bound(part: str, whole: str) -> str:
    ways = {part, _FLIPPED[whole]} - {"", "="}
    firm = ways - {"~"}
    if len({way[0] for way in firm}) > 1:
        return EITHER_WAY
    return min(firm, key=len) if firm else "".join(ways)
