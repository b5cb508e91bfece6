"""The shipped model is understood: its own samples, and paraphrases of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from skill.interaction_model.model import InteractionModel, available_locales, load_model
from skill.simulator.understanding.acceptance import acceptance
from skill.simulator.understanding.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

BUILTIN_VALUES = {
    "AMAZON.TIME": ("nine pm", "half past nine", "ten thirty in the evening"),
    "AMAZON.DURATION": ("half an hour", "ten minutes", "an hour and a half"),
}
VALUES_PER_SAMPLE = 3
SLOT = re.compile(r"\{(\w+)\}")
FOR_TWO = (
    *(f"we both {verb} it" for verb in ("love", "enjoy", "cherish", "fear", "dread", "hate")),
    *(f"we both {verb} that" for verb in ("value", "appreciate", "avoid", "miss")),
    *(f"we both {verb}" for verb in ("struggle", "try", "refuse", "object")),
    "it's mutual love", "both of us wonder",
)  # fmt: skip


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_model("en-US"))


def spoken_samples(model: InteractionModel, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give each sample not yet known, its slots filled by up to three values, and its intent."""
    values = {found.name: tuple(value.value for value in found.values) for found in model.types}
    values |= BUILTIN_VALUES
    for intent in model.intents:
        types = {slot.name: slot.type for slot in intent.slots}
        for sample in sorted(set(intent.samples) - known):
            ways = VALUES_PER_SAMPLE if "{" in sample else 1
            for way in range(ways):

                def value(
                    slot: re.Match[str], way: int = way, types: dict[str, str] = types
                ) -> str:
                    listed = values[types[slot[1]]]
                    return listed[way % len(listed)]

                yield SLOT.sub(value, sample), intent.name


@pytest.mark.parametrize("locale", available_locales())
def test_every_sample_is_understood(locale: str) -> None:
    """Each sample that a locale adds to en-US is understood as its intent; in en-US, all are."""
    shared = () if locale == "en-US" else load_model("en-US").intents
    known = frozenset(sample for intent in shared for sample in intent.samples)
    matcher = Matcher(load_model(locale))
    lost = [
        (said, intent)
        for said, intent in spoken_samples(matcher.model, known)
        if matcher.resolve(said).intent != intent
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("well i'd like you to forget all about us now", "ForgetUsIntent"),
        ("have you possibly got some more advice for us", "TipIntent"),
        ("lately i have been feeling ever so lonely", "LowMoodIntent"),
        ("i'm waiting for my test results", "LowMoodIntent"),
        ("my sister is in the hospital", "LowMoodIntent"),
        ("sorry grandma passed away", "LowMoodIntent"),
        ("i'm tired", "AMAZON.StopIntent"),
        ("oh we're both so tired", "AMAZON.StopIntent"),
        ("okay can we please do this tomorrow", "AMAZON.StopIntent"),
        ("i'm tired of everything", "LowMoodIntent"),
        ("rubbish", "AMAZON.NoIntent"),
        ("i feel rubbish", "LowMoodIntent"),
        ("so are we okay", "VerdictIntent"),
        ("could you please be quieter", "AMAZON.RepeatIntent"),
        ("hey you're way too loud", "AMAZON.RepeatIntent"),
        ("be quiet", "AMAZON.StopIntent"),
        ("are we doing okay", "ProgressIntent"),
        ("can he see this", "PrivacyIntent"),
        ("please delete what i asked you", "ForgetUsIntent"),
        ("he really supports me a lot", "YesAnswerIntent"),
        ("he really doesn't support me a lot", "AMAZON.NoIntent"),
        ("what is emotional in timacy", "DefineIntent"),
        ("my husband keeps hitting me when he has been drinking", "UnsafeIntent"),
        ("honestly last night my boyfriend choked me again", "UnsafeIntent"),
        ("lately i think about ending my life a lot", "UnsafeIntent"),
        ("he says he is dying to see me but he hits me", "UnsafeIntent"),
        ("we do and he never hits me", "AMAZON.YesIntent"),
        ("no he never hits me", "AMAZON.FallbackIntent"),
        ("could you", "AMAZON.FallbackIntent"),
        ("i want to", "AMAZON.FallbackIntent"),
        ("um so i was thinking we could", "AMAZON.FallbackIntent"),
    ],
)
def test_paraphrases_are_understood(matcher: Matcher, utterance: str, intent: str) -> None:
    """A paraphrase that no sample spells out is understood as the nearest one."""
    assert matcher.resolve(utterance).intent == intent


@pytest.mark.parametrize(
    "utterance",
    [
        "what will the weather be in boston on thursday",
        "i'm scared of the dark",
        "my phone is almost out of battery",
        "my phone died",
        "he lost the remote",
        "she beat me at chess",
        "he hit me up for money",
        "kids are hitting the books",
        "this traffic is killing it today",
        "define photosynthesis",
        "add milk to my shopping list",
    ],
)
def test_other_business_falls_back(matcher: Matcher, utterance: str) -> None:
    """Speech about something else falls back; above all it is no call for help."""
    assert matcher.resolve(utterance).intent == "AMAZON.FallbackIntent"


@pytest.mark.parametrize("utterance", FOR_TWO)
def test_a_sample_with_a_slot_is_met_with_the_slot_filled(matcher: Matcher, utterance: str) -> None:
    """Of "we both {answer}", words that answer nothing are no case: an empty slot would say "neither"."""
    resolution = matcher.resolve(utterance)

    assert {slot.name for slot in resolution.slots} >= set(SLOT.findall(resolution.sample or ""))


def test_rules_are_about_intents_that_there_are(matcher: Matcher) -> None:
    """Every intent that the matcher has a rule for is one of the model."""
    rules = acceptance()
    named = {rules.alarm.intent, *rules.answers.values()}
    named |= rules.every_word | rules.part.answers
    assert named <= {intent.name for intent in matcher.model.intents}


@pytest.mark.parametrize(
    "utterance",
    [
        "what do you mean by kindred spirits",
        "when you say fond how fond",
        "hang on what does that mean",
    ],
)
def test_a_question_about_the_question_is_told_by_its_ends(
    matcher: Matcher, utterance: str
) -> None:
    """Whatever word it asks about, it asks for an explanation."""
    assert matcher.resolve(utterance).intent == "ExplainIntent"
