"""An article of a MediaWiki: as it stands tonight, and as it stood at the end of each day on which it was edited.

Old revisions never change, so each is fetched once. Which there are is asked of the wiki's own api.php, named in the
article's head. A day's last revision stands for the day: what was undone within hours was read by few. Some wikis
(Wikipedia among them) forbid robots both; there the article of each night is what can be had.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlencode, urljoin, urlsplit

from spiders.mistakes import Mistaken
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Request
    from scrapy.http import Response, TextResponse

MOST_DAYS = 100
"""Days of one article and night, newest first; the others follow on later nights, as those are there already."""

MOST_LISTS = 40
_PAGE_NAME = re.compile(r'"wgPageName"\s*:\s*("(?:[^"\\]|\\.)*")')


class NoWiki(Mistaken):
    """The page does not say that a MediaWiki made it."""


class Spider(SourceSpider):
    revisits_known = False

    def first(self) -> Iterable[Request]:
        for url in dict.fromkeys((self.source.url, *self.source.urls)):
            yield self.page(url)

    def after_page(self, response: TextResponse) -> Iterator[Request]:
        if response.meta.get("is_immutable"):
            return
        api, index, title = wiki_of(response)
        query = {
            "action": "query",
            "prop": "revisions",
            "titles": title,
            "rvprop": "ids|timestamp|user|comment|size",
            "rvlimit": "500",
            "format": "json",
            "formatversion": "2",
            "maxlag": "5",
        }
        if self.source.since:
            query["rvend"] = f"{(self.source.since + '-01-01')[:10]}T00:00:00Z"
        told = {"api": api, "index": index, "title": title, "query": query, "days": {}, "number": 1}
        yield self.listing(f"{api}?{urlencode(query)}", self.parse_revisions, cb_kwargs=told)

    def parse_revisions(
        self,
        response: Response,
        api: str,
        index: str,
        title: str,
        query: dict[str, str],
        days: dict[str, int],
        number: int,
    ) -> Iterator[Request]:
        """Newest first, so the first revision met of a day is its last."""
        told = _answer(response)
        for revision in _revisions(told):
            day = str(revision.get("timestamp", ""))[:10]
            if self.bounds.in_days(day):
                days.setdefault(day, int(revision["revid"]))
        further = told.get("continue")
        if isinstance(further, dict) and number < MOST_LISTS:
            onward = query | {str(key): str(value) for key, value in further.items()}
            kept = {"api": api, "index": index, "title": title, "query": query, "days": days, "number": number + 1}
            yield self.listing(f"{api}?{urlencode(onward)}", self.parse_revisions, cb_kwargs=kept)
            return
        fetched = 0
        for revid in days.values():
            url = f"{index}?{urlencode({'title': title, 'oldid': revid})}"
            fetched += not self.night.keeping.history(url)
            if fetched > MOST_DAYS:
                return
            yield self.page(url, is_immutable=True)


def wiki_of(response: TextResponse) -> tuple[str, str, str]:
    """api.php, index.php and the article's title. Raises NoWiki."""
    manual = response.css("link[rel=EditURI]::attr(href)").get()
    if not manual:
        raise NoWiki(
            f"{response.url}: found no link to an api.php; expected a MediaWiki article; "
            "run `tallysheet source probe` or take spider `pages`"
        )
    api = urljoin(response.url, manual).partition("?")[0]
    return api, api.removesuffix("api.php") + "index.php", _title(response)


def _title(response: TextResponse) -> str:
    named = _PAGE_NAME.search(response.text)
    if named:
        return str(json.loads(named[1]))
    parts = urlsplit(response.url)
    said = parse_qs(parts.query).get("title")
    return said[0] if said else unquote(parts.path.rpartition("/")[2])


def _answer(response: Response) -> dict[str, Any]:
    try:
        told = json.loads(response.body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or "error" in told:
        what = told.get("error", {}).get("info") if isinstance(told, dict) else "no JSON"
        raise NoWiki(f"{response.url}: found {what}; expected revisions; tried again next night")
    return told


def _revisions(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for page in told.get("query", {}).get("pages", ()):
        yield from page.get("revisions", ())
