"""Looks at an address and says which kinds of source fit, best first, and why: `tallysheet source probe`.

What a page says of itself (its generator, its links to feeds and interfaces) is tried out before it is believed: a
closed REST interface or a dead feed link is worth nothing. Robots.txt, pace and address checks hold as for any crawl.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

from scrapy.http import TextResponse

from pipelines.model import Source, SourceKind
from spiders.address import AddressRefused
from spiders.bounds import bounds_of, day_in_path
from spiders.crawl import Crawl
from spiders.feeds import NotAFeed, read_feed
from spiders.kinds.thread import thread_of
from spiders.kinds.wordpress import api_root, endpoint
from spiders.outcomes import REMEDIES, kind_of, kind_of_status, looks_blocked
from spiders.paging import links_of
from spiders.plan import CrawlPlan, PlannedSource, archive_and_page, check_plan, host_of
from spiders.sitemaps import NotASitemap, from_robots, read_sitemap
from spiders.spider import SourceSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from pipelines.model import Outcome

_ALL = list(range(300, 600))
_FORUMS = {
    "discourse": "Discourse",
    "phpbb": "phpBB",
    "vbulletin": "vBulletin",
    "xenforo": "XenForo",
    "simple machines": "SMF",
    "mybb": "MyBB",
    "invision": "Invision",
}
_FORUM_THREAD = re.compile(
    r"/(t|threads?|topic|showthread|viewtopic)([/.?-]|$)|viewtopic\.php|showthread\.php|[?&]topic="
)
_PRIVATE = "it is not on the public internet: --connect-to HOST=ADDRESS:PORT names a host of your own"
FEWEST_LINKS = 5
"""Below so many pages under it, an address inside a site is no section."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind that fits. weight: the heavier first; a whole site outweighs a page only where its front was named."""

    spider: str
    url: str
    why: str
    weight: int
    kind: SourceKind = "news"


@dataclass(slots=True)
class Probed:
    """What was found, best first, and what was tried in vain.

    kept_away: why the address itself gave no page, as a night's outcome is named, or "private" for an address that is
    never asked; todo: what to do about it.
    """

    url: str
    title: str = ""
    findings: list[Finding] = field(default_factory=list)
    vain: list[str] = field(default_factory=list)
    kept_away: str | None = None
    todo: str | None = None

    def keep_away(self, kind: Outcome, *, is_private: bool = False) -> None:
        self.kept_away = "private" if is_private else kind
        self.todo = _PRIVATE if is_private else REMEDIES.get(kind)

    def source(self, finding: Finding) -> Source:
        host = host_of(finding.url)
        name = re.sub(r"[^a-z0-9]+", "-", host.removesuffix(".blogspot.com").rpartition(".")[0] or host).strip("-")
        title = " ".join(self.title.split()) or host
        return Source(name or "source", title, finding.url, finding.spider, kind=finding.kind)


class ProbeSpider(SourceSpider):
    """Asks for the address, and then for what it points at; findings go into `probed`."""

    revisits_known = False

    def __init__(self, probed: Probed, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # Scrapy hands the options through
        self.probed = probed

    def first(self) -> Iterable[Request]:
        yield self._try(self.source.url, self.parse_first)

    def _try(self, url: str, callback: object, **told: object) -> Request:
        meta = {"handle_httpstatus_list": _ALL[100:]}  # redirects are followed
        return self.listing(url, callback, cb_kwargs=told, meta=meta)  # type: ignore[arg-type]

    def failed(self, failure: Failure) -> Iterable[Request] | None:
        super().failed(failure)
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on every errback
        error = failure.value or RuntimeError("no reason given")
        self.probed.vain.append(str(error) if host_of(request.url) in str(error) else f"{request.url}: {error}")
        if request.callback == self.parse_first:
            root = getattr(error, "cause", None) or error  # robots.txt is asked first, and fails first
            self.probed.keep_away(kind_of(error) or "parse", is_private=isinstance(root, AddressRefused))
        return None

    def _find(self, spider: str, url: str, why: str, weight: int, kind: SourceKind = "news") -> None:
        self.probed.findings.append(Finding(spider, url, why, weight, kind))

    # --- the address itself --------------------------------------------------------------------------------------

    def parse_first(self, response: Response) -> Iterator[Request]:
        if response.status in (404, 410):
            self._find("wayback", self.source.url, f"the page is gone (status {response.status})", 90)
            return
        if response.status >= 400:
            self.probed.vain.append(f"{response.url}: answered {response.status}, expected a page")
            self.probed.keep_away(kind_of_status(response.status))
            return
        if self._is_list(response) or not isinstance(response, TextResponse):
            return
        self.probed.title = response.css("title::text").get("")
        if looks_blocked(response):
            self.probed.vain.append(f"{response.url}: a challenge or consent page stands in its place")
            self.probed.keep_away("blocked")
        else:
            self._judge_page(response)
        yield from self._follow_hints(response)

    def _is_list(self, response: Response) -> bool:
        """Whether the address is a feed or a sitemap itself."""
        try:
            feed = read_feed(response.body, response.url)
        except NotAFeed:
            pass
        else:
            self._find("feed", response.url, f"it is a feed with {len(feed.entries)} entries", 100)
            return True
        try:
            found = read_sitemap(response.body, response.url)
        except NotASitemap:
            return False
        count = len(found.pages) or len(found.sitemaps)
        self._find("sitemap", response.url, f"it is a sitemap with {count} addresses", 100)
        return True

    def _judge_page(self, response: TextResponse) -> None:
        """One page, a thread, or a list of pages, from what stands on it."""
        if self._judge_thread(response):
            return
        below = replace(bounds_of(replace(self.source, url=response.url), below=True), starts=frozenset())
        under = [url for url in links_of(response) if below.takes(url) and url != response.url]
        is_front = _is_front(response.url)
        if len(under) >= (1 if is_front else FEWEST_LINKS) and (is_front or response.url.endswith("/")):
            why = f"links to pages below it: {len(under)}"
            self._find("section", response.url, why, 40 if is_front else 60)
        article = _article_sign(response)
        self._find("pages", response.url, article or "it is a page, and needs nothing more", 70 if article else 20)

    def _judge_thread(self, response: TextResponse) -> bool:
        generator = _generator(response).lower()
        forum = next((name for sign, name in _FORUMS.items() if sign in generator), None)
        here = thread_of(response.url)
        turns = [url for url in links_of(response) if url != response.url and thread_of(url) == here]
        if not forum and not (turns and _FORUM_THREAD.search(response.url)):
            return False
        if not _FORUM_THREAD.search(response.url):
            self.probed.vain.append(f"{response.url}: a board of {forum}; name its threads one by one under urls")
        why = f"a thread of {forum or 'a forum'}" + (f", with {len(turns)} links to its other pages" if turns else "")
        self._find("thread", response.url, why, 80, "forum")
        return True

    # --- what it points at -----------------------------------------------------------------------------------------

    def _follow_hints(self, response: TextResponse) -> Iterator[Request]:
        generator = _generator(response)
        root = api_root(response)
        if root or "WordPress" in generator or "/wp-content/" in response.text:
            root = root or response.urljoin("/wp-json/")
            yield self._try(
                endpoint(root, "wp/v2/posts", {"per_page": "1"}), self.parse_rest, front=_front(response.url)
            )
        if "blogger" in generator.lower() or "blogspot." in host_of(response.url) + ".":
            yield self._try(urljoin(response.url, "/feeds/posts/default?max-results=1"), self.parse_blogger)
        manual = response.css("link[rel=EditURI]::attr(href)").get("")
        if "action=rsd" in manual:
            self._find("mediawiki", response.url, "its head names a MediaWiki's api.php", 85, "wiki")
        kinds = "link[type='application/rss+xml'], link[type='application/atom+xml']"
        for link in response.css(kinds).xpath("@href").getall()[:3]:
            yield self._try(response.urljoin(link), self.parse_feed)
        yield self._try(urljoin(response.url, "/robots.txt"), self.parse_robots)

    def parse_rest(self, response: Response, front: str) -> None:
        is_open = response.status == 200 and response.body.lstrip().startswith(b"[")
        total = (response.headers.get("X-WP-Total") or b"").decode("latin-1")
        how = (
            f"its REST interface lists {total or 'its'} posts"
            if is_open
            else "REST is closed; it goes by feeds and pages"
        )
        self._find("wordpress", front, f"it is a WordPress site: {how}", self._site_weight(), "blog")

    def parse_blogger(self, response: Response) -> None:
        how = "its feeds are open" if response.status == 200 else "its feeds are closed; it goes by its front page"
        self._find("blogger", _front(response.url), f"it is a Blogger site: {how}", self._site_weight(), "blog")

    def _site_weight(self) -> int:
        return 95 if _is_front(self.source.url) else 50

    def parse_feed(self, response: Response) -> None:
        try:
            feed = read_feed(response.body, response.url) if response.status == 200 else None
        except NotAFeed:
            feed = None
        if feed is None:
            self.probed.vain.append(f"{response.url}: the page calls it a feed, and it is none")
        elif feed.entries:
            on_site = sum(host_of(entry.url) == host_of(self.source.url) for entry in feed.entries)
            why = f"its feed lists {len(feed.entries)} pages, {on_site} of them on the site"
            is_of_comments = "comment" in response.url.lower()
            self._find("feed", response.url, why, 5 if is_of_comments else 55 if _is_front(self.source.url) else 30)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        named = from_robots(response.body, response.url) if response.status == 200 else []
        for url in named[:2] or [urljoin(response.url, "/sitemap.xml")]:
            yield self._try(url, self.parse_sitemap)

    def parse_sitemap(self, response: Response) -> None:
        try:
            found = read_sitemap(response.body, response.url) if response.status == 200 else None
        except NotASitemap:
            found = None
        if found and (found.pages or found.sitemaps):
            what = f"{len(found.pages)} pages" if found.pages else f"{len(found.sitemaps)} further sitemaps"
            weight = 45 if _is_front(self.source.url) else 15
            self._find("sitemap", response.url, f"it lists {what}", weight + bool(found.sitemaps))


def _generator(response: TextResponse) -> str:
    return " ".join(response.css("meta[name=generator i]::attr(content)").getall())


def _front(url: str) -> str:
    return urljoin(url, "/")


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parse_qsl(parts.query)


def _article_sign(response: TextResponse) -> str | None:
    """What makes a page one article and not a list of them."""
    if _is_front(response.url):
        return None
    if response.css("meta[property='og:type'][content=article]"):
        return "it calls itself an article"
    day = day_in_path(response.url)
    has_name = len(urlsplit(response.url).path.rstrip("/").rpartition("/")[2]) > 4
    return f"its address carries the day of an article ({day})" if day and has_name else None


def probe(
    url: str,
    *,
    now: datetime,
    contact: str | None = None,
    connect_to: Mapping[str, str] | None = None,
    delay: float = 2.0,
) -> Probed:
    """Asks at most a dozen times, and keeps nothing; an archive's address of a page says enough by itself.

    Raises PlanUnusable where no contact is given.
    """
    planned = PlannedSource(Source("probe", "", url, "pages"))
    probed = Probed(url)
    if archive_and_page(url)[1] != url:
        probed.findings.append(Finding("wayback", url, "it is an archive's address of a page that it has kept", 100))
        return probed
    with tempfile.TemporaryDirectory(prefix="tallysheet-probe-") as folder:
        plan = CrawlPlan("probe", Path(folder), Path(folder), (planned,), now, connect_to or {}, contact, delay)
        check_plan(plan)
        asyncio.run(_follow(plan, planned, probed))
    probed.findings.sort(key=lambda finding: (-finding.weight, finding.spider, finding.url))
    return probed


async def _follow(plan: CrawlPlan, planned: PlannedSource, probed: Probed) -> None:
    crawl = Crawl(plan, tell=lambda _source_id, _capture: None)
    night = crawl.night(planned)
    try:
        await crawl.follow(night, ProbeSpider, probed=probed)
    finally:
        night.keeping.close()
