"""What a share calls its denominator: its name in the language, in the column and in the notes."""

from __future__ import annotations

import pandas as pd
import pytest

import nbde


def shares(lang: str, **gdp: object) -> pd.DataFrame:
    targets = nbde.read_targets(
        pd.DataFrame({"indicator": ["x"], "target_year": 2026, "target_value": 5, "unit": "亿元"})
    )
    named = {"indicator": ["gdp"], "year": 2020, "value": 10, "unit": "亿元", **gdp}
    return nbde.share(targets, nbde.read_observations(pd.DataFrame(named)), year=2019, lang=lang)


@pytest.mark.parametrize(("lang", "name"), [("en", "Gross product"), ("zh", "生产总值")])
def test_the_name_is_that_of_the_table(lang: str, name: str) -> None:
    found = shares(lang, name_en="Gross product", name_zh="生产总值")
    assert found["denominator"].tolist() == ["gdp"]
    assert found["denominator_name"].tolist() == [name]
    assert name in found["note"].iloc[0]  # nothing is known of it up to 2019


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_gdp_without_a_name_is_written_as_readers_know_it(lang: str) -> None:
    found = shares(lang)
    assert found["denominator_name"].tolist() == ["GDP"]
    assert "gdp" not in found["note"].iloc[0]
