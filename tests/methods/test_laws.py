"""What holds for every method, whatever it is given."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

import nbde.methods
from nbde.messages import LANGUAGES, label, say
from nbde.messages.labels import LABELS
from nbde.methods import NAMES, REASONS, Assessment, method
from nbde.methods.steps import Formula

from . import published

WINDOW_NAMES = published.WINDOW_NAMES
ENDPOINT_NAMES = tuple(name for name in NAMES if name not in WINDOW_NAMES)

awkward = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, -1.0, np.nan, np.inf, -np.inf, 1e308, -1e308, 5e-324]),
    st.floats(),
    st.floats(-1000, 1000),
)
years = st.one_of(st.integers(1990, 2040).map(float), awkward)
directions = st.one_of(st.sampled_from([1.0, -1.0]), awkward)
plain = st.floats(0.01, 1e6)


def sound(name: str, found: Assessment, size: int) -> None:
    """A label with a basis or a reason, and no infinity."""
    assert [column.shape for column in found] == [(size,)] * 3
    assert not np.isinf(found.score).any()
    assert ((found.label >= -1) & (found.label < len(method(name).LABELS))).all()
    assert ((found.reason >= 0) & (found.reason < len(REASONS))).all()
    unlabelled = found.label == -1
    assert np.isnan(found.score[unlabelled]).all()
    for index, reason in zip(found.label, published.reasons(found), strict=True):
        assert reason.startswith("reason.") == (index == -1)


@pytest.mark.parametrize("name", ENDPOINT_NAMES)
@given(data=st.data())
def test_two_ends_of_anything(name: str, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, 4))

    def column(elements: st.SearchStrategy[float]) -> NDArray[np.float64]:
        return data.draw(arrays(np.float64, size, elements=elements))

    ends = [column(elements) for elements in (years, awkward) * 3]
    d = column(directions)
    extra = {
        "open-sdg": {"natural_limit": column(awkward)},
        "china-schedule": {"compound": data.draw(arrays(np.bool_, size))},
    }
    found = method(name).assess(*ends, direction=d, **extra.get(name, {}))
    sound(name, found, size)
    # nothing is said of a row without a finite value and a direction
    known = np.isfinite(ends[3]) & (np.abs(d) == 1)
    assert (found.label[~known] == -1).all()


@pytest.mark.parametrize("name", WINDOW_NAMES)
@given(data=st.data())
def test_windows_of_anything(name: str, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 4))
    rows = data.draw(st.lists(st.tuples(st.integers(0, size - 1), years, awkward), max_size=12))
    series, when, what = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    )
    found = method(name).assess(
        series,
        when,
        what,
        data.draw(arrays(np.float64, size, elements=years)),
        data.draw(arrays(np.float64, size, elements=awkward)),
        direction=data.draw(arrays(np.float64, size, elements=directions)),
    )
    sound(name, found, size)


@pytest.mark.parametrize("name", ENDPOINT_NAMES)
@given(base=plain, value=plain, target=plain, k=st.integers(-20, 20), d=st.sampled_from([1, -1]))
def test_a_change_of_unit_changes_no_label(
    name: str, base: float, value: float, target: float, k: int, d: int
) -> None:
    unit = 2.0**k  # exact
    one = method(name).assess(2015, base, 2020, value, 2030, target, direction=d)
    other = method(name).assess(
        2015, base * unit, 2020, value * unit, 2030, target * unit, direction=d
    )
    for before, after in zip(one, other, strict=True):
        np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize("name", ["sdsn", "unsd-2023", "open-sdg", "china-schedule"])
@given(base=plain, value=plain, target=plain, d=st.sampled_from([1, -1]))
def test_a_target_that_is_met_has_the_first_label(
    name: str, base: float, value: float, target: float, d: int
) -> None:
    found = method(name).assess(2015, base, 2020, value, 2030, target, direction=d)
    if d * (value - target) >= 0:
        assert found.label == 0


@pytest.mark.parametrize("name", ENDPOINT_NAMES)
@given(base=plain, drift=st.floats(1.001, 10), target=st.floats(0.1, 0.9))
def test_drifting_back_across_the_target_is_never_progress(
    name: str, base: float, drift: float, target: float
) -> None:
    # at most T is wanted, the base was below T, the value is above it
    value, limit = base * drift, base * (1 + (drift - 1) * target)
    found = method(name).assess(2015, base, 2020, value, 2030, limit, direction=-1)
    assert published.labels(name, found)[0] in {
        "deterioration",
        "movement_away",
        "stagnation_or_regression",
        "decreasing",
        "wrong_direction",
    }


@pytest.mark.parametrize("name", ENDPOINT_NAMES)
def test_rows_are_judged_one_by_one(name: str) -> None:
    values = np.array([80.0, 100.0, 105.0, 120.0, np.nan, -3.0])
    together = method(name).assess(2015, 100, 2020, values, 2030, 115, direction=1)
    for i, value in enumerate(values):
        alone = method(name).assess(2015, 100, 2020, value, 2030, 115, direction=1)
        for of_all, of_one in zip(together, alone, strict=True):
            np.testing.assert_array_equal(np.asarray(of_all)[i], of_one)


def test_every_label_and_reason_has_its_words_in_both_languages() -> None:
    for name in NAMES:
        for word, said in {**method(name).labels, "not_assessed": LABELS["not_assessed"]}.items():
            assert tuple(label(word, language) for language in LANGUAGES) == said
    for language in LANGUAGES:
        assert all(say(reason, language) for reason in REASONS[1:])
        assert label("target_achieved", language) != "target_achieved"


FORMULAS = [
    (name, formula)
    for name in ("steps", *(name.replace("-", "_") for name in NAMES))
    for formula in vars(importlib.import_module(f"nbde.methods.{name}")).values()
    if isinstance(formula, Formula) and any(formula)
]


@pytest.mark.parametrize(("name", "formula"), FORMULAS, ids=lambda each: str(each)[:60])
def test_a_formula_is_said_in_both_languages(name: str, formula: Formula) -> None:
    assert re.search(r"[\u4e00-\u9fff]", formula.en) is None
    assert re.search(r"[\u4e00-\u9fff]", formula.zh)
    assert re.findall(r"[A-Za-z]{2,}", formula.zh) == []


def test_names_cost_no_numpy() -> None:
    code = "import sys, nbde.methods; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "module", [found.name for found in pkgutil.iter_modules(nbde.methods.__path__)]
)
def test_docstring_examples(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"nbde.methods.{module}")).failed == 0


def test_names_are_the_files() -> None:
    assert doctest.testmod(nbde.methods).failed == 0
    files = {path.stem for path in Path(nbde.methods.__file__).parent.glob("*.py")}
    shared = {"__init__", "inputs", "steps", "thresholds"}
    assert files - shared == {name.replace("-", "_") for name in NAMES}
