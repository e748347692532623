"""One module a verb: `tallysheet read-figures` is `command` in read_figures.py. flows/cli.py loads it when called."""
