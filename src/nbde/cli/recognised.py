"""What each table was recognised as, said on standard error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from nbde.cli import streams
from nbde.cli.language import message_language
from nbde.messages import label, say

if TYPE_CHECKING:
    from nbde.tables.forms import DetectedFormat


def report_detected_format(seen: Iterable[DetectedFormat], *, every: bool) -> None:
    """Say what each table was; unless `every`, only of those with nothing that was asked for."""
    for each in seen:
        if every or (each.passed_over and not each.rows):
            streams.remark(sentence(each, message_language()))


def sentence(seen: DetectedFormat, lang: str) -> str:
    """What a table was: ``observations: data.xlsx, sheet 2023, wide table, 31 rows, 11 years``."""
    parts = [
        seen.file,
        say("hint.sheet", lang, sheet=seen.sheet) if seen.sheet else "",
        label(seen.form, lang),
        seen.encoding.upper(),
        say("hint.rows", lang, count=seen.rows),
        say("hint.years", lang, count=seen.years) if seen.years else "",
        say("hint.passed_over", lang, count=seen.passed_over) if seen.passed_over else "",
        say("hint.columns_passed_over", lang, names=say("hint.and", lang).join(seen.further))
        if seen.further
        else "",
    ]
    listed = say("hint.and", lang).join(part for part in parts if part)
    return say("hint.recognised", lang, table=label(seen.table, lang), parts=listed)
