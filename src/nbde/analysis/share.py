"""What share of GDP each target is, and the level that a share target implies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.analysis.arrays import (
    ASSUMED,
    IMPLIED,
    MILESTONE,
    NONE,
    PROJECTED,
    TARGET,
    Bools,
    Floats,
    Ints,
)
from nbde.analysis.calendar import years_of
from nbde.analysis.editions import comparable_before, editions_differ
from nbde.analysis.milestones import milestones_of
from nbde.analysis.notes import Notes
from nbde.analysis.results import (
    confidence_codes,
    confidence_column,
    label_columns,
    name_of,
    source_column,
    word_column,
    year_column,
)
from nbde.analysis.series import Series, series_of
from nbde.analysis.targets import Targets, resolve_targets
from nbde.formulas import shares
from nbde.formulas.growth import growth_rate, level_after
from nbde.formulas.scale import rescale
from nbde.messages import label
from nbde.schema import BASES, OUTPUTS, RATIO


def share(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    denominator: str = "gdp",
    gdp_growth: float | None = None,
    projection: bool = True,
    path: str | None = None,
    growth: float | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """The share of the denominator of every currency level, and the level of every share of it.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        One or several years; nothing later than a year is used for it. Default the current year.
    denominator
        The indicator that is the whole.
    gdp_growth
        Nominal growth [fraction per year] of the denominator after its last value; without it the
        growth between its last two comparable years.
    projection
        Whether the denominator is carried on beyond its last value at all.
    path, growth
        As in `gap`, for the milestones.
    lang
        Language of names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a target and year, the columns of ``nbde.schema.OUTPUTS["share"]``. For a level,
        `value` is in the row's unit and `share` a fraction of `denominator_value`; for a share,
        `value` is the level it implies, in the denominator's unit. Undefined figures are NaN, and
        `note` says why.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several.
    """
    asked = np.array(years_of(year), dtype=np.float64)
    series = series_of(targets, observations, also=[denominator])
    is_share = _shares_of(targets, series, denominator)
    chosen = np.flatnonzero(is_share | _is_currency(targets, observations, series))
    rows, years = np.repeat(chosen, len(asked)), np.tile(asked, len(chosen))
    resolved = resolve_targets(targets, series, rows, years)
    milestone = milestones_of(resolved, years, path=path, growth=growth)
    part = _parts(series, resolved, years, milestone, is_share[rows])
    whole = _wholes(
        series, series.extra_series[denominator][rows], years, gdp_growth, projection=projection
    )
    like = series.dimension[rows] == series.code("dimension", whole.place)
    fraction = _fractions(part, whole, resolved, like)
    value = np.where(part.is_share, shares.level(fraction, whole.value), part.value)

    notes = Notes(len(rows), lang, OUTPUTS["share"])
    name = name_of(denominator, targets, observations, lang)
    _about_parts(notes, part, series, years)
    _about_wholes(notes, part, whole, series, years, name, like)
    places = (part.place, whole.place, part.start)
    implied = np.where(np.isfinite(value), IMPLIED, NONE)
    found = {
        **label_columns(targets, series.words, rows, lang),
        "year": year_column(years),
        "unit": series.words.column(
            np.where(part.is_share, series.code("unit", whole.place), series.unit[rows])
        ),
        "value": value,
        "value_basis": word_column(np.where(part.is_share, implied, part.basis), BASES),
        "denominator": pd.Categorical(np.full(len(rows), denominator, dtype=object)),
        "denominator_value": whole.value,
        "denominator_unit": series.words.column(series.code("unit", whole.place)),
        "denominator_basis": word_column(whole.basis, BASES),
        "share": fraction,
        "note": notes.column(),
        "confidence": confidence_column(_weakest(targets, series, rows, places)),
        "source": source_column(targets, series, rows, part.place, whole.place),
        "target_year": year_column(resolved.target_year),
        "denominator_name": pd.Categorical(np.full(len(rows), name, dtype=object)),
    }
    return pd.DataFrame({column: found[column] for column in OUTPUTS["share"]})


def _shares_of(targets: pd.DataFrame, series: Series, denominator: str) -> Bools:
    ratio = series.dimension == series.words.intern(RATIO)
    found: Bools = ratio & (targets["denominator"] == denominator).to_numpy(bool)
    return found


def _is_currency(targets: pd.DataFrame, observations: pd.DataFrame, series: Series) -> Bools:
    """Rows whose level is an amount of money, also where only the observations say so."""
    currencies = {
        str(dimension)
        for frame in (targets, observations)
        for dimension in frame.loc[frame["_currency"] != "", "_dimension"].unique()
    }
    codes = [series.words.intern(dimension) for dimension in currencies]
    return np.isin(series.dimension, np.array(codes, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The part of each row, the level or the share itself, in the row's own unit.

    `place` is the entry it was taken from, `start` that of the baseline which its path starts from.
    """

    value: Floats
    basis: Ints
    place: Ints
    start: Ints
    is_share: Bools


def _parts(
    series: Series, resolved: Targets, year: Floats, milestone: Floats, is_share: Bools
) -> _Parts:
    """The series' value of the year itself, else the target in its year, else the milestone."""
    place = series.at(resolved.line, year)
    seen = place != NONE
    milestone = np.where(resolved.total, np.nan, milestone)
    at_target = (year == resolved.target_year) & np.isfinite(resolved.target) & ~resolved.total
    basis = np.where(at_target, TARGET, np.where(np.isfinite(milestone), MILESTONE, NONE))
    basis = np.where(seen, series.code("basis", place), basis)
    return _Parts(
        value=np.where(seen, series.value(place, resolved.scale), milestone),
        basis=basis,
        place=place,
        start=np.where(basis == MILESTONE, resolved.baseline_place, NONE),
        is_share=is_share,
    )


@dataclass(frozen=True, slots=True)
class _Wholes:
    """The denominator of each row: in its own unit of the size `scale`; `place` its last entry."""

    value: Floats
    scale: Floats
    basis: Ints
    place: Ints
    rate: Floats


def _wholes(
    series: Series, line: Ints, year: Floats, growth: float | None, *, projection: bool
) -> _Wholes:
    place = series.latest(line, year)
    scale = series.size(place)
    value = series.value(place, scale)
    since = year - series.year(place)
    before = comparable_before(series, place)
    rate = (
        growth_rate(series.value(before, scale), value, series.year(place) - series.year(before))
        if growth is None
        else np.full(len(line), growth)
    )
    if not projection:
        rate = np.full(len(line), np.nan)
    carried = since > 0
    return _Wholes(
        value=np.where(carried, level_after(value, rate, since), value),
        scale=scale,
        basis=np.where(
            place == NONE,
            NONE,
            np.where(
                carried,
                np.where(np.isfinite(rate), PROJECTED, NONE),
                series.code("basis", place),
            ),
        ),
        place=place,
        rate=np.where(carried, rate, np.nan),
    )


def _fractions(part: _Parts, whole: _Wholes, resolved: Targets, like: Bools) -> Floats:
    """The share itself, or the level over the whole where the two are `like` one another."""
    in_row_unit = np.where(like, rescale(whole.value, whole.scale / resolved.scale), np.nan)
    return np.where(
        part.is_share, rescale(part.value, resolved.scale), shares.share(part.value, in_row_unit)
    )


def _weakest(targets: pd.DataFrame, series: Series, rows: Ints, places: Sequence[Ints]) -> Ints:
    """The weakest confidence of the target and of the entries used."""
    weakest = confidence_codes(targets)[rows]
    for place in places:
        weakest = np.maximum(weakest, series.code("confidence", place))
    return weakest


def _about_parts(notes: Notes, part: _Parts, series: Series, year: Floats) -> None:
    """Where a part comes from, or that there is none."""
    words = np.array([label(word, notes.lang) for word in (*BASES, "")], dtype=object)
    known = np.isfinite(part.value)
    notes.add(part.is_share & known, "note.share_from", basis=words[part.basis])
    notes.add(~known, "note.no_value_or_path", year=year)
    loose = series.text("comparison", part.place)
    notes.add(np.isin(loose, (">", ">=", "<", "<=")), "note.bound", sign=loose)
    notes.add(loose == "~", "note.about")
    notes.add(series.code("basis", part.start, NONE) == ASSUMED, "note.assumed_baseline")


def _about_wholes(
    notes: Notes,
    part: _Parts,
    whole: _Wholes,
    series: Series,
    year: Floats,
    name: str,
    like: Bools,
) -> None:
    """Where a denominator comes from, or why there is none to divide by; `name` is what it is."""
    lost, last = np.isnan(whole.value), series.year(whole.place)
    unseen = whole.place == NONE
    notes.add(lost & unseen, "note.no_denominator", name=name, year=year)
    notes.add(lost & ~unseen, "note.denominator_not_projected", name=name, last=last)
    notes.add(
        np.isfinite(whole.rate) & ~lost,
        "note.denominator_projected",
        name=name,
        last=last,
        rate=np.char.mod("%.2f", np.nan_to_num(whole.rate) * 100),
    )
    level = ~part.is_share & ~lost
    notes.add(level & ~like & np.isfinite(part.value), "note.other_currency", name=name)
    first, second = series.text("edition", part.place), series.text("edition", whole.place)
    joined = level & editions_differ(series, part.place, whole.place)
    notes.add(joined, "note.share_editions", editions=first + " + " + second)
