"""The share of GDP of each target, and the level that a share target implies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.analysis.arrays import IMPLIED, MILESTONE, NONE, TARGET, Bools, Floats
from nbde.analysis.caveats import Part
from nbde.analysis.denominators import Denominators, denominators_at
from nbde.analysis.figures import IMPLIED_LEVEL, SHARE, milestones_of
from nbde.analysis.notes import Notes
from nbde.analysis.quantities import (
    Caveat,
    Quantities,
    caveats_in_words,
    differ_in_edition,
    has,
)
from nbde.analysis.results import (
    confidence_codes,
    confidence_column,
    label_columns,
    name_of,
    source_column,
    word_column,
    year_column,
    years_of,
)
from nbde.analysis.series import Series, series_of
from nbde.analysis.targets import Targets, resolve_targets
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
        Whether the denominator is projected beyond its last value at all.
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
    whole = denominators_at(
        series, series.extra_series[denominator][rows], years, gdp_growth, projection=projection
    )
    like = series.dimension[rows] == series.code("dimension", whole.position)
    fraction = _fractions(part, whole, resolved, like)
    value = np.where(part.is_share, IMPLIED_LEVEL.compute(fraction, whole.value), part.value)

    notes = Notes(len(rows), lang, OUTPUTS["share"])
    name = name_of(denominator, targets, observations, lang)
    _about_parts(notes, part, resolved, years)
    _about_wholes(notes, part, whole, series, years, name, like)
    notes.rest_on(_caveats(part, whole, resolved), series.words)
    implied = np.where(np.isfinite(value), IMPLIED, NONE)
    confidence = np.maximum(confidence_codes(targets)[rows], part.confidence)
    found = {
        **label_columns(targets, series.words, rows, lang),
        "year": year_column(years),
        "unit": series.words.column(
            np.where(part.is_share, series.code("unit", whole.position), series.unit[rows])
        ),
        "value": value,
        "value_basis": word_column(np.where(part.is_share, implied, part.basis), BASES),
        "denominator": pd.Categorical(np.full(len(rows), denominator, dtype=object)),
        "denominator_value": whole.value,
        "denominator_unit": series.words.column(series.code("unit", whole.position)),
        "denominator_basis": word_column(whole.basis, BASES),
        "share": fraction,
        "note": notes.column(),
        "confidence": confidence_column(np.maximum(confidence, whole.confidence)),
        "source": source_column(targets, series, rows, part.position, whole.position),
        "target_year": year_column(resolved.target_year),
        "denominator_name": pd.Categorical(np.full(len(rows), name, dtype=object)),
        "caveats": caveats_in_words(notes.caveats),
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
class _Parts(Quantities):
    """The part of each row, the level or the share itself, in the row's own unit."""

    is_share: Bools


def _parts(
    series: Series, resolved: Targets, year: Floats, milestone: Floats, is_share: Bools
) -> _Parts:
    """The series' value of the year itself, else the target in its year, else the milestone."""
    seen = series.quantities(series.at(resolved.line, year), resolved.scale)
    is_seen = seen.position != NONE
    at_target = (year == resolved.target_year) & np.isfinite(resolved.target)
    planned = np.where(at_target, resolved.target, milestone)
    planned = np.where(resolved.total, np.nan, planned)
    basis = np.where(at_target, TARGET, MILESTONE)
    basis = np.where(np.isfinite(planned), basis, NONE)
    behind = np.where(basis == MILESTONE, resolved.baseline.confidence, 0)
    return _Parts(
        value=np.where(is_seen, seen.value, planned),
        year=year,
        position=seen.position,
        basis=np.where(is_seen, seen.basis, basis),
        confidence=np.where(is_seen, seen.confidence, behind),
        edition=seen.edition,
        caveats=seen.caveats,
        is_share=is_share,
    )


def _caveats(part: _Parts, whole: Denominators, resolved: Targets) -> list[Part]:
    """The entry used or the target and the baseline in its place, and the denominator."""
    from_target = np.isin(part.basis, (TARGET, MILESTONE))
    on_way = (part.basis == MILESTONE) & (part.year < resolved.target_year) & ~resolved.every_year
    computed = from_target & has(resolved.target_caveats, Caveat.DERIVED)
    sureness = resolved.target_caveats & ~int(Caveat.DERIVED)
    return [
        Part.of("value", part.known(), part),
        Part.of("baseline", (on_way | computed) & resolved.baseline.known(), resolved.baseline),
        Part.target(
            np.isfinite(resolved.target), np.where(from_target, resolved.target_caveats, sureness)
        ),
        Part.of("denominator", whole.known(), whole),
    ]


def _fractions(part: _Parts, whole: Denominators, resolved: Targets, like: Bools) -> Floats:
    """The share itself, or the level over the whole where the two are `like` one another."""
    in_row_unit = np.where(like, rescale(whole.value, whole.scale / resolved.scale), np.nan)
    return np.where(
        part.is_share, rescale(part.value, resolved.scale), SHARE.compute(part.value, in_row_unit)
    )


def _about_parts(notes: Notes, part: _Parts, resolved: Targets, year: Floats) -> None:
    """Where a part comes from, or that there is none."""
    words = np.array([label(word, notes.lang) for word in (*BASES, "")], dtype=object)
    notes.add(part.is_share & part.known(), "note.share_from", basis=words[part.basis])
    kept = ~part.known() & resolved.kept & ~(year < resolved.baseline.year)
    notes.add(kept, "note.target_kept")
    notes.add(~part.known() & ~kept, "note.no_value_or_path", year=year)


def _about_wholes(
    notes: Notes,
    part: _Parts,
    whole: Denominators,
    series: Series,
    year: Floats,
    name: str,
    like: Bools,
) -> None:
    """Where a denominator comes from, or why there is none to divide by; `name` is its name."""
    lost, last = ~whole.known(), series.year(whole.position)
    unseen = whole.position == NONE
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
    notes.add(level & ~like & part.known(), "note.other_currency", name=name)
    joined = level & differ_in_edition(part.edition, whole.edition)
    if joined.any():
        first, second = series.words.decode(part.edition), series.words.decode(whole.edition)
        notes.add(joined, "note.share_editions", editions=first + " + " + second)
