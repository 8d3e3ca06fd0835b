"""The parts of the documentation that the program itself knows.

``python docs/generate.py`` writes them between their marks; ``--check`` fails where one is stale.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from typer.main import get_command

from nbde.analysis.figures import in_words
from nbde.cli.app import app
from nbde.messages import label
from nbde.schema import COLUMNS, OBSERVATIONS, OUTPUTS, TARGETS, Kind, Table
from nbde.tables.unit_words import NAMES, PREFIXED, PRODUCTS, SYMBOLS
from nbde.tables.units import unit

FOLDER = Path(__file__).parent
_KINDS = {
    Kind.TEXT: "text",
    Kind.CODE: "code",
    Kind.WORD: "word",
    Kind.YEAR: "year",
    Kind.COUNT: "whole number",
    Kind.NUMBER: "number",
    Kind.QUANTITY: "number in the row's unit",
    Kind.FRACTION: "fraction",
}


def main() -> int:
    """Write every page, or with ``--check`` name the stale ones."""
    check = "--check" in sys.argv[1:]
    stale = [page for page in sorted(FOLDER.glob("*.md")) if not _is_current(page, check=check)]
    for page in stale if check else ():
        print(f"{page.name} is stale: run python docs/generate.py", file=sys.stderr)
    return 1 if check and stale else 0


def _is_current(page: Path, *, check: bool) -> bool:
    text = page.read_text(encoding="utf-8")
    fresh = renewed(text)
    if not check and fresh != text:
        page.write_text(fresh, encoding="utf-8")
    return fresh == text


def renewed(text: str) -> str:
    """The text of a page with every marked part made anew."""
    return re.sub(
        r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)",
        lambda mark: f"{mark[1]}\n{PARTS[mark[2]]().strip()}\n\n{mark[3]}",
        text,
        flags=re.DOTALL,
    )


def commands() -> str:
    """The help of every command, as printed."""
    pages = [("nbde", ""), *((f"nbde {name}", name) for name in command_names())]
    return "\n\n".join(f"## {title}\n\n```text\n{help_of(name)}\n```" for title, name in pages)


def command_names() -> list[str]:
    """The commands, in the order of the help."""
    return list(get_command(app).commands)  # type: ignore[attr-defined]


def help_of(command: str) -> str:
    """What ``--help`` of a command, or of nbde itself (empty), prints at 80 columns."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("NBDE_")}
    environment |= {"COLUMNS": "80", "TERM": "dumb", "PYTHONUTF8": "1"}
    printed = subprocess.run(
        [sys.executable, "-m", "nbde", *command.split(), "--help"],
        check=True, capture_output=True, encoding="utf-8", env=environment,
    )  # fmt: skip
    return printed.stdout.strip()


def targets() -> str:
    """The columns of the targets table."""
    return _input(TARGETS)


def observations() -> str:
    """The columns of the observations table."""
    return _input(OBSERVATIONS)


def _input(table: Table) -> str:
    rows = []
    for name in table.columns:
        column = COLUMNS[name]
        required = "**yes**" if name in table.required else ""
        rows.append(
            (f"`{name}`", "、".join(column.aliases), _KINDS[column.kind], required,
             f"{column.means_en}<br>{column.means_zh}")
        )  # fmt: skip
    return _markdown(("column", "中文表头", "holds", "required", "meaning"), rows)


def vocabularies() -> str:
    """The words that closed columns of the two tables may hold."""
    names = dict.fromkeys((*TARGETS.columns, *OBSERVATIONS.columns))
    rows = [
        (f"`{name}`", "、".join(_word(word) for word in COLUMNS[name].words))
        for name in names
        if COLUMNS[name].words
    ]
    return _markdown(("column", "words"), rows)


def _word(word: str) -> str:
    chinese = label(word, "zh")
    return f"`{word}`" if chinese == word else f"`{word}` {chinese}"


def results() -> str:
    """The columns of every answer, and what each means."""
    by_command = [
        (f"`{command}`", " ".join(columns))
        for command, columns in OUTPUTS.items()
        if command != "targets"
    ]
    named = dict.fromkeys(name for command, columns in OUTPUTS.items() for name in columns
                          if command != "targets")  # fmt: skip
    meanings = [
        (f"`{name}`", COLUMNS[name].zh, _KINDS[COLUMNS[name].kind], _meaning(name))
        for name in named
    ]
    return (
        _markdown(("command", "columns, in this order"), by_command)
        + "\n\n"
        + _markdown(("column", "中文", "holds", "meaning"), meanings)
    )


def _meaning(name: str) -> str:
    """The meaning of a column, with the formula that its figure declares."""
    formula = in_words(name, "en")
    return COLUMNS[name].means_en + (f" _{formula}_" if formula else "")


def units() -> str:
    """The unit words, those that convert to each other in one row."""
    words: dict[str, list[str]] = {}
    for word in (*NAMES, *SYMBOLS, *PREFIXED, *PRODUCTS):
        words.setdefault(unit(word).dimension, []).append(word)
    return _markdown(("convert to each other",), [(", ".join(row),) for row in words.values()])


def _markdown(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(header)]
    lines += [tuple("—" for _ in lines[0]), *map(tuple, rows)]
    text = [f"| {' | '.join(cells)} |" for cells in lines]
    text[1] = "|" + "---|" * len(lines[0])
    return "\n".join(text)


PARTS: dict[str, Callable[[], str]] = {
    part.__name__: part for part in (commands, targets, observations, vocabularies, results, units)
}

if __name__ == "__main__":
    sys.exit(main())
