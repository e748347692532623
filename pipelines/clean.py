"""From a payload to a Page: the title, the article's passages, the comments one at a time; no markup, no furniture."""

from __future__ import annotations

from pipelines.charset import decode
from pipelines.comments import find_comments
from pipelines.furniture import is_furniture
from pipelines.model import Page
from pipelines.structured import read_head
from pipelines.tree import MAX_BYTES, PageRefused, parse
from pipelines.walker import Draft, Writer

__all__ = ["PageRefused", "read_page"]


def read_page(
    body: bytes, *, url: str | None = None, content_type: str | None = None, page: str | None = None
) -> Page:
    """What the page says, in page order. `page` names a page kind (pipelines/pages/<page>.py) for a site of its own.

    Raises PageRefused where the payload is beyond a limit (bytes, tags, nesting, table spans).
    """
    where = url or "the page"
    if len(body) > MAX_BYTES:
        raise PageRefused(
            f"{where}: {len(body):,} bytes; expected at most {MAX_BYTES:,}. Read a smaller page, or split this one."
        )
    root, parser = parse(decode(body, content_type), where)
    head = read_head(parser)
    remarks = find_comments(root)
    writer = Writer(where, is_furniture)
    writer.speak(root, Draft("body", author=head.author, published_at=head.published_at))
    for number, remark in enumerate(remarks, 1):
        voice = Draft("comment", comment=number, author=remark.author, published_at=remark.published_at)
        writer.speak(remark.element, voice)
    return Page(
        url, head.title, writer.passages(), head.author, head.published_at, head.modified_at, head.language, head.site
    )
