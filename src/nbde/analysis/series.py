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

from nbde.analysis.arrays import (
    ASSUMED,
    BASELINE,
    CONFIDENCES,
    DERIVED,
    NONE,
    OBSERVED,
    Bools,
    Floats,
    Ints,
    Observations,
    StringTable,
    line_of,
    numbers_of,
    positions,
    sort_key,
    spread,
)
from nbde.analysis.quantities import (
    BOUND,
    OF_COMPARISON,
    OF_CONFIDENCE,
    Caveat,
    Quantities,
    differ_in_edition,
    with_bounds_turned,
)
from nbde.errors import DataError
from nbde.formulas.scale import rescale, without_noise
from nbde.formulas.shares import share
from nbde.schema import COMPARISONS, RATIO
from nbde.threads import MANY, in_background

_PER_CENT = 0.01
_VINTAGES = ("preliminary", "", "revised")


@dataclass(frozen=True, slots=True)
class Series:
    """All lines that the rows of a targets table need, ready to be looked up.

    `row_series` gives the line of each row's `indicator`, `extra_series` those of further
    indicators of its entity; `scale`, `unit` and `dimension` are those of each row's level (the
    series' own where the row does not say). A look-up returns the place of an entry in `key`, which
    orders the lines by year, or `NONE`; `entry` says which of the `entries` stands there.
    """

    entries: Observations
    key: Ints
    entry: Ints
    words: StringTable
    row_series: Ints
    indicator: Ints
    extra_series: dict[str, Ints]
    scale: Floats
    unit: Ints
    dimension: Ints

    def at(self, line: Ints, year: ArrayLike) -> Ints:
        """The entry of exactly that year."""
        goal, known = _goal(line, year)
        place = np.searchsorted(self.key, goal)
        return np.where(known & (_taken(self.key, place, NONE) == goal), place, NONE)

    def latest(self, line: Ints, year: ArrayLike) -> Ints:
        """The last entry of that year or before it."""
        goal, known = _goal(line, year)
        place = np.searchsorted(self.key, goal, side="right") - 1
        return np.where(known & self._is_of(line, place), place, NONE)

    def first(self, line: Ints, year: ArrayLike) -> Ints:
        """The first entry of that year or after it."""
        goal, known = _goal(line, year)
        place = np.searchsorted(self.key, goal)
        return np.where(known & self._is_of(line, place), place, NONE)

    def value(self, place: Ints, scale: Floats) -> Floats:
        """The value in units of the size `scale`; NaN where there is no entry."""
        value = self._field("value", place, np.nan)
        return rescale(value, self.size(place) / scale)

    def size(self, place: Ints) -> Floats:
        """The size of the entry's unit; NaN where there is no entry."""
        return self._field("scale", place, np.nan)

    def line(self, place: Ints) -> Ints:
        """The entry's line; `NONE` where there is no entry."""
        return np.where(place == NONE, NONE, line_of(_taken(self.key, place, NONE)))

    def year(self, place: Ints) -> Floats:
        """The entry's year; NaN where there is no entry."""
        return np.where(place == NONE, np.nan, self._field("year", place, 0).astype(np.float64))

    def code(self, name: str, place: Ints, missing: int = 0) -> Ints:
        """The entry's number in the field `name`; `missing` where there is no entry."""
        return self._field(name, place, missing).astype(np.int64, copy=False)

    def text(self, name: str, place: Ints) -> np.ndarray:
        """The entry's text in the field `name`; empty where there is no entry."""
        return self.words.decode(self.code(name, place))

    def quantities(self, place: Ints, scale: Floats) -> Quantities:
        """The entries with all that is known of them, in units of the size `scale`."""
        return Quantities(
            value=self.value(place, scale),
            year=self.year(place),
            position=place,
            basis=self.code("basis", place, NONE),
            confidence=self.code("confidence", place),
            edition=self.code("edition", place),
            caveats=self.code("caveats", place),
        )

    def _is_of(self, line: Ints, place: Ints) -> Bools:
        same: Bools = self.line(place) == line
        return same

    def _field(self, name: str, place: Ints, missing: float) -> np.ndarray:
        entry = _taken(self.entry, place, NONE)
        return _taken(getattr(self.entries, name), entry, missing)


def _taken(values: np.ndarray, place: Ints, missing: float) -> np.ndarray:
    """The values at some places; `missing` for a place that is not there."""
    inside = (place >= 0) & (place < len(values))
    if inside.all():
        return values[place]
    taken = np.full(len(place), missing, dtype=values.dtype)
    taken[inside] = values[place[inside]]
    return taken


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
    words = StringTable()
    by_entity = "entity" in targets and "entity" in observations
    if not by_entity and "entity" in observations:
        _refuse_several_entities(observations)
    plan, entity = words.codes(targets["plan"]), _entities(targets, words)
    wanted = [words.codes(targets[c]) for c in ("indicator", "numerator", "denominator")]
    wanted += [np.full(len(targets), words.intern(name)) for name in also]
    seen_entity = _entities(observations if by_entity else observations[["indicator"]], words)
    seen_indicator = words.codes(observations["indicator"])

    size = len(words)
    observed = _observed(observations, words)
    seen = sort_key(seen_entity * size + seen_indicator, observed.year)
    chosen = _chosen(observations, seen)
    every = np.arange(len(targets))
    quotients = np.flatnonzero(_is_quotient(targets))
    rows = [every, quotients, quotients, *([every] * len(also))]
    lines, pair_of_line = _lines(plan, [entity * size + code for code in wanted], rows)
    sought = pair_of_line if by_entity else pair_of_line % size
    line_of_entry, place = _of_lines(line_of(seen[chosen]), sought)
    entry = chosen[place]
    series = Series(
        entries=observed,
        key=sort_key(line_of_entry, observed.year[entry]),
        entry=entry,
        words=words,
        row_series=lines[0],
        indicator=wanted[0],
        extra_series=dict(zip(also, lines[3:], strict=True)),
        scale=targets["_scale"].to_numpy(np.float64),
        unit=words.codes(targets["_unit"]),
        dimension=words.codes(targets["_dimension"]),
    )
    series = _with_units(series, _is_quotient(targets))
    _refuse_misfits(series)
    series = _with(series, *_stated(series, targets))
    return _with(series, *_derived(series, targets, lines[1], lines[2]))


def _lines(plan: Ints, pairs: Sequence[Ints], rows: Sequence[Ints]) -> tuple[list[Ints], Ints]:
    """The lines of some rows' pairs of entity and indicator, and the pair of each line.

    The lines of each of `pairs` have one entry a row, `NONE` for all but its `rows`.
    """
    sought = np.concatenate([pair[some] for pair, some in zip(pairs, rows, strict=True)])
    line, pair_of_line = pd.factorize(sought)
    if (plan != plan[:1]).any():
        plans = np.concatenate([plan[some] for some in rows])
        line, keys = pd.factorize(plans * len(pair_of_line) + line)
        pair_of_line = pair_of_line[keys % len(pair_of_line)]
    lines = [np.full(len(plan), NONE) for _ in rows]
    ends = np.cumsum([len(some) for some in rows])
    for found, some, part in zip(lines, rows, np.split(line, ends[:-1]), strict=True):
        found[some] = part
    return lines, pair_of_line


def _with(series: Series, line: Ints, more: Observations) -> Series:
    """The series with further entries, which are in order of line and year."""
    if not len(more):
        return series
    with in_background(
        lambda: Observations.joined(series.entries, more), pays=len(more) >= MANY
    ) as entries:
        added = sort_key(line, more.year)
        place = np.searchsorted(series.key, added, side="right")
        key = np.insert(series.key, place, added)
        entry = np.insert(series.entry, place, np.arange(len(more)) + len(series.entries))
    return replace(series, entries=entries(), key=key, entry=entry)


def _entities(table: pd.DataFrame, words: StringTable) -> Ints:
    """The entity of each row; 0 throughout where the table has none."""
    if "entity" in table:
        return words.codes(table["entity"])
    return np.broadcast_to(np.int64(0), len(table))


def _observed(observations: pd.DataFrame, words: StringTable) -> Observations:
    confidence = positions(observations["confidence"], CONFIDENCES)
    return Observations(
        year=observations["year"].to_numpy(np.int64),
        value=observations["value"].to_numpy(np.float64),
        scale=observations["_scale"].to_numpy(np.float64),
        dimension=words.codes(observations["_dimension"]),
        unit=words.codes(observations["unit"]),
        basis=np.where(confidence == CONFIDENCES.index("assumed"), ASSUMED, OBSERVED),
        confidence=confidence,
        source=words.codes(observations["source"]),
        edition=words.codes(observations["edition"]),
        caveats=caveats_of(observations),
    )


def caveats_of(observations: pd.DataFrame) -> Ints:
    """The caveats of every observation: bits of `Caveat`."""
    confidence = positions(observations["confidence"], CONFIDENCES)
    caveats = OF_CONFIDENCE[confidence]
    caveats |= OF_COMPARISON[positions(observations["comparison"], COMPARISONS)]
    preliminary = positions(observations["vintage"], ("preliminary",)) == 0
    return np.where(preliminary, caveats | int(Caveat.PRELIMINARY), caveats)


def ranking(observations: pd.DataFrame, key: Ints) -> Ints:
    """The rows of the observations in order of `key`, of one key that to be used last.

    Of several values for one year an assumed one of this call comes first, then the newest edition,
    then unrounded before rounded, then revised before preliminary.
    """
    order: Ints = np.lexsort((
        positions(observations["vintage"], _VINTAGES),
        (observations["rounded"] != "yes").to_numpy(),
        observations["_edition_rank"].to_numpy(),
        observations["_scenario"].to_numpy(),
        key,
    ))  # fmt: skip
    return order


def _chosen(observations: pd.DataFrame, key: Ints) -> Ints:
    """The observation to be used of each series and year, in the order of `key`."""
    if (np.diff(key) > 0).all():
        return np.arange(len(key))
    order = np.argsort(key, kind="stable")
    if (np.diff(key[order]) == 0).any():
        order = ranking(observations, key)
    last: Ints = order[np.append(np.diff(key[order]) != 0, True)]
    return last


def _refuse_several_entities(observations: pd.DataFrame) -> None:
    """Targets without entities cannot choose between the observations of several."""
    pairs = observations[["indicator", "entity"]].drop_duplicates()
    several = pairs[pairs["indicator"].duplicated()]
    if len(several):
        raise DataError("error.several_entities", indicator=several["indicator"].iloc[0])


def _of_lines(pair: Ints, pair_of_line: Ints) -> tuple[Ints, Ints]:
    """For every line the places of its pair in `pair`; one pair may have several lines."""
    start = np.searchsorted(pair, pair_of_line)
    count = np.searchsorted(pair, pair_of_line, side="right") - start
    line, place = spread(count)
    return line, start[line] + place


def _is_quotient(targets: pd.DataFrame) -> Bools:
    """Rows that name the numerator and the denominator of their indicator."""
    named: Bools = ((targets["numerator"] != "") & (targets["denominator"] != "")).to_numpy(bool)
    return named


def _with_units(series: Series, is_quotient: Bools) -> Series:
    """The series with the unit of the latest observation for rows that state none."""
    silent = np.isnan(series.scale)
    if not silent.any():
        return series
    last = series.latest(series.row_series, np.full(len(series.row_series), 4000.0))
    quotient = silent & is_quotient & (last == NONE)
    per_cent, ratio = series.words.intern("%"), series.words.intern(RATIO)
    scale = np.where(last == NONE, 1.0, series.size(last))
    unit, dimension = series.code("unit", last), series.code("dimension", last)
    return replace(
        series,
        scale=np.where(quotient, _PER_CENT, np.where(silent, scale, series.scale)),
        unit=np.where(quotient, per_cent, np.where(silent, unit, series.unit)),
        dimension=np.where(quotient, ratio, np.where(silent, dimension, series.dimension)),
    )


def _refuse_misfits(series: Series) -> None:
    """An observation of another dimension than its target would be compared with it in vain."""
    found = series.entries.dimension
    wanted = series.dimension
    if not len(wanted) or ((found == wanted[0]).all() and (wanted == wanted[0]).all()):
        return
    wanted = np.full(int(series.row_series.max(initial=-1)) + 1, NONE)
    wanted[series.row_series] = series.dimension
    line = line_of(series.key)
    judged = np.flatnonzero(line < len(wanted))
    line, entry = line[judged], series.entry[judged]
    misfit = (wanted[line] > 0) & (wanted[line] != found[entry])
    for place in np.flatnonzero(misfit)[:1]:
        row = int(np.flatnonzero(series.row_series == line[place])[0])
        raise DataError(
            "error.misfit",
            indicator=series.words.texts[series.indicator[row]],
            unit=series.words.texts[series.entries.unit[entry[place]]],
            wanted=series.words.texts[series.unit[row]],
        )


def _stated(series: Series, targets: pd.DataFrame) -> tuple[Ints, Observations]:
    """The plans' own baselines, for the years in which nothing was observed, and their lines.

    Of several rows that state one the first counts, with the weakest confidence of them all.
    """
    year = numbers_of(targets, "baseline_year")
    value = targets["baseline_value"].to_numpy(np.float64)
    stated = np.isfinite(year) & np.isfinite(value) & (series.at(series.row_series, year) == NONE)
    rows = np.flatnonzero(stated)
    _, first, group = np.unique(
        sort_key(series.row_series[rows], year[rows].astype(np.int64)),
        return_index=True, return_inverse=True,
    )  # fmt: skip
    confidence = np.zeros(len(first), np.int64)
    np.maximum.at(confidence, group, positions(targets["confidence"], CONFIDENCES)[rows])
    comparison = positions(targets["baseline_comparison"], COMPARISONS)[rows[first]]
    rows = rows[first]
    none = np.zeros(len(rows), np.int64)
    return series.row_series[rows], Observations(
        year=year[rows].astype(np.int64),
        value=value[rows],
        scale=series.scale[rows],
        dimension=series.dimension[rows],
        unit=series.unit[rows],
        basis=none + BASELINE,
        confidence=confidence,
        source=series.words.codes(targets["source"])[rows],
        edition=none,
        caveats=OF_CONFIDENCE[confidence] | OF_COMPARISON[comparison],
    )


def _derived(
    series: Series, targets: pd.DataFrame, numerator: Ints, denominator: Ints
) -> tuple[Ints, Observations]:
    """Shares that were not observed: numerator over denominator of one year and dimension."""
    rows = np.flatnonzero(_is_quotient(targets) & (series.dimension == series.words.intern(RATIO)))
    _, first = np.unique(series.row_series[rows], return_index=True)
    rows = rows[first]
    lines = line_of(series.key) if len(rows) else series.key[:0]
    start = np.searchsorted(lines, numerator[rows])
    stop = np.searchsorted(lines, numerator[rows], side="right")
    group, place = spread(stop - start)
    top, line = start[group] + place, series.row_series[rows][group]
    year = series.year(top)
    under = series.at(denominator[rows][group], year)
    fits = (under != NONE) & (series.at(line, year) == NONE)
    fits &= series.code("dimension", top) == series.code("dimension", under, NONE)
    top, under, line, row = top[fits], under[fits], line[fits], rows[group][fits]
    size, words = series.size(top), series.words

    def both(name: str) -> tuple[Ints, Ints]:
        return series.code(name, top), series.code(name, under)

    return line, Observations(
        year=series.code("year", top),
        value=without_noise(share(series.value(top, size), series.value(under, size))),
        scale=np.ones(len(line)),
        dimension=series.dimension[row],
        unit=series.unit[row],
        basis=np.full(len(line), DERIVED),
        confidence=np.maximum(*both("confidence")),
        source=words.both(*both("source"), "; "),
        edition=words.both(*both("edition"), " + "),
        caveats=_of_quotient(*both("caveats"), *both("edition")),
    )


def _of_quotient(part: Ints, whole: Ints, edition: Ints, other: Ints) -> Ints:
    """The caveats of a numerator over a denominator: those of both, and that it is one."""
    mixed = differ_in_edition(edition, other)
    caveats = part | with_bounds_turned(whole) | int(Caveat.DERIVED)
    caveats = np.where(mixed, caveats | int(Caveat.EDITION_BREAK), caveats)
    either_way = (caveats & int(BOUND)) == int(BOUND)
    return np.where(either_way, caveats & ~int(Caveat.STRICT), caveats)
