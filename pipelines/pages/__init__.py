"""Page kinds: readers written for one site or engine, found by file name. `page: moderngov` in a contest file means
`pipelines/pages/moderngov.py`; there is no registry.

A kind is a module with a docstring (what the page looks like, since when, what is odd about it) and two functions:

    def links(page: BeautifulSoup) -> list[str]        addresses of further pages, as they stand in the page
    def passages(page: BeautifulSoup) -> list[Piece]   what the page says, in page order

Beside each kind, saved pages in tests/pages/<kind>/<date>-<name>/ with what they must give.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from pipelines.cleaning.limits import PageRefused

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page by one speaker, as markup: the reading of lines and tables is the same for all kinds.

    post: for pages with several posts. published_at: ISO 8601. heading: what stands above it.
    """

    markup: str
    author: str | None = None
    published_at: str | None = None
    is_comment: bool = False
    post: int = 1
    heading: str | None = None


class PageKind(Protocol):
    """What a module of this package offers."""

    def links(self, page: BeautifulSoup) -> list[str]:
        """Addresses of further pages, as they stand in the page."""

    def passages(self, page: BeautifulSoup) -> list[Piece]:
        """What the page says, in page order."""


def find_kind(name: str, where: str) -> PageKind:
    """The page kind of that name. Raises PageRefused where there is no such file."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or importlib.util.find_spec(f"pipelines.pages.{name}") is None:
        raise PageRefused(
            f"{where}: page kind {name!r}; expected the name of a file in pipelines/pages/. "
            "Correct `page` in the contest file, or leave it out for the general reader."
        )
    return cast("PageKind", importlib.import_module(f"pipelines.pages.{name}"))
