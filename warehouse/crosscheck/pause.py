"""Work that makes hundreds of thousands of rows, none of them in a circle."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collecting() -> Iterator[None]:
    """Python does not look for circles of garbage: it would go through all rows made so far, over and over.

    About a tenth of a check of 10,000 contests went there. Counting references frees the rows all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
