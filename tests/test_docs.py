"""Docs that cannot lie: verbs are documented, links resolve, commands that are shown exist."""

import re
from pathlib import Path

import pytest

from flows.cli import VERBS

PAGES = [Path("README.md"), Path("CONTRIBUTING.md"), *sorted(Path("docs").glob("*.md"))]


def shown_commands():
    for page in PAGES:
        for line in page.read_text(encoding="utf-8").splitlines():
            for verb in re.findall(r"tallysheet ([a-z][a-z-]+)", line):
                yield page, verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_docs(verb):
    assert any(f"tallysheet {verb}" in page.read_text(encoding="utf-8") for page in PAGES)


def test_every_command_that_is_shown_exists():
    unknown = sorted({f"{page}: tallysheet {verb}" for page, verb in shown_commands() if verb not in VERBS})
    assert not unknown


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_within_the_project_resolve(page):
    for target in re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page}: {target}"


IN_A_DATA_FOLDER = {"archive/index.cdxj", "reports/latest"}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_paths_in_backticks_exist(page):
    rooms = "archive|benchmarks|contests|docs|flows|pipelines|reports|samples|spiders|tests|warehouse"
    for path in re.findall(rf"`((?:{rooms})/[\w./-]*)`", page.read_text(encoding="utf-8")):
        assert Path(path).exists() or path in IN_A_DATA_FOLDER, f"{page}: {path}"


def test_make_targets_that_are_shown_exist():
    targets = set(re.findall(r"^([a-z]+):", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        shown = set(re.findall(r"^    make ([a-z]+)|`make ([a-z]+)`", page.read_text(encoding="utf-8"), re.MULTILINE))
        assert {one for pair in shown for one in pair if one} <= targets, page
