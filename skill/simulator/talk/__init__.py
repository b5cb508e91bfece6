"""Conversations: at a keyboard, from a script, and written down."""
