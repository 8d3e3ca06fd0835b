"""``nbde report``."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from nbde.cli import answer, completion, progress, streams, tables, values
from nbde.cli.language import asked_language, message_language
from nbde.cli.options import Asked, Choice, Files, Growth, Project, Quiet
from nbde.errors import UsageError
from nbde.formats import ENDINGS
from nbde.messages import LANGUAGES, say
from nbde.schema import PATHS

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_BOTH = "both"
_CHOICES = (*LANGUAGES, _BOTH)


@dataclass(frozen=True, slots=True)
class Page:
    """How and where the page is written."""

    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all."),
    ] = None
    precision: Annotated[
        str | None,
        Option("--precision", metavar="N", help="Decimals; by default a readable number."),
    ] = None
    unit: Annotated[
        str | None,
        Option("--unit", metavar="UNIT", help="Show all currency in this unit, such as 万亿元."),
    ] = None
    lang: Annotated[
        str | None,
        Option(
            "--lang",
            metavar="|".join(_CHOICES),
            autocompletion=completion.of(_CHOICES),
            help="Language, or both with a switch; by default NBDE_LANG, else the locale's.",
        ),
    ] = None
    quiet: Quiet = False


def report(
    *,
    choice: Choice,
    asked: Asked,
    growth: Growth = None,
    project: Project = False,
    files: Files,
    page: Page,
) -> None:
    """One self-contained HTML page: all targets, charts, sources.

    It shows one year: every target with its status, a chart of each indicator, what is missing and
    what would fill it, what the audit found, and where every figure was published. It loads nothing
    from elsewhere, prints, and holds its figures as CSV. Needs nbde[report].
    """
    languages = _languages(page.lang)
    precision = answer.precision_of(page.precision)
    if page.unit is not None:
        answer.check_currency(page.unit)
    year = _one_year(asked.year)
    path = values.one_of("--path", asked.path, PATHS)
    rate = values.rate("--growth", growth)
    _check_output(page.output)

    from nbde.report.page import need_template_engine, render

    need_template_engine()
    loaded = tables.load(files, choice, asked)

    from nbde import __version__
    from nbde.analysis.report import report as ask

    reports = [
        (lang, _in_unit(ask(
            loaded.targets, loaded.observations,
            year=year, among=loaded.among, path=path, growth=rate, project=project, lang=lang,
        ), page.unit))
        for lang in languages
    ]  # fmt: skip
    with progress.stage("hint.writing"):
        text = render(
            reports, precision=precision, version=__version__,
            asked=_options(choice, asked, growth, project, page),
        )  # fmt: skip
    streams.write(text, page.output, machine=True, bom=False, inputs=tables.inputs(files, asked))
    if page.output is not None and not page.quiet:
        streams.remark(say("hint.written", message_language(page.lang), path=page.output))


def _languages(option: str | None) -> list[str]:
    """The languages of the page, the reader's own first."""
    if values.one_of("--lang", option, _CHOICES) != _BOTH:
        return [asked_language(option) or message_language(option)]
    first = asked_language(None) or message_language(None)
    return [first, *(lang for lang in LANGUAGES if lang != first)]


def _one_year(text: str | None) -> int:
    from nbde.analysis.results import years_of

    asked = years_of(values.years(text))
    if len(asked) > 1:
        raise UsageError("error.one_year", got=text)
    return asked[0]


def _check_output(output: str | None) -> None:
    """Nothing, if the page goes to a file of its own kind or down a pipe."""
    if output is None and streams.terminal_width(output) is not None:
        raise UsageError("error.report_terminal")
    if output is not None and ENDINGS.get(Path(output).suffix.lower(), "html") != "html":
        known = " ".join(ending for ending, name in ENDINGS.items() if name == "html")
        raise UsageError("error.report_ending", path=output, known=known)


def _in_unit(report: Report, unit: str | None) -> Report:
    """The report with all currency in one unit."""
    if unit is None:
        return report

    from nbde.tables.currency import in_unit

    return replace(
        report,
        gap=in_unit(report.gap, unit),
        forecast=in_unit(report.forecast, unit),
        audit=in_unit(report.audit, unit),
        lines=in_unit(report.lines, unit),
    )


def _options(
    choice: Choice, asked: Asked, growth: str | None, project: bool, page: Page
) -> list[str]:
    """The options on which the figures depend, as they were given; of a file only its name."""
    given = [*((f"--{field.name}", getattr(choice, field.name)) for field in fields(choice))]
    scenario = Path(asked.scenario).name if asked.scenario else None
    given += [("--scenario", scenario), ("--assume", asked.assume), ("--path", asked.path)]
    given += [("--growth", growth), ("--unit", page.unit)]
    listed = [
        f"{name} {text}"
        for name, texts in given
        for text in ([texts] if isinstance(texts, str) else texts or ())
    ]
    return [*listed, *(["--project"] if project else [])]
