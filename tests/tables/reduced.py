"""What pint says of every identifier and the usual products, as ``units_reduced.txt`` has it.

Run ``python tests/tables/reduced.py`` to write the file, after a change of ``units.txt``.
"""

from __future__ import annotations

import csv
from pathlib import Path

from nbde.tables import bundled, units
from nbde.tables.unit_words import DEFINITIONS

FILE = Path(units.__file__).with_name("units_reduced.txt")
HEAD = """\
# What pint makes of units.txt: each identifier and the usual products, in base units.
# Written by tests/tables/reduced.py; a test asks pint again.
"""
USUAL = (
    "元/人 元/年 元/月 元/户 元/平方米 元/平方公里 元/吨 元/千瓦时 元/家 元/个 元/亩 %/年 "
    "个/年 家/年 项/年 件/年 人/年 吨/年 个/人 家/人 项/人 件/人 张/人 床/人 台/人 辆/人 "
    "部/人 次/人 户/人 人次/年 人/平方公里 人/户 平方米/人 千瓦时/人 千瓦时/元 立方米/人 "
    "立方米/元 吨/人 吨/亩 公里/平方公里 吨标准煤/元 吨标准煤/人 tCO2/元 tCO2/人 tCO2e/元 "
    "tCO2e/人 微克/立方米 毫克/立方米 毫克/升 元/人年"
)


def products() -> set[str]:
    """The products that the file is to hold."""
    written = {*USUAL.split(), *_bundled_units()}
    return {*DEFINITIONS, *(units._read(unit)[1] for unit in written)}


def fresh() -> str:
    """The whole file as pint has it today."""
    reduced = {product: units._reduced_by_pint(product) for product in sorted(products())}
    lines = (f"{product} = {scale} {unit}\n" for product, (unit, scale) in reduced.items())
    return HEAD + "".join(lines)


def _bundled_units() -> set[str]:
    """The units in the unit cells of the bundled tables."""
    found = set()
    for path in bundled.folder().rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as table:
            found |= {row.get("unit") for row in csv.DictReader(table)}
    return {unit for unit in found if unit}


if __name__ == "__main__":
    FILE.write_text(fresh(), encoding="ascii")
