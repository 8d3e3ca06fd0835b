"""The two languages say the same things, all of them are said, and nothing else is."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import nbde
from nbde import schema
from nbde.messages import FAMILIES, every_message, label, say
from nbde.messages.labels import LABELS
from nbde.methods import words

SOURCE = Path(nbde.__file__).parent
CODE = {
    path: path.read_text(encoding="utf-8")
    for path in (*SOURCE.rglob("*.py"), *SOURCE.rglob("*.j2"))
    if path.parent != SOURCE / "messages"
}
EVERY = every_message()
SENTENCES = {key: both for key, both in EVERY.items() if not key.endswith(".one")}
KEY = re.compile(rf'"((?:{"|".join(FAMILIES)})\.[\w.]+)"')
# Sentences whose key is put together in the code: f"error.unknown_{what}" and the like.
PUT_TOGETHER = ("error.unknown_", "part.", "term.", "audit.")
# What stays as it is in a Chinese sentence: options, commands, formats and examples of input.
KEPT = re.compile(
    r"\{[^}]*\}|--[a-z-]+(?: (?:all|linear|doubling))?|-f csv|nbde(?: [a-z]+)?|DIR|"
    r"core_value_added@2025|billion|at least|csv|CSV|xlsx|json|pip install 'nbde\[excel\]'|"
    r"(?:utf|UTF)-\d+|(?:gb|GB)\d+|BOM|NUL|"
    r"1e-?\d+|GDP|level"
)


def placeholders(sentence: str) -> set[tuple[str, str]]:
    """Names and format specifications."""
    parsed = string.Formatter().parse(sentence)
    return {(name, form or "") for _, name, form, _ in parsed if name is not None}


def singular(key: str) -> bool:
    return key.endswith(".one")


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_has_the_same_placeholders_in_both(key: str) -> None:
    english, chinese = SENTENCES[key]
    assert english
    assert placeholders(chinese) == placeholders(english)


@pytest.mark.parametrize("key", [key for key in EVERY if singular(key)])
def test_a_singular_is_its_plural_but_for_the_count(key: str) -> None:
    plural = placeholders(EVERY[key.removesuffix(".one")][0])
    assert ("count", "") in plural
    assert placeholders(EVERY[key][0]) == plural - {("count", "")}


def test_no_key_is_given_twice_and_each_stands_in_its_family() -> None:
    for home in sorted(set(FAMILIES.values())):
        text = (SOURCE / "messages" / f"{home}.py").read_text(encoding="utf-8")
        keys = re.findall(r'^    "([\w.]+\.[\w.]+)": \(', text, flags=re.MULTILINE)
        assert len(keys) == len(set(keys)) > 0
        assert {FAMILIES[key.partition(".")[0]] for key in keys} == {home}


def test_every_key_the_code_names_is_there() -> None:
    named = {key for text in CODE.values() for key in KEY.findall(text)}
    assert named - set(EVERY) == set()


def test_every_sentence_is_said_somewhere() -> None:
    named = {key for text in CODE.values() for key in KEY.findall(text)}
    unsaid = set(SENTENCES) - named
    assert {key for key in unsaid if not key.startswith(PUT_TOGETHER)} == set()


@pytest.mark.parametrize("family", PUT_TOGETHER)
def test_every_family_is_put_together_somewhere(family: str) -> None:
    assert any(f'f"{family}{{' in text for text in CODE.values())
    assert any(key.startswith(family) for key in SENTENCES)


def test_every_word_of_a_vocabulary_has_a_label_and_no_other_has() -> None:
    words = {word for column in schema.COLUMNS.values() for word in column.words}
    named = {word for word in words if re.fullmatch(r"[a-z_-]+", word)}
    assert named - set(LABELS) == set()
    known = "\n".join(CODE.values())
    assert {word for word in LABELS if f'"{word}"' not in known} == set()


@pytest.mark.parametrize("key", SENTENCES)
def test_a_chinese_sentence_holds_no_english(key: str) -> None:
    assert re.findall(r"[A-Za-z]{2,}", KEPT.sub("", SENTENCES[key][1])) == []


@pytest.mark.parametrize("word", [*words(), *LABELS])
def test_a_chinese_label_is_chinese(word: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", label(word, "zh"))
    assert re.search(r"[\u4e00-\u9fff]", label(word, "en")) is None


def test_one_has_a_form_of_its_own() -> None:
    assert say("note.late", count=1, year=2023) == "met in 2023, 1 year late"
    assert say("note.late", count=2, year=2024) == "met in 2024, 2 years late"
    assert say("note.late", "zh", count=1, year=2023) == "2023年达标，晚1年"


def test_an_unknown_word_is_its_own_label() -> None:
    assert label("no such word", "zh") == "no such word"
