"""The conversation itself, pure: no SDK, no web, no store, no clock, no randomness of its own.

:func:`skill.dialog.policy.respond` takes what is known and what happened, and
returns a :class:`skill.dialog.turn.Turn` that says everything that follows.
"""
