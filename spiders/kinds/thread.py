"""Forum threads that run over several pages: phpBB, Discourse, vBulletin, XenForo, SMF and such.

`url` and `urls` name threads, not boards. The next page is what the thread itself calls so (`rel=next`), else any link
to the same thread with another page number: /page-3, ?page=3, ?start=30.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from spiders.paging import links_of, next_page
from spiders.plan import host_of
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import TextResponse

_PAGE_KEYS = frozenset({"page", "start", "st", "offset", "pagenumber", "paged", "pg"})
_IGNORED_KEYS = frozenset({"sid", "s", "phpsessid", "highlight", "hilit", "view", "sort", "order"})
_PAGE_IN_PATH = re.compile(r"/page[-/]?\d+/?$", re.IGNORECASE)


class Spider(SourceSpider):
    revisits_known = False

    def first(self) -> Iterable[Request]:
        for url in dict.fromkeys((self.source.url, *self.source.urls)):
            yield self.page(url)

    def after_page(self, response: TextResponse) -> Iterator[Request]:
        further = next_page(response)
        if further and thread_of(further)[0] == host_of(response.url):
            yield self.page(further)
        here = thread_of(response.url)
        for url in links_of(response):
            if url not in (further, response.url) and thread_of(url) == here and _has_number(url):
                yield self.page(url)


def thread_of(url: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Host, path and query without what only turns the page: the same for every page of a thread."""
    parts = urlsplit(url)
    query = [(key, _topic(key, value)) for key, value in parse_qsl(parts.query, keep_blank_values=True)]
    kept = tuple(sorted(pair for pair in query if pair[0].lower() not in _PAGE_KEYS | _IGNORED_KEYS))
    return host_of(url), _PAGE_IN_PATH.sub("", parts.path).rstrip("/"), kept


def _topic(key: str, value: str) -> str:
    """SMF writes the first post of a page behind the topic: topic=17.30."""
    return value.partition(".")[0] if key == "topic" else value


def _has_number(url: str) -> bool:
    """Whether an address names a page of a thread by number, and nothing else about it (a print view, a sort order)."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if any(key.lower() in _IGNORED_KEYS for key, _ in pairs):
        return False
    if any(key.lower() in _PAGE_KEYS and value.isdigit() for key, value in pairs):
        return True
    return bool(_PAGE_IN_PATH.search(parts.path)) or any(
        key == "topic" and re.fullmatch(r"\d+\.\d+", value) for key, value in pairs
    )
