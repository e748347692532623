"""From passages to figures: the rules that `pipelines.figures` puts in order.

scan: what stands in a text. sentence, table: what a number counts, and for whom. contest: for which vote, and which
count of it. The files beside these folders put that together, passage by passage.
"""
