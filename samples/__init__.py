"""Small web sites about real contests, in our own words, with the real figures: the demo and the tests crawl them.

`samples/sites/<host>/` holds the pages, `sites.py` turns them into what a site answers on a given night, `server.py`
serves them all on one loopback port. `contests/` points at them, `expected.yml` says which figures stand on which page.
"""
