"""What a source gave in a night, in one word and one sentence, so that a quiet source can be told from a broken one."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from statistics import median
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.spidermiddlewares.httperror import HttpError

from pipelines.model import Outcome, SourceOutcome
from spiders.address import AddressRefused
from spiders.connect import TlsFailed
from spiders.plan import host_of
from spiders.politeness import HostClosed, RobotsRefused
from spiders.wire import Disconnected, Oversized, Unparsable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from scrapy.http import TextResponse

FEWEST_NIGHTS, FEWEST_PAGES = 3, 4
"""Below these a source has no "usual" that a night could be far below."""

FAR_BELOW = 0.5


_KINDS: tuple[tuple[type[Exception], Outcome], ...] = (
    (CannotResolveHostError, "dns"),
    (AddressRefused, "refused"),
    (DownloadConnectionRefusedError, "refused"),
    (TlsFailed, "tls"),
    (DownloadTimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (Oversized, "too_large"),
    (Unparsable, "parse"),
    (Disconnected, "parse"),
    (RobotsRefused, "robots"),
    (HostClosed, "blocked"),
)

KNOWN = tuple(family for family, _ in _KINDS)
"""What may keep an address from us without anything being wrong here."""

REMEDIES: dict[Outcome, str] = {
    "dns": "the site is gone, has moved, or its name is misspelt: check the url; its captures stay readable",
    "refused": "the server takes no connection: look with a browser, and drop or move the source if it stays so",
    "tls": "no trustworthy connection: look at the certificate with a browser; nothing is fetched without one",
    "timeout": "the server was too slow: nothing to do, it is tried again next night",
    "not_found": "the pages are gone: check the urls, or add the addresses to a source with `spider: wayback`",
    "server_error": "the server failed: nothing to do, it is tried again next night",
    "blocked": "the site answers people only: ask its owner, or look for its feed or REST interface",
    "redirect_only": "every page leads to one place, mostly a parked or moved site: check the url",
    "robots": "robots.txt forbids it or could not be had: ask the owner, or wait for the next night",
    "too_large": "larger than the limit; its beginning is archived",
    "parse": "what came is not HTTP, or the spider could not make sense of it: see the log",
    "nothing_found": "the site answered and no page fitted: check include, exclude, since, until and the spider",
    "far_below_usual": "the site may have changed its layout: compare with an earlier night",
    "crashed": "the crawl ended before the source did: see the log; rerun with the same run_id",
}


@dataclass(frozen=True, slots=True)
class Failed:
    """One address that gave nothing."""

    kind: Outcome
    url: str
    words: str


@dataclass(slots=True)
class Tally:
    """What happened in one source's night, counted as it happens. bytes_received: by this process."""

    exchanges: int = 0
    captures: int = 0
    revisits: int = 0
    bytes_received: int = 0
    not_due: int = 0
    fresh: int = 0
    """Pages that were never there before, or not with this payload."""
    pages: dict[str, str] = field(default_factory=dict)
    """Address asked for: address that answered."""
    redirects: dict[str, str] = field(default_factory=dict)
    blocked: list[str] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)

    def failed(self, url: str, error: BaseException) -> None:
        """Counts what kept an address from us; what Scrapy or a spider left out on purpose is none."""
        kind = kind_of(error)
        if kind is not None:
            words = f"status {error.response.status}" if isinstance(error, HttpError) else str(error)
            self.failures.append(Failed(kind, url, words or type(error).__name__))


def kind_of(error: BaseException) -> Outcome | None:
    """The outcome an exception stands for; None for requests left out on purpose."""
    if isinstance(error, RobotsRefused) and error.cause is not None:
        return kind_of(error.cause)
    if isinstance(error, HttpError):
        return kind_of_status(error.response.status)
    for family, kind in _KINDS:
        if isinstance(error, family):
            return kind
    if isinstance(error, IgnoreRequest):
        words = str(error)
        if "during decompression" in words:
            return "too_large"
        return "redirect_only" if "redirection" in words else None
    return "refused" if isinstance(error, OSError) else "parse"


def kind_of_status(status: int) -> Outcome:
    if status in (401, 403, 407, 429, 451):
        return "blocked"
    return "server_error" if status >= 500 else "not_found"


def verdict(tally: Tally, usual: Sequence[int]) -> tuple[Outcome, str]:
    """The night in one word and one sentence. usual: pages of the last nights."""
    if not tally.pages:
        if tally.failures:
            return _of_failures(tally.failures)
        return (
            "nothing_found",
            f"{_count(tally.exchanges, 'exchange')}, no page; expected pages; {REMEDIES['nothing_found']}",
        )
    if len(tally.blocked) * 2 > len(tally.pages):
        words = f"{tally.blocked[0]}: a challenge or consent page stands in its place"
        return "blocked", f"{words} ({len(tally.blocked)} of {len(tally.pages)} pages); {REMEDIES['blocked']}"
    target = _one_target(_ends(tally.redirects) | tally.pages)
    if target:
        return "redirect_only", f"every address leads to {target}; {REMEDIES['redirect_only']}"
    middle = median(usual[-5:]) if len(usual) >= FEWEST_NIGHTS else 0
    if middle >= FEWEST_PAGES and len(tally.pages) < FAR_BELOW * middle:
        words = f"{_count(len(tally.pages), 'page')}, usually {middle:g}"
        return "far_below_usual", f"{words}; expected half of that at the least; {REMEDIES['far_below_usual']}"
    words = f"{_count(len(tally.pages), 'page')}, {tally.fresh} new or changed, {tally.not_due} not due"
    if tally.failures:
        kind, _ = Counter(failed.kind for failed in tally.failures).most_common(1)[0]
        first = next(failed for failed in tally.failures if failed.kind == kind)
        lost, mostly = _count(len(tally.failures), "address", "addresses"), "mostly " if len(tally.failures) > 1 else ""
        words += f"; {lost} gave nothing, {mostly}{kind.replace('_', ' ')} ({first.url}: {first.words})"
    return ("collected" if tally.fresh else "unchanged"), words


def _of_failures(failures: Sequence[Failed]) -> tuple[Outcome, str]:
    """The first failure is the source's own address; the others follow from it."""
    kind = failures[0].kind
    same = [failed for failed in failures if failed.kind == kind]
    words = same[0].words if same[0].url in same[0].words else f"{same[0].url}: {same[0].words}"
    more = f" ({_count(len(failures) - 1, 'address', 'addresses')} more gave nothing)" if len(failures) > 1 else ""
    return kind, _whole(words, kind) + more


def _whole(words: str, kind: Outcome) -> str:
    """All four parts: what an error says by itself is not said again."""
    _, is_there, expected = words.partition("expected ")
    if not is_there:
        return f"{words}; expected a page; {REMEDIES[kind]}"
    return words if ";" in expected or ". " in expected else f"{words}; {REMEDIES[kind]}"


def _ends(redirects: dict[str, str]) -> dict[str, str]:
    """Where each address that was asked for ends: redirects that are steps of a longer way are left out."""
    ends = {}
    for asked in redirects.keys() - redirects.values():
        target, steps = redirects[asked], 0
        while target in redirects and steps < len(redirects):
            target, steps = redirects[target], steps + 1
        ends[asked] = target
    return ends


def _one_target(pages: dict[str, str]) -> str | None:
    """The address all pages were redirected to; one page alone counts only where it leads to another host's front."""
    targets = set(pages.values())
    if len(targets) != 1:
        return None
    target = targets.pop()
    moved = [asked for asked in pages if asked != target]
    if len(moved) >= max(2, len(pages) - 1):
        return target
    is_front = urlsplit(target).path in ("", "/")
    if len(pages) == len(moved) == 1 and is_front and host_of(moved[0]) != host_of(target):
        return target
    return None


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


# --- pages that are none ---------------------------------------------------------------------------------------

_CHALLENGE_TITLE = re.compile(
    r"^\s*(just a moment|attention required|access denied|pardon our interruption|are you (a )?human|"
    r"security check|checking your browser|ddos-guard|robot check|before you continue|human verification)",
    re.IGNORECASE,
)
_CHALLENGE_WORDS = re.compile(
    r"verify(ing)? (that )?you are (a )?human|enable javascript and cookies to continue|unusual traffic|"
    r"complete the captcha|checking your browser before|please accept (our )?cookies to continue",
    re.IGNORECASE,
)
_LARGE = 200_000
"""Bytes: no challenge page is so long."""

_SHORT = 1500
"""Characters of visible text: a challenge says little, an article that quotes one says more."""


def looks_blocked(response: TextResponse) -> bool:
    """Whether a page with a good status is a challenge or consent page and not what was asked for."""
    if (urlsplit(response.url).hostname or "").startswith("consent.") or b"challenge" in (
        response.headers.get("cf-mitigated") or b""
    ):
        return True
    if len(response.body) > _LARGE or not response.body.strip():
        return False
    if _CHALLENGE_TITLE.match(response.css("title::text").get("")):
        return True
    if not _CHALLENGE_WORDS.search(response.text):
        return False
    seen = response.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()
    return len(" ".join(" ".join(seen).split())) < _SHORT


# --- on disk ---------------------------------------------------------------------------------------------------


def write_outcome(outcome: SourceOutcome, folder: Path) -> Path:
    """<source_id>.json, there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{outcome.source_id}.json"
    unfinished = path.with_suffix(".json.part")
    unfinished.write_text(json.dumps(asdict(outcome), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(path)
    return path


def read_outcomes(folder: Path, run_id: str, source_ids: Iterable[str], *, at: str) -> list[SourceOutcome]:
    """One for each source; "crashed" where the process left none. at: ISO moment given to those."""
    return [_read(folder / f"{source_id}.json") or _crashed(run_id, source_id, at) for source_id in source_ids]


def _read(path: Path) -> SourceOutcome | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["outcome"] not in get_args(Outcome):
            return None
        return SourceOutcome(**{each.name: told[each.name] for each in fields(SourceOutcome)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _crashed(run_id: str, source_id: str, at: str) -> SourceOutcome:
    words = f"{source_id}: the crawl ended without an outcome; expected one for each source; {REMEDIES['crashed']}"
    return SourceOutcome(run_id, source_id, "crashed", words, at, at)
