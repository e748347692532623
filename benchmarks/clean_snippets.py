"""Known lines of readers' comments that stand within one comment each.

    python benchmarks/clean_snippets.py FOLDER [--show]      FOLDER holds *.html and labels.jsonl

labels.jsonl: one object a line with `id` and, for pages with comments, `comments`: strings out of single comments. What
stands in its page at all counts, in text or scripts, white space aside. A few are names of commenters: the comment's
author, and not in its text.
"""

from __future__ import annotations

import argparse
import collections
import html
import json
import re
from pathlib import Path

from pipelines.clean import read_page
from pipelines.cleaning.charset import decode

_TAGS = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)


def squash(text: str) -> str:
    return "".join(text.split())


def comments_of(page: bytes, name: str) -> tuple[list[str], list[str]]:
    """(texts, authors) of the page's comments, white space left out."""
    texts: dict[int, str] = collections.defaultdict(str)
    authors = []
    for passage in read_page(page, url=name).passages:
        if passage.comment is not None:
            texts[passage.comment] += squash(passage.text)
            authors.append(squash(passage.author or ""))
    return list(texts.values()), authors


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--show", action="store_true", help="print every line that stands in no comment")
    args = ap.parse_args()
    known = within = named = 0
    for line in (args.folder / "labels.jsonl").open(encoding="utf-8"):
        label = json.loads(line)
        if not label.get("comments"):
            continue
        page = (args.folder / f"{label['id']}.html").read_bytes()
        source = decode(page)
        stands = squash(source) + "\n" + squash(html.unescape(_TAGS.sub(" ", source)))
        texts, authors = comments_of(page, f"{label['id']}.html")
        for said in filter(stands.__contains__, map(squash, label["comments"])):
            known += 1
            is_within = any(said in text for text in texts)
            within += is_within
            named += not is_within and said in authors
            if args.show and not is_within:
                print(f"{label['id']}: not in one of {len(texts)} comments: {said}")
    print(f"{known} lines: {within} stand in the text of one comment, {named} more are a commenter's name")


if __name__ == "__main__":
    main()
