"""Quotes that can be found in the page: none runs over words that were struck out there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Figure, Passage


def within_cuts(figure: Figure, passage: Passage) -> Figure:
    """The figure with its quote ended at the nearest words left out on either side of the number."""
    before = [cut for cut in passage.cuts if figure.start < cut <= figure.printed_start]
    behind = [cut for cut in passage.cuts if figure.printed_end <= cut < figure.end]
    if not before and not behind:
        return figure
    start, end = max(before, default=figure.start), min(behind, default=figure.end)
    quote = passage.text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    return replace(figure, quote=quote, start=start, end=start + len(quote))
