"""What the documents show is what the program prints."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from . import console

pytest.importorskip("pty", reason="the examples are those of a POSIX terminal")


@pytest.mark.parametrize("document", console.DOCUMENTS, ids=lambda path: path.name)
def test_examples_print_what_is_shown(document: Path) -> None:
    for _, outcomes in console.played(document.read_text(encoding="utf-8")):
        for example, real in outcomes:
            difference = "\n".join(difflib.unified_diff(example.shown, real, lineterm=""))
            assert console.agrees(example.shown, real), f"$ {example.command}\n{difference}"


def test_the_readme_has_an_example_of_every_command() -> None:
    from typer.main import get_command

    from nbde.cli.app import app

    text = (console.ROOT / "README.md").read_text(encoding="utf-8")
    shown = " ".join(e.command for block in console.blocks(text) for e in block.examples)
    missing = [name for name in get_command(app).commands if f"nbde {name} " not in f"{shown} "]  # type: ignore[attr-defined]
    assert not missing


@pytest.mark.parametrize(
    ("shown", "real", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a", "b", "c"], False),
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "..."], ["a", "b"], True),
        (["a", "...", "d"], ["a", "d"], False),  # nothing was left out
        (["a", "...", "d"], ["a", "b", "c"], False),
        (["a", "...", "a"], ["a"], False),  # one line is not both ends
    ],
)
def test_a_line_of_dots_stands_for_lines(shown: list[str], real: list[str], same: bool) -> None:
    assert console.agrees(shown, real) is same


@pytest.mark.parametrize(
    ("shown", "real", "new"),
    [
        (["old"], ["new", "more"], ["new", "more"]),
        (["a", "...", "old"], ["a", "b", "c", "new"], ["a", "...", "new"]),
        (["a", "...", "z"], ["a", "b", "c", "z"], ["a", "...", "z"]),
        (["a", "...", "z"], ["a", "y"], ["a", "y"]),
    ],
)
def test_refreshing_keeps_what_was_left_out(
    shown: list[str], real: list[str], new: list[str]
) -> None:
    assert console.refreshed(shown, real) == new


def test_a_traceback_never_gets_into_a_document(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    text = "```console\n$ python -c 'raise ValueError'\n```\n"
    document.write_text(text, encoding="utf-8")
    with pytest.raises(RuntimeError, match="ValueError"):
        console.refresh(document)
    assert document.read_text(encoding="utf-8") == text


PAGE = """before
```csv file=a.csv
x
1
```
```console
$ cat a.csv
{cat}
$ (exit 3)
$ echo $?
{status}
```
after
"""


def test_a_refreshed_document_shows_the_real_output(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(PAGE.format(cat="stale", status="0"), encoding="utf-8")
    console.refresh(document)
    assert document.read_text(encoding="utf-8") == PAGE.format(cat="x\n1", status="3")
