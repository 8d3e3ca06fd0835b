"""Observations assumed for one call: a scenario by name or file, or a single value."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from nbde.errors import DataError, TableError, UnknownNameError, UsageError
from nbde.tables import bundled
from nbde.tables.load import unit_mismatches
from nbde.tables.numbers import UnreadableError, read_number, read_year
from nbde.tables.observations import read_observations
from nbde.tables.source import shown_name
from nbde.tables.units import UnknownUnitError, annual, unit

_ASSUMPTION = re.compile(r"(?P<indicator>[^@]+)@(?P<year>[^=]+)=(?P<value>.+)", re.DOTALL)


def with_scenario(
    observations: pd.DataFrame,
    name: str,
    targets: pd.DataFrame,
    entities: Sequence[str],
    encoding: str | None = None,
) -> pd.DataFrame:
    """The observations and, before all others for their years, those of a scenario.

    Parameters
    ----------
    observations, targets
        Checked frames, whose dimensions the scenario has to fit.
    name
        A bundled scenario, or a file with the columns of an observations table.
    entities
        The entities a scenario without entities is assumed for.
    encoding
        The file's encoding, as in `read_observations`.

    Raises
    ------
    UnknownNameError
        If there is neither a bundled scenario nor a file of that name.
    TableError
        With every problem of the file, and every series that does not fit its target.
    """
    known = bundled.scenarios()
    path = bundled.path(f"scenarios/{name}.csv") if name in known else name
    try:
        assumed = read_observations(path, encoding=encoding)
    except DataError as error:
        if error.key != "error.no_file":
            raise
        raise UnknownNameError("scenario", name, known) from None
    called = shown_name(path)
    problems = unit_mismatches(targets, assumed, called) or unit_mismatches(
        observations, assumed, called
    )
    if problems:
        raise TableError(problems)
    return _added(observations, assumed, entities)


def with_assumption(
    observations: pd.DataFrame, text: str, targets: pd.DataFrame, entities: Sequence[str]
) -> pd.DataFrame:
    """The observations and, before all others for its year, a value such as ``gdp@2026=20000亿元``.

    Raises
    ------
    UsageError
        If the text is not of that form, has no unit that fits, or stands for several entities.
    UnknownNameError
        If neither table knows the indicator.
    """
    parts = _ASSUMPTION.fullmatch(text.strip())
    if parts is None:
        raise UsageError("error.assume", text=text)
    indicator = parts["indicator"].strip()
    known = _indicators(targets, observations)
    if indicator not in known:
        raise UnknownNameError("indicator", indicator, known)
    if len(entities) > 1:
        raise UsageError("error.assume_entities", text=text, entities=", ".join(entities))
    try:
        year, written = read_year(parts["year"]), read_number(parts["value"])
        units = _units_of(indicator, targets, observations)
        expected = units[0] if len(units) == 1 else ""
        own = annual(unit(written.unit or expected))
    except (UnreadableError, UnknownUnitError):
        raise UsageError("error.assume", text=text) from None
    if any(annual(unit(known)).dimension != own.dimension for known in units):
        raise UsageError("error.assume_unit", text=text, unit=units[0])
    assumed = pd.DataFrame(
        {
            "indicator": [indicator],
            "year": [year],
            "value": [parts["value"].strip()],
            "unit": ["" if written.unit else expected],
            "confidence": ["assumed"],
            "source": [f"--assume {text}"],
        }
    )
    try:
        checked = read_observations(assumed)
    except TableError:
        raise UsageError("error.assume", text=text) from None
    return _added(observations, checked, entities)


def _indicators(targets: pd.DataFrame, observations: pd.DataFrame) -> list[str]:
    columns = [targets[c] for c in ("indicator", "numerator", "denominator")]
    names = pd.concat([column.astype(object) for column in (*columns, observations["indicator"])])
    return [name for name in names.unique() if name]


def _units_of(indicator: str, targets: pd.DataFrame, observations: pd.DataFrame) -> list[str]:
    """The units in which the tables give the indicator."""
    units = [
        str(text)
        for frame in (targets, observations)
        for text in frame.loc[frame["indicator"] == indicator, "_unit"].unique()
    ]
    return [text for text in dict.fromkeys(units) if text]


def _added(
    observations: pd.DataFrame, assumed: pd.DataFrame, entities: Sequence[str]
) -> pd.DataFrame:
    assumed = assumed.assign(_scenario=True, confidence="assumed")
    if "entity" not in observations:
        assumed = assumed.drop(columns="entity", errors="ignore")
    elif "entity" not in assumed:
        places = entities or list(observations["entity"].unique()) or [""]
        assumed = pd.concat([assumed.assign(entity=entity) for entity in places])
    text = [
        c for c in observations.columns if isinstance(observations[c].dtype, pd.CategoricalDtype)
    ]
    both = pd.concat([observations.astype(dict.fromkeys(text, object)), assumed], ignore_index=True)
    return both.fillna(dict.fromkeys(text, ""))
