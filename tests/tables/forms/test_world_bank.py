"""World Bank tables, as the API and the databank write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbde.errors import TableError
from nbde.schema import OBSERVATIONS
from nbde.tables.forms import read_table
from nbde.tables.forms.world_bank import unit_and_edition
from nbde.tables.observations import read_observations
from nbde.tables.source import Reading

FILES = Path(__file__).with_name("files")
API, DATABANK = FILES / "world_bank_api.csv", FILES / "databank.csv"
HEALTH = "SH.XPD.CHEX.PC.CD"


def test_the_api_file_gives_a_row_for_each_figure() -> None:
    frame = read_observations(API, indicator=HEALTH)
    armenia = frame[frame["entity"] == "Armenia"]
    assert dict(zip(armenia["year"], armenia["value"], strict=True)) == {
        2019: 533.69952393, 2020: 535.2723999, 2021: 595.83544922, 2022: 674.78619385,
    }  # fmt: skip
    assert set(frame["entity"]) == {"Armenia", "Iran, Islamic Rep."}
    assert set(frame["name_en"]) == {"Current health expenditure per capita (current US$)"}
    assert set(frame["unit"]) == {"USD"}
    assert set(frame["source"]) == {"World Bank, World Development Indicators, updated 2025-10-07"}


def test_the_databank_file_gives_the_same_figures() -> None:
    one, other = (read_observations(path, indicator=HEALTH) for path in (API, DATABANK))
    both = one.merge(other, on=["entity", "indicator", "year", "unit"])
    assert len(both) == 2  # Iran in 2021 and 2022 stand in both
    assert both["value_x"].tolist() == both["value_y"].tolist()
    assert set(other["source"]) == {"World Bank, World Development Indicators, updated 07/01/2025"}
    assert not (other["year"] > 2022).any()  # the file has .. from 2023 on


def test_constant_prices_are_an_edition_of_their_own() -> None:
    constant = read_observations(API, indicator="NY.GDP.MKTP.KD")
    current = read_observations(API, indicator="NY.GDP.MKTP.CD")
    assert set(constant["edition"]) == {"constant 2015 prices"}
    assert set(current["edition"]) == {"current prices"}
    assert constant["year"].tolist() == [2019, 2020, 2021, 2023]  # 2022 is empty


def test_a_national_currency_is_an_unknown_unit_in_its_place() -> None:
    with pytest.raises(TableError) as refused:
        read_observations(API, indicator="NY.GDP.MKTP.KN")
    (problem,) = refused.value.problems  # one for the name, not one for each of five years
    assert (problem.line, problem.column, problem.got) == (12, "Indicator Name", "constant LCU")
    assert problem.key == "problem.unit"


def test_a_whole_file_names_every_unit_it_cannot_read() -> None:
    with pytest.raises(TableError) as refused:
        read_observations(API)
    assert [problem.line for problem in refused.value.problems] == [12]


@pytest.mark.parametrize(
    ("name", "unit", "edition"),
    [
        ("Trade (% of GDP)", "%", ""),
        ("Inflation, consumer prices (annual %)", "%", ""),
        ("Exports of goods and services (BoP, current US$)", "USD", "current prices"),
        ("GNI per capita, PPP (current international $)", "international $", "current prices"),
        ("GDP, PPP (constant 2021 international $)", "international $", "constant 2021 prices"),
        ("Consumer price index (2010 = 100)", "index", "2010 = 100"),
        ("Life expectancy at birth, total (years)", "years", ""),
        # The last parentheses are not at the end: it is per $1,000 of GDP that they speak.
        ("Energy use (kg of oil equivalent) per $1,000 GDP", "", ""),
        ("Gini index", "", ""),
    ],
)
def test_the_unit_in_an_indicators_name(name: str, unit: str, edition: str) -> None:
    assert unit_and_edition(name, "X.Y") == (unit, edition)


def test_a_cell_that_is_no_figure_is_named_by_line_and_year(tmp_path: Path) -> None:
    path = tmp_path / "wdi.csv"
    text = DATABANK.read_text(encoding="utf-8").replace("251.59538269", "n/a")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_observations(path)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.got) == (3, "2021 [YR2021]", "n/a")


def test_quarters_as_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wdi.csv"
    text = DATABANK.read_text(encoding="utf-8").replace("2021 [YR2021]", "2021Q1")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_observations(path)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.key) == (1, "2021Q1", "problem.year_part")


def many(folder: Path, country: str) -> Path:
    """Three indicators of 400 countries, the third of a unit that nbde does not know."""
    lines = ["Country Name,Country Code,Indicator Name,Indicator Code,2020,2021"]
    for number in range(400):
        for code, unit in (("A.B", "% of GDP"), ("A.BC", "annual %"), ("X.Y", "constant LCU")):
            place = country.format(number)
            lines.append(f"{place},C{number},{code} ({unit}),{code},{number},{number + 1}")
    path = folder / "many.csv"
    path.write_text("\n".join([*lines, "", "Last Updated: 07/01/2025"]), encoding="utf-8")
    return path


@pytest.mark.parametrize("country", ["Place {}", '"Place\n{}"'])
def test_one_indicator_of_many_is_read_with_its_lines(tmp_path: Path, country: str) -> None:
    """Both where the other lines can be left out beforehand and where records run over lines."""
    frame = read_observations(many(tmp_path, country), indicator="A.B")
    assert frame["value"].tolist() == [x for number in range(400) for x in (number, number + 1)]
    lines_each = 1 + country.count("\n")
    first = [2 + 3 * lines_each * number for number in range(400)]
    assert frame["_line"].tolist() == [line for line in first for _ in range(2)]
    assert set(frame["source"]) == {"World Bank, updated 07/01/2025"}


def test_rows_passed_over_are_counted(tmp_path: Path) -> None:
    found = read_table(
        many(tmp_path, "Place {}"), OBSERVATIONS, Reading(asked=lambda: frozenset({"A.B"}))
    )
    assert (found.detected.rows, found.detected.ignored) == (400, 800)


JOINED = (
    "Country Name,Country Code,Series Name,Series Code,2015 [YR2015],2016 [YR2016]\n"
    "Korea,KOR,GDP (current US$),A.B,1,2\n"
    "Country Name,Country Code,Series Name,Series Code,2021 [YR2021],2022 [YR2022]\n"
    "Peru,PER,GDP (current US$),X.Y,3,4\n"
)


@pytest.mark.parametrize("asked", [None, "A.B", "X.Y"])
def test_two_files_joined_are_refused_whatever_is_asked_for(
    tmp_path: Path, asked: str | None
) -> None:
    """Peru's 3 is of 2021, and the header above the first row says 2015."""
    path = tmp_path / "joined.csv"
    path.write_text(JOINED, encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_observations(path, indicator=asked)
    assert [(p.line, p.key) for p in refused.value.problems] == [(3, "problem.second_table")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GDP (current US$)", "GDP (constant 2015 US$)"),
        ("Emissions (kt)", "Emissions (metric tons per capita)"),
    ],
)
def test_a_code_with_two_meanings_is_refused(tmp_path: Path, one: str, other: str) -> None:
    path = tmp_path / "wdi.csv"
    path.write_text(
        "Country Name,Country Code,Indicator Name,Indicator Code,2020\n"
        f"Armenia,ARM,{one},A.B,100\nIraq,IRQ,{other},A.B,200\n",
        encoding="utf-8",
    )
    with pytest.raises(TableError) as refused:
        read_observations(path)
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.key) == (3, "Indicator Name", "problem.varies")


def test_a_code_whose_name_changed_but_not_its_unit_is_one_series(tmp_path: Path) -> None:
    path = tmp_path / "wdi.csv"
    path.write_text(
        "Country Name,Country Code,Indicator Name,Indicator Code,2020\n"
        "Armenia,ARM,Gini index,SI.POV.GINI,25\n"
        "Iraq,IRQ,Gini index (World Bank estimate),SI.POV.GINI,29\n",
        encoding="utf-8",
    )
    assert set(read_observations(path)["unit"]) == {"index"}


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Maternal mortality ratio (modeled estimate, per 100,000 live births)",
         "per 100,000 live births"),
        ("Adolescent fertility rate (births per 1,000 women ages 15-19)",
         "births per 1,000 women"),
        ("Total reserves (includes gold, current US$)", "USD"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_unit_in_the_parentheses(name: str, unit: str) -> None:
    assert unit_and_edition(name, "X.Y")[0] == unit


def test_quarters_named_twice_as_the_databank_does_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wdi.csv"
    text = DATABANK.read_text(encoding="utf-8").replace("2021 [YR2021]", "2021Q1 [YR2021Q1]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_observations(path)
    assert [(p.column, p.key) for p in refused.value.problems] == [
        ("2021Q1 [YR2021Q1]", "problem.year_part")
    ]
