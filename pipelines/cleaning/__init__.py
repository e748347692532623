"""From a payload to passages: the steps that `pipelines.clean` puts in order. Knows no contest and no figure."""
