"""What is read and what is refused, each with its reason.

Expected numbers are hand arithmetic on the digits written: 万 is 10^4, 亿 10^8, 万亿 10^12.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbde.messages import LANGUAGES, say
from nbde.schema import COMPARISONS
from nbde.tables.numbers import (
    UnreadableError,
    read_comparison,
    read_number,
    read_rate,
    read_year,
    read_years,
)

WRITTEN = [
    # the forms of the contract
    ("1万亿元", "1000000000000", "", "元", "万亿元"),
    (">15%", "15", ">", "%", "%"),
    ("4.5万个", "45000", "", "个", "万个"),
    ("4.3％", "4.3", "", "%", "%"),
    ("2‰", "2", "", "‰", "‰"),
    ("１，２３４．５亿元", "123450000000", "", "元", "亿元"),
    ("8,234.5", "8234.5", "", "", ""),
    ("−5亿元", "-500000000", "", "元", "亿元"),
    ("1.57 trillion yuan", "1570000000000", "", "yuan", "trillion yuan"),
    ("不低于30%", "30", ">=", "%", "%"),
    ("1000个以上", "1000", ">=", "个", "个"),
    ("约1万亿元", "1000000000000", "~", "元", "万亿元"),
    # multipliers
    ("3十元", "30", "", "元", "十元"),
    ("3百元", "300", "", "元", "百元"),
    ("3千元", "3000", "", "元", "千元"),
    ("3十万元", "300000", "", "元", "十万元"),
    ("3百万元", "3000000", "", "元", "百万元"),
    ("3千万元", "30000000", "", "元", "千万元"),
    ("3十亿元", "3000000000", "", "元", "十亿元"),
    ("3百亿元", "30000000000", "", "元", "百亿元"),
    ("3千亿元", "300000000000", "", "元", "千亿元"),
    ("4.5万", "45000", "", "", "万"),
    ("5 thousand people", "5000", "", "people", "thousand people"),
    ("100 million yuan", "100000000", "", "yuan", "million yuan"),
    ("5 Billion Yuan", "5000000000", "", "Yuan", "Billion Yuan"),
    ("5 mn yuan", "5000000", "", "yuan", "mn yuan"),
    ("5bn yuan", "5000000000", "", "yuan", "bn yuan"),
    ("5 tn yuan", "5000000000000", "", "yuan", "tn yuan"),
    # words that begin like a multiplier
    ("5千瓦", "5000", "", "瓦", "千瓦"),
    ("5万千瓦", "50000", "", "千瓦", "万千瓦"),
    ("5百分点", "5", "", "百分点", "百分点"),
    ("5个百分点", "5", "", "个百分点", "个百分点"),
    ("5兆瓦", "5", "", "兆瓦", "兆瓦"),
    # signs, grouping, exponents
    ("-5", "-5", "", "", ""),
    ("–5", "-5", "", "", ""),
    ("－5%", "-5", "", "%", "%"),
    ("+5%", "5", "", "%", "%"),
    (">-5%", "-5", ">", "%", "%"),
    (".5", "0.5", "", "", ""),
    ("1,234,567.8", "1234567.8", "", "", ""),
    ("1\u00a0234\u00a0567亿元", "123456700000000", "", "元", "亿元"),
    ("1\u202f234", "1234", "", "", ""),
    ("1\u2009234", "1234", "", "", ""),
    ("5\u00a0亿元", "500000000", "", "元", "亿元"),
    ("1.5e3", "1500", "", "", ""),
    ("1E-3元", "0.001", "", "元", "元"),
    ("0", "0", "", "", ""),
    # units of more than one word, spacing
    (" 5 亿 元 ", "500000000", "", "元", "亿元"),
    ("20万元 / 人年", "200000", "", "元/人年", "万元/人年"),
    ("412项/年", "412", "", "项/年", "项/年"),
    ("3 件/10 万人", "3", "", "件/10万人", "件/10万人"),
    ("12 per 100,000 people", "12", "", "per 100,000 people", "per 100,000 people"),
    ("12件每10万人", "12", "", "件每10万人", "件每10万人"),
    ("5 m²", "5", "", "m²", "m²"),
    ("35 µg/m3", "35", "", "µg/m3", "µg/m3"),
    ("5 t CO₂", "5", "", "t CO₂", "t CO₂"),
    # a symbol is kept, so that the units can refuse it
    ("5￥", "5", "", "￥", "￥"),
    ("5$", "5", "", "$", "$"),
    ("5亿€", "500000000", "", "€", "亿€"),
    ("5#", "5", "", "#", "#"),
    ("5%元", "5", "", "%元", "%元"),
]


@pytest.mark.parametrize(("text", "number", "comparison", "unit", "full_unit"), WRITTEN)
def test_forms_that_are_read(
    text: str, number: str, comparison: str, unit: str, full_unit: str
) -> None:
    written = read_number(text)
    assert written.number == Decimal(number)
    assert (written.comparison, written.unit, written.full_unit) == (comparison, unit, full_unit)
    assert written.scaled == (unit != full_unit)


BINDING = {
    ">": "超过 超 大于 高于 多于 突破 > ＞ over more~than above",
    ">=": "不低于 不少于 不小于 至少 大于等于 >= ≥ ≧ ⩾ ＞＝ at~least no~less~than not~less~than "
    "no~fewer~than",
    "=": "达到 达 = ＝",
    "~": "约 大约 近 接近 ~ ～ ≈ about around approximately nearly Nearly",
    "<=": "不高于 不超过 不多于 不大于 至多 小于等于 <= ≤ ≦ ⩽ at~most no~more~than not~more~than",
    "<": "低于 小于 少于 < ＜ below under less~than fewer~than",
}
AFTER = {">=": "以上 及以上", "<=": "以下 及以下 以内", "~": "左右"}


def spelled(table: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (word if word in "~～" else word.replace("~", " "), canonical)
        for canonical, words in table.items()
        for word in words.split()
    ]


@pytest.mark.parametrize(("word", "canonical"), spelled(BINDING))
def test_comparison_before_the_number(word: str, canonical: str) -> None:
    assert canonical in COMPARISONS
    assert read_number(f"{word} 30亿元").comparison == canonical
    assert read_comparison(f" {word} ") == canonical


@pytest.mark.parametrize(("word", "canonical"), spelled(AFTER))
def test_comparison_after_the_unit(word: str, canonical: str) -> None:
    for text in (f"30亿元{word}", f"30{word}", f"30% {word}"):
        written = read_number(text)
        assert written.comparison == canonical
        assert written.unit in ("元", "", "%")
    assert read_comparison(word) == canonical


def test_english_comparison_after_the_unit() -> None:
    assert read_number("30 or more").comparison == ">="
    assert read_number("30% or less").comparison == "<="


def test_no_comparison_is_none() -> None:
    assert read_comparison("") == ""
    assert read_comparison("　") == ""


@pytest.mark.parametrize("text", ["大概", "=>", ">>", "以上以上", "5", "over over", "aboſe"])
def test_unknown_comparison_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_comparison(text)
    assert refusal.value.key == "problem.comparison"


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("不低于1000个以上", ">="),  # said twice, the same
        ("约1000个左右", "~"),
        ("达到1000亿元以上", ">="),  # to reach so much or more
        ("达60%左右", "~"),
        ("达到5%以内", "<="),
    ],
)
def test_two_comparisons_that_agree(text: str, comparison: str) -> None:
    assert read_number(text).comparison == comparison


REFUSED = [
    # nothing certain in figures
    ("", "problem.number"),
    ("　", "problem.number"),
    ("-", "problem.number"),
    ("..", "problem.number"),
    ("—", "problem.number"),
    ("约", "problem.number"),
    ("以上", "problem.number"),
    ("nan", "problem.number"),
    ("NaN", "problem.number"),
    ("inf", "problem.number"),
    ("-Infinity", "problem.number"),
    ("n/a", "problem.number"),
    ("一万", "problem.number"),
    ("¥亿元", "problem.number"),
    ("￥5", "problem.number"),
    ("$5", "problem.number"),
    ("%15", "problem.number"),
    ("١٢", "problem.number"),  # digits of another script
    ("(5)", "problem.number"),  # a bookkeeper's minus, or a remark
    ("±5", "problem.number"),
    ("--5", "problem.number"),
    ("+-5", "problem.number"),
    ("- 5", "problem.number"),
    ("—5", "problem.number"),  # an em dash stands for a missing value
    (">≥5", "problem.number"),
    ("超过约5", "problem.number"),
    ("over5", "problem.number"),
    # leftovers
    ("5.", "problem.number"),
    ("5²", "problem.number"),  # a footnote or a square; compatibility forms would make it 52
    ("5①", "problem.number"),
    ("5*", "problem.number"),
    ("5†", "problem.number"),
    ("1_000", "problem.number"),
    ("1/2", "problem.number"),
    ("1/10", "problem.number"),
    ("1:2", "problem.number"),
    ("1;2", "problem.number"),
    ("5元2", "problem.number"),
    ("5元\u200b", "problem.number"),
    ("5\x00", "problem.number"),
    ("5元，约", "problem.number"),
    ("0x10", "problem.number"),
    # several numbers
    ("10-15%", "problem.number_range"),
    ("10–15%", "problem.number_range"),
    ("10%-15%", "problem.number_range"),
    ("10～15", "problem.number_range"),
    ("10—15", "problem.number_range"),
    ("10至15亿元", "problem.number_range"),
    ("10 to 15", "problem.number_range"),
    # grouping
    ("1,23,4", "problem.number_grouping"),
    ("1.234,5", "problem.number_grouping"),
    ("10,5", "problem.number_grouping"),
    ("1,2345", "problem.number_grouping"),
    ("1234,567", "problem.number_grouping"),
    ("0,500", "problem.number_grouping"),  # 500 or a half
    ("1,234,56", "problem.number_grouping"),
    ("1,234\u00a0567", "problem.number_grouping"),
    ("1 234", "problem.number_grouping"),
    ("1　234", "problem.number_grouping"),
    ("1\u00a023", "problem.number_grouping"),
    ("1'234", "problem.number_grouping"),
    # what no double holds
    ("1e400", "problem.number_size"),
    ("-1e400", "problem.number_size"),
    ("1e-400", "problem.number_size"),
    ("1e300万亿元", "problem.number_size"),
    ("1e99999999999999999999", "problem.number_size"),
    ("9" * 400, "problem.number_size"),
    # multipliers that are more than one, or mean more than one thing
    ("1万万", "problem.number_multiplier"),
    ("1亿万元", "problem.number_multiplier"),
    ("1万百元", "problem.number_multiplier"),
    ("5兆元", "problem.number_multiplier"),
    ("5兆", "problem.number_multiplier"),
    ("5万兆", "problem.number_multiplier"),
    ("5 million billion yuan", "problem.number_multiplier"),
    ("5 bn", "problem.number_multiplier"),
    ("5 bn $", "problem.number_multiplier"),
    ("5万%", "problem.number_multiplier"),
    # figures mixed with numerals in words
    ("1亿2千万", "problem.number"),
    ("1亿三千万", "problem.number_numeral"),
    ("1万三", "problem.number_numeral"),
    ("1000多家", "problem.number_numeral"),
    ("1000余家", "problem.number_numeral"),
    # comparisons that contradict
    ("超过1000个以上", "problem.comparison_twice"),
    (">=5以下", "problem.comparison_twice"),
    ("约5个以上", "problem.comparison_twice"),
    ("=5以上", "problem.comparison_twice"),
    ("1000以上左右", "problem.comparison_twice"),
]


@pytest.mark.parametrize(("text", "key"), REFUSED)
def test_what_is_not_certain_is_refused(text: str, key: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_number(text)
    assert refusal.value.key == key
    assert refusal.value.got == text
    assert "expected" in str(refusal.value)


@pytest.mark.parametrize("text", ["at leaſt 5", "5 millıon yuan", "5 thouſand yuan"])
def test_letters_that_only_look_alike_never_drop_a_word(text: str) -> None:
    """Case folding would take ſ for s; the comparison or the multiplier must not vanish."""
    try:
        written = read_number(text)
    except UnreadableError:
        return
    assert written.unit.isascii() is False


def test_bounds_of_a_double() -> None:
    """The largest double is (2 − 2^-52)·2^1023, the smallest normal one 2^-1022."""
    largest, smallest = "1.7976931348623157e308", "2.2250738585072014e-308"
    assert read_number(largest).number == Decimal(largest)
    assert read_number(smallest).number == Decimal(smallest)
    for beyond in ("1.8e308", "2.2e-308", "1.8e300亿元"):
        with pytest.raises(UnreadableError):
            read_number(beyond)


def test_every_digit_is_kept() -> None:
    """60 digits are more than the 28 that decimal arithmetic keeps by default."""
    digits = "1234567890" * 6
    assert read_number(f"{digits}.5万元").number == Decimal(f"{digits}5000")


digits = st.integers(0, 10**40).map(str)
decimals = st.builds(
    lambda sign, whole, part: Decimal(f"{sign}{whole}.{part}"),
    st.sampled_from(["", "-"]),
    digits,
    digits,
)
POWERS = {"": 0, "万": 4, "亿": 8, "万亿": 12, " million ": 6, " billion ": 9}


@given(decimals, st.sampled_from(sorted(POWERS)), st.sampled_from(["yuan", "元", "%/人"]))
def test_reading_a_formatted_number_gives_it_back(
    number: Decimal, multiplier: str, unit: str
) -> None:
    if multiplier and unit == "%/人":
        multiplier = ""
    sign, figures, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    exact = Decimal((sign, figures, exponent + POWERS[multiplier]))
    for text in (f"{number:f}{multiplier}{unit}", f">{number:,f}{multiplier}{unit}"):
        written = read_number(text)
        assert (written.number, written.unit) == (exact, unit)


@given(decimals)
def test_full_width_and_minus_sign_read_as_ascii(number: Decimal) -> None:
    ascii_text = f"{number:,f}"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in ascii_text)
    assert read_number(wide) == read_number(ascii_text.replace("-", "−")) == read_number(ascii_text)


ALPHABET = (
    "0123456789.,-+eE%‰ ／/·亿万千百十兆元个家人年以上下左右约超过不低于至到>=<~"
    "　\u00a0\u2009−–１２，．％＞abmntrilopeyu²³$￥("
)


@given(st.text(st.sampled_from(ALPHABET), max_size=14) | st.text(max_size=30))
@example("1" * 5000)
@example("1" + ",000" * 2000)
@example("5" + " " * 20000 + "元")
@example("5" + "至" * 20000)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but UnreadableError, and what is read is a finite number in sound words."""
    try:
        written = read_number(text)
    except UnreadableError:
        return
    assert written.number.is_finite()
    assert abs(float(written.number)) < float("inf")
    assert written.comparison in ("", *COMPARISONS)
    assert any(c.isdigit() for c in text)
    assert written.unit == written.unit.strip()


@pytest.mark.parametrize("read", [read_rate, read_year, read_years, read_comparison])
@given(text=st.text(max_size=20) | st.text(st.sampled_from(ALPHABET), max_size=8))
def test_other_readers_refuse_in_one_way(read: Callable[[str], object], text: str) -> None:
    with contextlib.suppress(UnreadableError):
        read(text)


def test_every_refusal_has_a_sentence_in_each_language() -> None:
    others = ("comparison", "rate", "year", "year_part", "year_order")
    for key in {key for _, key in REFUSED} | {f"problem.{other}" for other in others}:
        for lang in LANGUAGES:
            assert "'5²'" in say(key, lang, got="'5²'")


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("12%", 0.12),
        ("0.12", 0.12),
        ("-5%", -0.05),
        ("−5%", -0.05),
        ("１２％", 0.12),
        ("12 %", 0.12),
        ("3‰", 0.003),
        ("12 percent", 0.12),
        ("12 per cent", 0.12),
        ("0", 0.0),
        ("0.999", 0.999),
        ("-0.5", -0.5),
        ("100%", 1.0),
        ("150%", 1.5),
        ("0.7%", 0.007),  # 0.7 / 100 in doubles is 0.006999999999999999
    ],
)
def test_rates(text: str, rate: float) -> None:
    assert read_rate(text) == rate


@pytest.mark.parametrize(
    "text",
    ["1", "12", "-1", "1.0", "12亿", "0.1万", "12亿元", ">5%", "5%左右", "5个", "5百分点",
     "", "abc", "5-6%", "nan", "0.5万%", "12%%"],
)  # fmt: skip
def test_rates_that_could_mean_something_else_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_rate(text)
    assert refusal.value.key == "problem.rate"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("２０２４", 2024),
        ("2024年", 2024),
        ("2024 年", 2024),
        ("2024年度", 2024),
        ("2024.0", 2024),
        ("1900", 1900),
        ("2200", 2200),
        (" 2024　", 2024),
    ],
)
def test_years_read(text: str, year: int) -> None:
    assert read_year(text) == year


@pytest.mark.parametrize(
    "text", ["1899", "2201", "24", "02024", "2024.5", "-2024", "2,024", "2e3", "", "二〇二四",
             "2024E", "2024 2025", "abc", "2024-2025", "20245", "٢٠٢٤"]
)  # fmt: skip
def test_what_is_no_year(text: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_year(text)
    assert refusal.value.key == "problem.year"


@pytest.mark.parametrize(
    "text",
    ["2024Q3", "2024 Q3", "2024-Q3", "Q3 2024", "2024H1", "2024M03", "2024-03", "2024/3", "2024.03",
     "2024-03-31", "2024/3/31", "2024-12-31 00:00:00", "31/03/2024", "03/2024", "202403",
     "20240331", "2024.3.31", "2024年3月", "2024年3月31日", "2024第三季度", "2024年三季度",
     "2024年前三季度", "2024年上半年",
     "2024/25", "2024/2025", "FY2024", "FY24", "2024财年", "2024学年", "Mar 2024", "March 2024",
     "31 Mar 2024", "Mar-2024", "2024 Sept", "２０２４Ｑ３", "2024q3"],
)  # fmt: skip
def test_parts_of_years_have_a_sentence_of_their_own(text: str) -> None:
    for read in (read_year, read_years):
        with pytest.raises(UnreadableError) as refusal:
            read(text)
        assert refusal.value.key == "problem.year_part"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024", [2024]),
        ("2022-2026", [2022, 2023, 2024, 2025, 2026]),
        ("2022–2024", [2022, 2023, 2024]),
        ("2022—2024", [2022, 2023, 2024]),
        ("2022～2024", [2022, 2023, 2024]),
        ("2022至2024", [2022, 2023, 2024]),
        ("2022年至2024年", [2022, 2023, 2024]),
        ("2022 - 2024", [2022, 2023, 2024]),
        ("2022,2024", [2022, 2024]),
        ("２０２２，２０２４", [2022, 2024]),
        ("2022、2024", [2022, 2024]),
        ("2024, 2022-2023, 2024", [2022, 2023, 2024]),
        ("2024-2024", [2024]),
    ],
)
def test_lists_and_ranges_of_years(text: str, years: list[int]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2026-2022", "problem.year_order"),
        ("2020,2026-2022", "problem.year_order"),
        ("", "problem.year"),
        ("2022,", "problem.year"),
        ("2022,,2024", "problem.year"),
        ("2022 2024", "problem.year"),
        ("2022-26", "problem.year"),
        ("2022-2024-2026", "problem.year"),
        ("1800-2024", "problem.year"),
        ("2022-9999", "problem.year"),
    ],
)
def test_lists_of_years_that_are_refused(text: str, key: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        read_years(text)
    assert refusal.value.key == key
    assert refusal.value.got == text


def test_reading_numbers_imports_nothing_heavy() -> None:
    """The command line reads its options with this module and must start at once."""
    heavy = "{'pandas', 'numpy', 'pint'}"
    code = f"import sys, nbde.tables.numbers; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
