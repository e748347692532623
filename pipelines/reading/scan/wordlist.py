"""Word lists written as running text, which is how they are read and changed."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of the text, parted by white space."""
    return frozenset(text.split())
