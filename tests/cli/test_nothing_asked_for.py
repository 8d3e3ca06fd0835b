"""A collection that holds none of the indicators asked for is remarked on without ``-v``."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

COLLECTION = (
    "Country Name,Country Code,Indicator Name,Indicator Code,2020\n"
    "Peru,PER,Trade (% of GDP),A.B,50\nPeru,PER,Debt (% of GDP),X.Y,30\n"
)


@pytest.mark.parametrize(("code", "remarked"), [("N.O", True), ("A.B", False)])
@pytest.mark.parametrize("command", [("check",), ("gap", "-y", "2020")])
def test_it_is_remarked_on(
    command: tuple[str, ...], code: str, remarked: bool, tmp_path: Path
) -> None:
    targets, observations = tmp_path / "targets.csv", tmp_path / "collection.csv"
    targets.write_text(f"indicator,target_year,target_value,unit\n{code},2030,60,%\n")
    observations.write_text(COLLECTION)
    result = run(*command, "--targets", str(targets), "--observations", str(observations))
    said = "0 rows, 1 year, 2 rows of other indicators passed over" in result.stderr
    assert (result.exit_code, said) == (0, remarked)
