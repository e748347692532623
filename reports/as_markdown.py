"""discrepancies.md: the findings for an issue or a mail, worst first, short enough for both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reports import words
from reports.text import markdown, safe_link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reports.overview import Overview
    from reports.records import Record

LONGEST = 60_000
"""Characters. An issue on the usual forges holds 65,536."""
_MOST_QUOTES = 4


def document(overview: Overview, findings: Mapping[str, Sequence[str]]) -> str:
    """Contests in the order of the index; what would make it too long is counted, not cut in two.

    findings: contest_id -> its records as JSON texts.
    """
    run = f", run {overview.run.run_id}" if overview.run else ""
    parts = [f"# Reported figures and where they disagree{markdown(run)}\n\n{overview.summary}\n"]
    length, left_out, is_full = len(parts[0]), 0, False
    for line in overview.lines:
        own = findings.get(line.contest_id, ())
        text = _contest(line.title, line.lead, [json.loads(one) for one in own]) if own and not is_full else ""
        is_full = is_full or length + len(text) > LONGEST
        if is_full:
            left_out += len(own)
        else:
            parts.extend([text] if text else [])
            length += len(text)
    if left_out:
        parts.append(f"\n{words.count(left_out, 'more finding')} in discrepancies.csv.\n")
    return "\n".join(parts)


def _contest(title: str, lead: str, found: Sequence[Record]) -> str:
    parts = [f"## {markdown(title, 160)}\n\n{markdown(lead, 400)}\n"]
    for section, heading in words.SECTIONS.items():
        own = [
            one for one in found if one["section"] == section and not one["is_dismissed"] and one["state"] != "closed"
        ]
        if own:
            parts.append(f"### {heading}\n")
            parts.extend(_short(one) if section == "only_looks_different" else _full(one) for one in own)
            parts.append("")
    closed = [one for one in found if one["state"] == "closed"]
    if closed:
        parts.append("### Closed by this run\n")
        parts.extend(_short(one) for one in closed)
    return "\n".join(parts) + "\n"


def _short(one: Record) -> str:
    title = words.explanation(one["explanation"]).title
    return f"- {markdown(one['headline'], 160)}: {title}. {markdown(one['text'], 400)}"


def _full(one: Record) -> str:
    new = " **(new)**" if one["state"] == "opened" else ""
    said = [f"- **{markdown(one['headline'], 160)}**{new} {markdown(one['text'], 600)} ({_class(one)})"]
    for side in one["figures"][:_MOST_QUOTES]:
        link = safe_link(side["url"])
        address = f" <{link}>" if link and not set(link) & set("<> \n") else ""
        who, when = markdown(side["source"], 80), markdown(_when(side), 60)
        said.append(f'  - {who}, {when}: "{markdown(side["quote"], 240)}"{address}')
    return "\n".join(said)


def _when(side: Record) -> str:
    return words.when(side["said_at"]) if side["said_at"] else f"seen {words.when((side['seen_from'] or '')[:16])} UTC"


def _class(one: Record) -> str:
    title = words.explanation(one["explanation"]).title
    return "; ".join(filter(None, (title, one["certainty"], words.stake(one["section"], one["severity"]))))
