"""What stands around an article and is not its content: navigation, teasers, widgets, share counts, footers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.tree import Element

_TAGS = frozenset({"nav", "footer", "aside", "noscript"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar", "dialog"})
_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation|menu)?|menu|breadcrumbs?|sidebar|related\w*|share|sharing|sharedaddy|social\w*|widgets?|"
    r"footer|masthead|promo\w*|advert\w*|ads?|banner|newsletter|subscribe|signup|cookies?|popular|trending|mostread|"
    r"most-read|most-popular|recommend\w*|outbrain|taboola|pagination|pager|skip-link|tags|tagcloud|blogroll|archives?|"
    r"poll|login|toolbar|read-?next|readmore|also-?read|more-stories|jp-relatedposts)(?:$|[\s_-])",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 14)
def _says_furniture(names: str) -> bool:
    return bool(_WORDS.search(names))


def is_furniture(element: Element) -> bool:
    """Whether an element is furniture by what it calls itself."""
    if element.tag in _TAGS:
        return True
    attrs = element.attrs
    if not attrs:
        return False
    if attrs.get("role") in _ROLES or "hidden" in attrs:
        return True
    names = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    return len(names) > 1 and element.tag != "body" and _says_furniture(names)
