"""Modules and classes are named with words of the glossary, so that a stranger can look them up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "nbde"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
OF_ENGLISH = {"of", "to", "as", "by"}


def words(name: str) -> list[str]:
    """The words of a name in ``snake_case`` or ``CamelCase``, without numbers.

    ``XLSXFile`` is made of ``xlsx`` and ``file``.
    """
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def forms(word: str) -> set[str]:
    """A word and its singulars, by a simple rule: ``entries`` is also ``entry``."""
    return {
        word,
        *(word.removesuffix(ending) for ending in ("s", "es")),
        re.sub("ies$", "y", word),
    }


def defined(glossary: str) -> set[str]:
    """The words that a glossary defines: in the first column of its tables."""
    lines = re.findall(r"^\| ([^|]+) \|", glossary, re.MULTILINE)
    return {form for line in lines for word in words(line) for form in forms(word)}


def names() -> Iterator[tuple[str, str]]:
    """The name of every package, module and class, and where it stands."""
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE).as_posix()
        if not file.name.startswith("__"):
            yield file.stem, place
        elif file.name == "__init__.py" and file.parent != PACKAGE:
            yield file.parent.name, place
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name, f"{place}:{node.lineno}"


def undefined(named: Iterator[tuple[str, str]], glossary: str) -> list[str]:
    known = defined(glossary) | OF_ENGLISH
    return [
        f"{place}: {word} of {name}"
        for name, place in named
        for word in words(name)
        if not forms(word) & known
    ]


def test_modules_and_classes_are_named_with_words_of_the_glossary() -> None:
    assert undefined(names(), GLOSSARY) == []


@pytest.mark.parametrize("name", ["seen", "GoalsOf", "_Goal", "target_goals", "CSVGoal2"])
def test_a_word_that_is_not_in_the_glossary_is_named(name: str) -> None:
    (found,) = undefined(iter([(name, "x.py:1")]), GLOSSARY)
    assert found.endswith(f"of {name}")


@pytest.mark.parametrize(
    ("name", "known"),
    [("TargetTable", "| target, table |"), ("ByteSlices", "| byte slice |"),
     ("eurostat_2021", "| Eurostat |"), ("series", "| series |"), ("_entries", "| entry |")],
)  # fmt: skip
def test_a_word_may_stand_in_the_plural_and_beside_others(name: str, known: str) -> None:
    assert undefined(iter([(name, "x.py:1")]), f"{known} 中文 |") == []
    assert undefined(iter([(name, "x.py:1")]), "| word | meaning |") != []


def test_the_names_that_are_looked_at() -> None:
    """A module, a package, a class and a private one: none is passed by."""
    found = {name for name, _ in names()}
    assert {"growth", "analysis", "Caveat"} <= found
    assert any(name.startswith("_") for name in found)
