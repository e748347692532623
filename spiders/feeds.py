"""Reading RSS 0.9 to 2.0, RDF and Atom: where the entries lead, and when they changed.

The text of entries is not taken: the page is what readers saw, and it is fetched and archived. The feed is archived
too, so nothing of it is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]  # it comes without types

from spiders.bounds import tidy
from spiders.mistakes import Mistaken

if TYPE_CHECKING:
    from collections.abc import Iterator


Node = Any
"""An lxml element."""


class NotAFeed(Mistaken):
    """Something else stands at the feed's address."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. published and changed_at: as the feed says; replies: the address of the feed of its comments."""

    url: str
    entry_id: str | None = None
    published: str | None = None
    changed_at: datetime | None = None
    replies: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    entries: tuple[Entry, ...]
    next_url: str | None = None


def parse_xml(body: bytes) -> Node | None:
    """The root, with no entity expanded, nothing fetched and no giant text taken in; None where there is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        return etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError:
        return None


def local(node: Node) -> str:
    """A tag's name without its namespace: feeds mix them up."""
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def read_feed(body: bytes, url: str) -> Feed:
    """Raises NotAFeed."""
    root = parse_xml(body)
    if root is None or local(root) not in ("rss", "rdf", "feed"):
        what = "no XML" if root is None else f"<{local(root)}>"
        raise NotAFeed(f"{url}: found {what}; expected <rss>, <rdf:RDF> or <feed>; run `tallysheet source probe {url}`")
    entries = [entry for node in root.iter() if local(node) in ("item", "entry") for entry in _entry(node, url)]
    channel = next((node for node in root if local(node) == "channel"), root)
    return Feed(tuple(entries), _link(channel, url, "next"))


def _entry(node: Node, base: str) -> Iterator[Entry]:
    """One, or none where it leads nowhere."""
    link = _link(node, base, "alternate") or tidy(base, _text(node, "link"))
    entry_id = _text(node, "guid", "id") or None
    guid = next((child for child in node if local(child) == "guid"), None)
    if link is None and entry_id and guid is not None and guid.get("isPermaLink", "true") == "true":
        link = tidy(base, entry_id)
    if link is None:
        return
    published = moment(_text(node, "published", "pubdate", "issued", "date"))
    changed = moment(_text(node, "updated", "modified")) or published
    replies = tidy(base, _text(node, "commentrss")) or _link(node, base, "replies", "application/atom+xml")
    yield Entry(link, entry_id, published.isoformat()[:10] if published else None, changed, replies)


def _text(node: Node, *names: str) -> str:
    for name in names:
        for child in node:
            if local(child) == name and child.text and child.text.strip():
                return str(child.text).strip()
    return ""


def _link(node: Node, base: str, rel: str, kind: str | None = None) -> str | None:
    for child in node:
        href = child.get("href")
        if local(child) != "link" or not href or child.get("rel", "alternate") != rel:
            continue
        if kind is None or child.get("type") == kind:
            return tidy(base, href)
    return None


def moment(text: str) -> datetime | None:
    """A feed's date, in RFC 3339 or RFC 822 form, as UTC; None where it is neither."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except ValueError:
            return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
