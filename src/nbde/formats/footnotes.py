"""Notes under a table: each sentence once, followed by the names of the rows it holds for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nbde.messages import NAMES_JOINED, SENTENCES_JOINED, say

_MOST_NAMES, _NAMES_OF_MANY = 4, 3


def footnotes(
    notes: Sequence[str], names: Sequence[str], years: Sequence[str], lang: str
) -> list[str]:
    """The distinct sentences of the notes, in order of appearance, with the rows they hold for.

    Parameters
    ----------
    notes
        One text a row, of one or several sentences.
    names
        What each row is called; a name may come back in another year.
    years
        The year of each row; empty texts where all rows are of one.
    lang
        The language of the notes.

    Examples
    --------
    >>> footnotes(["no value", "no value; no rate", "no rate"], ["A", "B", "C"], [""] * 3, "en")
    ['no value: A; B', 'no rate: B; C']
    """
    rows_of: dict[str, list[int]] = {}
    for row, note in enumerate(notes):
        for sentence in note.split(SENTENCES_JOINED[lang].rstrip()):
            if sentence.strip():
                rows_of.setdefault(sentence.strip(), []).append(row)
    total = Counter(names)
    return [
        say("table.note", lang, note=sentence, rows=_called(rows, names, years, total, lang))
        for sentence, rows in rows_of.items()
    ]


def _called(
    rows: list[int], names: Sequence[str], years: Sequence[str], total: Counter[str], lang: str
) -> str:
    if len(rows) == len(names) > 1:
        return say("table.all_rows", lang, count=len(rows))
    years_of: dict[str, list[str]] = {}
    for row in rows:
        years_of.setdefault(names[row], []).append(years[row])
    called = [
        name if len(said) == total[name] else _with_years(name, said)
        for name, said in years_of.items()
    ]
    joined = NAMES_JOINED[lang]
    if len(called) <= _MOST_NAMES:
        return joined.join(called)
    some = joined.join(called[:_NAMES_OF_MANY])
    return say("table.and_more", lang, names=some, count=len(called) - _NAMES_OF_MANY)


def _with_years(name: str, years: list[str]) -> str:
    distinct = ", ".join(filter(None, dict.fromkeys(years)))
    return f"{name} ({distinct})" if distinct else name
