"""The end of a night in a few lines: what there is, which sources went quiet and why, where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.folders import DataFolder
    from flows.night import NightEnd

WELL = frozenset({"collected", "unchanged"})
UNREACHED = frozenset({"dns", "refused", "timeout"})


def summary(end: NightEnd, data: DataFolder) -> Iterator[str]:
    """Lines for a terminal or a cron mail."""
    for problem in end.problems:
        yield f"set aside     {problem}"
    for outcome in end.outcomes:
        if outcome.outcome not in WELL:
            good_day = end.good_days.get(outcome.source_id)
            since = f"last good {good_day}" if good_day else "never good"
            yield f"quiet         {outcome.source_id} ({outcome.outcome.replace('_', ' ')}, {since}): {outcome.detail}"
    if len(end.outcomes) > 1 and all(outcome.outcome in UNREACHED for outcome in end.outcomes):
        yield f"network       none of {len(end.outcomes)} sources could be reached: look whether there is a network"
    for reason in end.held:
        yield f"held          {reason}"
    yield f"run           {end.run_id}"
    for name in ("captures", "passages", "figures", "discrepancies"):
        yield f"{name:<13} {end.counts[name]:,}"
    yield f"report        {end.report}"
    yield f"warehouse     {data.snapshot}"
