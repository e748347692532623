"""A process's share of a night: the sources of one plan, side by side, each with an outcome whatever happens to it."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from archive.store import Archive
from pipelines.model import Outcome, SourceOutcome
from spiders.address import AddressBook
from spiders.keeping import Keeping
from spiders.kinds import UnknownKind, spider_class
from spiders.night import SourceNight, say
from spiders.outcomes import verdict, write_outcome
from spiders.plan import asked, host_of
from spiders.politeness import RobotsBook, Turnstile
from spiders.settings import crawl_settings, software

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.model import Capture
    from spiders.plan import CrawlPlan, PlannedSource
    from spiders.spider import SourceSpider

SIDE_BY_SIDE = 16
"""Sources under way at once in a process. Each waits two seconds a page, so a process is never busy with fewer."""

log = logging.getLogger(__name__)


def true_clock() -> datetime:
    """The machine's own clock: what goes into the archive is evidence of when it was seen."""
    return datetime.now(UTC)


class Crawl:
    """Follows one plan. `tell` hears of every exchange, `clock` gives the moments that the archive keeps."""

    def __init__(
        self,
        plan: CrawlPlan,
        *,
        tell: Callable[[str, Capture], None] = say,
        clock: Callable[[], datetime] = true_clock,
    ) -> None:
        self._plan, self._tell, self._clock = plan, tell, clock
        self._archive = Archive(plan.archive)
        self._turnstile = Turnstile(plan)
        self._robots = RobotsBook(self._turnstile)
        self._addresses = AddressBook(plan.connect_to)
        self._runner = AsyncCrawlerRunner(Settings(crawl_settings(plan)))
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)
        self._is_stopped = False

    async def run(self) -> list[SourceOutcome]:
        """Every source's outcome, in the plan's order; each is on disk as soon as its source is done."""
        if threading.current_thread() is threading.main_thread():  # signals come to no other
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self._stop)
        under_way = {index: asyncio.ensure_future(self._source(planned)) for index, planned in self._in_turn()}
        return [await under_way[index] for index in range(len(self._plan.sources))]

    def _in_turn(self) -> list[tuple[int, PlannedSource]]:
        """First the first source of every host, then the second: a host with many must not hold all the places."""
        met: Counter[str] = Counter()
        ranked = []
        for index, planned in enumerate(self._plan.sources):
            host = host_of(asked(planned.source)[0])
            ranked.append((met[host], index, planned))
            met[host] += 1
        return [(index, planned) for _, index, planned in sorted(ranked, key=lambda each: each[:2])]

    def _stop(self) -> None:
        """What is under way is finished and archived; nothing new is begun."""
        self._is_stopped = True
        self._stopping = asyncio.ensure_future(self._runner.stop())

    async def _source(self, planned: PlannedSource) -> SourceOutcome:
        async with self._places:
            started_at = self._clock()
            night: SourceNight | None = None
            found: tuple[Outcome, str]
            try:
                night = self.night(planned)
                found = await self._crawl(night)
            except UnknownKind as error:
                found = "crashed", str(error)
            except Exception as error:  # a bad source never stops the others
                log.exception("source %s", planned.source.source_id)
                words = f"{planned.source.source_id}: {type(error).__name__}: {error}"
                found = "crashed", f"{words}; expected the crawl to end by itself; see the log"
            finally:
                if night is not None:
                    night.keeping.close()
            outcome = self._outcome(planned, night, found, started_at)
            write_outcome(outcome, self._plan.outcomes)
            return outcome

    def night(self, planned: PlannedSource) -> SourceNight:
        keeping = Keeping(
            self._archive,
            run_id=self._plan.run_id,
            source_id=planned.source.source_id,
            software=software(),
            as_of=self._plan.as_of,
        )
        night = SourceNight(
            self._plan, planned, keeping, self._turnstile, self._robots, self._addresses, self._clock, self._tell
        )
        before = keeping.tonight.values()  # of a run that was killed: its outcome is that of the whole run
        night.tally.exchanges = night.tally.captures = len(before)
        night.tally.revisits = sum(capture.revisit is not None for capture in before)
        return night

    async def _crawl(self, night: SourceNight) -> tuple[Outcome, str]:
        if self._is_stopped:
            return "crashed", f"{night.source.source_id}: stopped before it began; rerun with the same run_id"
        return await self.follow(night, spider_class(night.source.spider))

    async def follow(self, night: SourceNight, kind: type[SourceSpider], **options: object) -> tuple[Outcome, str]:
        """One spider to its end; options are the spider's."""
        crawler = self._runner.create_crawler(kind)
        reasons: list[str] = []

        def closed(reason: str) -> None:
            reasons.append(reason)

        crawler.signals.connect(closed, signal=signals.spider_closed, weak=False)
        await self._runner.crawl(crawler, night=night, **options)
        word, sentence = verdict(night.tally, night.planned.usual)
        if reasons and reasons[0].startswith("closespider_"):
            return word, f"{sentence}; stopped at its limit ({reasons[0]}), goes on from there next night"
        if reasons and reasons[0] != "finished":
            return (
                "crashed",
                f"{night.source.source_id}: ended by {reasons[0]} ({sentence}); rerun with the same run_id",
            )
        return word, sentence

    def _outcome(
        self, planned: PlannedSource, night: SourceNight | None, found: tuple[Outcome, str], started_at: datetime
    ) -> SourceOutcome:
        tally = night.tally if night else None
        return SourceOutcome(
            run_id=self._plan.run_id,
            source_id=planned.source.source_id,
            outcome=found[0],
            detail=found[1],
            started_at=_text(started_at),
            ended_at=_text(self._clock()),
            exchanges=tally.exchanges if tally else 0,
            captures=tally.captures if tally else 0,
            revisits=tally.revisits if tally else 0,
            pages=len(tally.pages) if tally else 0,
            bytes_received=tally.bytes_received if tally else 0,
            errors=len(tally.failures) if tally else 0,
        )


def collect(plan: CrawlPlan, **options: Callable[..., object]) -> list[SourceOutcome]:
    """Follows a plan to its end in an event loop of its own."""

    async def follow() -> list[SourceOutcome]:
        return await Crawl(plan, **options).run()  # type: ignore[arg-type]  # Crawl says what they are

    return asyncio.run(follow())


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
