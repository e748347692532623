"""READ: bytes to passages to figures, as pure functions. No network, no disk, no clock, no database.

These are not Scrapy item pipelines: nothing here knows Scrapy. Start with `model.py`, the nouns of the whole project.
`clean.py` makes a page of a payload by the steps in `cleaning/`, `figures.py` reads it by the rules in `reading/`.
"""

READER_VERSION = "1"
"""Raised whenever the same bytes may give other passages or figures: the night then rereads the archive, and the
warehouse keeps what the older reader found beside what the newer one finds."""
