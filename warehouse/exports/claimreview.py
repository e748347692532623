"""Findings as schema.org ClaimReview, in JSON-LD: https://schema.org/ClaimReview.

Only what an exact identity proves, and only where somebody's figure cannot be right as printed: figures that merely
look different (cut off, other bases, earlier counts) are nobody's mistake and are not reviewed here, nor are readers'
comments, nor what a person has dismissed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.statements import statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VERDICT = "Cannot be right as printed"


def claim_reviews(con: DuckDBPyConnection, *, author: str, base_url: str | None) -> dict[str, Any]:
    """The document. author: who publishes the reviews; base_url: where the report folder is on the web, if it is."""
    cursor = con.execute(statement("exports/sql/certain.sql"))
    columns = [column[0] for column in cursor.description]
    found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return {"@context": "https://schema.org", "@graph": [_review(row, author, base_url) for row in found]}


def _review(row: dict[str, Any], author: str, base_url: str | None) -> dict[str, Any]:
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:tallysheet:{row['discrepancy_id']}:{row['figure_id']}",
        "url": f"{base_url.rstrip('/')}/contests/{row['contest_id']}.html" if base_url else None,
        "author": {"@type": "Organization", "name": author},
        "datePublished": row["found_at"].date().isoformat() if row["found_at"] else None,
        "claimReviewed": row["quote"],
        "itemReviewed": _claim(row),
        "reviewRating": {"@type": "Rating", "alternateName": VERDICT},
        "reviewBody": row["text"],
    }
    return {name: value for name, value in review.items() if value is not None}


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    appearance = {
        "@type": "CreativeWork",
        "url": row["url"],
        "publisher": {"@type": "Organization", "name": row["source"]},
        "author": {"@type": "Person", "name": row["author"]} if row["author"] else None,
        "datePublished": row["published_as_given"],
    }
    return {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": row["source"]},
        "appearance": {name: value for name, value in appearance.items() if value is not None},
    }
