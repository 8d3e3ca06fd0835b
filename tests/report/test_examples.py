"""The examples in the docstrings of the page are what they print."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import nbde.report as package

MODULES = [module.name for module in pkgutil.iter_modules(package.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    module = importlib.import_module(f"{package.__name__}.{name}")
    assert doctest.testmod(module).failed == 0


def test_there_are_examples_to_run() -> None:
    assert {"chart", "labels", "sources"} <= set(MODULES)
