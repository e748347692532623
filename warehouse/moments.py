"""Times as pages claim them, made comparable; the words of the page are kept beside."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_WHOLE = ((4, "-01-01"), (7, "-01"))  # lengths of "2010" and "2010-11", and what makes a day of them
_SHAPE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")


def moment(text: str | None) -> str | None:
    """UTC without offset, as DuckDB reads a TIMESTAMP, of an ISO 8601 text as precise as a page is.

    A bare year, month or day stands for its first moment; a time without an offset is kept as it is. None where the
    text is no such time: a page may claim anything.

    >>> moment("2010-11-23"), moment("2010-11-23T13:00:00+01:00"), moment("last week")
    ('2010-11-23 00:00:00', '2010-11-23 12:00:00', None)
    """
    if text is None or not _SHAPE.fullmatch(text):
        return None
    for length, rest in _WHOLE:
        if len(text) == length:
            text += rest
    try:
        when = datetime.fromisoformat(text)
        if when.tzinfo is not None:
            when = when.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return when.isoformat(" ")
