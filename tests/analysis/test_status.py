"""`status` on whole tables: the published outcomes again, and what no method may claim."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from tests.methods.published import DESTATIS, OPEN_SDG

import nbde
from nbde.methods import NAMES
from nbde.tables.load import no_observations

UNIT = "指数"


def tables(
    targets: dict[str, list[object]], observations: dict[str, list[object]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    return nbde.read_targets(pd.DataFrame(targets)), nbde.read_observations(
        pd.DataFrame(observations)
    )


def one(
    values: dict[int, float], target: object = 200, year: int = 2025, **columns: object
) -> tuple[pd.DataFrame, pd.DataFrame]:
    row = {"indicator": "x", "target_year": 2030, "target_value": target, "unit": UNIT, **columns}
    seen = {
        "indicator": ["x"] * len(values),
        "year": list(values),
        "value": list(values.values()),
        "unit": [UNIT] * len(values),
    }
    wanted = nbde.read_targets(pd.DataFrame([row]))
    if not values:
        return wanted, no_observations(like=wanted)
    return wanted, nbde.read_observations(pd.DataFrame(seen))


def label(method: str, *pair: pd.DataFrame, year: int = 2025, **options: str) -> str:
    found = nbde.status(*pair, year=year, method=method, **options)  # type: ignore[arg-type]
    return str(found["status"].iloc[0])


def direction(sign: str) -> str:
    return "increase" if float(sign) > 0 else "decrease"


def test_every_published_open_sdg_status_and_score_comes_out_of_the_tables() -> None:
    cases = [row for row in OPEN_SDG if int(row["base_year"]) < int(row["target_year"])]
    assert len(cases) == len(OPEN_SDG)
    targets = {
        "indicator": [f"case{i}" for i in range(len(cases))],
        "target_year": [row["target_year"] for row in cases],
        "target_value": [row["target"] for row in cases],
        "unit": [UNIT] * len(cases),
        "direction": [direction(row["direction"]) for row in cases],
        "baseline_year": [row["base_year"] for row in cases],
        "baseline_value": [row["base_value"] for row in cases],
        "natural_limit": [row["natural_limit"] for row in cases],
    }
    later = [row for row in cases if row["current_year"] != row["base_year"]]
    seen = {
        "indicator": [f"case{cases.index(row)}" for row in later],
        "year": [row["current_year"] for row in later],
        "value": [row["current_value"] for row in later],
        "unit": [UNIT] * len(later),
    }
    found = nbde.status(*tables(targets, seen), year=2100)  # type: ignore[arg-type]
    assert found["status"].astype(str).tolist() == [row["status"] for row in cases]
    published = np.array([float(row["score"]) for row in cases])
    assert np.abs(found["score"].to_numpy() - published).max() < 1e-6


def test_every_explained_german_symbol_comes_out_of_the_tables() -> None:
    cases = [row for row in DESTATIS if row["explained_by_rule"] == "True"]
    targets = {
        "indicator": [f"case{i}" for i in range(len(cases))],
        "target_year": [row["target_year"] for row in cases],
        "target_value": [row["target"] for row in cases],
        "unit": [UNIT] * len(cases),
        "direction": [direction(row["direction"]) for row in cases],
    }
    flat = [
        (f"case{i}", year, value)
        for i, row in enumerate(cases)
        for year, value in json.loads(row["series"]).items()
    ]
    seen = {
        "indicator": [case for case, _, _ in flat],
        "year": [year for _, year, _ in flat],
        "value": [value for _, _, value in flat],
        "unit": [UNIT] * len(flat),
    }
    found = nbde.status(*tables(targets, seen), year=2100, method="destatis")  # type: ignore[arg-type]
    assert found["status"].astype(str).tolist() == [row["symbol"] for row in cases]


def test_all_methods_stand_side_by_side_as_each_alone() -> None:
    pair = one({2020: 100, 2022: 115, 2023: 120, 2024: 128, 2025: 140})
    together = nbde.status(*pair, year=2025, method="all").iloc[0]
    for name in NAMES:
        assert together[name] == label(name, *pair)


def test_a_year_only_cuts_off_what_came_later() -> None:
    pair = one({2020: 100, 2021: 90, 2025: 190})
    # up to 2022 it fell from 100 to 90, the wrong way
    assert label("open-sdg", *pair, year=2022) == "deterioration"
    # (190 / 100) ** (1 / 5) - 1 = 13.7 % against (200 / 100) ** (1 / 10) - 1 = 7.2 %
    assert label("open-sdg", *pair, year=2026) == "substantial_progress"


def test_a_row_without_a_target_is_judged_by_its_trend_where_the_method_has_a_rule() -> None:
    # 1 % a year: between 0.5 % and 1.5 % in open-sdg, from 1 % on in eurostat
    pair = one({2020: 100, 2025: 100 * 1.0101**5}, target="", direction="increase")
    assert label("open-sdg", *pair) == "moderate_progress"
    assert label("eurostat-2021", *pair) == "significant_progress"
    assert label("unsd-2023", *pair) == "fair_progress"
    assert label("sdsn", *pair) == "not_assessed"
    note = nbde.status(*pair, year=2025, method="sdsn")["note"].iloc[0]
    assert note == "this method needs a target value"


def test_a_growth_target_without_a_level_is_not_taken_for_a_mere_direction() -> None:
    pair = one({2030: 5}, target="5%", target_kind="growth")
    found = nbde.status(*pair, year=2031).iloc[0]
    assert found["status"] == "not_assessed"
    assert "no baseline to turn the target into a level" in found["note"]


def test_a_running_total_is_judged_by_steps_only() -> None:
    # 30 + 30 of 100 after two of five years: 60 % done in 40 % of the time
    pair = one(
        {2026: 30, 2027: 30}, target=100, schedule="total", start_year=2026, target_year=2030
    )
    assert label("china-schedule", *pair, year=2027) == "ahead_of_schedule"
    assert label("open-sdg", *pair, year=2027) == "not_assessed"
    note = nbde.status(*pair, year=2027)["note"].iloc[0]
    assert note.startswith("a running total starts from zero")


def test_a_total_that_is_over_is_of_no_earlier_year() -> None:
    pair = one(
        {2026: 30, 2027: 30}, target=100, schedule="total", start_year=2026, target_year=2027
    )
    row = nbde.status(*pair, year=2029, method="china-schedule").iloc[0]
    assert (row["as_of"], row["caveats"].split()) == (2027, ["sum"])


def test_a_bound_that_does_not_decide_gives_no_label() -> None:
    pair = one({2020: 100}, target=200)
    more = nbde.read_observations(
        pd.DataFrame(
            {"indicator": ["x", "x"], "year": [2020, 2025], "value": ["100", ">150"], "unit": UNIT}
        )
    )
    found = nbde.status(pair[0], more, year=2025).iloc[0]
    assert (found["status"], found["note"]) == (
        "not_assessed",
        "a figure is known only as a bound, which does not decide; "
        "the value is known only as a bound (>)",
    )


def test_china_schedule_by_logarithms_where_the_path_is_compound() -> None:
    # half of the time gone; 140 of 100 -> 200: 40 % in steps, ln 1.4 / ln 2 = 48.5 % in logarithms
    pair = one({2020: 100, 2025: 140})
    steps = nbde.status(*pair, year=2025, method="china-schedule")["score"].iloc[0]
    logs = nbde.status(*pair, year=2025, method="china-schedule", path="compound")["score"].iloc[0]
    assert steps == pytest.approx(0.4 - 0.5)
    assert logs == pytest.approx(np.log(1.4) / np.log(2) - 0.5)


def test_labels_and_reasons_are_chinese_for_a_chinese_reader() -> None:
    found = nbde.status(*one({2020: 100}), year=2025, lang="zh").iloc[0]
    assert found["note"] == "不足两个年份；没有2025年的数值，最近一年为2020年"
