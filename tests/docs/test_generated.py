"""The generated parts of the documentation are those the program would generate now."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from .console import ROOT

SCRIPT = ROOT / "docs" / "generate.py"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = spec_from_file_location("generate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_page_is_stale() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_stale_page_is_named_and_left_alone(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    page = tmp_path / "page.md"
    stale = "a\n<!-- generated: vocabularies -->\nold\n<!-- end -->\nb\n"
    page.write_text(stale, encoding="utf-8")
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    assert generate.main() == 1
    assert "page.md is stale" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == stale

    monkeypatch.setattr(sys, "argv", ["generate.py"])
    assert generate.main() == 0
    assert "`increase`" in page.read_text(encoding="utf-8")
    assert "old" not in page.read_text(encoding="utf-8")
