"""The options that commands share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from typer import Option

from nbde.cli import completion
from nbde.formats import FORMATS
from nbde.schema import PATHS
from nbde.words import LANGUAGES

_TABLES, _ROWS, _OUTPUT = "Tables", "Rows", "Output"


Language = Annotated[
    str | None,
    Option(
        "--lang",
        metavar="|".join(LANGUAGES),
        autocompletion=completion.of(LANGUAGES),
        rich_help_panel=_OUTPUT,
        help="Language; NBDE_LANG sets it too. Default: English in csv, tsv, json and jsonl, the "
        "locale's elsewhere.",
    ),
]
Quiet = Annotated[
    bool, Option("--quiet", "-q", rich_help_panel=_OUTPUT, help="No hints on standard error.")
]


@dataclass(frozen=True, slots=True)
class Files:
    """Where the two tables come from."""

    targets: Annotated[
        str | None,
        Option(
            "--targets",
            metavar="FILE",
            envvar="NBDE_TARGETS",
            rich_help_panel=_TABLES,
            help="Table of targets, - for standard input; the bundled one by default.",
        ),
    ] = None
    observations: Annotated[
        str | None,
        Option(
            "--observations",
            metavar="FILE",
            envvar="NBDE_OBSERVATIONS",
            rich_help_panel=_TABLES,
            help="Table of observations, - for standard input; the bundled one by default, none "
            "beside a table of targets of your own.",
        ),
    ] = None
    encoding: Annotated[
        str | None,
        Option(
            "--encoding",
            metavar="NAME",
            rich_help_panel=_TABLES,
            help="Encoding of the tables; by default a byte-order mark decides, else UTF-8, else "
            "GB18030.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are asked about."""

    plan: Annotated[
        list[str] | None,
        Option(
            "--plan",
            metavar="PLAN",
            autocompletion=completion.plans,
            rich_help_panel=_ROWS,
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
            rich_help_panel=_ROWS,
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
            rich_help_panel=_ROWS,
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
            rich_help_panel=_ROWS,
            help="2024, 2022-2026 or 2022,2024. Default: the current year.",
        ),
    ] = None
    scenario: Annotated[
        str | None,
        Option(
            "--scenario",
            metavar="NAME|FILE",
            autocompletion=completion.scenarios,
            rich_help_panel=_ROWS,
            help="Observations assumed for this call, always marked: a bundled scenario (doubling) "
            "or a file.",
        ),
    ] = None
    assume: Annotated[
        list[str] | None,
        Option(
            "--assume",
            metavar="INDICATOR@YEAR=VALUE",
            rich_help_panel=_ROWS,
            help="One assumed value, such as core_value_added@2025=1500亿元; repeatable.",
        ),
    ] = None
    path: Annotated[
        str | None,
        Option(
            "--path",
            metavar="|".join(PATHS),
            autocompletion=completion.of(PATHS),
            rich_help_panel=_ROWS,
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
            envvar="NBDE_FORMAT",
            autocompletion=completion.of(FORMATS),
            rich_help_panel=_OUTPUT,
            help="Output format; by default from the ending of --output, else table.",
        ),
    ] = None
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            rich_help_panel=_OUTPUT,
            help="Write to a file, whole or not at all.",
        ),
    ] = None
    columns: Annotated[
        str | None,
        Option(
            "--columns",
            metavar="A,B,C",
            rich_help_panel=_OUTPUT,
            help="These columns, in this order.",
        ),
    ] = None
    precision: Annotated[
        str | None,
        Option(
            "--precision",
            metavar="N",
            rich_help_panel=_OUTPUT,
            help="Decimals; by default full precision in csv, tsv, json and jsonl, a readable one "
            "elsewhere.",
        ),
    ] = None
    unit: Annotated[
        str | None,
        Option(
            "--unit",
            metavar="UNIT",
            rich_help_panel=_OUTPUT,
            help="Show all currency in this unit, such as 万亿元.",
        ),
    ] = None
    lang: Language = None
    bom: Annotated[
        bool,
        Option("--bom", rich_help_panel=_OUTPUT, help="Begin with a byte-order mark, for Excel."),
    ] = False
    color: Annotated[
        str,
        Option(
            "--color",
            metavar="auto|always|never",
            autocompletion=completion.of(("auto", "always", "never")),
            rich_help_panel=_OUTPUT,
            help="Colour in tables; NO_COLOR turns it off.",
        ),
    ] = "auto"
    quiet: Quiet = False


Growth = Annotated[
    str | None,
    Option(
        "--growth",
        metavar="RATE",
        rich_help_panel=_ROWS,
        help="A rate such as 12% that runs the path back from the target where there is no baseline.",
    ),
]
Project = Annotated[
    bool,
    Option(
        "--project",
        rich_help_panel=_ROWS,
        help="Carry the latest value on to the year by the growth achieved so far.",
    ),
]
FailOn = Annotated[
    list[str] | None,
    Option(
        "--fail-on",
        metavar="WORD",
        autocompletion=completion.statuses,
        rich_help_panel=_OUTPUT,
        help="End with exit code 4 if any row has this status; repeatable.",
    ),
]
