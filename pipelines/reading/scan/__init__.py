"""What stands in a text: sentences, numbers with their hedges and intervals, names, measure words."""
