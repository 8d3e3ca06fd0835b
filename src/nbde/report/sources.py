"""Sources, numbered in the order of the page, each with the figures that it is the source of."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nbde.formats.characters import printable
from nbde.formats.columns import written
from nbde.messages import FIGURES_JOINED, NAMES_JOINED, label, say

_JOINT = "; "
_ADDRESS = re.compile(r"""<(https?://[^\s<>"'`\\^{|}]+)>|https?://[^\s<>"'`\\^{|}]+""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `address` is where it leads, empty for plain text."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One source.

    Attributes
    ----------
    pieces
        Its text, the addresses in it as links.
    figures
        The figures it is the source of.
    confidence
        How surely these figures are known; empty where they are published.
    """

    pieces: list[Piece]
    figures: str
    confidence: str


def pieces_of(text: str) -> list[Piece]:
    """The text with the web addresses in it as links, without the angle brackets around them.

    Examples
    --------
    >>> [piece.address for piece in pieces_of("News <https://a.example/b?c=1>, p. 2")]
    ['', 'https://a.example/b?c=1', '']
    >>> pieces_of("javascript:alert(1)")
    [Piece(text='javascript:alert(1)', address='')]
    """
    found, end = [], 0
    for match in _ADDRESS.finditer(text):
        address = match[1] or match[0].rstrip(".,;:!?)")
        found += [Piece(text[end : match.start()]), Piece(address, address)]
        end = match.end() if match[1] else match.start() + len(address)
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]


class Sources:
    """The sources of a page.

    Parameters
    ----------
    sources
        A row a figure: `source`, `confidence`, `plan`, `entity`, `name`, `year`, `is_target`.
    lang
        The language of the page.
    """

    def __init__(self, sources: pd.DataFrame, lang: str) -> None:
        self._lang = lang
        self._rows = sources.assign(
            source=written(sources["source"], printable, ""),
            name=written(sources["name"], printable, ""),
        )
        named = self._rows.loc[self._rows["source"] != "", "source"]
        self._numbers = {text: number for number, text in enumerate(named.unique(), start=1)}
        self._one_plan = len(sources.loc[sources["is_target"], "plan"].unique()) <= 1
        self._one_entity = len(sources["entity"].unique()) <= 1

    def numbers(self, text: str) -> list[int]:
        """The numbers of a source, or of several that stand in one text; none if unknown."""
        text = printable(text)
        if text in self._numbers:
            return [self._numbers[text]]
        for match in re.finditer(_JOINT, text):
            head, rest = text[: match.start()], text[match.end() :]
            if head in self._numbers and (numbers := self.numbers(rest)):
                return list(dict.fromkeys([self._numbers[head], *numbers]))
        return []

    def listed(self) -> list[Source]:
        """Every source, in the order of its number."""
        groups = dict(iter(self._rows.groupby("source", sort=False)))
        return [
            Source(pieces_of(text), self._figures(groups[text]), self._confidence(groups[text]))
            for text in self._numbers
        ]

    def unsourced(self) -> str:
        """The figures without a source; empty where there are none."""
        return self._figures(self._rows[self._rows["source"] == ""])

    def _figures(self, rows: pd.DataFrame) -> str:
        """The targets by plan and year, then the observations by indicator."""
        targets: dict[str, list[str]] = {}
        seen: dict[str, list[str]] = {}
        for row in rows.to_dict(orient="records"):
            if row["is_target"]:
                said = self._target(str(row["year"]), str(row["plan"]))
                targets.setdefault(said, []).append(self._name(row))
            else:
                seen.setdefault(self._name(row), []).append(str(row["year"]))
        return " · ".join(
            say("table.note", self._lang, note=heading, rows=joint.join(dict.fromkeys(listed)))
            for found, joint in (
                (targets, NAMES_JOINED[self._lang]),
                (seen, FIGURES_JOINED[self._lang]),
            )
            for heading, listed in found.items()
        )

    def _name(self, row: Mapping[Hashable, Any]) -> str:
        name, entity = str(row["name"]), printable(str(row["entity"]))
        return name if self._one_entity or not entity else f"{name} ({entity})"

    def _target(self, year: str, plan: str) -> str:
        said = say("report.target_of", self._lang, year=year)
        return said if self._one_plan or not plan else f"{said} ({printable(plan)})"

    def _confidence(self, rows: pd.DataFrame) -> str:
        words = rows["confidence"].unique()
        unsure = [label(word, self._lang) for word in words if word not in ("", "published")]
        return FIGURES_JOINED[self._lang].join(unsure)
