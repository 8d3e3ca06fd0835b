"""Units: what is known, what converts to what, and that conversions are exact.

Scales are definitions, not measurements: 万 is 10^4, 亩 a fifteenth of a hectare, kWh 3.6 MJ.
"""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pint
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nbde.messages import LANGUAGES, say
from nbde.tables import unit_words, units
from nbde.tables.conversion import plain
from nbde.tables.units import (
    DimensionError,
    Unit,
    UnknownUnitError,
    annual,
    factor,
    unit,
)

from . import reduced

# Each line: one unit, another, and how many of the second make one of the first.
SAME_DIMENSION = [
    ("万元", "元", 10**4),
    ("亿元", "元", 10**8),
    ("百亿元", "亿元", 100),
    ("万亿元", "亿元", 10**4),
    ("亿 元", "亿元", 1),
    ("billion yuan", "亿元", 10),
    ("Billion RMB", "亿元", 10),
    ("bn yuan", "亿元", 10),
    ("100 million yuan", "亿元", 1),
    ("hundred million yuan", "亿元", 1),
    ("million 元", "万元", 100),
    ("10 000 persons", "万人", 1),
    ("10,000 people", "万人", 1),
    ("ten thousand people", "万人", 1),
    ("人民币元", "CNY", 1),
    ("亿美元", "US dollars", 10**8),
    ("万个", "个", 10**4),
    ("亿户", "万户", 10**4),
    ("million people", "亿人", Fraction(1, 100)),
    ("名", "人", 1),
    ("位", "人", 1),
    ("firms", "家", 1),
    ("households", "户", 1),
    ("％", "%", 1),
    ("percent", "%", 1),
    ("per cent", "%", 1),
    ("个百分点", "%", 1),
    ("percentage points", "百分点", 1),
    ("%", "‰", 10),
    ("%", "per mille", 10),
    ("公里", "km", 1),
    ("千米", "m", 1000),
    ("平方公里", "公顷", 100),
    ("平方公里", "km²", 1),
    ("公顷", "亩", 15),
    ("万亩", "平方米", Fraction(20_000_000, 3)),
    ("立方米", "升", 1000),
    ("亿立方米", "m³", 10**8),
    ("吨", "千克", 1000),
    ("Mt", "万吨", 100),
    ("kg", "斤", 2),
    ("万吨标准煤", "tce", 10**4),
    ("吨标准煤", "kgce", 1000),
    ("MtCO2e", "t CO₂e", 10**6),
    ("亿吨二氧化碳", "MtCO2", 100),
    ("千瓦时", "度", 1),
    ("亿千瓦时", "GWh", 100),
    ("TWh", "亿千瓦时", 10),
    ("kWh", "MJ", Fraction(36, 10)),
    ("KWH", "kWh", 1),
    ("万千瓦", "MW", 10),
    ("兆瓦", "kW", 1000),
    ("天", "小时", 24),
    ("周", "日", 7),
    ("毫秒", "ms", 1),
    ("年", "月", 12),
    ("个季度", "个月", 3),
    ("EB", "PB", 1000),
    ("GB", "bit", 8 * 10**9),
    ("Gbps", "Mbit/s", 1000),
    ("EFLOPS", "PFlops", 1000),
    ("µg/m3", "微克/立方米", 1),
    ("\u03bcg/m³", "\u00b5g/m3", 1),
    ("mg/m3", "ug/m3", 1000),
    ("万元/人年", "元/人/年", 10**4),
    ("yuan per person per year", "元/人·年", 1),
    ("person-years", "人年", 1),
    ("件/万人", "件/10万人", 10),
    ("每万人", "/10万人", 10),
    ("per 100000 people", "per 100,000 people", 1),
    ("per million people", "每万人", Fraction(1, 100)),
    ("床每千人", "beds per 1,000 people", 1),
    ("人/平方公里", "人/公顷", Fraction(1, 100)),
    ("吨标准煤/万元", "tce/元", Fraction(1, 10**4)),
    ("元/月", "元/年", 12),
    ("亿人次", "万人次", 10**4),
    ("亿吨公里", "吨公里", 10**8),
    ("TEU", "标箱", 1),
]


@pytest.mark.parametrize(("source", "goal", "times"), SAME_DIMENSION)
def test_factors_are_exact(source: str, goal: str, times: Fraction | int) -> None:
    found = factor(unit(source), unit(goal))
    assert isinstance(found, Fraction)
    assert found == times


APART = [
    ("亿元", "个"),
    ("家", "个"),
    ("人", "户"),
    ("人", "人次"),
    ("项", "件"),
    ("projects", "项"),
    ("units", "个"),
    ("元", "美元"),
    ("USD", "CNY"),
    ("HKD", "CNY"),
    ("%", "倍"),
    ("%", "指数"),
    ("分", "点"),
    ("points", "percentage points"),
    ("年", "天"),  # a calendar year is no fixed number of days
    ("月", "天"),
    ("工作日", "天"),
    ("岁", "年"),
    ("吨", "吨标准煤"),
    ("tce", "kWh"),  # two coefficients are in official use
    ("tCO2", "tCO2e"),
    ("千瓦", "千瓦时"),
    ("GB", "Gbps"),
    ("km", "km2"),
    ("元", "元/人"),
    ("项", "项/年"),
    ("元/人", "人/元"),
    ("万元/人年", "万元/人"),
    ("次", "times"),
]


@pytest.mark.parametrize(("source", "goal"), APART)
def test_what_does_not_convert(source: str, goal: str) -> None:
    one, other = unit(source), unit(goal)
    assert one.dimension != other.dimension
    with pytest.raises(DimensionError) as refusal:
        factor(one, other)
    assert (refusal.value.source, refusal.value.goal) == (one, other)
    assert source in str(refusal.value)


UNKNOWN = [
    "", " ", "¥", "￥", "$", "€", "£", "#", "¥亿元", "亿￥", "bn $", "US$",
    "亿元元", "元亿", "%%", "%元", "万%", "百%", "千百分点", "万万元", "千兆瓦时瓦", "兆元",
    "万", "亿", "million", "10", "1", "1元", "5元", "20元", "1,00人", "元/", "/", "//人", "人//年",
    "元·", "·元", "元/人/年/户/个", "人·人·人·人·人",
    "KM", "Km", "MWH", "mw", "Kb", "KB", "Gb", "ton", "dollars", "pounds",  # case or word unsure
    "元**2", "m ** 2", "m^2", "count * 2", "yuan person", "2 * yuan", "yuan_", "square_metre",
    "dimensionless", "ratio", "us_dollar", "[CNY]", "delta_celsius", "kiloyuan", "yuans",
    "以上", "nan", "inf", "percent%", "个家", "人年年", "元 元",
]  # fmt: skip


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown_units_are_refused(text: str) -> None:
    """Pint alone would take many of these, and would drop some of the symbols."""
    with pytest.raises(UnknownUnitError) as refusal:
        unit(text)
    assert refusal.value.text == text
    for lang in LANGUAGES:
        assert say(refusal.value.key, lang, got=repr(text))
    assert "亿元" in str(refusal.value)


def test_currencies() -> None:
    assert unit("万亿元").is_currency
    assert unit("billion US dollars").currency == "USD"
    assert {unit(text).currency for text in ("yuan", "RMB", "人民币", "cny")} == {"CNY"}
    for text in ("元/人", "%", "TEU", "每元", "个"):
        assert not unit(text).is_currency
        assert unit(text).currency == ""


def test_the_text_is_kept_with_canonical_spacing() -> None:
    assert unit(" 亿　元 / 人 ").text == "亿元/人"
    assert unit("billion   yuan").text == "billion yuan"
    assert unit("％").text == "%"


def test_ratios_are_fractions_of_one() -> None:
    """A share of 0.15 is 0.15 ÷ scale = 15 in per cent."""
    assert unit("%").scale == Fraction(1, 100)
    assert unit("‰").scale == Fraction(1, 1000)


@pytest.mark.parametrize(
    ("text", "yearly"),
    [
        ("项/年", "项"),
        ("个 / 年", "个"),
        ("亿元/年", "亿元"),
        ("projects per year", "projects"),
        ("万吨每年", "万吨"),
        ("m²/年", "m²"),
        ("万元/人年", "万元/人年"),
        ("万元/人/年", "万元/人/年"),
        ("项", "项"),
        ("年", "年"),
        ("/年", "/年"),
        ("元/月", "元/月"),
    ],
)
def test_a_yearly_figure_needs_no_per_year(text: str, yearly: str) -> None:
    assert annual(unit(text)) == unit(yearly)


def test_a_product_that_cancels_is_a_pure_number() -> None:
    assert unit("元/元").dimension == unit("人/人").dimension == "1"
    assert factor(unit("kg/t"), unit("g/kg")) == 1


def test_one_point_one_trillion_is_exactly_eleven_thousand_hundred_million() -> None:
    """In doubles 1.1 times 10000 is 11000.000000000002."""
    assert plain(Fraction("1.1") * factor(unit("万亿元"), unit("亿元"))) == "11000"


@pytest.mark.parametrize(
    ("value", "figures"),
    [
        (Decimal("1.50E+3"), "1500"),
        (Decimal("-0.00"), "0"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "0.3333333333333333"),
        (Fraction(1, 3 * 10**7), "0.000000033333333333333334"),
        (Fraction(10**30, 1), "1" + "0" * 30),
        (7, "7"),
        (100, "100"),
        (Decimal(10) ** -400, "0." + "0" * 399 + "1"),
    ],
)
def test_plain_figures(value: Decimal | Fraction | int, figures: str) -> None:
    assert plain(value) == figures


def test_a_conversion_that_does_not_terminate_is_a_fraction() -> None:
    """One 平方米 is 3/2000 亩, one 亩 2000/3 平方米."""
    assert factor(unit("亩"), unit("平方米")) == Fraction(2000, 3)
    assert plain(factor(unit("平方米"), unit("亩"))) == "0.0015"


decimals = st.decimals(allow_nan=False, allow_infinity=False).filter(
    lambda number: abs(number.adjusted()) < 300
)
KNOWN = [unit(text) for row in SAME_DIMENSION for text in row[:2]]
LIKE = {one: [other for other in KNOWN if other.dimension == one.dimension] for one in KNOWN}


@given(decimals, st.sampled_from(SAME_DIMENSION))
def test_there_and_back_is_the_identity(
    number: Decimal, row: tuple[str, str, Fraction | int]
) -> None:
    source, goal = unit(row[0]), unit(row[1])
    there = Fraction(number) * factor(source, goal)
    assert there * factor(goal, source) == Fraction(number)


@given(st.integers(-(10**60), 10**60), st.integers(0, 40))
def test_trillions_to_hundred_millions_move_the_point_by_four(whole: int, places: int) -> None:
    """To the last digit, for more digits than decimal arithmetic keeps by default."""
    figures = Decimal(whole).as_tuple()
    number = Decimal((figures.sign, figures.digits, -places))
    moved = Decimal((figures.sign, figures.digits, 4 - places))
    assert Fraction(number) * factor(unit("万亿元"), unit("亿元")) == Fraction(moved)
    assert Fraction(plain(moved)) == Fraction(moved)


@given(st.sampled_from(KNOWN).flatmap(lambda one: st.tuples(*[st.sampled_from(LIKE[one])] * 3)))
def test_factors_multiply_along_a_chain(chain: tuple[Unit, Unit, Unit]) -> None:
    one, two, three = chain
    assert factor(one, two) * factor(two, three) == factor(one, three)


WORDS = st.sampled_from(
    ["亿", "万", "千", "元", "个", "家", "人", "年", "/", "·", "每", " per ", "%", "m", "2", "²",
     "kg", "10", "million ", "yuan", "￥", "$", " ", "CO2", "*", "_", "(", "percent"]
)  # fmt: skip


@given(st.text(max_size=12) | st.lists(WORDS, max_size=6).map("".join))
@example("人/" * 100_000)
@example("万亿人/" * 100_000 + "人")
@example("万" * 10_000)
@example("10" * 10_000)
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    try:
        found = unit(text)
    except UnknownUnitError:
        return
    assert found.scale > 0
    assert unit(found.text) == found
    assert factor(found, found) == 1


def test_every_word_has_a_definition_and_every_definition_a_word() -> None:
    named = set(unit_words.NAMES.values()) | set(unit_words.SYMBOLS.values())
    named |= {name for _, name in unit_words.PREFIXED.values()}
    named |= {name for names in unit_words.PRODUCTS.values() for name in names}
    assert named == set(unit_words.DEFINITIONS) - {"ratio"}
    for word in (*unit_words.NAMES, *unit_words.SYMBOLS, *unit_words.PREFIXED):
        assert unit(word).scale > 0


def test_no_word_means_two_units() -> None:
    """The file lists exactly as many words as are known, so that none of them stands twice."""
    text = Path(units.__file__).with_name("units.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(unit_words.DEFINITIONS)
    listed: list[str] = []
    for line in lines:
        _, *words = line.split(";")
        for field in words:
            prefixes, _, symbols = field.rpartition(": ")
            for prefix in prefixes.split() or [""]:
                listed += [prefix + symbol for symbol in symbols.strip().split(", ") if symbol]
    known = [*unit_words.NAMES, *unit_words.SYMBOLS, *unit_words.PREFIXED]
    assert sorted(listed) == sorted(known)
    assert len({*known, *unit_words.PRODUCTS}) == len(known) + len(unit_words.PRODUCTS)
    assert all(word == word.lower() for word in unit_words.NAMES)


def test_the_definitions_are_sound_for_pint_as_a_whole() -> None:
    lines = [f"{name} = {definition}" for name, definition in unit_words.DEFINITIONS.items()]
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(lines, non_int_type=Fraction)
    for name in unit_words.DEFINITIONS:
        whole = registry.get_root_units(name)[0]
        assert not isinstance(whole, float)
        dimension, scale = units._reduced(name)
        assert (scale, bool(dimension)) == (whole, True)


def test_what_is_written_down_is_what_pint_says() -> None:
    assert reduced.FILE.read_text(encoding="ascii") == reduced.fresh()
    assert set(units._reductions()) == reduced.products()


def imports_pint(text: str) -> bool:
    code = f"from nbde.tables.units import unit; unit({text!r}); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return "pint" in done.stdout.split()


def test_pint_is_imported_only_for_a_product_that_is_not_written_down() -> None:
    assert [imports_pint(text) for text in ("万元/人年", "所/月")] == [False, True]


def test_importing_the_module_does_not_import_pint() -> None:
    code = (
        "import sys, nbde.tables.units; assert not {'pint', 'pandas', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_unit_is_looked_up_once() -> None:
    assert unit("亿元/户") is unit("亿元/户")
