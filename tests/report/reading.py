"""The program run, and its page as a browser reads it: a tree, by the standard library's parser."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from nbde.cli.app import app

VOID = {"meta", "input", "br", "img", "link", "hr"}
RAW = {"style", "script"}


@dataclass
class Element:
    """One element: its name, attributes, and what is in it."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    def all(self, name: str = "", **wanted: str) -> list[Element]:
        """The elements below it of that name and with these attributes (``_class`` for class)."""
        return [
            one
            for one in self.below()
            if name in ("", one.name)
            and all(one.attributes.get(key.strip("_")) == value for key, value in wanted.items())
        ]

    def one(self, name: str = "", **wanted: str) -> Element:
        (found,) = self.all(name, **wanted)
        return found

    def below(self) -> Iterator[Element]:
        for one in self.content:
            if isinstance(one, Element):
                yield one
                yield from one.below()

    @property
    def text(self) -> str:
        """All its text, white space as a browser shows it."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for one in self.content:
            yield from [one] if isinstance(one, str) else one._texts()


class Reader(HTMLParser):
    """The tree of a document; an end tag that closes nothing, or the wrong element, is refused."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        element = Element(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def tree(page: str) -> Element:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def rows(*arguments: str) -> list[dict[str, Any]]:
    """The rows of a successful answer, by the standard library's JSON reader."""
    result = run(*arguments, "-f", "json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def page(*arguments: str) -> str:
    """The page that the program writes to a pipe."""
    result = run("report", *arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def saved(article: Element) -> bytes:
    """What the link of an article saves."""
    (link,) = (one for one in article.all("a") if "download" in one.attributes)
    address = link.attributes["href"] or ""
    head, data = address.split(",", 1)
    assert head == "data:text/csv;charset=utf-8;base64"
    return base64.b64decode(data, validate=True)


def table(article: Element, kind: str) -> list[dict[str, str]]:
    """The rows of a table by heading, those that only name a group left out."""
    element = article.one("table", _class=kind)
    headings = [one.text for one in element.one("thead").all("th")]
    rows = [
        [one.text for one in row.content if isinstance(one, Element)]
        for row in element.one("tbody").all("tr")
        if row.attributes.get("class") != "group"
    ]
    return [dict(zip(headings, row, strict=True)) for row in rows]
