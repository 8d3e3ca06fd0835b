"""Frames as the questions hand them over: Ningbo's plan in 2024, and one of nasty data."""

from __future__ import annotations

import pandas as pd

from nbde.schema import COLUMNS, OUTPUTS, Kind

_NAN = float("nan")

# The fourteen targets of the 2022-2026 plan: code, names, unit, binding, target.
TARGETS = (
    ("de_value_added", "数字经济增加值", "Digital economy value added", "亿元", ">", 10000.0),
    (
        "core_revenue",
        "数字经济核心产业营业收入",
        "Core digital industries revenue",
        "亿元",
        ">",
        10000.0,
    ),
    (
        "core_value_added_share",
        "数字经济核心产业增加值占GDP比重",
        "Core digital industries value added, share of GDP",
        "%",
        ">",
        15.0,
    ),
    (
        "core_manufacturing_revenue",
        "数字经济核心制造业营业收入",
        "Core digital manufacturing revenue",
        "亿元",
        "=",
        7000.0,
    ),
    (
        "core_services_revenue",
        "数字经济核心服务业营业收入",
        "Core digital services revenue",
        "亿元",
        "=",
        4000.0,
    ),
    (
        "core_manufacturing_rd_intensity",
        "数字经济核心制造业R&D经费支出占营收比重",
        "Core digital manufacturing R&D spending, share of revenue",
        "%",
        "=",
        4.3,
    ),
    (
        "leading_team_projects",
        "每年引进培育领军型团队项目",
        "Leading-team projects brought in per year",
        "项/年",
        ">=",
        400.0,
    ),
    (
        "smart_factories",
        "市级以上数字化车间（智能工厂）",
        "Digital workshops and smart factories, municipal level and above",
        "个",
        ">=",
        1000.0,
    ),
    ("future_villages", "未来乡村", "Future villages", "个", ">=", 100.0),
    ("open_data_rate", "公共数据开放率", "Public data openness rate", "%", ">", 30.0),
    ("base_stations_5g", "5G基站数量", "5G base stations", "个", "=", 45000.0),
    ("core_firms", "数字经济核心企业数量", "Core digital economy firms", "家", "=", 3000.0),
    ("firms_10bn", "百亿级企业", "Firms with revenue of 10 billion yuan or more", "家", "=", 20.0),
    ("firms_1bn", "10亿级企业", "Firms with revenue of 1 billion yuan or more", "家", "=", 150.0),
)

_NO_VALUE = {"en": "no observation up to 2024", "zh": "截至2024年无观测值"}
_EDITIONS = {
    "en": "1119 亿元 of 2022 is over 15700 亿元, a rounded figure",
    "zh": "2022年的1119亿元除以取整的15700亿元",
}
_ONE_YEAR = {"en": "only one year is known, so no growth", "zh": "只有一年的数值，无法计算增速"}


def typed(columns: dict[str, list[object]]) -> pd.DataFrame:
    """The columns in the types that the questions use."""
    frame = pd.DataFrame(columns, dtype=object)
    worded = {name for name, cells in columns.items() if any(isinstance(c, str) for c in cells)}
    for name in frame.columns:
        kind = COLUMNS[name].kind if name in COLUMNS else Kind.TEXT
        if kind in (Kind.YEAR, Kind.COUNT):
            frame[name] = frame[name].astype("Int64")
        elif kind in (Kind.QUANTITY, Kind.NUMBER, Kind.FRACTION) and name not in worded:
            frame[name] = frame[name].astype("float64")
        else:
            frame[name] = frame[name].astype("str")
    return frame


def of_command(command: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows as the frame of a command, what is not given being missing."""
    text = (Kind.TEXT, Kind.CODE, Kind.WORD)
    return typed(
        {
            name: [row.get(name, "" if COLUMNS[name].kind in text else None) for row in rows]
            for name in OUTPUTS[command]
        }
    )


def gap_of_ningbo(lang: str) -> pd.DataFrame:
    """What `nbde gap --year 2024` hands over: two of fourteen targets have a value."""
    rows: list[dict[str, object]] = []
    for indicator, zh, en, unit, comparison, target in TARGETS:
        row: dict[str, object] = {
            "plan": "ningbo-2026",
            "entity": "Ningbo",
            "indicator": indicator,
            "name": zh if lang == "zh" else en,
            "unit": unit,
            "year": 2024,
            "target_year": 2026,
            "comparison": comparison,
            "target_value": target,
            "status": "no_data",
            "note": _NO_VALUE[lang],
            "confidence": "published",
            "source": "Ningbo Daily",
        }
        if indicator == "core_value_added_share":
            value = 111900 / 15700
            row |= {
                "as_of": 2022,
                "value": value,
                "value_basis": "derived",
                "baseline_year": 2019,
                "baseline_value": 5.6,
                "baseline_basis": "observed",
                "milestone": 5.6 * (15 / 5.6) ** (5 / 7),
                "gap": 15 - value,
                "progress": (value - 5.6) / (15 - 5.6),
                "required_growth": (15 / value) ** 0.25 - 1,
                "status": "needs_acceleration",
                "note": _EDITIONS[lang],
            }
        if indicator == "smart_factories":
            row |= {
                "as_of": 2020,
                "value": 84.0,
                "value_basis": "observed",
                "baseline_year": 2020,
                "baseline_value": 84.0,
                "baseline_basis": "observed",
                "milestone": 84 * (1000 / 84) ** (4 / 6),
                "gap": 916.0,
                "required_growth": (1000 / 84) ** (1 / 6) - 1,
                "note": _ONE_YEAR[lang],
            }
        rows.append(row)
    return of_command("gap", rows)
