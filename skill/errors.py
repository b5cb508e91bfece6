"""Every error the project raises on purpose, in one tree.

::

    CloserError
    |-- ConfigurationError         a setting or an option is wrong
    |-- ContentError               a content file is broken or breaks a rule
    |-- InteractionModelError      an interaction model is missing or broken
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
