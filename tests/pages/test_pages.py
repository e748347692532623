"""Every page kind against its saved pages: tests/pages/<kind>/<date>-<name>/page.html and expected.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pipelines import pages
from pipelines.clean import PageRefused, read_page

FOLDERS = sorted(path.parent for path in Path(__file__).parent.rglob("page.html"))
KINDS = {path.stem for path in Path(pages.__file__).parent.glob("*.py")} - {"__init__"}


def test_every_kind_has_a_saved_page_and_says_what_it_reads() -> None:
    assert {folder.parent.name for folder in FOLDERS} == KINDS
    for kind in KINDS:
        assert pages.find_kind(kind, "test").__doc__


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_saved_page_gives_what_was_looked_at(folder: Path) -> None:
    body, kind = (folder / "page.html").read_bytes(), folder.parent.name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    page = read_page(body, page=kind)
    assert [[p.kind, p.post, p.published_at, p.heading, p.text] for p in page.passages] == expected["passages"]
    assert pages.find_kind(kind, "test").links(BeautifulSoup(body, "html.parser")) == expected["links"]


@pytest.mark.parametrize("name", ["nosuch", "../clean", "__init__", "os.path"])
def test_an_unknown_kind_is_refused_by_name(name: str) -> None:
    with pytest.raises(PageRefused, match="expected the name of a file in pipelines/pages/"):
        read_page(b"<p>Ash 12</p>", page=name)
