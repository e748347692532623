from __future__ import annotations


def test_every_shape_is_there(report):
    names = {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()}
    assert {"index.html", "discrepancies.csv", "discrepancies.json", "discrepancies.md", "figures.csv", "feed.xml", "summary.txt",
            "contests/unite-gs-2010.html", "sources/dock-road.html", "assets/report.css"} <= names  # fmt: skip
