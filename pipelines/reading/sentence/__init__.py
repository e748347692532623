"""Numbers of running text and lists placed: the measure and the candidate that each goes with."""
