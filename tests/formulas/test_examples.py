"""The example in every docstring of the formulas runs, and every public function has one."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ("domain", "growth", "paths", "scale", "shares", "targets", "trends")


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    module = importlib.import_module(f"nbde.formulas.{name}")
    found = doctest.DocTestFinder(exclude_empty=False).find(module)
    silent = [
        test.name
        for test in found
        if test.name != module.__name__ and not test.examples and "._" not in test.name
    ]
    assert silent == []
    assert doctest.testmod(module).failed == 0
