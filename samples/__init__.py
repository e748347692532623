"""Small sample web sites about real contests, in our own words, with real facts, and the loopback server that serves them."""
