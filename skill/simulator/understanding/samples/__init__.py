"""Ways to find the sample that an utterance is, or is like."""
