"""`tallysheet read-figures`: the numbers of plain sentences, without contests; for comparing with other libraries."""

from __future__ import annotations

import json
import sys
from typing import Any

import click


@click.command(
    epilog='Example: echo \'{"id": "1", "text": "Lee had 1,204 votes (42%)"}\' | tallysheet read-figures --jsonl'
)
@click.option(
    "--jsonl", is_flag=True, help='Read {"id", "text"} lines on standard input and answer {"id", "figures"} lines.'
)
def command(jsonl: bool) -> None:
    """Print the vote figures of each text: value, unit, qualifier, start, end."""
    from flows.commands.extract import plain
    from pipelines.reading.sentence.quantities import read_quantities

    if not jsonl:
        raise click.UsageError(
            'This verb reads JSON lines only: add --jsonl and give {"id": ..., "text": ...} lines on standard input.'
        )
    for place, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            asked: dict[str, Any] = json.loads(line)
            text = str(asked["text"])
        except (ValueError, KeyError, TypeError) as problem:
            raise click.ClickException(
                f'standard input, line {place}: found {line.strip()[:60]!r}; expected {{"id": '
                f'..., "text": ...}}. Mend the line.'
            ) from problem
        figures = [
            {"value": plain(q.value), "unit": q.unit, "qualifier": q.qualifier, "start": q.start, "end": q.end}
            for q in read_quantities(text)
        ]
        click.echo(json.dumps({"id": asked.get("id"), "figures": figures}, ensure_ascii=False))
