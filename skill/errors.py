"""Every error the project raises on purpose, in one tree.

::

    CloserError
    |-- ConfigurationError         a setting or an option is wrong
    |-- ContentError               a content file is broken or breaks a rule
    |-- InteractionModelError      an interaction model is missing or broken
    |-- NotSentError               a call to Alexa's API never left this machine
    |-- ReminderError              Alexa did not do what was asked of a reminder
    |   |-- ReminderPermissionError    401: the couple has not allowed reminders
    |   |-- ReminderNotSupportedError  403: this device cannot do reminders
    |   |-- ReminderLimitError         403: there are as many as Alexa keeps
    |   |-- ReminderNotFoundError      404: it was deleted, or has run out
    |   |-- ReminderConflictError      409: it is not this skill's to change
    |   |-- ReminderBusyError          429: too many calls, even after a retry
    |   |-- ReminderRejectedError      400: Alexa does not accept what it says
    |   `-- ReminderFailedError        5xx or garbage: nothing was done
    |       `-- ReminderUnsettledError no clear answer: it may or may not have been done
    |-- RequestRefusedError        not a request for this skill, or no request at all
    `-- StoreError                 the household's record
        |-- StoreUnavailableError  the store is down, slow, full or read-only
        |-- StoreCorruptError      what is stored cannot be read; it is left as it is
        |-- RecordTooNewError      written by a newer version of the skill; left as it is
        `-- VersionConflictError   somebody else saved first; load again and retry

A message says what is wrong and what to do about it, in one sentence or two.
It may name files, settings and ids of content; it never holds a user id, an
answer or a token.
"""

from __future__ import annotations


class CloserError(Exception):
    """Something this project knows how to explain to a person."""


class ConfigurationError(CloserError, ValueError):
    """A setting, environment variable or command-line option is wrong."""


class ContentError(CloserError, ValueError):
    """A content file cannot be read, or breaks a rule of the content."""


class InteractionModelError(CloserError, ValueError):
    """An interaction model is missing, unreadable or breaks one of Amazon's rules."""


class StoreError(CloserError):
    """The household's record could not be loaded, saved or deleted."""


class StoreUnavailableError(StoreError):
    """The store is down, slow, throttled, full or read-only; trying later may help."""


class StoreCorruptError(StoreError):
    """What is stored cannot be read; it is left untouched for a person to look at."""


class RecordTooNewError(StoreError):
    """The record was written by a newer version of the skill and is left untouched."""


class VersionConflictError(StoreError):
    """The record changed since it was read; load it again and apply the change anew."""


class RequestRefusedError(CloserError, ValueError):
    """What came in is not a request envelope, or is meant for another skill."""


class NotSentError(CloserError):
    """A call to Alexa's API never left this machine, so nothing can have come of it."""


class ReminderError(CloserError):
    """Alexa did not do what was asked of a reminder."""


class ReminderPermissionError(ReminderError):
    """The couple has not allowed this skill reminders, or no longer does (401)."""


class ReminderNotSupportedError(ReminderError):
    """The device or the place cannot do reminders (403)."""


class ReminderLimitError(ReminderError):
    """There are as many reminders as Alexa keeps already (403)."""


class ReminderNotFoundError(ReminderError):
    """There is no such reminder: somebody deleted it, or it has run out (404)."""


class ReminderConflictError(ReminderError):
    """The reminder is not this skill's to change (409)."""


class ReminderBusyError(ReminderError):
    """Alexa is taking no more calls for now, even after a retry (429)."""


class ReminderRejectedError(ReminderError):
    """Alexa does not accept what the reminder says; a retry would not help (400)."""


class ReminderFailedError(ReminderError):
    """Alexa's reminders are out of order or out of reach, and nothing was done."""


class ReminderUnsettledError(ReminderFailedError):
    """No clear answer came, so what was asked may or may not have been done."""
