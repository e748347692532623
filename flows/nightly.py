"""The night as a Prefect flow: the same steps in the same order, each a task, with retries where a retry helps.

Runs under a schedule (`tallysheet serve`, prefect.yaml) or by itself (`tallysheet nightly --prefect`). A task is a
share of the hosts or a whole step, never a page. Prefect's record is for people; what was done is in the warehouse.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import Task, flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows import steps
from flows.folders import DataFolder
from flows.night import run_night, tonight
from flows.options import CrawlOptions
from flows.progress import PlainLines
from flows.summary import summary
from reports.pictures import Pictures

if TYPE_CHECKING:
    from flows.night import NightEnd

_Step = Callable[..., Any]

PLAIN_STEPS: tuple[_Step, ...] = (
    steps.plan_crawls,
    steps.note_outcomes,
    steps.read,
    steps.check,
    steps.publish,
)
TASKS: dict[_Step, Task[..., Any]] = {
    # A crawl that broke off goes on where it stopped, so trying again costs only what is missing.
    steps.collect: task(
        name="collect",
        task_run_name="collect-{number}",
        retries=2,
        retry_delay_seconds=[60, 600],
        retry_jitter_factor=0.5,
        persist_result=False,
    )(steps.collect),
    # The disk may have been full for a moment. Reading and checking fail the second time as they did the first.
    steps.report: task(name="report", retries=1, retry_delay_seconds=30, persist_result=False)(steps.report),
    **{step: task(name=step.__name__.replace("_", "-"), persist_result=False)(step) for step in PLAIN_STEPS},
}


def as_tasks(step: _Step, *arguments: Any) -> Any:
    """Calls a step through its task."""
    return TASKS[step](*arguments)


@flow(name="nightly", flow_run_name="nightly-{data}", persist_result=False, validate_parameters=False)
def nightly(
    contests: str = "contests",
    data: str = "data",
    crawling: dict[str, Any] | None = None,
    pictures: dict[str, str] | None = None,
) -> list[str]:
    """One whole night; gives the lines of its end. Parameters are those of `tallysheet nightly`.

    pictures: {"site": ...} where each contest is to have one for sharing, else None.

    Raises NightHeldError, so that the run shows as failed, where the result is not sound and was not published.
    """
    folder = DataFolder(Path(data))
    with tonight(Path(contests), folder, CrawlOptions(**(crawling or {}))) as night:
        wanted = None if pictures is None else Pictures(**pictures)
        end = run_night(night, PlainLines(), as_tasks, pictures=wanted)
    lines = list(summary(end, folder))
    show(end, lines)
    if end.held:
        raise NightHeldError(lines)
    return lines


class NightHeldError(RuntimeError):
    """The night was done but not published: its result is not sound. `lines` are its end, the reasons among them."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


def show(end: NightEnd, lines: list[str]) -> None:
    """The night's counts and its sources, for Prefect's own screens."""
    markdown = "\n".join([f"# Night {end.run_id}", "", *(f"    {line}" for line in lines), ""])
    create_markdown_artifact(key="night", markdown=markdown, description="What the night came to")
    sources = [
        {name: getattr(one, name) for name in ("source_id", "outcome", "exchanges", "pages", "detail")}
        for one in end.outcomes
    ]
    create_table_artifact(key="sources", table=sources, description="What each source gave")
