"""The question that a "yes" or a "no" would now answer."""

from __future__ import annotations

from enum import StrEnum


class PendingQuestion(StrEnum):
    """What was asked last, as a line's ``asks`` names it.

    ``NONE`` means that nothing is, and the session is closed.
    """

    NONE = "none"
    OPEN_CHOICE = "open_choice"
    """ "What would you like?", which no yes or no answers."""
    MORE = "more"
    OFFER_TIP = "offer_tip"
    OFFER_PROMPT = "offer_prompt"
    OFFER_CHECK_IN = "offer_check_in"
    OFFER_DEFINITION = "offer_definition"
    ANOTHER_TIP = "another_tip"
    CHECK_IN_MODE = "check_in_mode"
    CHECK_IN_READY = "check_in_ready"
    CHECK_IN_ANSWER = "check_in_answer"
    START_OVER = "start_over"
    RESUME_TOGETHER = "resume_together"
    RESUME_ALONE = "resume_alone"
    SAME_PERSON = "same_person"
    RESULT_STEP = "result_step"
    RESULT_PROMPT = "result_prompt"
    RESULT_LIGHTER = "result_lighter"
    RESULT_TIP = "result_tip"
    FORGET = "forget"
    OFFER_NIGHTLY = "offer_nightly"
    NIGHTLY_TIME = "nightly_time"
    NIGHTLY_DAYS = "nightly_days"
    NIGHTLY_ZONE = "nightly_zone"
    """ "Which city or time zone?", where the device does not tell."""
    NIGHTLY_ZONE_AGAIN = "nightly_zone_again"
    """The same for the second and last time, or more narrowly."""
    NIGHTLY_CONSENT = "nightly_consent"
    FIND_COUNSELOR = "find_counselor"
    UNSAFE_NUMBER = "unsafe_number"
    UNSAFE_COUNTRY = "unsafe_country"
    HURTING_NUMBER = "hurting_number"


UNSAFE = frozenset(
    {
        PendingQuestion.UNSAFE_NUMBER,
        PendingQuestion.UNSAFE_COUNTRY,
        PendingQuestion.HURTING_NUMBER,
    }
)
"""Questions with no spoken reprompt and no second try: a partner may be in earshot."""

CHOICES = frozenset(
    {
        PendingQuestion.OPEN_CHOICE,
        PendingQuestion.CHECK_IN_MODE,
        PendingQuestion.CHECK_IN_ANSWER,
        PendingQuestion.NIGHTLY_TIME,
        PendingQuestion.NIGHTLY_DAYS,
        PendingQuestion.NIGHTLY_ZONE,
        PendingQuestion.NIGHTLY_ZONE_AGAIN,
    }
)
"""Questions with more answers than two; a bare "yes" to them is asked about, never guessed."""
