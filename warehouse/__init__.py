"""ASK: the figures in DuckDB; schema, load, views, checks and queries as .sql files with a thin Python around them.

Everything here can be deleted and rebuilt from the archive and contests/. Of our rooms it imports `pipelines` only.
"""
