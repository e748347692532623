"""Scrapy's settings for every crawl: polite by default, and all that could reach past the archive switched off.

A contest file cannot change any of them. `tests/spiders/test_politeness.py` fails when one becomes ruder.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from spiders.politeness import JITTER_REACH, POLITE_DELAY

if TYPE_CHECKING:
    from spiders.plan import CrawlPlan

MAX_BYTES = 16 * 1024 * 1024
"""Of one answer, as sent and again once decompressed. The largest pages of comments come to two or three million."""


MAX_PAGES = 20_000
"""Of one source and night, those of the archive with them: a calendar that goes on for ever ends there."""


def software() -> str:
    try:
        return f"Tallysheet/{version('tallysheet')}"
    except PackageNotFoundError:
        return "Tallysheet"


def user_agent(contact: str | None) -> str:
    """Says who asks, and where to complain."""
    return f"{software()} (+{contact})" if contact else software()


def crawl_settings(plan: CrawlPlan) -> dict[str, Any]:
    """The settings of one process."""
    return _asking(plan) if plan.as_of is None else _asking(plan) | _REPLAY


def _asking(plan: CrawlPlan) -> dict[str, Any]:
    handler = "spiders.handler.ArchivingHandler"
    middle = JITTER_REACH / 2
    return {
        # --- one event loop, asyncio's own: several sources a process, several crawls a test
        "TWISTED_REACTOR_ENABLED": False,
        # --- everything through our handler, nothing else at all
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "data": None, "file": None, "ftp": None, "s3": None},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,  # on by default since 2.19: runs code sent to a loopback port
        "HTTPCACHE_ENABLED": False,  # answers from its cache when a site is down, as if it were live
        "JOBDIR": None,  # after a kill it fetches nothing more, and says nothing
        "COOKIES_ENABLED": False,  # the first cookie makes it fetch the list of public suffixes, past the archive
        # --- manners
        "USER_AGENT": user_agent(plan.contact),
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": POLITE_DELAY + middle,
        "DOWNLOAD_DELAY_JITTER": middle / (POLITE_DELAY + middle),
        "DOWNLOAD_SLOTS": _slots(plan),
        "AUTOTHROTTLE_ENABLED": False,  # could only make the turnstile's distance longer, and by latency alone
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
        "RETRY_EXCEPTIONS": [
            "scrapy.exceptions.CannotResolveHostError",
            "scrapy.exceptions.DownloadConnectionRefusedError",
            "scrapy.exceptions.DownloadTimeoutError",
            "spiders.wire.Disconnected",
        ],
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",  # said in the outcome
        # --- nearest first, so that a page is met at its least depth
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        # --- limits
        "DOWNLOAD_MAXSIZE": MAX_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 60,
        "TALLYSHEET_CONNECT_TIMEOUT": 20,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": 6,
        "METAREFRESH_MAXDELAY": 5,
        "DEPTH_LIMIT": 500,  # a list paged without end; links are bounded by the source's own depth
        "CLOSESPIDER_TIMEOUT": 4 * 3600,  # what is left over is found again next night, and the rest is not due then
        "CLOSESPIDER_PAGECOUNT": MAX_PAGES,
        # --- the same request every night, and answers that any WARC reader can decode
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip, deflate",
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "spiders.politeness.RobotsMiddleware": 100,
            "spiders.revisit.RevisitMiddleware": 810,
        },
        "SPIDER_MIDDLEWARES": {"spiders.mistakes.MistakesMiddleware": 40},
        # --- words
        "LOG_LEVEL": "WARNING",
        "LOGSTATS_INTERVAL": 0,
        "STATS_DUMP": False,
    }


_REPLAY: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {
        "http": "spiders.replay.ReplayHandler",
        "https": "spiders.replay.ReplayHandler",
        **dict.fromkeys(("data", "file", "ftp", "s3")),
    },
    "HTTPPROXY_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "DOWNLOADER_MIDDLEWARES": {"scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None},
    "RETRY_ENABLED": False,
    "CONCURRENT_REQUESTS": 1,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_DELAY_JITTER": 0,
    "DOWNLOAD_SLOTS": {},
}
"""What differs where the archive answers and nobody is asked."""


def _slots(plan: CrawlPlan) -> dict[str, dict[str, Any]]:
    """The plan's own delay for its own hosts, without chance."""
    parts = [urlsplit(f"//{name}") for name in plan.connect_to]
    hosts = [part.hostname for part in parts if part.hostname and plan.owns(f"http://{part.netloc}/")]
    return {host: {"concurrency": 1, "delay": plan.delay, "jitter": 0.0} for host in hosts}
