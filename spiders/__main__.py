"""`python -m spiders PLAN.json [--leashed]`: follows one plan.

With --leashed it ends at once when standard input ends: a night that is killed takes its crawls with it. Nothing is
lost by that, because every exchange is on disk before a spider sees it.
Standard output carries one JSON object an exchange; the log goes to standard error; outcomes are files in the plan's
folder. Exit status 0 however the sources fared, 2 where the plan itself cannot be followed.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from spiders.plan import PlanUnusable, read_plan


def main(arguments: list[str]) -> int:
    if not arguments or arguments[1:] not in ([], ["--leashed"]):
        sys.stderr.write("usage: python -m spiders PLAN.json [--leashed]\n")
        return 2
    try:
        plan = read_plan(Path(arguments[0]))
    except PlanUnusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Scrapy takes half a second to import: not for a plan that is refused.
    from scrapy.utils.log import configure_logging  # noqa: PLC0415

    from spiders.crawl import collect  # noqa: PLC0415

    configure_logging({"LOG_LEVEL": "WARNING"})
    if arguments[1:]:
        threading.Thread(target=_stop_at_end_of_input, daemon=True).start()
    collect(plan)
    return 0


def _stop_at_end_of_input() -> None:
    while os.read(0, 4096):  # not sys.stdin: its lock, held by a thread, would end the interpreter in an abort
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
