"""The cross-check by itself: every figure of samples/expected.yml, read right, against samples/discrepancies.yml.

    python benchmarks/sample_discrepancies.py [--night 1] [--show]

raised: an odd value stands in a finding of its own cell, explained in a way that will do; otherwise: raised with
another explanation; missed: in none; false alarm: the odd value of a finding (severity above 0) that should be kept
quiet about, with none beside it that should be raised. What discrepancies.yml does not speak of is not counted.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.contests import load_contests, sources_of
from samples.expected import ExpectedDiscrepancy, ExpectedFigure, expected_discrepancies, expected_figures, served_at
from samples.sites import load_sites
from warehouse.check import check_figures

if TYPE_CHECKING:
    from pipelines.model import Discrepancy, Source

CONTESTS = load_contests(Path(__file__).parents[1] / "samples" / "contests")
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?m?%?")


def printed(figure: ExpectedFigure) -> str | None:
    """The token of the quote that says the value."""
    for token in _TOKEN.findall(figure.quote):
        number = Decimal(token.rstrip("%").rstrip("m,").replace(",", "")) * (1_000_000 if "m" in token else 1)
        if number == figure.value:
            return token.rstrip(",")
    return None


def rows_of(figures: list[ExpectedFigure], night: int) -> list[dict[str, Any]]:
    """As a person would hand them in: who printed what, when, in which words."""
    by_host: dict[str | None, Source] = {}
    for source in sources_of(CONTESTS):
        by_host.setdefault(urlsplit(source.url).hostname, source)
    published = {page.url: page.published for site in load_sites().values() for page in site.pages(night)}
    rows = []
    for number, figure in enumerate(figures):
        source = by_host[urlsplit(served_at(figure.url)).hostname]
        row = {
            "id": f"f{number}",
            "source": source.source_id,
            "kind": source.kind,
            "contest_id": figure.contest_id,
            "candidate_id": figure.candidate_id,
            "measure": figure.measure,
            "value": str(figure.value),
            "printed": printed(figure),
            "qualifier": figure.qualifiers[0],
            "stance": figure.stances[0],
            "block": figure.block,
            "published_at": published.get(figure.url),
            "derived_from": source.derived_from,
        }
        rows.append({name: value for name, value in row.items() if value is not None})
    return rows


def cell(one: ExpectedFigure | ExpectedDiscrepancy) -> tuple[object, ...]:
    """A majority is the leader's, whether or not he is named."""
    subject = None if one.measure.startswith("majority") else one.candidate_id
    return one.contest_id, subject, one.measure, one.value


def judged(expected: ExpectedDiscrepancy, findings: list[tuple[Discrepancy, list[Any]]], to_raise: set[Any]) -> str:
    """findings: each with the cells of its sides, the odd one first."""
    ours = cell(expected)
    if not expected.explanations:
        alarms = [sides for _, sides in findings if sides[0] == ours and not to_raise & set(sides)]
        return "false alarm" if alarms else "quiet"
    found = [one for one, sides in findings if sides[0] == ours] or [one for one, sides in findings if ours in sides]
    if not found:
        return "missed"
    return "raised" if any(one.explanation in expected.explanations for one in found) else "otherwise"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--night", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="each one that is not as it should be")
    given = parser.parse_args()
    figures = list(expected_figures(given.night, collected=True))
    findings = [
        (found, [cell(figures[int(name.removeprefix("f"))]) for name in found.figures])
        for found in check_figures(rows_of(figures, given.night), CONTESTS)
        if found.severity
    ]
    there = {cell(figure) for figure in figures}
    wanted = [expected for expected in expected_discrepancies() if cell(expected) in there]
    to_raise = {cell(expected) for expected in wanted if expected.explanations}
    counts: Counter[str] = Counter()
    for expected in wanted:
        verdict = judged(expected, findings, to_raise)
        counts[verdict] += 1
        if given.show and verdict not in {"raised", "quiet"}:
            told = [one.explanation for one, sides in findings if cell(expected) in sides]
            print(verdict, *cell(expected)[:3], expected.value, told, expected.why)
    print(
        f"night {given.night}, {len(figures)} figures: " + ", ".join(f"{n} {name}" for name, n in counts.most_common())
    )


if __name__ == "__main__":
    main()
