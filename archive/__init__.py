"""KEEP: captures as evidence, for ever. WARC files, their index, verification, import and export.

Knows WARC, not Scrapy and not DuckDB; of our rooms it imports `pipelines.model` only.
"""
