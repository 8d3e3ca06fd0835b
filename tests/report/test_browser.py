"""The page in a real browser: nothing overflows, no texts of a chart meet, nothing is logged."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .reading import page, run
from .test_hostile import CELLS, hostile_tables

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium to open the page in")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--virtual-time-budget=5000",
)  # fmt: skip
FONTS = subprocess.run(
    ["fc-list", ":lang=zh"], capture_output=True, text=True, check=False
).stdout if shutil.which("fc-list") else ""  # fmt: skip

# Run inside the page: what goes beyond it or is hidden, and which texts of a chart meet.
MEASURE = """
addEventListener('load', () => {
  const said = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) said.push('the page overflows');
  for (const each of document.querySelectorAll('main *')) {
    const box = each.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1))
      said.push(`beyond the page: ${each.tagName} ${each.textContent.slice(0, 40)}`);
    if (getComputedStyle(each).overflowX != 'visible' && each.scrollWidth > each.clientWidth + 1
        && each.tagName != 'svg')
      said.push(`cut: ${each.tagName} ${each.textContent.slice(0, 40)}`);
  }
  let texts = 0, charts = 0;
  for (const chart of document.querySelectorAll('svg.chart')) {
    const whole = chart.getBoundingClientRect();
    if (!whole.width) continue;
    charts += 1;
    const all = [...chart.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
    all.forEach(([text, box], i) => {
      texts += 1;
      if (box.left < whole.left - 1 || box.right > whole.right + 1
          || box.top < whole.top - 1 || box.bottom > whole.bottom + 1)
        said.push(`cut in a chart: ${text.textContent}`);
      for (const [other, its] of all.slice(i + 1))
        if (box.left < its.right && its.left < box.right
            && box.top < its.bottom && its.top < box.bottom)
          said.push(`meet in a chart: ${text.textContent} and ${other.textContent}`);
    });
  }
  const seen = [...document.querySelectorAll('main')].filter(m => m.offsetWidth).map(m => m.id);
  const hacked = 'hacked' in window;
  parent.postMessage(JSON.stringify({said, width, texts, charts, seen, hacked}), '*');
});
"""
FRAME = """<!DOCTYPE html><iframe src="measured.html" width="{width}" height="900" frameborder="0">
</iframe><pre id="said"></pre>
<script>onmessage = e => document.getElementById('said').textContent = e.data</script>
"""


def read_table(address: Path, folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BROWSER, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", address.as_uri()],
        capture_output=True, text=True, encoding="utf-8", timeout=180, check=True,
    )  # fmt: skip


def measured(text: str, folder: Path, width: int) -> dict[str, Any]:
    """What a copy of the page that may run the measuring script says at a width [px]."""
    text, policies = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert policies == 1
    copy = text.replace("</head>", f"<script>{MEASURE}</script></head>", 1)
    (folder / "measured.html").write_text(copy, encoding="utf-8")
    frame = folder / "frame.html"
    frame.write_text(FRAME.format(width=width), encoding="utf-8")
    shown = read_table(frame, folder, "--dump-dom", "--window-size=1400,1000").stdout
    (said,) = re.findall(r'<pre id="said">(.+?)</pre>', shown, flags=re.DOTALL)
    found: dict[str, Any] = json.loads(html.unescape(said))
    assert found["width"] == width
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_overflows_and_no_texts_of_a_chart_meet(
    lang: str, width: int, tmp_path: Path
) -> None:
    if lang == "zh" and not FONTS:
        pytest.skip("no Chinese font to measure with")
    text = page("--year", "2024", "--plan", "all", "--lang", lang)
    found = measured(text, tmp_path, width)
    assert found["said"] == []
    assert found["charts"] > 20
    assert found["texts"] > 5 * found["charts"]
    assert found["seen"] == [lang]


def test_the_measure_sees_texts_that_meet_and_what_overflows(tmp_path: Path) -> None:
    text = page("--year", "2024", "--lang", "en")
    twice = text.replace('<text class="axis"', '<text x="20" y="20">1</text><text class="axis"', 2)
    wide = twice.replace("<h1>", '<h1 style="width: 2000px">', 1)
    said = measured(wide, tmp_path, 390)["said"]
    assert "meet in a chart: 1 and 1" in said
    assert "the page overflows" in said


def test_of_two_languages_one_is_seen(tmp_path: Path) -> None:
    text = page("--year", "2024", "--scenario", "doubling", "--project", "--lang", "both")
    found = measured(text, tmp_path, 390)
    assert (found["said"], len(found["seen"])) == ([], 1)
    first, other = found["seen"][0], ({"en", "zh"} - {*found["seen"]}).pop()
    switched = text.replace(f'id="choose-{first}" checked', f'id="choose-{first}"')
    switched = switched.replace(f'id="choose-{other}"', f'id="choose-{other}" checked')
    assert measured(switched, tmp_path, 390)["seen"] == [other]


def test_the_browser_has_nothing_to_complain_of(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    assert run("report", "--year", "2024", "--lang", "both", "-q", "-o", str(path)).exit_code == 0
    done = read_table(path, tmp_path, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "<main" in done.stdout
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []


def test_the_complaints_are_looked_for_where_they_appear(tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    text = page("--year", "2024", "--lang", "en")
    path.write_text(text.replace("<h1>", '<h1 style="color: red">', 1), encoding="utf-8")
    done = read_table(path, tmp_path, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert any("CONSOLE" in line and "style" in line for line in done.stderr.splitlines())


def test_no_hostile_cell_runs_even_without_the_policy(tmp_path: Path) -> None:
    joined = " ".join(CELLS[:-1])
    text = page(*hostile_tables(tmp_path, joined), "--lang", "en")
    found = measured(text, tmp_path, 390)
    assert not found["hacked"]
    assert found["said"] == []


def test_it_prints(tmp_path: Path) -> None:
    path, printed = tmp_path / "plan.html", tmp_path / "plan.pdf"
    assert run("report", "--year", "2024", "--lang", "zh", "-q", "-o", str(path)).exit_code == 0
    read_table(path, tmp_path, f"--print-to-pdf={printed}")
    assert printed.read_bytes().startswith(b"%PDF-")
