"""The report in a real browser, opened from disk: Debian's chromium, driven over its own protocol.

Screenshots are left in the folder that TALLYSHEET_SCREENSHOTS names, or in the test's own.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports.write import write_report

websockets = pytest.importorskip("websockets.sync.client")
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
]

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed: `make browser` installs Debian's"),
    pytest.mark.xdist_group("browser"),
]


class NavigatedError(Exception):
    """The page went away for another one while the browser was looking at it."""


class Tab:
    """One page of the browser: commands by name, and every complaint that the page made."""

    def __init__(self, address: str) -> None:
        self._socket = websockets.connect(address, max_size=None)
        self._number = 0
        self.complaints: list[str] = []
        self.requests: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)

    def ask(self, method: str, **parameters):
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=60))
            if message.get("id") == self._number:
                if "navigated" in message.get("error", {}).get("message", ""):
                    raise NavigatedError(message["error"]["message"])
                assert "error" not in message, message
                return message["result"]
            self._note(message)

    def open(self, url: str) -> None:
        self.ask("Page.navigate", url="about:blank")
        self.complaints.clear()
        self.requests.clear()
        self.ask("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, expression: str):
        """The value of a JavaScript expression, promises awaited."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, expression: str, seconds: float = 30) -> None:
        """Until the expression is true, in whichever page the tab shows by then."""
        ends = time.monotonic() + seconds
        while not self._is_true(expression):
            assert time.monotonic() < ends, f"{expression} did not come true"
            time.sleep(0.05)

    def _is_true(self, expression: str) -> bool:
        try:
            return bool(self.run(expression))
        except NavigatedError:
            return False

    def press(self, key: str) -> None:
        code = {"Tab": 9, "Enter": 13, "Escape": 27}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )

    def screenshot(self, path: Path) -> None:
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 6000), "scale": 1}
        shot = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def _note(self, message) -> None:
        kind, said = message.get("method"), message.get("params", {})
        if kind == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(said["exceptionDetails"])[:500])
        elif kind == "Runtime.consoleAPICalled" and said["type"] in {"error", "warning", "assert"}:
            self.complaints.append(json.dumps(said["args"])[:500])
        elif kind == "Log.entryAdded" and said["entry"]["level"] in {"error", "warning"}:
            self.complaints.append(said["entry"]["text"][:500])
        elif kind == "Network.requestWillBeSent":
            self.requests.append(said["request"]["url"])


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    profile = tmp_path_factory.mktemp("profile")
    browser = subprocess.Popen(
        [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    port_file = profile / "DevToolsActivePort"
    try:
        ends = time.monotonic() + 60
        while not (port_file.exists() and port_file.read_text().count("\n")):
            if browser.poll() is not None or time.monotonic() > ends:
                pytest.skip("chromium is installed but does not start here")
            time.sleep(0.1)
        port = port_file.read_text().splitlines()[0]
        yield Tab(_first_tab(port))
    finally:
        browser.terminate()
        browser.wait(20)


def _first_tab(port: str) -> str:
    from urllib.request import urlopen

    with urlopen(f"http://127.0.0.1:{port}/json/list", timeout=20) as answer:
        return next(one["webSocketDebuggerUrl"] for one in json.load(answer) if one["type"] == "page")


@pytest.fixture(scope="module")
def pages(report) -> dict[str, str]:
    """One page of each kind, by name."""
    evidence = next(p for p in sorted((report / "evidence").iterdir()) if "Nonsense, Len" in p.read_text())
    found = {
        "index": report / "index.html",
        "contest": report / "contests" / "unite-gs-2010.html",
        "quiet contest": report / "contests" / "quiet-2007.html",
        "contests": report / "contests" / "index.html",
        "source": report / "sources" / "dock-road.html",
        "sources": report / "sources" / "index.html",
        "evidence": evidence,
        "method": report / "method.html",
        "data": report / "data.html",
    }
    return {name: path.as_uri() for name, path in found.items()}


KINDS = ("index", "contest", "quiet contest", "contests", "source", "sources", "evidence", "method", "data")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_from_disk_without_a_complaint_and_asks_nobody(tab, pages, kind):
    tab.open(pages[kind])
    assert tab.complaints == []
    assert all(url.startswith(("file:", "about:")) for url in tab.requests)
    assert tab.run("getComputedStyle(document.querySelector('.top')).display") == "flex", "the style sheet applies"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(tab, pages, axe, kind, scheme):
    tab.ask("Emulation.setEmulatedMedia", media="screen", features=[{"name": "prefers-color-scheme", "value": scheme}])
    tab.open(pages[kind])
    tab.run("for (const fold of document.querySelectorAll('details')) fold.open = true")
    tab.run(f"{axe}; void 0")
    found = tab.run(
        "axe.run(document, {resultTypes: ['violations']})"
        ".then(r => r.violations.map(v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html)]))"
    )
    tab.ask("Emulation.setEmulatedMedia", media="", features=[])
    assert [one for one in found if one[0] in {"serious", "critical", "moderate"}] == []


@pytest.fixture(scope="module")
def axe(tmp_path_factory) -> str:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm to fetch axe-core with")
    folder = tmp_path_factory.mktemp("axe")
    shutil.copy(Path(__file__).with_name("package.json"), folder)
    done = subprocess.run(
        [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        pytest.skip(f"npm could not fetch axe-core: {done.stderr.strip()[-200:]}")
    return script.read_text(encoding="utf-8")


def test_search_finds_contests_by_candidate_and_sources_by_name(tab, pages):
    tab.open(pages["index"])
    tab.run("document.getElementById('search').focus()")
    tab.wait("globalThis.TALLYSHEET_INDEX !== undefined")
    tab.ask("Input.insertText", text="coyne")
    assert tab.run("[...document.querySelectorAll('#found a')].map(a => a.textContent)") == [
        "Unite General Secretary 2017"
    ]
    tab.run("document.getElementById('search').value = ''")
    tab.ask("Input.insertText", text="DISPATCH dock")
    assert tab.run("document.querySelector('#found a').getAttribute('href')") == "sources/dock-road.html"
    tab.run("document.getElementById('search').value = ''")
    tab.ask("Input.insertText", text="nobody at all")
    assert tab.run("document.getElementById('found-count').textContent") == "Nothing found."
    assert tab.complaints == []


@pytest.mark.parametrize("kind", ["contest", "evidence", "source", "method"])
def test_every_page_searches_and_its_hits_open(tab, pages, kind):
    tab.open(pages[kind])
    tab.run("document.getElementById('search').focus()")
    tab.ask("Input.insertText", text="coyne")
    tab.wait("document.querySelector('#found a') !== null")
    assert tab.run("getComputedStyle(document.querySelector('.results')).display") == "block"
    tab.run("setTimeout(() => document.querySelector('#found a').click()); void 0")
    tab.wait("document.readyState === 'complete' && document.querySelector('h1')?.textContent.includes('2017')")
    assert tab.complaints == []


def test_escape_puts_the_hits_away(tab, pages):
    tab.open(pages["contest"])
    tab.run("document.getElementById('search').focus()")
    tab.ask("Input.insertText", text="coyne")
    tab.wait("document.querySelector('#found a') !== null")
    tab.press("Escape")
    assert tab.run("document.querySelector('.results').hidden")


def test_tables_sort_by_their_heads_with_the_keyboard(tab, pages):
    tab.open(pages["index"])
    first = "document.querySelector('table.sortable tbody tr th a').textContent"
    tab.run("document.querySelectorAll('table.sortable th button')[0].focus()")
    tab.press("Enter")
    assert tab.run(first) == "Quiet contest 2007"
    assert tab.run("document.querySelector('table.sortable th').getAttribute('aria-sort')") == "ascending"
    tab.press("Enter")
    assert tab.run(first) == "Unite General Secretary 2017"


def test_what_only_looks_different_is_folded_and_its_address_unfolds_it(tab, pages):
    tab.open(pages["contest"])
    assert tab.run("document.querySelector('#looks ~ details').open") is False
    name = tab.run("document.querySelector('.only_looks_different').id")
    tab.run(f"location.hash = '#{name}'")
    tab.wait("document.querySelector('#looks ~ details').open")


def test_the_reader_can_choose_dark(tab, pages):
    tab.ask("Emulation.setEmulatedMedia", media="screen", features=[{"name": "prefers-color-scheme", "value": "light"}])
    tab.open(pages["contest"])
    paper = "getComputedStyle(document.body).backgroundColor"
    light = tab.run(paper)
    tab.run("document.querySelector('.theme').click()")
    dark = tab.run(paper)
    assert light != dark
    tab.run("document.querySelector('.theme').click()")
    assert tab.run(paper) == light
    tab.ask("Emulation.setEmulatedMedia", media="screen", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    tab.run("delete document.documentElement.dataset.theme")
    assert tab.run(paper) == dark
    tab.ask("Emulation.setEmulatedMedia", media="", features=[])


def test_every_evidence_link_of_a_contest_leads_to_its_highlighted_figure(tab, pages, report):
    tab.open(pages["contest"])
    links = tab.run("[...new Set([...document.querySelectorAll('a[href*=\"/evidence/\"]')].map(a => a.href))]")
    assert len(links) > 20
    for link in links:
        path, _, place = link.partition("#")
        html = (report / "evidence" / path.rsplit("/", 1)[-1]).read_text(encoding="utf-8")
        assert not place or f'id="{place}"' in html
    tab.open(next(link for link in links if "#" in link))
    assert tab.run("document.querySelector('mark:target') !== null")


def test_the_first_tab_stop_skips_to_the_content(tab, pages):
    tab.open(pages["contest"])
    tab.press("Tab")
    assert tab.run("document.activeElement.className") == "skip"


@pytest.mark.parametrize("kind", ["index", "contest", "evidence"])
def test_on_a_phone_only_tables_scroll_sideways(tab, pages, kind):
    tab.ask("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    tab.open(pages[kind])
    wide = tab.run("document.documentElement.scrollWidth")
    tab.ask("Emulation.clearDeviceMetricsOverride")
    assert wide <= 360


def test_paper_shows_what_was_folded_and_hides_the_buttons(tab, pages):
    tab.open(pages["contest"])
    tab.run("dispatchEvent(new Event('beforeprint'))")
    tab.ask("Emulation.setEmulatedMedia", media="print")
    assert tab.run("document.querySelector('#looks ~ details').open")
    assert tab.run("getComputedStyle(document.querySelector('.theme')).display") == "none"
    tab.ask("Emulation.setEmulatedMedia", media="")


def test_without_scripts_everything_is_there_to_read(tab, pages):
    tab.ask("Emulation.setScriptExecutionDisabled", value=True)
    tab.open(pages["index"])
    shown = tab.run("getComputedStyle(document.querySelector('.search')).display")
    contests = tab.run("document.querySelectorAll('table.sortable tbody tr').length")
    tab.ask("Emulation.setScriptExecutionDisabled", value=False)
    assert shown == "none"
    assert contests == 3


def test_screenshots_are_kept_to_look_at(tab, pages, tmp_path):
    folder = Path(os.environ.get("TALLYSHEET_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    tab.ask("Emulation.setDeviceMetricsOverride", width=1100, height=900, deviceScaleFactor=1, mobile=False)
    for kind in ("index", "contest", "evidence"):
        tab.open(pages[kind])
        tab.screenshot(folder / f"{kind}.png")
        assert (folder / f"{kind}.png").read_bytes().startswith(b"\x89PNG")
    tab.ask("Emulation.clearDeviceMetricsOverride")


def test_hostile_pages_do_nothing_in_a_browser(tab, hostile_newsroom, tmp_path_factory):
    evil = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>'\"><svg onload=window.hacked=1>"
    room, _ = hostile_newsroom(tmp_path_factory.mktemp("hostile"), evil, "<b>" * 1000)
    out = tmp_path_factory.mktemp("hostile-report")
    write_report(room.publish(), out)
    for path in sorted(out.rglob("*.html")):
        tab.open(path.as_uri())
        assert tab.complaints == []
        assert tab.run("window.hacked") is None
        assert tab.run("document.querySelectorAll('script:not([src])').length") == 0


@pytest.fixture(scope="module")
def demo_report(tmp_path_factory) -> Path:
    """The report of the demo: two nights over the sample sites."""
    data = tmp_path_factory.mktemp("demo")
    tallysheet = Path(sys.executable).with_name("tallysheet")
    done = subprocess.run(
        [tallysheet, "demo", "--data", data], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return data / "reports" / "latest"


@pytest.mark.slow
def test_the_demos_report_works_on_every_page(tab, demo_report, axe):
    pages = sorted(demo_report.rglob("*.html"))
    assert len(pages) > 40
    for path in pages:
        tab.open(path.as_uri())
        assert tab.complaints == [], path.name
        assert path.stat().st_size < 300_000
    for path in [demo_report / "index.html", *sorted((demo_report / "contests").glob("unite-*.html"))]:
        tab.open(path.as_uri())
        tab.run("for (const fold of document.querySelectorAll('details')) fold.open = true")
        tab.run(f"{axe}; void 0")
        found = tab.run(
            "axe.run(document, {resultTypes: ['violations']})"
            ".then(r => r.violations.map(v => [v.impact, v.id, v.nodes[0].html]))"
        )
        assert [one for one in found if one[0] in {"serious", "critical", "moderate"}] == [], path.name
        for link in tab.run("[...new Set([...document.querySelectorAll('a[href*=\"/evidence/\"]')].map(a => a.href))]"):
            target, _, place = link.partition("#")
            html = (demo_report / "evidence" / target.rsplit("/", 1)[-1]).read_text(encoding="utf-8")
            assert not place or f'id="{place}"' in html, link
