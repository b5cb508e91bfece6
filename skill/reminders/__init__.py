"""The nightly connection prompt: when it is due, what it says, and keeping Alexa's reminders to it.

Only :mod:`skill.reminders.client` knows the SDK; everything else is pure, or
speaks to the protocol in :mod:`skill.reminders.service`.
"""
