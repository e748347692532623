"""GO AND GET: one spider per way of going about a site, and the download handler that archives before anybody reads.

Imports `archive` and `pipelines`; never `warehouse`, `reports` or `flows`.
"""
