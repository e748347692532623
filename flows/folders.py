"""Where everything of one data folder lies. The names are a contract: docs and other programs point at them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (a dataclass field: read at run time by those who rebuild it)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """archive/ is evidence and kept for ever; all the rest can be made anew from it and the contest files."""

    root: Path

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def snapshot(self) -> Path:
        """The published warehouse: replaced whole by rename, opened read-only by everybody."""
        return self.root / "warehouse.duckdb"

    @property
    def working(self) -> Path:
        return self.root / "working"

    @property
    def warehouse(self) -> Path:
        """The working warehouse: opened by the pipeline alone."""
        return self.working / "warehouse.duckdb"

    @property
    def lock(self) -> Path:
        return self.working / "night.lock"

    @property
    def unfinished(self) -> Path:
        """Names the run that is under way; there after a crash, gone after a good night."""
        return self.working / "unfinished.json"

    @property
    def contests_note(self) -> Path:
        """Names the contest files of the last run, for steps that are run again by themselves."""
        return self.working / "contests.json"

    @property
    def demo_mark(self) -> Path:
        """Stands where only the demo has been, which may begin anew there; anybody else's first night removes it."""
        return self.root / "demo.json"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def reviews(self) -> Path:
        """People's judgements, kept apart because they cannot be made anew."""
        return self.root / "reviews.jsonl"

    def run(self, run_id: str) -> Path:
        """Plans, outcomes, batches and the log of one run."""
        return self.working / "runs" / run_id
