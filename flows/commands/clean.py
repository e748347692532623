"""`tallysheet clean`: page files to text and comments, for looking at and for benchmarks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.clean import PageRefused, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.model import Page

_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xml", ".atom", ".rss", ".json", ".txt"})


@click.command(name="clean")
@click.argument("pages", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--jsonl", is_flag=True, help='One object a line: {"id", "text", "comments"}.')
@click.option("--url", help="The address of the page, where it matters for reading it.")
@click.option("--page", "page_kind", help="The page kind of its site (pipelines/pages/).")
def command(pages: tuple[Path, ...], *, jsonl: bool, url: str | None, page_kind: str | None) -> None:
    """Page files, or folders of them, to text and comments."""
    refused = 0
    for path in _files(pages):
        try:
            page = read_page(path.read_bytes(), url=url or path.name, page=page_kind)
        except PageRefused as refusal:
            refused += 1
            click.echo(f"Left out: {refusal}", err=True)
            continue
        click.echo(json.dumps(_row(path.stem, page), ensure_ascii=False) if jsonl else _plain(page))
    if refused:
        raise SystemExit(1)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES)
        else:
            yield path


def _row(name: str, page: Page) -> dict[str, Any]:
    body = "\n\n".join(passage.text for passage in page.passages if passage.kind != "comment")
    comments: dict[int, dict[str, Any]] = {}
    for passage in page.passages:
        if passage.comment is not None:
            said = comments.setdefault(
                passage.comment, {"text": "", "author": passage.author, "published_at": passage.published_at}
            )
            said["text"] = f"{said['text']}\n\n{passage.text}".strip()
    return {
        "id": name,
        "title": page.title,
        "author": page.author,
        "published_at": page.published_at,
        "text": body,
        "comments": list(comments.values()),
    }


def _plain(page: Page) -> str:
    """For people: each passage under a line that says what it is."""
    parts = [page.title or "(no title)"]
    for passage in page.passages:
        said = " ".join(filter(None, (passage.author, passage.published_at)))
        parts.append(f"--- {passage.block}{f' ({said})' if said else ''}\n{passage.text}")
    return "\n\n".join(parts)
