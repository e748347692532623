"""discrepancies.json: one document, one contest's findings after another. Safe to paste into a page or a script."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reports.records import FORMAT, FORMAT_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reports.overview import Overview

# What could end a script element, and whatever reorders or hides text in a viewer.
_RISKY = re.compile("[<>&\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def dumps(value: Any) -> str:
    """JSON whose text is harmless wherever it is put; it parses to exactly the same values."""
    return _RISKY.sub(
        lambda match: f"\\u{ord(match.group()):04x}", json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    )


def document(overview: Overview, findings: Iterable[str]) -> Iterator[str]:
    """The document in pieces, one discrepancy a line; `findings` are texts that dumps() gave."""
    run = overview.run
    head = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "run_id": run.run_id if run else None,
        "reader_version": run.reader_version if run else None,
        "summary": overview.summary,
        "counts": {
            "contests": len(overview.lines),
            "pages": overview.pages,
            "figures": overview.figures,
            "cannot_be_right": overview.cannot_be_right,
            "only_looks_different": overview.only_looks_different,
            "cannot_tell": overview.cannot_tell,
        },
    }
    yield dumps(head)[:-1] + ',"discrepancies":['
    comma = "\n"
    for finding in findings:
        yield comma + finding
        comma = ",\n"
    yield "\n]}\n"
