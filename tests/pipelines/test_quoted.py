"""Quotes stand in the page as its readers see it."""

from __future__ import annotations

from pipelines.clean import read_page
from pipelines.figures import read_figures
from pipelines.model import Candidate, Contest
from pipelines.reading.scan.names import Registry

REGISTRY = Registry(
    [
        Contest(
            "branch-2017",
            "Branch secretary election 2017",
            candidates=(Candidate("ash", "Rowan Ash"), Candidate("birch", "Silver Birch")),
        )
    ]
)


def test_no_quote_runs_over_struck_out_words() -> None:
    markup = (
        "<h1>Branch secretary election</h1><p>Rowan Ash took <s>1,240</s> 1,204 votes <s>or so</s> in the ballot.</p>"
    )
    page = read_page(f"<article>{markup}</article>".encode())
    (figure,) = read_figures(page, REGISTRY).figures
    assert (figure.candidate_id, figure.printed) == ("ash", "1,204")
    assert figure.quote in ("1,204 votes", "1,204")
    assert page.passages[figure.ordinal].text[figure.start : figure.end] == figure.quote
