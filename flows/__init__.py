"""IN ORDER, ON TIME: the steps of a night as plain functions, the same as a Prefect flow, and the command line."""
