"""The pending questions that belong together."""

from __future__ import annotations

from skill.content.pending import UNSAFE, PendingQuestion

__all__ = ["AFTER_RESULT", "NIGHTLY", "UNSAFE", "ZONE", "PendingQuestion"]

ZONE = frozenset({PendingQuestion.NIGHTLY_ZONE, PendingQuestion.NIGHTLY_ZONE_AGAIN})
"""Questions about where the household is, asked twice at most."""

NIGHTLY = ZONE | frozenset(
    {
        PendingQuestion.OFFER_NIGHTLY,
        PendingQuestion.NIGHTLY_TIME,
        PendingQuestion.NIGHTLY_DAYS,
        PendingQuestion.NIGHTLY_CONSENT,
    }
)
"""Questions on the way to a reminder."""

AFTER_RESULT = frozenset(
    {
        PendingQuestion.RESULT_STEP,
        PendingQuestion.RESULT_PROMPT,
        PendingQuestion.RESULT_LIGHTER,
        PendingQuestion.RESULT_TIP,
    }
)
"""Questions that end a check-in's result; "go back" is still allowed here."""
