"""One source's night: everything that its spider, middlewares and download handler share."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spiders.outcomes import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pipelines.model import Capture, Source
    from spiders.address import AddressBook
    from spiders.keeping import Keeping
    from spiders.plan import CrawlPlan, PlannedSource
    from spiders.politeness import RobotsBook, Turnstile


def say(source_id: str, capture: Capture) -> None:
    """A progress line on standard output for whoever started the process."""
    told = {"source_id": source_id, "url": capture.url, "status": capture.status, "revisit": capture.revisit}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@dataclass(slots=True)
class SourceNight:
    """turnstile, robots and addresses are the process's; the rest is this source's alone."""

    plan: CrawlPlan
    planned: PlannedSource
    keeping: Keeping
    turnstile: Turnstile
    robots: RobotsBook
    addresses: AddressBook
    clock: Callable[[], datetime]
    tell: Callable[[str, Capture], None] = say
    tally: Tally = field(default_factory=Tally)
    changes: dict[str, datetime] = field(default_factory=dict)
    """When pages changed, by the latest that any list says. Lists come before pages, so it is whole when asked."""

    @property
    def source(self) -> Source:
        return self.planned.source
