"""The examples in the docstrings print what they show."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from nbde.tables import forms

MODULES = [
    "nbde.tables.sheet",
    *(f"nbde.tables.forms.{module.name}" for module in pkgutil.iter_modules(forms.__path__)),
]


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0
