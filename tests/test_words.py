"""The two languages say the same things, all of them are said, and nothing else is."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import nbde
from nbde import schema
from nbde.words import en, label, say, zh

SOURCE = Path(nbde.__file__).parent
CODE = {
    path: path.read_text(encoding="utf-8")
    for path in SOURCE.rglob("*.py")
    if path.parent != SOURCE / "words"
}
KEY = re.compile(r'"((?:problem|error|note|paper|reason|hint|doubt|audit)\.[\w.]+)"')
# Sentences whose key is put together in the code: f"error.unknown_{what}" and the like.
FAMILIES = ("error.unknown_", "note.observed_", "note.uses_", "audit.")
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


def test_both_languages_have_the_same_keys() -> None:
    assert set(zh.SENTENCES) == {key for key in en.SENTENCES if not singular(key)}
    assert set(zh.LABELS) == set(en.LABELS)


@pytest.mark.parametrize("key", zh.SENTENCES)
def test_a_sentence_has_the_same_placeholders_in_both(key: str) -> None:
    assert placeholders(zh.SENTENCES[key]) == placeholders(en.SENTENCES[key])


@pytest.mark.parametrize("key", [key for key in en.SENTENCES if singular(key)])
def test_a_singular_is_its_plural_but_for_the_count(key: str) -> None:
    plural = placeholders(en.SENTENCES[key.removesuffix(".one")])
    assert ("count", "") in plural
    assert placeholders(en.SENTENCES[key]) == plural - {("count", "")}


def test_no_key_is_given_twice() -> None:
    for name, given in (("en", en.SENTENCES), ("zh", zh.SENTENCES)):
        text = (SOURCE / "words" / f"{name}.py").read_text(encoding="utf-8")
        keys = re.findall(r'^    "([\w.]+\.[\w.]+)":', text, flags=re.MULTILINE)
        assert len(keys) == len(set(keys)) == len(given)


def test_every_key_the_code_names_is_there() -> None:
    named = {key for text in CODE.values() for key in KEY.findall(text)}
    assert named - set(en.SENTENCES) == set()


def test_every_sentence_is_said_somewhere() -> None:
    named = {key for text in CODE.values() for key in KEY.findall(text)}
    unsaid = {key for key in en.SENTENCES if not singular(key)} - named
    assert {key for key in unsaid if not key.startswith(FAMILIES)} == set()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_put_together_somewhere(family: str) -> None:
    assert any(f'f"{family}{{' in text for text in CODE.values())
    assert any(key.startswith(family) for key in en.SENTENCES)


def test_every_word_of_a_vocabulary_has_a_label_and_no_other_has() -> None:
    words = {word for column in schema.COLUMNS.values() for word in column.words}
    named = {word for word in words if re.fullmatch(r"[a-z_-]+", word)} - {"yes", "no"}
    assert named - set(en.LABELS) == set()
    known = "\n".join(CODE.values())
    assert {word for word in en.LABELS if f'"{word}"' not in known} == set()


@pytest.mark.parametrize("key", zh.SENTENCES)
def test_a_chinese_sentence_holds_no_english(key: str) -> None:
    assert re.findall(r"[A-Za-z]{2,}", KEPT.sub("", zh.SENTENCES[key])) == []


@pytest.mark.parametrize("word", zh.LABELS)
def test_a_chinese_label_is_chinese(word: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", zh.LABELS[word])
    assert re.search(r"[\u4e00-\u9fff]", en.LABELS[word]) is None


def test_one_has_a_form_of_its_own() -> None:
    assert say("note.late", count=1, year=2023) == "met in 2023, 1 year late"
    assert say("note.late", count=2, year=2024) == "met in 2024, 2 years late"
    assert say("note.late", "zh", count=1, year=2023) == "2023年达标，晚1年"


def test_an_unknown_word_is_its_own_label() -> None:
    assert label("no such word", "zh") == "no such word"
