"""What the program says, in English and Chinese.

Every sentence and every word a reader sees stands in `en` and again in `zh`, under the same key and
with the same placeholders. A sentence with a count has a second form under ``key.one``.
"""

from __future__ import annotations

from collections.abc import Mapping

from nbde.words import en, zh

LANGUAGES = ("en", "zh")
SENTENCES_JOINED: Mapping[str, str] = {"en": "; ", "zh": "；"}
NAMES_JOINED: Mapping[str, str] = {"en": "; ", "zh": "、"}
FIGURES_JOINED: Mapping[str, str] = {"en": ", ", "zh": "、"}
_SENTENCES: Mapping[str, Mapping[str, str]] = {"en": en.SENTENCES, "zh": zh.SENTENCES}
_LABELS: Mapping[str, Mapping[str, str]] = {"en": en.LABELS, "zh": zh.LABELS}


def say(key: str, lang: str = "en", /, **values: object) -> str:
    """The sentence `key` in the language `lang`, with `values` put in.

    Examples
    --------
    >>> say("note.late", "en", year=2023, count=1)
    'met in 2023, 1 year late'
    """
    sentences = _SENTENCES[lang]
    if values.get("count") == 1:
        key = f"{key}.one" if f"{key}.one" in sentences else key
    return sentences[key].format_map(values)


def label(word: str, lang: str = "en") -> str:
    """The word of a vocabulary as a reader of `lang` sees it on paper; the word itself if unknown.

    Examples
    --------
    >>> label("on_track", "zh")
    '如期'
    """
    return _LABELS[lang].get(word, word)
