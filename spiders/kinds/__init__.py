"""One file a kind of source. The file's name is what `spider:` says in a contest file; there is no registry.

Each defines a subclass of SourceSpider called `Spider`.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spiders.spider import SourceSpider


class UnknownKind(Exception):  # noqa: N818  (four parts, said in its text)
    """No file of that name."""


def kinds() -> list[str]:
    """What `spider:` can say."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))


def spider_class(kind: str) -> type[SourceSpider]:
    """Raises UnknownKind."""
    if kind not in kinds():
        raise UnknownKind(f"spider: found {kind!r}; expected one of {', '.join(kinds())}; correct the source")
    found: type[SourceSpider] = importlib.import_module(f"spiders.kinds.{kind}").Spider
    return found
