"""IN ORDER, ON TIME: the steps of a night as plain functions, the same steps as a Prefect flow, and the command line."""
