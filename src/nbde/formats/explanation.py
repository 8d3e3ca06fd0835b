"""Explanations to be read: a block for each figure, the formula above its figures and its result.

Text and Markdown show the same blocks. Figures that are missing for the same reason share one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from rich.cells import cell_len

from nbde.formats import Style
from nbde.formats.cells import MISSING
from nbde.formats.characters import encodable, printable
from nbde.formats.columns import doubles, written
from nbde.formats.markdown import literal
from nbde.formats.numbers import per_cent, quantity, shortest
from nbde.formats.wrapping import wrap
from nbde.messages import label, say
from nbde.schema import COLUMNS, Kind

_LEVEL = "level"  # of explanations a quantity, of forecasts a fraction
_HANGING = 2
_PLAIN_SIGNS = str.maketrans({"−": "-", "÷": "/", "≥": ">=", "≤": "<="})
_ABOUT = ("plan", "entity", "name", "indicator", "year", "target_year")


@dataclass(frozen=True, slots=True)
class Block:
    """One figure, or several that are missing for the same reason.

    Parameters
    ----------
    heading
        The name of the figure.
    equations
        Its formula, the figures put in and its result, line by line.
    remarks
        Where it comes from, and what to know of it.
    """

    heading: str
    equations: list[str]
    remarks: list[str]


def with_shown(frame: pd.DataFrame, style: Style) -> pd.DataFrame:
    """The steps with a column `shown`: each result as a table shows it, a status by its label.

    Parameters
    ----------
    frame
        The answer of `explain`.
    style
        Its language and precision count.
    """
    steps = zip(
        plain(frame, "figure"), doubles(frame["result"]).tolist(), plain(frame, "status"),
        strict=True,
    )  # fmt: skip
    shown = [
        label(status, style.lang) if status else _shown(figure, result, style.precision)
        for figure, result, status in steps
    ]
    place = list(frame.columns).index("result") + 1
    wider = frame.copy()
    wider.insert(place, "shown", pd.Series(shown, index=frame.index, dtype="str"))
    return wider


def _shown(figure: str, result: float, precision: int | None) -> str:
    if result != result:
        return ""
    declared = COLUMNS.get(figure)
    fraction = declared is not None and declared.kind is Kind.FRACTION and figure != _LEVEL
    text = (per_cent if fraction else quantity)(result, precision)
    return f"{text}×" if figure == "acceleration" else text


def plain(frame: pd.DataFrame, name: str) -> list[str]:
    """The column's texts, each on one line; missing ones empty."""
    return written(frame[name], printable, "")


def render(name: str, frame: pd.DataFrame, style: Style) -> str:
    """The steps as text for a terminal, or as Markdown (`name`)."""
    columns = [plain(frame, column) for column in frame.columns if column != "result"]
    names = [str(column) for column in frame.columns if column != "result"]
    steps = [
        {**dict(zip(names, cells, strict=True)), "result": result}
        for *cells, result in zip(*columns, shortest(doubles(frame["result"])), strict=True)
    ]
    write = _markdown if name == "markdown" else _text
    parts = [
        write(
            _title(dict(zip(_ABOUT, about, strict=True)), style.lang),
            _blocks(group, style.lang),
            style,
        )
        for about, group in groupby(steps, key=lambda step: tuple(step[n] for n in _ABOUT))
    ]
    if not parts:
        parts = [say("table.no_rows", style.lang) + "\n"]
    text = "\n".join(parts)
    if not style.encoding.lower().startswith("utf"):
        text = text.translate(_PLAIN_SIGNS)
    return "\n".join(encodable(line, style.encoding) for line in text.split("\n"))


def _title(about: Mapping[str, str], lang: str) -> str:
    key = "table.explained_code" if about["name"] == about["indicator"] else "table.explained"
    said = say(
        key, lang, name=about["name"], code=about["indicator"],
        target_year=about["target_year"], year=about["year"],
    )  # fmt: skip
    return " · ".join(filter(None, (about["plan"], about["entity"], said)))


def _blocks(steps: Iterator[Mapping[str, str]], lang: str) -> Iterator[Block]:
    """The blocks of one target and year: the figures, then what is missing, reason by reason.

    A note is given once.
    """
    listed = list(steps)
    missing: dict[str, list[str]] = {}
    for step in listed:
        if not step["shown"]:
            missing.setdefault(step["note"], []).append(label(step["figure"], lang))
    noted = {"", *missing}
    for step in listed:
        if step["shown"]:
            yield _block(step, [] if step["note"] in noted else [step["note"]], lang)
            noted.add(step["note"])
    for note, figures in missing.items():
        names = (", " if lang == "en" else "、").join(dict.fromkeys(figures))
        yield Block(names, [f"= {MISSING}"], [note] if note else [])


def _block(step: Mapping[str, str], note: list[str], lang: str) -> Block:
    result = " ".join(filter(None, (step["result"], step["unit"]))) or step["shown"]
    if step["result"] and step["result"] != step["shown"]:
        joint = "" if lang == "zh" else " "
        result += joint + say("table.shown_as", lang, shown=step["shown"])
    result = f"{step['comparison'] or '='} {result}"
    comma = ", " if lang == "en" else "，"
    origin = [comma.join(filter(None, (label(step["basis"], lang), step["edition"])))]
    if step["source"]:
        origin = [say("table.note", lang, note=origin[0], rows=step["source"])]
    if not (step["source"] or step["edition"]):
        origin = []
    if _bare(step["inserted"]) in ("", step["result"]):
        said = [step["formula"]] if step["formula"] else []
        return Block(label(step["figure"], lang), [result], [*said, *origin, *note])
    equations = [f"= {step['formula']}", f"= {step['inserted']}", result]
    return Block(label(step["figure"], lang), equations, [*origin, *note])


def _bare(inserted: str) -> str:
    """A figure put in, as a result is written: a negative one without its brackets.

    Examples
    --------
    >>> _bare("(−30)"), _bare("(−30) ÷ 2")
    ('-30', '(−30) ÷ 2')
    """
    figure = inserted.removeprefix("(−")
    return inserted if figure == inserted or " " in figure else f"-{figure.removesuffix(')')}"


def _text(title: str, blocks: Iterator[Block], style: Style) -> str:
    lines = _lines(title, style, _HANGING)
    for block in blocks:
        indent = cell_len(block.heading) + 1
        lines.append("")
        for number, equation in enumerate(block.equations):
            before = f"{block.heading} " if number == 0 else " " * indent
            lines += _lines(f"{before}{equation}", style, indent + 2)
        for remark in block.remarks:
            lines += _lines(f"  {remark}", style, 2 * _HANGING)
    return "\n".join(lines) + "\n"


def _lines(text: str, style: Style, indent: int) -> list[str]:
    return [text] if style.width is None else wrap(text, style.width, indent)


def _markdown(title: str, blocks: Iterator[Block], _: Style) -> str:
    parts = [f"**{literal(title)}**", ""]
    for block in blocks:
        first, *more = block.equations
        lines = [f"- **{literal(block.heading)}** {literal(first)}"]
        lines += [f"  {literal(equation)}" for equation in more]
        lines += [f"  {literal(remark)}" for remark in block.remarks]
        parts.append("  \n".join(lines))
    return "\n".join(parts) + "\n"
