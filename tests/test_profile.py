"""No result depends on how busy the machine is: no test has a deadline."""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import settings

TESTS = Path(__file__).parent


def deadlines(source: str) -> list[str]:
    """The deadlines that a source gives to Hypothesis."""
    return [
        ast.unparse(node.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.keyword) and node.arg == "deadline"
    ]


def test_no_test_has_a_deadline() -> None:
    found = {
        file.relative_to(TESTS).as_posix(): given
        for file in sorted(TESTS.rglob("*.py"))
        if (given := deadlines(file.read_text(encoding="utf-8")))
    }
    assert found == {"conftest.py": ["None"]}
    assert settings().deadline is None


def test_a_deadline_is_found_wherever_it_is_given() -> None:
    assert deadlines("@settings(deadline=200)\ndef test(): ...") == ["200"]
