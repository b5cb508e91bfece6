"""What can be touched, and what a touch stands for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill.content.catalog import load_catalog
from skill.content.models import Touch
from skill.dialog.events import CheckInWanted, NotUnderstood, TouchedLate
from skill.dialog.pending import UNSAFE, PendingQuestion
from skill.dialog.policy import REPLIES
from skill.handlers.intents import event_of
from skill.handlers.tolerance import read_envelope
from skill.interaction_model.model import available_locales, load_model
from skill.screens.touches import EVENTS, touched, touches_for
from skill.simulator.ears import ModelUnderstanding

WORDS = {
    Touch.YES: "yes",
    Touch.NO: "no",
    Touch.SOMETIMES: "sometimes",
    Touch.SKIP: "skip",
    Touch.TOGETHER: "both of us",
    Touch.ALONE: "just me",
    Touch.DEFINITION: "what is emotional intimacy",
    Touch.TIP: "give me a tip",
    Touch.CHECK_IN: "start the check in",
    Touch.PROMPT: "tonight's question",
}
"""What one would say for each touch."""


def test_every_touch_has_an_event_of_its_own() -> None:
    """All touches mean something, and no two mean the same."""
    assert set(EVENTS) == set(Touch)
    assert len({repr(event) for event in EVENTS.values()}) == len(Touch)


@pytest.mark.parametrize("pending", PendingQuestion)
def test_what_a_question_offers_answers_it(pending: PendingQuestion) -> None:
    """Yes and no are offered exactly where each has a meaning; to somebody unsafe nothing is."""
    offered = touches_for(pending)
    if pending in UNSAFE | {PendingQuestion.NONE}:
        assert offered == ()
    else:
        assert offered
    assert pending in REPLIES


@pytest.mark.parametrize("arguments", [(), ("maybe",), (None,), (["yes"],), ({},), (1,)])
def test_what_no_screen_of_ours_sends_answers_nothing(arguments: tuple[object, ...]) -> None:
    """Unknown arguments are taken for a touch of another screen."""
    assert touched(arguments, is_current=True) == TouchedLate()


@pytest.mark.parametrize("touch", Touch)
def test_a_touch_counts_only_on_the_screen_that_asks(touch: Touch) -> None:
    """The event of its words is what it gives there, and on an older screen nothing."""
    assert touched([touch.value], is_current=True) == EVENTS[touch]
    assert touched([touch.value], is_current=False) == TouchedLate()


def test_the_words_of_a_touch_become_the_same_event() -> None:
    """Said aloud, in every locale, what stands for a touch is understood as just that."""
    for locale in available_locales():
        understanding = ModelUnderstanding(load_model(locale), skill_id="amzn1.ask.skill.s")
        for touch, words in WORDS.items():
            heard = intent(understanding.intent(words))
            assert heard != NotUnderstood(), words
            if isinstance(heard, CheckInWanted):
                # That nobody else hears it is told by a voice, and by no touch.
                heard = replace(heard, nobody_else=False)
            assert heard == EVENTS[touch], (locale, words)


def intent(understood: dict[str, object]) -> object:
    """The event of an intent as the simulator writes it."""
    system = {"application": {"applicationId": "s"}, "user": {"userId": "u"}}
    envelope = read_envelope(
        {
            "version": "1.0",
            "context": {"System": system},
            "request": {"type": "IntentRequest", "intent": understood},
        }
    )
    assert envelope is not None
    return event_of(envelope.request.intent, load_catalog().heard)
