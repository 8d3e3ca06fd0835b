"""A result's money shown in one unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nbde.errors import DataError
from nbde.formulas.scale import rescale
from nbde.schema import COLUMNS, Kind
from nbde.tables.units import DimensionError, factor, unit


def in_unit(frame: pd.DataFrame, goal: str) -> pd.DataFrame:
    """The frame with every quantity of money in the unit `goal`; other quantities stay as they are.

    Parameters
    ----------
    frame
        Columns of `schema.OUTPUTS`; a quantity's unit stands in the column its schema names.
    goal
        A unit of currency.

    Raises
    ------
    DataError
        If a row's money is in another currency.
    """
    changed = frame.copy()
    for column in frame.columns:
        declared = COLUMNS.get(column)
        if declared is None or declared.kind is not Kind.QUANTITY:
            continue
        if declared.unit_from in frame:
            ratio = _ratios(frame[declared.unit_from], goal)
            changed[column] = np.where(
                ratio == 1, frame[column], rescale(frame[column].to_numpy(np.float64), ratio)
            )
    for column in ("unit", "denominator_unit"):
        if column in frame:
            money = {text: goal for text in frame[column].unique() if _is_money(text)}
            changed[column] = pd.Categorical(frame[column].astype(object).replace(money))
    return changed


def _is_money(text: str) -> bool:
    return bool(text) and unit(text).is_currency


def _ratios(units: pd.Series, goal: str) -> np.ndarray:
    """What each row's figures are multiplied by: 1 where its unit is no currency."""
    ratios = {text: _ratio(text, goal) for text in units.unique()}
    return units.astype(object).map(ratios).to_numpy(np.float64)


def _ratio(text: str, goal: str) -> float:
    if not _is_money(text):
        return 1.0
    try:
        return float(factor(unit(text), unit(goal)))
    except DimensionError:
        raise DataError("error.unit_currency", unit=goal, currency=text) from None
