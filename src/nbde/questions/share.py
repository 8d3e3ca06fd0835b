"""What share of GDP each target is, and the level that a share target implies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.formulas import shares
from nbde.formulas.growth import growth_rate, level_after
from nbde.formulas.scale import rescale
from nbde.questions.calendar import years_of
from nbde.questions.entries import ASSUMED, BASES, NONE, Bools, Floats, Ints
from nbde.questions.goals import goals_of
from nbde.questions.milestones import milestones_of
from nbde.questions.notes import Notes
from nbde.questions.results import (
    confidence_codes,
    confidence_column,
    label_columns,
    year_column,
)
from nbde.questions.series import Series, series_of
from nbde.schema import OUTPUTS, RATIO
from nbde.words import label

_BASIS = np.array([*BASES, "target", "milestone", "projected", ""], dtype=object)
_TARGET, _MILESTONE, _PROJECTED, _NOTHING = range(len(BASES), len(BASES) + 4)


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
    is_share = is_share[rows]
    goals = goals_of(targets, series, rows, years)
    whole = _wholes(
        series, series.also[denominator][rows], years, gdp_growth, projection=projection
    )

    place = series.at(goals.line, years)
    milestone = np.where(goals.total, np.nan, milestones_of(goals, years, path=path, growth=growth))
    at_target = (years == goals.target_year) & np.isfinite(goals.target) & ~goals.total
    own = np.where(place != NONE, series.value(place, goals.scale), milestone)
    basis = np.where(at_target, _TARGET, np.where(np.isfinite(milestone), _MILESTONE, _NOTHING))
    basis = np.where(place != NONE, series.code("basis", place), basis)

    one_dimension = series.dimension[rows] == series.code("dimension", whole.place)
    in_row_unit = rescale(whole.value, whole.scale / goals.scale)
    fraction = np.where(
        is_share,
        rescale(own, goals.scale),
        shares.share(own, np.where(one_dimension, in_row_unit, np.nan)),
    )
    value = np.where(is_share, shares.level(fraction, whole.value), own)

    notes = Notes(len(rows), lang, OUTPUTS["share"])
    _explain(
        notes, _Row(own, basis, is_share, one_dimension), whole, series, place, denominator, years
    )
    shown_unit = np.where(is_share, series.code("unit", whole.place), series.unit[rows])
    source = series.words.codes(targets["source"])[rows]
    for used in (place, whole.place):
        source = series.words.both(source, series.code("source", used), "; ")
    weakest = confidence_codes(targets)[rows]
    start = np.where(basis == _MILESTONE, goals.baseline_place, NONE)
    notes.add(series.code("basis", start, NONE) == ASSUMED, "note.assumed_baseline")
    for used in (place, whole.place, start):
        weakest = np.maximum(weakest, np.where(used == NONE, 0, series.code("confidence", used)))
    found = {
        **label_columns(targets, series.words, rows, lang),
        "year": year_column(years),
        "unit": series.words.column(shown_unit),
        "value": value,
        "value_basis": pd.Categorical(
            np.where(
                is_share & np.isfinite(value), "implied", np.where(is_share, "", _BASIS[basis])
            )
        ),
        "denominator": pd.Categorical(np.full(len(rows), denominator, dtype=object)),
        "denominator_value": whole.value,
        "denominator_unit": series.words.column(series.code("unit", whole.place)),
        "denominator_basis": pd.Categorical(_BASIS[whole.basis]),
        "share": fraction,
        "note": notes.column(),
        "confidence": confidence_column(weakest),
        "source": series.words.column(source),
    }
    return pd.DataFrame({column: found[column] for column in OUTPUTS["share"]})


def _shares_of(targets: pd.DataFrame, series: Series, denominator: str) -> Bools:
    ratio = series.dimension == series.words.number(RATIO)
    found: Bools = ratio & (targets["denominator"] == denominator).to_numpy(bool)
    return found


def _is_currency(targets: pd.DataFrame, observations: pd.DataFrame, series: Series) -> Bools:
    """Rows whose level is an amount of money, also where only the observations say so."""
    currencies = {
        str(dimension)
        for frame in (targets, observations)
        for dimension in frame.loc[frame["_currency"] != "", "_dimension"].unique()
    }
    codes = [series.words.number(dimension) for dimension in currencies]
    return np.isin(series.dimension, np.array(codes, dtype=np.int64))


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
    before = series.comparable_before(place)
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
            _NOTHING,
            np.where(
                carried,
                np.where(np.isfinite(rate), _PROJECTED, _NOTHING),
                series.code("basis", place),
            ),
        ),
        place=place,
        rate=np.where(carried, rate, np.nan),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    own: Floats
    basis: Ints
    is_share: Bools
    one_dimension: Bools


def _explain(
    notes: Notes,
    row: _Row,
    whole: _Wholes,
    series: Series,
    place: Ints,
    denominator: str,
    year: Floats,
) -> None:
    words = np.array([label(str(word), notes.lang) for word in _BASIS], dtype=object)
    known = np.isfinite(row.own)
    notes.add(row.is_share & known, "note.share_from", basis=words[row.basis])
    notes.add(~known, "note.no_value_or_path", year=year)
    lost = np.isnan(whole.value)
    notes.add(lost & (whole.place == NONE), "note.no_denominator", name=denominator, year=year)
    notes.add(
        lost & (whole.place != NONE),
        "note.denominator_not_projected",
        name=denominator,
        last=series.year(whole.place),
        year=year,
    )
    notes.add(
        np.isfinite(whole.rate) & ~lost,
        "note.denominator_projected",
        name=denominator,
        last=series.year(whole.place),
        rate=np.char.mod("%.2f", np.nan_to_num(whole.rate) * 100),
    )
    notes.add(
        ~row.is_share & ~row.one_dimension & known & ~lost, "note.other_currency", name=denominator
    )
    loose = series.text("comparison", place)
    notes.add(np.isin(loose, (">", ">=", "<", "<=")), "note.bound", sign=loose)
    notes.add(loose == "~", "note.about")
    first, second = series.text("edition", place), series.text("edition", whole.place)
    joined = (first != second) & (first != "") & (second != "") & ~row.is_share
    notes.add(joined & ~lost, "note.share_editions", editions=first + " + " + second)
