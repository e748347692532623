"""Share of the labelled figures whose quotes stand in the right block of the cleaned page.

    python benchmarks/gold_blocks.py ../shared/gold [--show]

A case is a folder with page.html and case.json; each claim has a `quote` and a `block` (body, table, quote, comment:N).
"right block" wants the passage's own block; "right place" only article against the same comment, which is what
the scorer of figures asks for. White space is left out of the comparison. Optional claims count too.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from pathlib import Path

from pipelines.clean import read_page


def squash(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\u00ad", "")


def place(block: str) -> str:
    return block if block.startswith("comment") else "article"


def misses(folder: Path) -> tuple[collections.Counter[str], list[str]]:
    """Counts of claims, right blocks and right places of a case, and a line for each claim not in its block."""
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    page = read_page((folder / "page.html").read_bytes(), url=case.get("source_url"))
    texts = [(passage.block, squash(passage.text)) for passage in page.passages]
    counts: collections.Counter[str] = collections.Counter()
    shown = []
    for claim in case["claims"]:
        quote = squash(claim["quote"])
        blocks = [block for block, text in texts if quote in text]
        counts["claims"] += 1
        counts["block"] += claim["block"] in blocks
        counts["place"] += place(claim["block"]) in map(place, blocks)
        if claim["block"] not in blocks:
            shown.append(f"{folder.name}: {claim['block']} not in {sorted(set(blocks))}: {claim['quote']!r}")
    return counts, shown


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("--show", action="store_true", help="print every claim that is not in its block")
    args = ap.parse_args()
    folders = sorted(path.parent for path in args.gold.rglob("case.json"))
    if not folders:
        sys.exit(f"{args.gold}: no case.json below it; expected a folder of labelled cases. Give the path of one.")
    total: collections.Counter[str] = collections.Counter()
    for folder in folders:
        counts, shown = misses(folder)
        total += counts
        if args.show:
            print(*shown, sep="\n", end="\n" if shown else "")
    block, place_ = (total[key] / total["claims"] for key in ("block", "place"))
    print(f"{len(folders)} cases, {total['claims']} claims: right block {block:.4f}, right place {place_:.4f}")


if __name__ == "__main__":
    main()
