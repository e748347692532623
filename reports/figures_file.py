"""figures.csv, put together from what the last one has and what changed: a contest's lines are one stretch of bytes."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from reports import as_csv
from reports.replace import write_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from reports.state import State

NAME = "figures.csv"


def write_figures(
    out: Path,
    earlier: State,
    contest_ids: Sequence[str],
    unchanged: Collection[str],
    fresh: Callable[[list[str]], Iterable[tuple[str, str]]],
) -> dict[str, int]:
    """Writes out/figures.csv; gives the bytes that each contest has in it, in their order.

    unchanged: contests whose lines are taken from the earlier report's file, if that is whole. fresh: gives the lines
    of the contests that it is asked for, in their order.
    """
    places = {name: place for name, place in _places(earlier).items() if name in unchanged}
    lengths: dict[str, int] = {}

    def blocks() -> Iterator[bytes]:
        yield as_csv.FIGURES_HEAD.encode()
        made = iter(fresh([one for one in contest_ids if one not in places]))
        with ExitStack() as opened:
            old = opened.enter_context((earlier.folder / NAME).open("rb")) if earlier.folder and places else None
            for contest_id in contest_ids:
                if old is not None and contest_id in places:
                    offset, length = places[contest_id]
                    old.seek(offset)
                    block = old.read(length)
                else:
                    block = next(made)[1].encode("utf-8", "replace")
                lengths[contest_id] = len(block)
                yield block

    write_pieces(out / NAME, blocks())
    return lengths


def _places(earlier: State) -> dict[str, tuple[int, int]]:
    """contest_id -> (offset, bytes) in the earlier file; nothing where that has not the length that it should have."""
    at = len(as_csv.FIGURES_HEAD.encode())
    places = {}
    for contest_id, length in earlier.figures.items():
        places[contest_id] = (at, length)
        at += length
    file = earlier.folder / NAME if earlier.folder else None
    return places if file is not None and file.is_file() and file.stat().st_size == at else {}
