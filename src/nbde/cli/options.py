"""The options that commands share, declared once; a dataclass is a group of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from typer import Option

from nbde.cli import option_types, streams
from nbde.cli.option_types import Columns, Rate, Years
from nbde.formats import FORMATS
from nbde.messages import LANGUAGES
from nbde.schema import PATHS, STATUSES

COLORS = ("auto", "always", "never")
GDP = "gdp"
INDICATORS = option_types.completing_cells("indicator")


def language(known: Sequence[str], *, help: str) -> Any:
    """The option ``--lang``, read before all others: the language of their messages."""
    return Option(
        "--lang", metavar="|".join(known), autocompletion=option_types.completing(known),
        is_eager=True, callback=streams.speak, help=help,
    )  # fmt: skip


# fmt: off
Language = Annotated[str | None, language(
    LANGUAGES,
    help="Language; by default NBDE_LANG, else English in csv, tsv, json and jsonl, the locale's "
    "elsewhere.",
)]
Quiet = Annotated[bool, Option("--quiet", "-q", help="No hints on standard error.")]
OutputFile = Annotated[str | None, Option(
    "--output", "-o", metavar="FILE", help="Write to a file, whole or not at all.",
)]
Unit = Annotated[str | None, option_types.currency(
    "--unit", help="Show all currency in this unit, such as 万亿元.",
)]
Denominator = Annotated[str, Option(
    "--denominator", metavar="CODE", autocompletion=INDICATORS,
    help="The indicator that is the whole of a share.",
)]
DenominatorGrowth = Annotated[Rate | None, option_types.rate(
    "--gdp-growth",
    help="Nominal growth of the denominator after its last value; by default that between its last "
    "two comparable years.",
)]
Growth = Annotated[Rate | None, option_types.rate(
    "--growth",
    help="A rate such as 12% that runs the path back from the target where there is no baseline.",
)]
Project = Annotated[bool, Option(
    "--project", help="Carry the latest value on to the year by the growth achieved so far.",
)]
FailOn = Annotated[list[str] | None, option_types.word(
    "--fail-on", metavar="WORD", known=STATUSES,
    help="End with exit code 4 if any row has this status; repeatable.",
)]


@dataclass(frozen=True, slots=True)
class Request:
    """The rows, the years and what is assumed."""

    plan: Annotated[list[str] | None, Option(
        "--plan", metavar="PLAN", autocompletion=option_types.completing_cells("plan", "all"),
        help="Plan, repeatable; all for every plan. Default: ningbo-2026 of the bundled table, "
        "every row of your own.",
    )] = None
    entity: Annotated[list[str] | None, Option(
        "--entity", metavar="ENTITY", autocompletion=option_types.completing_cells("entity"),
        help="Entity, repeatable.",
    )] = None
    indicator: Annotated[list[str] | None, Option(
        "--indicator", "-i", metavar="CODE", autocompletion=INDICATORS,
        help="Indicator, repeatable; * stands for any text.",
    )] = None
    year: Annotated[Years | None, option_types.years(
        "--year", "-y",
        help="2024, 2022-2026 or 2022,2024 (one in report and explain). Default: the current year; "
        "in path the years of each target.",
    )] = None
    scenario: Annotated[str | None, Option(
        "--scenario", metavar="NAME|FILE", autocompletion=option_types.completed_scenarios,
        help="Observations assumed for this call, always marked: a bundled scenario (doubling) or "
        "a file.",
    )] = None
    assume: Annotated[list[str] | None, Option(
        "--assume", metavar="INDICATOR@YEAR=VALUE",
        help="One assumed value, such as core_value_added@2025=1500亿元; repeatable.",
    )] = None
    path: Annotated[str | None, option_types.word(
        "--path", known=PATHS,
        help="The line from baseline to target; by default the table's own, else compound.",
    )] = None


@dataclass(frozen=True, slots=True)
class Files:
    """The two tables, and how they are read."""

    targets: Annotated[str | None, Option(
        "--targets", metavar="FILE", envvar="NBDE_TARGETS",
        help="Table of targets, - for standard input; the bundled one by default.",
    )] = None
    observations: Annotated[str | None, Option(
        "--observations", metavar="FILE", envvar="NBDE_OBSERVATIONS",
        help="Table of observations, - for standard input; the bundled one by default, none beside "
        "a table of targets of your own.",
    )] = None
    encoding: Annotated[str | None, Option(
        "--encoding", metavar="NAME",
        help="Encoding of the tables; by default a byte-order mark decides, else UTF-8, else "
        "GB18030.",
    )] = None
    sheet: Annotated[list[str] | None, Option(
        "--sheet", metavar="NAME|NUMBER",
        help="Sheet of an Excel workbook; given twice, that of the targets and that of the "
        "observations.",
    )] = None
    verbose: Annotated[bool, Option(
        "--verbose", "-v", help="Say on standard error what each table was recognised as.",
    )] = False


@dataclass(frozen=True, slots=True)
class Output:
    """The form and the place of the result."""

    format: Annotated[str | None, option_types.word(
        "--format", "-f", known=FORMATS,
        help="Output format; by default from the ending of --output, else NBDE_FORMAT, else table.",
    )] = None
    output: OutputFile = None
    columns: Annotated[Columns | None, option_types.columns(
        "--columns", help="These columns, in this order.",
    )] = None
    precision: Annotated[int | None, option_types.precision(
        "--precision",
        help="Decimals of each figure as it stands in the format: with 1, a fraction of 0.1625 in "
        "csv becomes 0.2. Default: full precision in csv, tsv, json and jsonl, a readable one "
        "elsewhere.",
    )] = None
    unit: Unit = None
    lang: Language = None
    bom: Annotated[bool, Option("--bom", help="Begin with a byte-order mark, for Excel.")] = False
    color: Annotated[str, option_types.word(
        "--color", known=COLORS, help="Colour in tables; NO_COLOR turns it off.",
    )] = "auto"
    quiet: Quiet = False
