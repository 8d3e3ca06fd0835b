"""The page: frames in, one HTML document out, in one language or in both."""

from __future__ import annotations

from base64 import b64encode
from codecs import BOM_UTF8
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING

from nbde.errors import DataError
from nbde.formats import Style, csv
from nbde.formats.characters import printable
from nbde.report.article import article_of

if TYPE_CHECKING:
    from nbde.analysis.report import Report


def need_template_engine() -> None:
    """Nothing, if the page can be made.

    Raises
    ------
    DataError
        If the extra ``nbde[report]`` is not installed.
    """
    if find_spec("jinja2") is None:
        install = "pip install 'nbde[report]'"
        raise DataError("error.no_package", what="report", package="Jinja2", install=install)


def render(
    reports: Sequence[tuple[str, Report]],
    *,
    precision: int | None,
    asked: Sequence[str],
    version: str,
) -> str:
    """One self-contained HTML document: no script, no address that it loads from.

    Parameters
    ----------
    reports
        Language and frames, one for each language; the first is shown first.
    precision
        Decimals of every figure; None for readable ones on the page and full ones in its CSV.
    asked
        The options that were given, to be named on the page.
    version
        The program's.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    look = files("nbde.report").joinpath("page.css").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
        keep_trailing_newline=True,
        loader=PackageLoader("nbde", "report"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    styles = {lang: Style(lang=lang, precision=precision) for lang, _ in reports}
    return environment.get_template("page.html.j2").render(
        articles=[
            (article_of(report, styles[lang], asked, version), _saved(report, styles[lang]))
            for lang, report in reports
        ],
        file=f"nbde-gap-{reports[0][1].year}.csv",
        look=look,
        look_hash=b64encode(sha256(look.encode()).digest()).decode(),
    )


def _saved(report: Report, style: Style) -> str:
    """The table of targets as a data address: what ``nbde gap -f csv`` writes, for Excel."""
    data = b"".join([BOM_UTF8, *csv.pieces("csv", report.gap, style)])
    return f"data:text/csv;charset=utf-8;base64,{b64encode(data).decode()}"
