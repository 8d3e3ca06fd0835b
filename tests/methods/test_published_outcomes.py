"""Every outcome that Statistics Canada and Germany publish and that today's data still explain."""

from __future__ import annotations

import numpy as np
import pytest

from nbde.methods import open_sdg

from . import published

DIRECTION = published.column(published.OPEN_SDG, "direction")
LIMIT = published.column(published.OPEN_SDG, "natural_limit")


def test_open_sdg_progress_values() -> None:
    found = open_sdg.ratio(*published.open_sdg_ends(), direction=DIRECTION)
    expected = published.column(published.OPEN_SDG, "progress_value")
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def test_open_sdg_statuses_and_scores() -> None:
    found = open_sdg.assess(*published.open_sdg_ends(), direction=DIRECTION, natural_limit=LIMIT)
    assert published.labels("open-sdg", found) == [row["status"] for row in published.OPEN_SDG]
    expected = published.column(published.OPEN_SDG, "score")
    np.testing.assert_allclose(found.score, expected, rtol=0, atol=1e-6)


EXPLAINED = [row["explained_by_rule"] == "True" for row in published.DESTATIS]


def test_destatis_symbols_that_the_rule_explains() -> None:
    found = published.destatis_symbols()
    wrong = {
        row["case"]: (symbol, row["symbol"])
        for row, symbol, explained in zip(published.DESTATIS, found, EXPLAINED, strict=True)
        if explained and symbol != row["symbol"]
    }
    assert wrong == {}


def test_destatis_symbols_that_todays_series_no_longer_explain() -> None:
    # these series were revised after publication; were one to agree, the table would be out of date
    found = published.destatis_symbols()
    agreeing = [
        row["case"]
        for row, symbol, explained in zip(published.DESTATIS, found, EXPLAINED, strict=True)
        if not explained and symbol == row["symbol"]
    ]
    assert agreeing == []


@pytest.mark.parametrize(
    ("base", "value", "target", "d", "limit", "progress", "label", "score"),
    [
        # a fall to zero with a target: ((0/0.79) - 1) over the required fall (Canada, GIF 2-c-1)
        (0.79, 0.0, 0.5, -1, np.nan, 33.2948132017689, "target_achieved", 5.0),
        # no change, no target (Canada, GIF 2-4-1)
        (3.83, 3.83, np.nan, 1, 5.0, 0.0, "limited_progress", -2.5),
    ],
)
def test_published_cases_with_zeros(
    base: float,
    value: float,
    target: float,
    d: int,
    limit: float,
    progress: float,
    label: str,
    score: float,
) -> None:
    ends = (2015, base, 2024, value, 2030, target)
    assert open_sdg.ratio(*ends, direction=d) == pytest.approx(progress, rel=1e-9)
    found = open_sdg.assess(*ends, direction=d, natural_limit=limit)
    assert (published.labels("open-sdg", found), float(found.score)) == ([label], score)
