"""`python -m spiders PLAN.json`: follows one plan.

Standard output carries one JSON object an exchange; the log goes to standard error; outcomes are files in the plan's
folder. Exit status 0 however the sources fared, 2 where the plan itself cannot be followed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spiders.plan import PlanUnusable, read_plan


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m spiders PLAN.json\n")
        return 2
    try:
        plan = read_plan(Path(arguments[0]))
    except PlanUnusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    from spiders.crawl import collect  # noqa: PLC0415  (Scrapy takes half a second: not for a plan that is refused)

    collect(plan)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
