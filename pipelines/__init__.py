"""READ: bytes to passages to figures, as pure functions. No network, no disk, no clock, no database.

These are not Scrapy item pipelines: nothing here knows Scrapy. Start with `model.py`, the nouns of the whole project.
"""
