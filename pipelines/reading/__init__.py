"""From passages to figures: the rules that `pipelines.figures` puts in order."""
