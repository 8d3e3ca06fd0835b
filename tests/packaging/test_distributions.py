"""What is built holds the program and its data, and runs from any folder.

Both distributions are built once, by the build backend itself and without a network.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = {
    f"data/{file.relative_to(ROOT / 'data').as_posix()}" for file in (ROOT / "data").rglob("*.*")
}


def build(source: Path, target: str, folder: Path) -> Path:
    """The distribution built from a source tree: ``sdist`` or ``wheel``."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.iterdir()
    return built


def names(wheel: Path) -> set[str]:
    """The files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top


def test_the_wheel_holds_all_modules_data_and_units(wheel: Path) -> None:
    package = ROOT / "src" / "nbde"
    modules = {f"nbde/{file.relative_to(package).as_posix()}" for file in package.rglob("*.py")}
    expected = modules | {f"nbde/{name}" for name in DATA}
    expected |= {"nbde/py.typed", "nbde/tables/units.txt", "nbde/tables/units_reduced.txt"}
    templates = ("article.html.j2", "page.css", "page.html.j2", "parts.html.j2")
    expected |= {f"nbde/report/{name}" for name in templates}
    assert {name for name in names(wheel) if name.startswith("nbde/")} == expected


def test_the_wheel_holds_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert len(tops) == 2
    assert {top.split("-")[0] for top in tops} == {"nbde"}


def test_the_sdist_holds_what_a_developer_needs(unpacked_sdist: Path) -> None:
    needed = {
        *DATA,
        ".ci/run",
        "pyproject.toml",
        "LICENSE",
        "docs/generate.py",
        "tests/docs/console.py",
    }
    needed |= {"README.md", "CHANGELOG.md", "CONTRIBUTING.md"}
    assert [name for name in sorted(needed) if not (unpacked_sdist / name).is_file()] == []


def test_the_sdist_builds_the_same_wheel(wheel: Path, unpacked_sdist: Path, tmp_path: Path) -> None:
    assert names(build(unpacked_sdist, "wheel", tmp_path)) == names(wheel)


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(site: Path, cwd: Path, *words: str) -> str:
    """What Python prints with only the unpacked wheel in the place of the checkout."""
    ours = os.environ.items()  # without ours for coverage, which is the checkout's
    environment = {name: text for name, text in ours if not name.startswith(("NBDE_", "COV"))}
    done = subprocess.run(
        [sys.executable, "-P", *words],
        cwd=cwd, env=environment | {"PYTHONPATH": str(site)},
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


def test_the_wheel_reads_its_own_data(site: Path, tmp_path: Path) -> None:
    script = "import nbde.tables.bundled as b; print(b.folder())"
    assert Path(run(site, tmp_path, "-c", script).strip()) == site / "nbde" / "data"


def test_the_wheel_answers_from_another_folder(site: Path, tmp_path: Path) -> None:
    table = run(site, tmp_path, "-m", "nbde", "gap", "--year", "2024", "-f", "csv")
    assert len(table.splitlines()) == 1 + 14  # the plan has fourteen targets
    assert table.startswith("plan,entity,indicator,")


def test_the_version_is_that_of_the_distribution(site: Path, wheel: Path, tmp_path: Path) -> None:
    _, distributed, *_ = wheel.name.split("-")
    assert run(site, tmp_path, "-m", "nbde", "--version") == f"nbde {distributed}\n"
