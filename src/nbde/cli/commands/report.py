"""``nbde report``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import nbde
from nbde.cli import option_types, progress, streams
from nbde.cli.input import load
from nbde.cli.option_types import Rate
from nbde.cli.options import Files, Growth, OutputFile, Project, Quiet, Request, Unit, language
from nbde.errors import UsageError
from nbde.formats import ENDINGS
from nbde.messages import LANGUAGES

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_BOTH = "both"
_CHOICES = (*LANGUAGES, _BOTH)


@dataclass(frozen=True, slots=True)
class Page:
    """The form and the place of the page."""

    output: OutputFile = None
    precision: Annotated[
        int | None,
        option_types.precision("--precision", help="Decimals; by default a readable number."),
    ] = None
    unit: Unit = None
    lang: Annotated[
        str | None,
        language(
            _CHOICES,
            help="Language, or both with a switch; by default NBDE_LANG, else the locale's.",
        ),
    ] = None
    quiet: Quiet = False


def report(
    *, request: Request, growth: Growth = None, project: Project = False, files: Files, page: Page
) -> None:
    """One self-contained HTML page: all targets, charts, sources.

    It shows one year: every target with its status, a chart of each indicator, what is missing and
    what would fill it, what the audit found, and where every figure was published. It loads nothing
    from elsewhere, prints, and holds its figures as CSV. Needs nbde[report].
    """
    languages = _languages()
    if request.year is not None and len(request.year) > 1:
        raise UsageError("error.one_year", got=request.year.text)
    _check_output(page.output)

    from nbde.report.page import need_template_engine, render

    need_template_engine()
    tables = load(files, request)

    from nbde.analysis.report import report as compute
    from nbde.analysis.results import years_of

    reports = [
        (lang, _in_unit(compute(
            tables.targets, tables.observations,
            year=years_of(request.year)[0], among=tables.among, path=request.path,
            growth=growth, project=project, lang=lang,
        ), page.unit))
        for lang in languages
    ]  # fmt: skip
    with progress.stage("hint.writing"):
        text = render(
            reports, precision=page.precision, version=nbde.__version__,
            asked=_options(request, growth, project, page.unit),
        )  # fmt: skip
    streams.write(text, page.output, machine=True, bom=False, inputs=tables.inputs)
    if page.output is not None and not page.quiet:
        streams.hint("hint.written", path=page.output)


def _languages() -> list[str]:
    """The languages of the page, the reader's own first."""
    requested = streams.requested_language(_CHOICES)
    own = streams.message_language()
    return [own, *(lang for lang in LANGUAGES if requested == _BOTH and lang != own)]


def _check_output(output: str | None) -> None:
    """Refuse a terminal, and a file of another format."""
    if output is None and streams.terminal_width(output) is not None:
        raise UsageError("error.report_terminal")
    if output is not None and ENDINGS.get(Path(output).suffix.lower(), "html") != "html":
        known = " ".join(ending for ending, name in ENDINGS.items() if name == "html")
        raise UsageError("error.report_ending", path=output, known=known)


def _in_unit(report: Report, unit: str | None) -> Report:
    """The report with all currency in one unit."""
    if unit is None:
        return report

    from nbde.tables.conversion import in_unit

    names = ("gap", "forecast", "audit", "lines")
    frames: dict[str, Any] = {name: in_unit(getattr(report, name), unit) for name in names}
    return replace(report, **frames)


def _options(request: Request, growth: Rate | None, project: bool, unit: str | None) -> list[str]:
    """The options on which the figures depend, as they were given; of a file only its name."""
    scenario = Path(request.scenario).name if request.scenario else None
    given = {
        "--plan": request.plan, "--entity": request.entity, "--indicator": request.indicator,
        "--scenario": scenario, "--assume": request.assume, "--path": request.path,
        "--growth": None if growth is None else growth.text, "--unit": unit,
    }  # fmt: skip
    listed = {name: [each] if isinstance(each, str) else each or () for name, each in given.items()}
    shown = [f"{name} {text}" for name, texts in listed.items() for text in texts]
    return [*shown, "--project"] if project else shown
