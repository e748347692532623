"""Figures of the sample pages: precision and recall of the reader, page by page, against samples/expected.yml.

    python benchmarks/sample_figures.py [--night 1] [--show]

A figure is found when contest, candidate, measure, value and block are right. Optional rows count neither way. The
qualifier and the stance are counted among the figures found. Nothing is fetched but from the sample server.
"""

from __future__ import annotations

import argparse
import http.client
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.clean import read_page
from pipelines.contests import load_contests
from pipelines.figures import read_figures
from pipelines.reading.scan.names import Registry
from samples.expected import ExpectedFigure, expected_figures, expected_pages, served_at
from samples.server import Samples, serve

if TYPE_CHECKING:
    from pipelines.model import Figure

CONTESTS = Path(__file__).parents[1] / "samples" / "contests"


def key(figure: Figure | ExpectedFigure) -> tuple[object, ...]:
    return figure.contest_id, figure.candidate_id, figure.measure, figure.value, figure.block


def figures_of(samples: Samples, url: str, registry: Registry) -> dict[tuple[object, ...], Figure]:
    """Of one page; none where the page is not there. Of two equal figures in one block the first counts."""
    parts = urlsplit(served_at(url))
    connection = http.client.HTTPConnection(samples.address, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers={"Host": parts.netloc})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        return {}
    page = read_page(body, url=url, content_type=response.headers["Content-Type"])
    found: dict[tuple[object, ...], Figure] = {}
    for figure in read_figures(page, registry).figures:
        found.setdefault(key(figure), figure)
    return found


def compare(found: dict[tuple[object, ...], Figure], wanted: list[ExpectedFigure], told: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    by_key = {key(row): row for row in wanted}
    for one, figure in found.items():
        row = by_key.get(one)
        if row is None:
            counts["extra"] += 1
            told.append(f"  extra  {' '.join(str(part) for part in one)}: {figure.quote!r}")
        elif not row.is_optional:
            counts["right"] += 1
            counts["qualifier"] += figure.qualifier in row.qualifiers
            counts["stance"] += figure.stance in row.stances
    for one, row in by_key.items():
        if one not in found and not row.is_optional:
            counts["missed"] += 1
            told.append(f"  missed {' '.join(str(part) for part in one)}: {row.quote!r}")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--night", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="each figure missed or made up")
    given = parser.parse_args()
    registry = Registry(load_contests(CONTESTS))
    wanted: dict[str, list[ExpectedFigure]] = {url: [] for url in expected_pages()}
    for row in expected_figures(given.night):
        wanted[row.url].append(row)
    total: Counter[str] = Counter()
    with serve(given.night) as samples:
        for url, rows in wanted.items():
            told: list[str] = []
            total += compare(figures_of(samples, url, registry), rows, told)
            if given.show and told:
                print(url, *told, sep="\n")
    right, missed, extra = total["right"], total["missed"], total["extra"]
    print(f"{len(wanted)} pages, night {given.night}: {right} right, {missed} missed, {extra} extra")
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(0.001, precision + recall)
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    qualifiers, stances = total["qualifier"] / max(1, right), total["stance"] / max(1, right)
    print(f"of the right ones: qualifier {qualifiers:.3f}, stance {stances:.3f}")


if __name__ == "__main__":
    main()
