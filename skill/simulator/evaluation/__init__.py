"""How well utterances are understood, measured and told."""
