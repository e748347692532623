"""`tallysheet clean`: page files to text and comments, for looking at and for benchmarks."""

from __future__ import annotations

import json
import multiprocessing
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.clean import PageRefused, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.model import Page

_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xml", ".atom", ".rss", ".json", ".txt"})


_WORTH_PROCESSES = 64
"""Files from which starting processes costs less than it saves."""


@click.command(name="clean", epilog="Example: tallysheet clean saved-pages/ --jsonl > pages.jsonl")
@click.argument("pages", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--jsonl", is_flag=True, help='One object a line: {"id", "text", "comments"}.')
@click.option("--url", help="The address of the page, where it matters for reading it.")
@click.option("--page", "page_kind", help="The page kind of its site (pipelines/pages/).")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    help="Processes for many pages.",
    show_default=True,
)
def command(pages: tuple[Path, ...], *, jsonl: bool, url: str | None, page_kind: str | None, jobs: int) -> None:
    """Page files, or folders of them, to text and comments."""
    files = list(_files(pages))
    clean = partial(_clean, jsonl=jsonl, url=url, page_kind=page_kind)
    refused = 0
    for text, refusal in _spread(clean, files, jobs):
        if refusal is None:
            click.echo(text)
        else:
            refused += 1
            click.echo(f"Left out: {refusal}", err=True)
    if refused:
        raise SystemExit(1)


def _spread(
    clean: Callable[[Path], tuple[str, str | None]], files: list[Path], jobs: int
) -> Iterator[tuple[str, str | None]]:
    """The answers in the order of the files; in processes of their own where there are enough files to pay for them."""
    if jobs == 1 or len(files) < _WORTH_PROCESSES:
        yield from map(clean, files)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(clean, files, chunksize=16)


def _clean(path: Path, *, jsonl: bool, url: str | None, page_kind: str | None) -> tuple[str, str | None]:
    """The page as it is printed, or the reason why it is left out."""
    try:
        page = read_page(path.read_bytes(), url=url or path.name, page=page_kind)
    except PageRefused as refusal:
        return "", str(refusal)
    return json.dumps(_row(path.stem, page), ensure_ascii=False) if jsonl else _plain(page), None


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
