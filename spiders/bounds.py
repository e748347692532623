"""How far a source reaches: its hosts, the parts of its site that count, and the days that count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from spiders.plan import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.model import Source

_NO_PAGE = re.compile(
    r"\.(jpe?g|png|gif|svg|webp|ico|bmp|tiff?|css|js|json|xml|rss|atom|zip|gz|tgz|rar|7z|mp3|mp4|m4a|ogg|avi|mov|wmv|flv|webm|"
    r"woff2?|ttf|eot|exe|dmg|apk|docx?|xlsx?|pptx?|odt|ods|csv|ics|epub)$",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"/(wp-login\.php|wp-admin|wp-json|xmlrpc\.php|cgi-bin|cart|checkout|login|logout|signin|signup|register)(/|$)|/(feed|trackback)/?$"
)
_DOUBLES = frozenset(
    {"replytocom", "share", "showcomment", "m", "fbclid", "gclid", "print", "action", "sid", "phpsessid"}
)
"""Query keys whose page is another's double, or a form: WordPress, Blogger, trackers, wikis and forums."""

_DROPPED = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id)$")
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-](0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")


@dataclass(frozen=True, slots=True)
class Bounds:
    """include and exclude: a path with everything below it ("/news/"), or a pattern with * over path and query.

    since and until are ISO dates, as precise as they are; both days count.
    """

    hosts: frozenset[str]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    starts: frozenset[str] = field(default=frozenset())

    def on(self, hosts: frozenset[str]) -> Bounds:
        """The same with further hosts."""
        return replace(self, hosts=self.hosts | hosts)

    def takes(self, url: str, published: str | None = None) -> bool:
        """Whether a page counts. published: its date, ISO, where a list names one; else the one in its path, if any."""
        if url in self.starts:
            return True
        return self.reaches(url) and self.in_days(published or day_in_path(url))

    def reaches(self, url: str) -> bool:
        """Whether an address lies within hosts, include and exclude, and can be a page at all."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or host_of(url) not in self.hosts:
            return False
        if _NO_PAGE.search(parts.path) or _NEVER.search(parts.path):
            return False
        if is_double(url):
            return False
        place = parts.path + (f"?{parts.query}" if parts.query else "")
        if any(_fits(pattern, place) for pattern in self.exclude):
            return False
        return not self.include or any(_fits(pattern, place) for pattern in self.include)

    def in_days(self, published: str | None) -> bool:
        """Compared as far as both dates are precise; an undated page is within."""
        if not published:
            return True
        since, until = self.since or "", self.until or "9999"
        return published[: len(since)] >= since[: len(published)] and published[: len(until)] <= until[: len(published)]


def bounds_of(source: Source, *, below: bool = False) -> Bounds:
    """Of a source. below: with no `include`, only what lies below the source's own path."""
    starts = (source.url, *source.urls)
    include = source.include
    if below and not include:
        include = tuple(dict.fromkeys(_folder(url) for url in starts))
    return Bounds(
        hosts=frozenset(host_of(url) for url in starts),
        include=include,
        exclude=source.exclude,
        since=source.since,
        until=source.until,
        starts=frozenset(starts),
    )


def _folder(url: str) -> str:
    path = urlsplit(url).path or "/"
    return path if path.endswith("/") else path.rpartition("/")[0] + "/"


def _fits(pattern: str, place: str) -> bool:
    if "*" in pattern:
        return fnmatchcase(place, pattern)
    return place.startswith(pattern) or place == pattern.rstrip("/")


def day_in_path(url: str) -> str | None:
    """2010-11 or 2010-11-21, of an address such as /2010/11/21/count or /2010-11-count."""
    found = _DAY_IN_PATH.search(urlsplit(url).path)
    if not found:
        return None
    year, month, day = found.groups()
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def is_double(url: str) -> bool:
    """Whether an address is another way to a page that has one of its own, or a form: a reply link, a print view."""
    return any(key.lower() in _DOUBLES for key, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))


def tidy(base: str, link: str) -> str | None:
    """An address made whole, without fragment and without what only trackers add; None where it is none."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    query = parts.query
    if any(_DROPPED.match(key) for key, _ in parse_qsl(query, keep_blank_values=True)):
        query = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if not _DROPPED.match(pair[0])])
    netloc = parts.netloc.rpartition("@")[2].lower()  # a password is no part of an address
    return urlunsplit((parts.scheme, netloc, parts.path or "/", query, ""))


def tidy_all(base: str, links: Iterable[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(url for link in links if (url := tidy(base, link))))
