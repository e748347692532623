"""Two nights over an archive: the Harbour Workers' election, on one page that is edited between them."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime

import pytest

from archive.exchange import Exchange
from archive.writer import CaptureWriter
from flows import steps
from flows.folders import DataFolder
from flows.progress import watching
from flows.steps import Night
from pipelines.contests import load_contests
from warehouse import db
from warehouse.load import load_reviews

CONTEST = """
contest_id: harbour-2019
title: Harbour Workers General Secretary election 2019
organisation: Harbour Workers
date: 2019-05-20
declared: 2019-05-22
candidates:
  - {candidate_id: ada-quill, name: Ada Quill}
  - {candidate_id: ben-marsh, name: Ben Marsh}
sources:
  - {source_id: harbour-news, title: Harbour News, url: "http://news.example/", spider: pages}
"""
PAGE = """<!doctype html><html><head><title>Harbour Workers result</title></head><body><article><h1>Result</h1>
<p>The Harbour Workers General Secretary election is over; the returning officer has read out the result at noon.</p>
<p>Ada Quill won with {quill} votes. Ben Marsh received 4,120 votes.</p>
<p>Turnout was 31.5% of the members, a little more than the union had seen at its last election five years before.</p>
</article></body></html>"""
NIGHTS = (("20190523T020000Z", "6,480"), ("20190524T020000Z", "6,840"))


def exchange(body, at):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    request = b"GET /a HTTP/1.1\r\nHost: news.example\r\n\r\n"
    return Exchange("http://news.example/a", request, head.encode() + body, at, ip="127.0.0.1")


@pytest.fixture
def nights(tmp_path):
    """Two nights, the page edited between them, a review, all published."""
    contests = tmp_path / "contests" / "harbour.yml"
    contests.parent.mkdir()
    contests.write_text(CONTEST, encoding="utf-8")
    data = DataFolder(tmp_path / "data")
    for run_id, quill in NIGHTS:
        at = datetime.strptime(run_id, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        with CaptureWriter(data.archive, run_id=run_id, source_id="harbour-news", software="test") as writer:
            writer.exchange(exchange(PAGE.format(quill=quill).encode(), at))
        night = Night(run_id, at, data, load_contests(contests), processes=1)
        with watching() as watcher:
            steps.read(night, watcher)
            steps.check(night, watcher)
            steps.publish(night, at)
    review = {"discrepancy_id": "d", "reviewed_at": "2019-05-24T09:00:00", "reviewer": "A. N.", "decision": "accepted"}
    data.reviews.write_text(json.dumps(review) + "\nnot a review\n", encoding="utf-8")
    with closing(db.open_working(data.warehouse)) as con:
        load_reviews(con, data.reviews)
        db.publish(con, data.snapshot)
    return contests, data
