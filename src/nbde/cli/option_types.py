"""Option types: the text of an option is parsed once, and the command gets the value.

A text that cannot be read is a `UsageError` in nbde's own words, whatever the version of Typer. The
grammar of numbers and units is imported when there is a text to read, never for ``--help``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, NewType, TypeVar

from typer import Context, Option

from nbde.errors import UsageError, shown
from nbde.messages import say
from nbde.schema import COLUMNS

if TYPE_CHECKING:
    from fractions import Fraction

    from nbde.tables.units import Unit

_Value = TypeVar("_Value")

Columns = NewType("Columns", list[str])
"""Names of columns, the value of one option; a plain list is a repeatable option to Typer."""


class Years(tuple[int, ...]):
    """Years in order, and the text that names them."""

    text: str


class Rate(float):
    """A fraction per year above -1, and the text it was given as."""

    text: str


class Quantity(NamedTuple):
    """A number in the unit it is written with, if any."""

    number: Fraction
    unit: Unit | None


class UnreadableOptionError(UsageError):
    """The text of an option that the grammar cannot read, with the grammar's own sentence."""

    def __init__(self, option: str, key: str, got: str) -> None:
        super().__init__("error.option", option=option)
        self._sentence = key
        self._got = got

    def text(self, lang: str = "en") -> str:
        """The option, the text got and the form expected."""
        sentence = say(self._sentence, lang, got=shown(self._got, lang))
        return say(self.key, lang, sentence=sentence, **self.values)


def parse(option: str, read: Callable[[str], _Value], text: str) -> _Value:
    """The value of the text of an option, by `read`; an error names the option."""
    from nbde.tables.numbers import UnreadableError
    from nbde.tables.units import UnknownUnitError

    try:
        return read(text)
    except (UnreadableError, UnknownUnitError) as error:
        raise UnreadableOptionError(option, error.key, text) from None


def read_quantity(text: str) -> Quantity:
    """The one certain number of a text, and its unit."""
    from fractions import Fraction

    from nbde.tables.conversion import as_written
    from nbde.tables.numbers import UnreadableError, read_number

    parsed = read_number(text)
    if parsed.comparison:
        raise UnreadableError("problem.number", text)
    return Quantity(*as_written(parsed) if parsed.unit else (Fraction(parsed.number), None))


def _read_years(text: str) -> Years:
    from nbde.tables.numbers import read_years

    found = Years(read_years(text))
    found.text = text
    return found


def _read_year(text: str) -> int:
    from nbde.tables.numbers import UnreadableError, read_years

    found = read_years(text)
    if len(found) > 1:
        raise UnreadableError("problem.year", text)
    return found[0]


def _read_rate(text: str) -> Rate:
    from nbde.tables.numbers import UnreadableError, read_rate

    found = Rate(read_rate(text))
    if found <= -1:
        raise UnreadableError("problem.rate_below", text)
    found.text = text
    return found


def _read_probability(text: str) -> float:
    from nbde.tables.numbers import UnreadableError, read_rate

    with suppress(UnreadableError):
        found = read_rate(text)
        if 0 < found < 1:
            return found
    raise UnreadableError("problem.level", text)


def _read_positive(text: str) -> float:
    from nbde.tables.numbers import UnreadableError

    number, unit = read_quantity(text)
    if unit is not None or number <= 0:
        raise UnreadableError("problem.positive", text)
    return float(number)


def _read_decimals(text: str) -> int:
    if not re.fullmatch("0{0,9}([0-9]|1[0-5])", text):
        raise UsageError("error.precision", got=text)
    return int(text)


def _read_currency(text: str) -> str:
    from nbde.tables.units import UnknownUnitError, unit

    with suppress(UnknownUnitError):
        if unit(text).is_currency:
            return text
    raise UsageError("error.unit_option", got=text)


def _read_columns(text: str) -> Columns:
    names = [name.strip() for name in text.replace("，", ",").split(",")]
    if len(set(names)) < len(names):
        raise UsageError("error.columns_twice", got=text)
    return Columns(names)


def _type(metavar: str, read: Callable[[str], object]) -> Callable[..., Any]:
    """A function that declares options whose text is parsed by `read`."""

    def declare(*names: str, help: str) -> Any:
        parser = partial(parse, names[0], read)
        return Option(*names, metavar=metavar, parser=parser, help=help)

    return declare


years = _type("YEAR", _read_years)
one_year = _type("YEAR", _read_year)
rate = _type("RATE", _read_rate)
probability = _type("RATE", _read_probability)
quantity = _type("VALUE", read_quantity)
positive_number = _type("N", _read_positive)
precision = _type("N", _read_decimals)
currency = _type("UNIT", _read_currency)
columns = _type("A,B,C", _read_columns)


def word(*names: str, known: Sequence[str], metavar: str = "", help: str) -> Any:
    """An option that takes one of the words `known`, which the shell completes."""
    return Option(
        *names, metavar=metavar or "|".join(known), autocompletion=completing(known),
        parser=partial(one_of, names[0], known), help=help,
    )  # fmt: skip


def one_of(option: str, known: Sequence[str], text: str) -> str:
    """The text, if it is one of the words `known`; an error lists them."""
    if text not in known:
        raise UsageError("error.choice", option=option, got=text, known=", ".join(known))
    return text


def completing(words: Iterable[str]) -> Callable[[str], list[str]]:
    """A completion of a closed set of words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def completing_cells(column: str, *more: str) -> Callable[[Context, str], list[str]]:
    """A completion of the cells of a column of the targets table on the command line so far."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        return completing([*more, *_cells(column, ctx.params.get("targets"))])(incomplete)

    return complete


def completed_scenarios(incomplete: str) -> list[str]:
    """The bundled scenarios that begin so."""
    from nbde.tables import bundled

    return completing(bundled.scenarios())(incomplete)


def _cells(column: str, path: str | None) -> list[str]:
    """The distinct cells of a column of a targets table, none where it cannot be read."""
    import csv

    from nbde.tables import bundled

    headers = (column, *COLUMNS[column].aliases)
    try:
        with open(path or bundled.path("targets.csv"), encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
            rows = csv.DictReader(file)
            header = next((h for h in headers if h in (rows.fieldnames or ())), None)
            return sorted({row[header] or "" for row in rows} - {""}) if header else []
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
