"""The options that commands share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from typer import Option

from nbde.cli import completion
from nbde.formats import FORMATS
from nbde.messages import LANGUAGES
from nbde.schema import PATHS, STATUSES

COLORS = ("auto", "always", "never")

Language = Annotated[
    str | None,
    Option(
        "--lang",
        metavar="|".join(LANGUAGES),
        autocompletion=completion.of(LANGUAGES),
        help="Language; by default NBDE_LANG, else English in csv, tsv, json and jsonl, the "
        "locale's elsewhere.",
    ),
]
Quiet = Annotated[bool, Option("--quiet", "-q", help="No hints on standard error.")]


@dataclass(frozen=True, slots=True)
class Files:
    """Where the two tables come from."""

    targets: Annotated[
        str | None,
        Option(
            "--targets",
            metavar="FILE",
            envvar="NBDE_TARGETS",
            help="Table of targets, - for standard input; the bundled one by default.",
        ),
    ] = None
    observations: Annotated[
        str | None,
        Option(
            "--observations",
            metavar="FILE",
            envvar="NBDE_OBSERVATIONS",
            help="Table of observations, - for standard input; the bundled one by default, none "
            "beside a table of targets of your own.",
        ),
    ] = None
    encoding: Annotated[
        str | None,
        Option(
            "--encoding",
            metavar="NAME",
            help="Encoding of the tables; by default a byte-order mark decides, else UTF-8, else "
            "GB18030.",
        ),
    ] = None
    sheet: Annotated[
        list[str] | None,
        Option(
            "--sheet",
            metavar="NAME|NUMBER",
            help="Sheet of an Excel workbook; given twice, that of the targets and that of the "
            "observations.",
        ),
    ] = None
    verbose: Annotated[
        bool,
        Option("--verbose", "-v", help="Say on standard error what each table was recognised as."),
    ] = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are asked about."""

    plan: Annotated[
        list[str] | None,
        Option(
            "--plan",
            metavar="PLAN",
            autocompletion=completion.plans,
            help="Plan, repeatable; all for every plan. Default: ningbo-2026 of the bundled table, "
            "every row of your own.",
        ),
    ] = None
    entity: Annotated[
        list[str] | None,
        Option(
            "--entity",
            metavar="ENTITY",
            autocompletion=completion.entities,
            help="Entity, repeatable.",
        ),
    ] = None
    indicator: Annotated[
        list[str] | None,
        Option(
            "--indicator",
            "-i",
            metavar="CODE",
            autocompletion=completion.indicators,
            help="Indicator, repeatable; * stands for any text.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the rows."""

    year: Annotated[
        str | None,
        Option(
            "--year",
            "-y",
            metavar="YEAR",
            help="2024, 2022-2026 or 2022,2024 (one in report and explain). Default: the current "
            "year; in path the years of each target.",
        ),
    ] = None
    scenario: Annotated[
        str | None,
        Option(
            "--scenario",
            metavar="NAME|FILE",
            autocompletion=completion.scenarios,
            help="Observations assumed for this call, always marked: a bundled scenario (doubling) "
            "or a file.",
        ),
    ] = None
    assume: Annotated[
        list[str] | None,
        Option(
            "--assume",
            metavar="INDICATOR@YEAR=VALUE",
            help="One assumed value, such as core_value_added@2025=1500亿元; repeatable.",
        ),
    ] = None
    path: Annotated[
        str | None,
        Option(
            "--path",
            metavar="|".join(PATHS),
            autocompletion=completion.of(PATHS),
            help="The line from baseline to target; by default the table's own, else compound.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Output:
    """How and where the answer is written."""

    format: Annotated[
        str | None,
        Option(
            "--format",
            "-f",
            metavar="|".join(FORMATS),
            autocompletion=completion.of(FORMATS),
            help="Output format; by default from the ending of --output, else NBDE_FORMAT, else "
            "table.",
        ),
    ] = None
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file, whole or not at all.",
        ),
    ] = None
    columns: Annotated[
        str | None,
        Option(
            "--columns",
            metavar="A,B,C",
            help="These columns, in this order.",
        ),
    ] = None
    precision: Annotated[
        str | None,
        Option(
            "--precision",
            metavar="N",
            help="Decimals of each figure as it stands in the format: with 1, a fraction of 0.1625 "
            "in csv becomes 0.2. Default: full precision in csv, tsv, json and jsonl, a readable "
            "one elsewhere.",
        ),
    ] = None
    unit: Annotated[
        str | None,
        Option(
            "--unit",
            metavar="UNIT",
            help="Show all currency in this unit, such as 万亿元.",
        ),
    ] = None
    lang: Language = None
    bom: Annotated[
        bool,
        Option("--bom", help="Begin with a byte-order mark, for Excel."),
    ] = False
    color: Annotated[
        str,
        Option(
            "--color",
            metavar="|".join(COLORS),
            autocompletion=completion.of(COLORS),
            help="Colour in tables; NO_COLOR turns it off.",
        ),
    ] = "auto"
    quiet: Quiet = False


GDP = "gdp"

Denominator = Annotated[
    str,
    Option(
        "--denominator",
        metavar="CODE",
        autocompletion=completion.indicators,
        help="The indicator that is the whole of a share.",
    ),
]
DenominatorGrowth = Annotated[
    str | None,
    Option(
        "--gdp-growth",
        metavar="RATE",
        help="Nominal growth of the denominator after its last value; by default that between "
        "its last two comparable years.",
    ),
]
Growth = Annotated[
    str | None,
    Option(
        "--growth",
        metavar="RATE",
        help="A rate such as 12% that runs the path back from the target where there is no "
        "baseline.",
    ),
]
Project = Annotated[
    bool,
    Option(
        "--project",
        help="Carry the latest value on to the year by the growth achieved so far.",
    ),
]
FailOn = Annotated[
    list[str] | None,
    Option(
        "--fail-on",
        metavar="WORD",
        autocompletion=completion.of(STATUSES),
        help="End with exit code 4 if any row has this status; repeatable.",
    ),
]
