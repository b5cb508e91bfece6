"""Closer Together: an Alexa skill about emotional intimacy, for couples."""
