"""The example in every docstring of the formats runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import nbde.formats

MODULES = [module.name for module in pkgutil.iter_modules(nbde.formats.__path__)]


@pytest.mark.parametrize("name", ["", *MODULES])
def test_docstring_examples(name: str) -> None:
    module = importlib.import_module(f"nbde.formats.{name}".rstrip("."))
    assert doctest.testmod(module).failed == 0


def test_there_are_examples_to_run() -> None:
    assert {"numbers", "wrapping", "csv", "columns", "characters"} <= set(MODULES)
