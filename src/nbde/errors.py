"""Errors on the user's side: one small tree of exceptions.

An error knows its sentence by key, so that the one place that prints it can print it in the
reader's language. Its exit code is the command line's.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nbde.messages import say


class NbdeError(Exception):
    """The root: an error that is the input's, not the program's."""

    exit_code = 3

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
        self._hint = ""

    def with_hint(self, key: str) -> NbdeError:
        """The same error, with a sentence on what to try."""
        self._hint = key
        return self

    def message(self, lang: str = "en") -> str:
        """The text, and the hint if there is one."""
        return self.text(lang) + (say(self._hint, lang) if self._hint else "")

    def text(self, lang: str = "en") -> str:
        """The message, one or more lines, in the language `lang`."""
        return say(self.key, lang, **self.values)

    def __str__(self) -> str:
        return self.message()


class UsageError(NbdeError):
    """Wrong use: an option's value that cannot be read, or options that contradict each other."""

    exit_code = 2


class DataError(NbdeError):
    """The data cannot be used, or cannot answer."""


class UnknownNameError(DataError):
    """A plan, entity, indicator or the like that is not there; the nearest names are given."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.names = nearest(name, known)
        super().__init__(f"error.unknown_{kind}", name=name)

    def text(self, lang: str = "en") -> str:
        """The message, with the nearest names where there are any."""
        names = ", ".join(self.names)
        return super().text(lang) + (say("error.nearest", lang, names=names) if names else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or doubtful, in a table: its place, the text got, the form expected.

    `line` is the one on which the record starts, counted from 1; `column` is empty where the whole
    record or file is meant; `cell` names it in a workbook, such as ``Sheet1!C5``.
    """

    file: str
    line: int
    column: str
    got: str
    key: str
    values: dict[str, object] = field(default_factory=dict)
    severity: str = "problem"
    cell: str = ""

    def sentence(self, lang: str = "en") -> str:
        """The text got and the form expected, without the place."""
        return say(self.key, lang, got=shown(self.got, lang), **self.values)

    def text(self, lang: str = "en") -> str:
        """``file:line: column: got …, expected …``; in a workbook the cell instead of the line."""
        place = f"{self.file}: {self.cell}: " if self.cell else f"{self.file}:{self.line}: "
        return place + (f"{self.column}: " if self.column else "") + self.sentence(lang)


class TableError(DataError):
    """A table cannot be used; `problems` holds every reason."""

    whole = 50
    head = 20

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("error.table")
        self.problems = sorted(problems, key=lambda p: (p.file, p.line))

    def text(self, lang: str = "en") -> str:
        """A line a problem; of a very long list the first twenty and how many more there are."""
        count = len(self.problems)
        listed = self.problems if count <= self.whole else self.problems[: self.head]
        lines = [problem.text(lang) for problem in listed]
        if len(listed) < count:
            lines.append(say("error.more_problems", lang, count=count - len(listed)))
        return "\n".join(lines)


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names that look most like `name`, best first, whatever their case.

    Examples
    --------
    >>> nearest("NGBO-2026", ["zhejiang-2022", "ningbo-2022", "ningbo-2026"], most=2)
    ['ningbo-2026', 'ningbo-2022']
    """
    as_written = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(name.casefold(), as_written, n=most, cutoff=0)
    return [as_written[each] for each in close]


def shown(cell: str, lang: str = "en", width: int = 60) -> str:
    """A cell as it may stand in a message: quoted, on one line, control characters escaped."""
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cell)
    whole = len(text) <= width
    return say("problem.quoted", lang, text=text if whole else text[: width - 1] + "…")
