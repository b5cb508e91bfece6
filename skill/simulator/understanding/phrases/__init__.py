"""Patterns of words that tell what an utterance says where no sample does."""
