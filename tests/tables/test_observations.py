"""The observations table as the contract describes it: what is read, what is a problem, where."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.errors import TableError
from nbde.tables.observations import edition_ranks, read_observations

Write = Callable[..., Path]
Found = list[tuple[int, str, str, str]]

HEADER = "indicator,year,value,unit\n"


def problems(path: Path) -> Found:
    with pytest.raises(TableError) as caught:
        read_observations(path)
    return [(p.line, p.column, p.got, p.key) for p in caught.value.problems]


@pytest.fixture
def refused(write: Write) -> Callable[[str | bytes], Found]:
    """A function that gives the problems of a table: line, column, cell, key."""

    def refused(text: str | bytes) -> Found:
        return problems(write(text))

    return refused


def test_a_plain_table(write: Write) -> None:
    path = write(
        "entity,indicator,name_zh,year,value,unit,edition,vintage,rounded,growth_of,source,mine\n"
        "Ningbo,gdp,地区生产总值,2023,16452.8,亿元,census-2018,preliminary,no,,统计公报,a\n"
        "Ningbo,gdp_growth,,2023,5.5,%,,,,gdp,统计公报,\n"
    )
    frame = read_observations(path)
    assert frame["value"].tolist() == [16452.8, 5.5]
    assert frame["year"].tolist() == [2023, 2023]
    assert frame["unit"].tolist() == ["亿元", "%"]
    assert frame["growth_of"].tolist() == ["", "gdp"]
    assert frame["mine"].tolist() == ["a", ""]
    assert frame["_line"].tolist() == [2, 3]


def test_columns_stand_in_the_order_of_the_schema_then_the_files_own(write: Write) -> None:
    frame = read_observations(write("remark,unit,value,year,indicator\nx,亿元,1,2020,gdp\n"))
    public = [column for column in frame if not str(column).startswith("_")]
    assert public[:3] == ["indicator", "name_zh", "name_en"]
    assert public[-2:] == ["source", "remark"]
    assert "entity" not in frame


def test_many_extra_columns_are_kept_without_a_warning(write: Write) -> None:
    names = [f"extra{n}" for n in range(150)]
    row = ["gdp", "2020", "1", "亿元", *map(str, range(150))]
    frame = read_observations(write(f"{HEADER.strip()},{','.join(names)}\n{','.join(row)}\n"))
    assert frame[names].iloc[0].tolist() == list(map(str, range(150)))


@pytest.mark.parametrize(
    "header",
    [
        "地区,指标,年份,值,单位",
        "城市,指标代码,年,数值,计量单位",
        "Entity, INDICATOR ,Year,Value,unit",
    ],
)
def test_headers_in_chinese_and_in_any_case(write: Write, header: str) -> None:
    frame = read_observations(write(f"{header}\n宁波,gdp,2023,1.6万亿元,亿元\n"))
    assert frame[["entity", "indicator", "year", "value", "unit"]].iloc[0].tolist() == [
        "宁波", "gdp", 2023, 16000.0, "亿元",
    ]  # fmt: skip


def test_a_header_and_no_rows_is_sound(write: Write) -> None:
    frame = read_observations(write(HEADER))
    assert len(frame) == 0
    assert frame["value"].dtype == np.float64


def test_rows_a_spreadsheet_left_empty_are_passed_over(write: Write) -> None:
    path = write(f'{HEADER}gdp,2020,1,亿元\n,,,\n  \n\n ,"", ,\u3000\ngdp,2021,2,亿元\n,,,\n')
    frame = read_observations(path)
    assert frame["value"].tolist() == [1, 2]
    assert frame["_line"].tolist() == [2, 7]
    assert frame["indicator"].unique().tolist() == ["gdp"]


def test_an_empty_file(refused: Callable[[str], Found]) -> None:
    assert refused("") == [(1, "", "", "problem.empty_file")]
    assert refused("\n \n") == [(1, "", "", "problem.empty_file")]


def test_missing_columns_and_a_header_twice_stand_on_the_headers_line(
    refused: Callable[[str], Found],
) -> None:
    assert refused("indicator,year,年份,note\na,2020,2021,\n") == [
        (1, "year", "年份", "problem.header_twice"),
        (1, "value", "", "problem.no_column"),
        (1, "unit", "", "problem.no_column"),
    ]
    assert refused("x,x,indicator,year,value,unit\n1,2,a,2020,1,个\n") == [
        (1, "x", "x", "problem.header_twice")
    ]


def test_rows_of_too_few_and_too_many_cells(refused: Callable[[str], Found]) -> None:
    assert refused(f"{HEADER}a,2020,1\nb,2020,1,个\nc,2020,1,000,个\n") == [
        (2, "", "", "problem.cells"),
        (4, "", "", "problem.cells"),
    ]


EVERY_PROBLEM = (
    'indicator,year,value,unit,source\n'          # line 1
    'a,1899,1,亿元,s\n'                            # 2
    '\n'
    'b,2024Q3,1,亿元,"a note\n'                    # 4, over two lines
    'of two lines"\n'
    'c,2020,10-15%,%,s\n'                         # 6
    'd,2020,"1,23,4",亿元,s\n'
    'e,2020,nan,亿元,s\n'
    'f,2020,1e999,亿元,s\n'
    'g,2020,5,亿吨位,s\n'                          # 10
    'h,2020,5,bn $,s\n'
    'i,2020,5个,亿元,s\n'
    'j,2020,,亿元,s\n'
    'k,2020,5,,s\n'
    ',2020,5,亿元,s\n'                             # 15
    'l,,5,亿元,s\n'
    'm,2020,1亿2千万,元,s\n'
    'n,2020,5¥亿元,元\n'                           # 18
)  # fmt: skip
FOUND = [
    (2, "year", "1899", "problem.year"),
    (4, "year", "2024Q3", "problem.year_part"),
    (6, "value", "10-15%", "problem.number_range"),
    (7, "value", "1,23,4", "problem.number_grouping"),
    (8, "value", "nan", "problem.number"),
    (9, "value", "1e999", "problem.number_size"),
    (10, "unit", "亿吨位", "problem.unit"),
    (11, "unit", "bn $", "problem.unit"),
    (12, "value", "5个", "problem.dimension"),
    (13, "value", "", "problem.number"),
    (14, "unit", "", "problem.no_unit"),
    (15, "indicator", "", "problem.no_indicator"),
    (16, "year", "", "problem.year"),
    (17, "value", "1亿2千万", "problem.number"),
    (18, "", "", "problem.cells"),
]


@pytest.mark.parametrize(
    "encoded",
    [
        EVERY_PROBLEM.encode("utf-8"),
        EVERY_PROBLEM.encode("utf-8-sig"),
        EVERY_PROBLEM.replace("\n", "\r\n").encode("utf-8"),
        EVERY_PROBLEM.replace("\n", "\r").encode("utf-8"),
        EVERY_PROBLEM.encode("gb18030"),
        EVERY_PROBLEM.encode("utf-16"),
        codecs.BOM_UTF16_BE + EVERY_PROBLEM.encode("utf-16-be"),
        EVERY_PROBLEM.replace(",", "\t").replace("1\t23\t4", "1,23,4").encode("utf-8"),
        # A quote inside a cell: the careful reader takes over, the lines stay.
        EVERY_PROBLEM.replace("a,1899", 'a"b,1899').encode("utf-8"),
    ],
    ids=["utf-8", "BOM", "CRLF", "CR", "gb18030", "utf-16", "utf-16 BE", "tabs", "odd quotes"],
)
def test_every_problem_in_one_report_at_its_line(
    refused: Callable[[bytes], Found], encoded: bytes
) -> None:
    assert refused(encoded) == FOUND


def test_a_problem_as_it_is_printed(write: Write) -> None:
    path = write(f"{HEADER}gdp,2024Q3,5个,亿元\n")
    with pytest.raises(TableError) as caught:
        read_observations(path)
    first, second = caught.value.text("en").splitlines()
    assert (
        first
        == f"{path}:2: year: got '2024Q3', expected a whole calendar year: nbde counts in years"
    )
    assert second == f"{path}:2: value: got '5个', expected a unit that converts to 亿元"
    assert all(str(path) in line for line in caught.value.text("zh").splitlines())
    assert caught.value.exit_code == 3


def test_an_unknown_word_says_which_are_known(refused: Callable[[str], Found]) -> None:
    header = "indicator,year,value,unit,vintage,rounded,confidence,comparison\n"
    assert refused(f"{header}a,2020,1,个,late,maybe,sure,?\n") == [
        (2, "vintage", "late", "problem.word"),
        (2, "rounded", "maybe", "problem.word"),
        (2, "confidence", "sure", "problem.word"),
        (2, "comparison", "?", "problem.comparison"),
    ]


ROW = "entity,indicator,year,value,unit,edition,vintage,rounded\n"


def test_the_same_figure_twice_with_another_value(refused: Callable[[str], Found]) -> None:
    text = (
        f"{ROW}Ningbo,gdp,2020,12408.7,亿元,e,preliminary,\n"
        "Ningbo,gdp,2021,1,亿元,e,preliminary,\n"
        "Ningbo,gdp,2020,1.24万亿元,亿元,e,preliminary,no\n"
    )
    assert refused(text) == [(4, "value", "1.24万亿元", "problem.observation_twice")]


@pytest.mark.parametrize(
    "second",
    [
        "Ningbo,gdp,2020,10000,亿元,e,preliminary,",
        "Ningbo,gdp,2020,1,万亿元,e,preliminary,",
        "Ningbo,gdp,2020,1万亿元,,e,preliminary,",
        "Ningbo,gdp,2020,12000,亿元,e,preliminary,yes",
        "Ningbo,gdp,2020,12000,亿元,e,revised,",
        "Ningbo,gdp,2020,12000,亿元,f,preliminary,",
        "Zhejiang,gdp,2020,12000,亿元,e,preliminary,",
        "Ningbo,gdp,2021,12000,亿元,e,preliminary,",
        "Ningbo,gnp,2020,12000,亿元,e,preliminary,",
    ],
    ids=["same", "other unit", "unit in the text", "rounded", "vintage", "edition", "entity",
         "year", "indicator"],
)  # fmt: skip
def test_no_conflict(write: Write, second: str) -> None:
    path = write(f"{ROW}Ningbo,gdp,2020,1万亿元,亿元,e,preliminary,\n{second}\n")
    assert len(read_observations(path)) == 2


def test_two_rounded_figures_that_differ(refused: Callable[[str], Found]) -> None:
    text = f"{ROW}N,gdp,2020,1,亿元,,,yes\nN,gdp,2020,2,亿元,,,yes\nN,gdp,2020,3,亿元,,,\n"
    assert refused(text) == [(3, "value", "2", "problem.observation_twice")]


def test_figures_too_large_for_their_base_unit_are_still_compared(
    write: Write, refused: Callable[[str], Found]
) -> None:
    # 1e308 亿元 is beyond a double in 元.
    assert len(read_observations(write(f"{HEADER}a,2020,1e308,亿元\na,2020,1e304,万亿元\n"))) == 2
    assert refused(f"{HEADER}a,2020,1e308,亿元\na,2020,-1e308,亿元\n") == [
        (3, "value", "-1e308", "problem.observation_twice")
    ]


def test_figures_that_cannot_be_read_are_not_compared(refused: Callable[[str], Found]) -> None:
    assert refused(f"{HEADER}a,2020,1,\na,2020,2,\nb,2020,x,个\nb,2020,1,个\n") == [
        (2, "unit", "", "problem.no_unit"),
        (3, "unit", "", "problem.no_unit"),
        (4, "value", "x", "problem.number"),
    ]


def test_a_series_keeps_its_dimension(refused: Callable[[str], Found]) -> None:
    text = (
        "entity,indicator,year,value,unit\n"
        "N,gdp,2020,1,亿元\nN,gdp,2021,2,万亿元\nN,gdp,2022,3,个\nZ,gdp,2020,5,个\n"
        "N,teams,2020,412,项\nN,teams,2021,400,项/年\nN,gdp,2023,4%,\n"
    )
    assert refused(text) == [
        (4, "unit", "个", "problem.dimension"),
        (8, "unit", "%", "problem.dimension"),
    ]


def test_a_dollar_does_not_stand_in_a_series_of_yuan(refused: Callable[[str], Found]) -> None:
    text = f"{HEADER}gdp,2020,1,亿元\ngdp,2021,1,亿美元\n"
    assert refused(text) == [(3, "unit", "亿美元", "problem.dimension")]


def test_rows_in_units_of_their_own(write: Write) -> None:
    # Each row's unit stands in its text; they are of different dimensions.
    path = write(f"{HEADER}a,2020,1万亿元,\nb,2020,3个,\nc,2020,>15%,\nd,2020,4.5万个,\n")
    frame = read_observations(path)
    assert frame["value"].tolist() == [1, 3, 15, 4.5]
    assert frame["unit"].tolist() == ["万亿元", "个", "%", "万个"]
    assert frame["comparison"].tolist() == ["", "", ">", ""]
    assert (frame["value"] * frame["_scale"]).tolist() == pytest.approx([1e12, 3, 0.15, 45000])


def test_bounds_are_read_from_the_column_or_the_text(write: Write) -> None:
    path = write("indicator,year,comparison,value,unit\na,2020,>,5000,家\nb,2020,,超过5000,家\n")
    assert read_observations(path)["comparison"].tolist() == [">", ">"]


def test_comparison_column_against_the_text(refused: Callable[[str], Found]) -> None:
    text = "indicator,year,comparison,value,unit\na,2020,<,>15%,%\n"
    assert refused(text) == [(2, "comparison", "<", "problem.comparisons")]


def test_editions_rank_by_the_bundled_table_then_by_appearance() -> None:
    ranks = edition_ranks(pd.Series(["other", "census-2023", "", "census-2013", "more", "other"]))
    assert ranks[2] < ranks[3] < ranks[1] < ranks[0] == ranks[5] < ranks[4]


@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
        min_size=1,
        max_size=20,
    )
)
def test_values_survive_bit_for_bit(path: Path, values: list[float]) -> None:
    lines = [f"i{n},2020,{value!r},亿元" for n, value in enumerate(values)]
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    expected = np.array(values).tobytes()
    frame = read_observations(path)
    assert frame["value"].to_numpy().tobytes() == expected
    assert read_observations(frame)["value"].to_numpy().tobytes() == expected


ROWS = [
    ("gdp", "2020", "1万亿元", "亿元", "NA"),
    ("gdp", "2021", "8,234.5", "亿元", "null, or\nnothing"),
    ("gdp", "2022", "1e3", "万亿元", '"quoted"'),
    ("teams", "２０２０", "412", "项", "#1"),
    ("teams", "2021年", "400项/年", "", "007"),
    ("share", "2020", ">15%", "", "1,000"),
    ("share", "2021", "2‰", "%", ""),
    ("share", "2022", "0.5", "%", "　x　"),
]
# Number and unit of each row by hand: 1万亿 = 10000亿, 2‰ = 0.2%.
READ = [
    ("gdp", 2020, 10000.0, "亿元", "NA"),
    ("gdp", 2021, 8234.5, "亿元", "null, or\nnothing"),
    ("gdp", 2022, 1000.0, "万亿元", '"quoted"'),
    ("teams", 2020, 412.0, "项", "#1"),
    ("teams", 2021, 400.0, "项/年", "007"),
    ("share", 2020, 15.0, "%", "1,000"),
    ("share", 2021, 0.2, "%", ""),
    ("share", 2022, 0.5, "%", "x"),
]


@given(st.permutations(range(len(ROWS))))
def test_the_order_of_the_rows_changes_nothing_but_the_order(path: Path, order: list[int]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["indicator", "year", "value", "unit", "source"])
    writer.writerows(ROWS[place] for place in order)
    path.write_text(text.getvalue(), encoding="utf-8")
    frame = read_observations(path)[["indicator", "year", "value", "unit", "source"]]
    assert list(frame.itertuples(index=False, name=None)) == [READ[place] for place in order]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("observations") / "table.csv"
