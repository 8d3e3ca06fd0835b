"""The page: frames in, one HTML document out, in one language or in both."""

from __future__ import annotations

from base64 import b64encode
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pandas as pd

from nbde.errors import DataError
from nbde.formats import Style, csv
from nbde.formats.cells import MISSING
from nbde.formats.characters import printable
from nbde.formats.columns import heading_of, written
from nbde.formats.display import display
from nbde.messages import NAMES_JOINED, label, say
from nbde.report.charts import figures_of, key_of
from nbde.report.sources import Sources
from nbde.report.tables import audit_table, reasons_of, targets_table, unjudged_of, verdicts_of
from nbde.schema import COLUMNS, STATUSES

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_BEHIND = ("needs_acceleration", "limited", "wrong_direction", "missed")
_UNJUDGED = ("undecided", "no_data")
_EXPLAINED = ("value", "target_value", "gap", "progress", "milestone", "required_growth", "status")


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
    environment.globals["missing"] = MISSING
    return environment.get_template("page.html.j2").render(
        articles=[
            _article(report, Style(lang=lang, precision=precision)) for lang, report in reports
        ],
        asked=" ".join(asked),
        file=f"nbde-gap-{reports[0][1].year}.csv",
        look=look,
        look_hash=b64encode(sha256(look.encode()).digest()).decode(),
        version=version,
    )


def _article(report: Report, style: Style) -> dict[str, Any]:
    """The page in one language: all that its template shows."""
    lang, gap = style.lang, report.gap
    sources = Sources(report.sources, lang)
    numbers = [sorted(sources.numbers(text)) for text in written(gap["source"], str, "")]
    figures, bare = figures_of(report, style)
    return {
        "lang": lang,
        "say": lambda key, **values: say(key, lang, **values),
        "space": "" if lang == "zh" else " ",
        "year": report.year,
        "title": display(gap, style, "gap", chosen=False).title or str(report.year),
        "headline": _headline(gap["status"], lang),
        "shares": list(_shares(gap["status"], lang)),
        "saved": _saved(gap, style),
        "targets": targets_table(report, numbers, style),
        "figures": figures,
        "key": key_of(figures, report, lang),
        "bare": NAMES_JOINED[lang].join(bare),
        "reasons": reasons_of(report.missing["note"], lang),
        "unjudged": unjudged_of(report),
        "audit": audit_table(report, style),
        "verdicts": verdicts_of(report.audit, lang),
        "sources": sources.listed(),
        "unsourced": sources.unsourced(),
        "glossary": [
            (heading_of(name, lang), getattr(COLUMNS[name], f"means_{lang}")) for name in _EXPLAINED
        ],
    }


def _headline(statuses: pd.Series, lang: str) -> str:
    if statuses.empty:
        return say("report.no_targets", lang)
    count = Counter(statuses)
    return say(
        "report.headline", lang, count=len(statuses), met=count["met"],
        on_track=count["on_track"], behind=sum(count[word] for word in _BEHIND),
        unjudged=sum(count[word] for word in _UNJUDGED),
    )  # fmt: skip


def _shares(statuses: pd.Series, lang: str) -> Iterator[tuple[str, str, int, float, float]]:
    """Code, word and count of each status, and begin and width of its part of the bar [%]."""
    count, begin = Counter(statuses), 0.0
    for status in STATUSES:
        if count[status]:
            width = 100 * count[status] / len(statuses)
            yield status, label(status, lang), count[status], round(begin, 2), round(width, 2)
            begin += width


def _saved(gap: pd.DataFrame, style: Style) -> str:
    """The table of targets as a data address: the CSV of ``nbde gap``, for Excel."""
    data = b"".join([BOM_UTF8, *csv.pieces("csv", gap, style)])
    return f"data:text/csv;charset=utf-8;base64,{b64encode(data).decode()}"
