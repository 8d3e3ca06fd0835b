"""The figures of `gap` and `growth`, each declared once: inputs, computation and formula as text.

The columns, the notes that belong to a column, the steps of `explain` and the formulas of the
documentation follow from these declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from nbde.analysis.arrays import Bools, Floats
from nbde.analysis.targets import Targets
from nbde.formulas import shares
from nbde.formulas import targets as formula
from nbde.formulas.growth import annual_change, continuous_growth, growth_rate
from nbde.formulas.paths import compound_milestone, linear_milestone, milestone_back
from nbde.formulas.scale import difference
from nbde.messages import say
from nbde.schema import COLUMNS, Kind

Inputs = dict[str, Floats | Bools]
"""Columns by the names that the formulas use, and the conditions under which a formula holds."""


@dataclass(frozen=True, slots=True)
class Formula:
    """One way to compute a figure.

    Attributes
    ----------
    needs
        The inputs, in the order of the arguments of `compute`.
    compute
        The figure from columns of the inputs; NaN where undefined.
    text
        The formula, each input in braces.
    when
        The condition under which it is used instead of those after it; empty for always.
    said
        The key of its sentence, where the names of the inputs put into `text` do not say it.
    """

    needs: tuple[str, ...]
    compute: Callable[..., Floats]
    text: str
    when: str = ""
    said: str = ""

    def in_words(self, lang: str, **names: str) -> str:
        """The formula with the names of its inputs; `names` has those that differ from a term."""
        if self.said:
            return say(self.said, lang)
        return self.with_inputs(
            {name: names.get(name) or say(f"term.{name}", lang) for name in self.shown}
        )

    def with_inputs(self, shown: Mapping[str, str]) -> str:
        """The formula with its inputs put in, each as text."""
        return self.text.format_map(shown)

    @property
    def shown(self) -> list[str]:
        """The inputs that stand in the text."""
        return [name for name in self.needs if f"{{{name}}}" in self.text]


@dataclass(frozen=True, slots=True)
class Figure:
    """A column that is computed: its formulas, of which the first that holds is used.

    `unless` is the condition under which it is undefined whatever its formulas give.
    """

    name: str
    formulas: tuple[Formula, ...]
    unless: str = ""

    @property
    def kind(self) -> Kind:
        """Whether it is a quantity in the row's unit, a fraction or a count: that of its column."""
        return COLUMNS[self.name].kind

    def compute(self, inputs: Inputs) -> Floats:
        """The figure of every row."""
        result = np.full(len(inputs["target_value"]), np.nan)
        for one in reversed(self.formulas):
            if not one.when:
                result = one.compute(*(inputs[name] for name in one.needs))
            elif (where := inputs[one.when]).any():
                result = np.where(where, one.compute(*(inputs[n] for n in one.needs)), result)
        if self.unless and (undefined := inputs[self.unless]).any():
            result = np.where(undefined, np.nan, result)
        return result

    def formula_of(self, inputs: Mapping[str, Floats | Bools], row: int) -> Formula:
        """The formula that gives the figure of one row."""
        return next(one for one in self.formulas if not one.when or inputs[one.when][row])


def _as_it_is(level: Floats) -> Floats:
    return level


def _none(level: Floats) -> Floats:
    return np.zeros_like(level)


def _acceleration(required: Floats, achieved: Floats, direction: Floats) -> Floats:
    """Required over achieved growth; NaN where the achieved growth does not go the wanted way."""
    return required / np.where(achieved * direction > 0, achieved, np.nan)


def _continuous_acceleration(
    value: Floats, target: Floats, years_left: Floats, achieved: Floats, direction: Floats
) -> Floats:
    """The same of continuous rates, so that like is set beside like."""
    return _acceleration(continuous_growth(value, target, years_left), achieved, direction)


_MET = Formula(("value",), _none, "0", when="met", said="formula.met")
_RATE_LEFT = ("value", "target_value", "years_left")
_ENDS = ("baseline_value", "target_value", "gone", "span")

FIGURES = (
    Figure("years_left", (
        Formula(("as_of", "target_year"), lambda as_of, year: year - as_of,
                "{target_year} − {as_of}"),
    ), unless="every_year"),
    Figure("milestone", (
        Formula(("target_value",), _as_it_is, "{target_value}",
                when="every_year", said="formula.every_year"),
        Formula(("target_value",), _as_it_is, "{target_value}",
                when="at_target", said="formula.at_target"),
        Formula(("target_value", "growth", "years_ahead"), milestone_back,
                "{target_value} ÷ (1 + {growth})^{years_ahead}",
                when="backwards", said="formula.back"),
        Formula(("baseline_value",), _as_it_is, "{baseline_value}",
                when="at_baseline", said="formula.at_baseline"),
        Formula(_ENDS, linear_milestone,
                "{baseline_value} + ({target_value} − {baseline_value}) × {gone} ÷ {span}",
                when="linear"),
        Formula(_ENDS, compound_milestone,
                "{baseline_value} × ({target_value} ÷ {baseline_value})^({gone} ÷ {span})"),
    ), unless="no_milestone"),
    Figure("milestone_gap", (
        Formula(("value", "milestone"), difference, "{value} − {milestone}"),
    ), unless="of_another_year"),
    Figure("gap", (
        Formula(("value", "target_value"), formula.gap, "{target_value} − {value}"),
    )),
    Figure("progress", (
        Formula(("baseline_value", "value", "target_value"), formula.progress,
                "({value} − {baseline_value}) ÷ ({target_value} − {baseline_value})"),
    ), unless="no_way"),
    Figure("required_growth", (
        _MET,
        Formula(("amount",), _as_it_is, "{amount}", when="promised", said="formula.promised"),
        Formula(_RATE_LEFT, growth_rate, "({target_value} ÷ {value})^(1 ÷ {years_left}) − 1"),
    ), unless="no_required_growth"),
    Figure("required_change", (
        _MET,
        Formula(_RATE_LEFT, annual_change, "({target_value} − {value}) ÷ {years_left}"),
    ), unless="no_required_change"),
    Figure("achieved_growth", (
        Formula(("baseline_value", "value", "elapsed"), continuous_growth,
                "ln({value} ÷ {baseline_value}) ÷ {elapsed}", when="continuous"),
        Formula(("baseline_value", "value", "slope"), lambda _, __, slope: slope, "{slope}",
                when="least_squares"),
        Formula(("baseline_value", "value", "elapsed"), growth_rate,
                "({value} ÷ {baseline_value})^(1 ÷ {elapsed}) − 1"),
    ), unless="not_later"),
    Figure("acceleration", (
        Formula((*_RATE_LEFT, "achieved_growth", "direction"), _continuous_acceleration,
                "ln({target_value} ÷ {value}) ÷ {years_left} ÷ {achieved_growth}",
                when="continuous_and_unmet"),
        Formula(("required_growth", "achieved_growth", "direction"), _acceleration,
                "{required_growth} ÷ {achieved_growth}"),
    ), unless="no_required_growth"),
)  # fmt: skip
"""In the order in which they are computed."""

SHARE = Formula(("level", "denominator_value"), shares.share, "{level} ÷ {denominator_value}")
IMPLIED_LEVEL = Formula(
    ("share", "denominator_value"), shares.level, "{share} × {denominator_value}"
)

MILESTONE = next(figure for figure in FIGURES if figure.name == "milestone")

_STATUS = ("value", "baseline_value", "target_value")


def in_words(name: str, lang: str) -> str:
    """The general formula of a column, its inputs by name; empty for one that is not computed.

    Examples
    --------
    >>> in_words("gap", "en")
    'target − value'
    """
    formulas = [one for figure in FIGURES if figure.name == name for one in figure.formulas]
    return formulas[-1].in_words(lang) if formulas else ""


@cache
def resting_on(part: str) -> str:
    """The columns that rest on an input, itself included, in order of their names.

    Examples
    --------
    >>> resting_on("milestone")
    'milestone milestone_gap'
    """
    found = {part}
    for figure in FIGURES:
        if any(found.intersection(one.needs) for one in figure.formulas):
            found.add(figure.name)
    if part in _STATUS:
        found.add("status")
    return " ".join(sorted(found))


def path_inputs(
    resolved: Targets, year: Floats, *, path: str | None, growth: float | None
) -> Inputs:
    """The inputs of the milestone of each target in `year`."""
    baseline, target = resolved.baseline, resolved.target
    in_force = (year <= resolved.target_year) & ~(year < resolved.start_year)
    undated = np.isnan(baseline.year) & ~resolved.total
    return {
        "baseline_value": baseline.value,
        "target_value": target,
        "gone": year - baseline.year,
        "span": resolved.target_year - baseline.year,
        "years_ahead": resolved.target_year - year,
        "growth": np.full(len(year), np.nan if growth is None else growth),
        "every_year": resolved.every_year,
        "at_target": year >= resolved.target_year,
        "backwards": undated if growth is not None else np.zeros(len(year), dtype=bool),
        "at_baseline": year == baseline.year,
        "linear": is_linear(resolved, path),
        "no_milestone": (np.isnan(target) | (resolved.every_year & ~in_force) | resolved.kept),
    }


def is_linear(resolved: Targets, path: str | None) -> Bools:
    """Whether each row's path is a straight line: for a total, else as `path` or the row says."""
    return resolved.total | (
        resolved.linear if path is None else np.full(len(resolved.line), path == "linear")
    )


def milestones_of(
    resolved: Targets, year: Floats, *, path: str | None = None, growth: float | None = None
) -> Floats:
    """The milestone of each target in `year`, in the row's unit.

    NaN before the baseline, and where the baseline already keeps the target.

    Parameters
    ----------
    resolved, year
        One entry a row; the baselines may be later than `year`.
    path
        ``compound`` or ``linear`` for all rows; without it each row's own.
    growth
        A rate [per year] that runs the path back from the target where there is no baseline.
    """
    return MILESTONE.compute(path_inputs(resolved, year, path=path, growth=growth))


def figures_of(inputs: Inputs) -> Inputs:
    """The inputs with the figures that follow from them."""
    found = dict(inputs)
    for figure in FIGURES:
        found[figure.name] = figure.compute(found)
    return found
