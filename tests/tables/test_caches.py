"""However many distinct texts the tables of a process hold, no cache grows without end."""

from __future__ import annotations

import importlib
import pkgutil
from itertools import product
from pathlib import Path
from typing import cast

import pytest

import nbde.tables
from nbde.tables import units
from nbde.tables.load import load_tables
from nbde.tables.unit_words import DEFINITIONS
from nbde.tables.units import unit

BOUND = 1 << 16
MANY = 2000
# Caches without a bound, whose keys are the program's own: files, identifiers, nothing at all.
OWN = {"bundled.folder", "conversion._rates", "units._base_units", "units._define",
       "units._registry", "units._reductions", "forms.headings._statement"}  # fmt: skip


def caches() -> dict[str, tuple[int | None, int]]:
    """The bound and the size of each cache of a function of the package."""
    found = {}
    for module in pkgutil.walk_packages(nbde.tables.__path__, "nbde.tables."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if hasattr(value, "cache_info") and value.__module__ == module.name:
                info = value.cache_info()
                found[f"{module.name}.{name}".removeprefix("nbde.tables.")] = (
                    info.maxsize,
                    info.currsize,
                )
    return found


def tables(folder: Path, first: int) -> list[Path]:
    """Tables of several forms whose every text is new: names, units, years, figures, headers."""
    rows = range(first, first + MANY)
    texts = {
        "targets.csv": ["indicator,unit,target_year,target_value,comparison"]
        + [f"a{i}（u{i}）,u{i},y{i},{i}x{i},c{i}" for i in rows],
        "observations.csv": ["indicator,year,value,unit,entity"]
        + [f"b{i},{i},{i}亿,1{i}亿元,e{i}" for i in rows],
        "wide.csv": [f"单位：w{first}", "指标,单位,2020,x" + str(first)]
        + [f"n{i}(v{i}，p{i}),v{i},{i},{i}" for i in rows],
    }
    for name, lines in texts.items():
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return [folder / name for name in texts]


def test_caches_without_a_bound_do_not_grow_with_what_users_write(tmp_path: Path) -> None:
    sizes = []
    for first in (10_000, 20_000, 30_000):
        targets, observations, wide = tables(tmp_path, first)
        load_tables(targets, observations)
        load_tables(targets, wide)
        sizes.append({n: size for n, (bound, size) in caches().items() if bound is None})
    assert sizes[0] == sizes[1] == sizes[2]


def test_a_cache_of_what_users_write_has_a_bound() -> None:
    bounds = {name: bound for name, (bound, _) in caches().items()}
    assert all(bound <= BOUND for name, bound in bounds.items() if bound is not None)
    assert {name for name, bound in bounds.items() if bound is None} <= OWN


def test_pint_keeps_no_more_than_there_are_identifiers() -> None:
    """Products of two units over a third: more of them than anyone could name."""
    words = ["元", "美元", "家", "人", "吨", "公里", "小时", "亩", "户", "台", "千瓦时", "升", "m2"]
    for one, other, third in product(words, repeat=3):
        unit(f"{one}·{other}/{third}")
    kept = units._registry()._cache
    identifiers = len(DEFINITIONS)
    assert 0 < len(kept.root_units) <= identifiers
    assert 0 < len(kept.dimensionality) <= 2 * identifiers


@pytest.mark.parametrize("text", ["元·家/人", "m2/元", "元·人/人"])
def test_a_product_is_what_pint_itself_makes_of_it(text: str) -> None:
    _, product = units._read(text)
    dimension, scale = units._reduced_by_pint(product)
    assert scale == units._registry().get_root_units(product)[0]
    powers = cast("dict[str, int]", units._registry().get_dimensionality(product))
    assert dimension == units._dimension({name: int(power) for name, power in powers.items()})
