"""Each rule of Amazon's is kept by a small model and broken by one change to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from skill.interaction_model.model import Intent, InteractionModel, Slot, SlotType, SlotValue
from skill.interaction_model.rules import FEWEST_SAMPLES, check_model

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    "red",
    "green",
    "blue",
    "white",
    "black",
    "pink",
    "grey",
    "gold",
    "brown",
    "lilac",
    "plum",
    "coral",
    "mint",
    "rose",
    "teal",
]
TIP = Intent(
    "TipIntent",
    (Slot("theme", "THEME"),),
    (*(f"a {word} tip" for word in WORDS), "a tip about {theme}"),
)
THEME = SlotType("THEME", (SlotValue("time", "time together", ("date night", "t. v. night")),))
BUILT_INS = tuple(
    Intent(f"AMAZON.{name}Intent")
    for name in ("Cancel", "Fallback", "Help", "NavigateHome", "Stop")
)
LEGAL = InteractionModel("en-US", "evening stars", (*BUILT_INS, TIP), (THEME,), "MEDIUM")


def named(invocation_name: str) -> InteractionModel:
    return replace(LEGAL, invocation_name=invocation_name)


def with_intent(intent: Intent) -> InteractionModel:
    """Return the legal model with an intent more, or with one in place of its namesake."""
    others = (known for known in LEGAL.intents if known.name != intent.name)
    return replace(LEGAL, intents=(*others, intent))


def with_sample(sample: str) -> InteractionModel:
    return with_intent(replace(TIP, samples=(*TIP.samples, sample)))


def with_value(*values: SlotValue) -> InteractionModel:
    return replace(LEGAL, types=(SlotType("THEME", values),))


def with_slots(*slots: Slot, sample: str = "a tip about {theme}") -> InteractionModel:
    return with_intent(replace(TIP, slots=slots, samples=(*TIP.samples[:-1], sample)))


def in_another_intent(slot: Slot, sample: str) -> InteractionModel:
    samples = (*(f"a {word} joke" for word in WORDS), sample)
    return with_intent(Intent("JokeIntent", (slot,), samples))


def without(name: str) -> InteractionModel:
    return replace(LEGAL, intents=tuple(known for known in LEGAL.intents if known.name != name))


def test_a_legal_model_breaks_no_rule() -> None:
    """A model that keeps every rule gives no sentence at all."""
    assert check_model(LEGAL) == ()


@pytest.mark.parametrize(
    "name", ["sam's market", "n. p. r. quiz", "the evening stars", "closer together"]
)
def test_a_legal_invocation_name_is_accepted(name: str) -> None:
    """Possessives, initialisms, and an article in a longer name are allowed."""
    assert check_model(named(name)) == ()


BREACHES: dict[str, tuple[InteractionModel, str]] = {
    "invocation name with a capital": (named("Evening stars"), "lower-case letters"),
    "invocation name with a digit": (named("stars 2 night"), "digits are spelled out"),
    "invocation name with punctuation": (named("evening, stars"), "lower-case letters"),
    "invocation name with two spaces": (named("evening  stars"), "single spaces"),
    "invocation name of one word": (named("stars"), "two words or more"),
    "invocation name of two words with an article": (named("the stars"), "article or preposition"),
    "invocation name with a launch word": (named("open evening stars"), "launch word 'open'"),
    "invocation name with a connecting word": (named("stars and moon"), "connecting word 'and'"),
    "invocation name with a wake word": (named("echo evening stars"), "wake word 'echo'"),
    "invocation name with the word skill": (named("evening star skill"), "word 'skill'"),
    "required intent missing": (without("AMAZON.HelpIntent"), "AMAZON.HelpIntent is missing"),
    "no intent of its own": (without("TipIntent"), "at least one intent of its own"),
    "intent twice": (replace(LEGAL, intents=(*LEGAL.intents, TIP)), "TipIntent stands twice"),
    "unknown built-in intent": (
        with_intent(Intent("AMAZON.TipIntent")),
        "AMAZON.TipIntent is not a built-in intent",
    ),
    "samples for the fallback": (
        with_intent(Intent("AMAZON.FallbackIntent", samples=("whatever",))),
        "AMAZON.FallbackIntent may have no samples",
    ),
    "intent name with a digit": (
        with_intent(replace(TIP, name="Tip2Intent", samples=TIP.samples)),
        "The intent name 'Tip2Intent'",
    ),
    "too few samples": (
        with_intent(replace(TIP, samples=TIP.samples[1 - FEWEST_SAMPLES :])),
        f"TipIntent has {FEWEST_SAMPLES - 1} samples",
    ),
    "slot declared twice": (
        with_slots(Slot("theme", "THEME"), Slot("theme", "THEME")),
        "declares the slot 'theme' twice",
    ),
    "slot name with a digit": (
        with_slots(Slot("theme2", "THEME"), sample="a tip about {theme2}"),
        "The slot name 'theme2'",
    ),
    "slot in no sample": (
        with_slots(Slot("theme", "THEME"), Slot("when", "AMAZON.TIME")),
        "declares the slot 'when' but has no sample with it",
    ),
    "slot of an unknown type": (
        with_slots(Slot("theme", "MOOD")),
        "The slot 'theme' of TipIntent has an unknown type: MOOD",
    ),
    "slot not declared": (
        with_sample("a tip about {mood}"),
        "uses the slot '{mood}' in a sample but does not declare it",
    ),
    "slot of two types": (
        in_another_intent(Slot("theme", "AMAZON.TIME"), "a joke at {theme}"),
        "a slot name has one type",
    ),
    "slot twice in a sample": (
        with_sample("a tip about {theme} or {theme}"),
        "has the slot '{theme}' twice",
    ),
    "slot type in no use": (
        replace(LEGAL, types=(THEME, replace(THEME, name="MOOD"))),
        "The slot type MOOD is used by no slot",
    ),
    "empty sample": (with_sample(" "), "is empty"),
    "sample with a digit": (with_sample("give me 2 tips"), "spell numbers out"),
    "sample with a question mark": (with_sample("any tips?"), "may hold only letters"),
    "sample with a comma": (with_sample("well, a tip"), "may hold only letters"),
    "sample with an open brace": (with_sample("a tip about {theme"), "may hold only letters"),
    "sample with a full stop": (with_sample("give me a tip."), "belongs to no abbreviation"),
    "sample with a wake word": (with_sample("hey alexa a tip"), "wake word 'alexa'"),
    "sample with the invocation name": (
        with_sample("ask evening stars for a tip"),
        "may not hold the invocation name",
    ),
    "sample that is a launch phrase": (
        with_sample("open the tip skill"),
        "is a launch phrase",
    ),
    "sample that is a bare slot": (with_sample("{theme}"), "would swallow 'help' and 'stop'"),
    "bare search query": (
        in_another_intent(Slot("joke", "AMAZON.SearchQuery"), "{joke}"),
        "needs words beside its AMAZON.SearchQuery slot",
    ),
    "search query beside another slot": (
        with_intent(
            Intent(
                "JokeIntent",
                (Slot("joke", "AMAZON.SearchQuery"), Slot("at", "AMAZON.TIME")),
                (*(f"a {word} joke" for word in WORDS), "the joke {joke} at {at}"),
            )
        ),
        "may have no other slot beside its AMAZON.SearchQuery slot",
    ),
    "slot type twice": (replace(LEGAL, types=(THEME, THEME)), "The slot type THEME stands twice"),
    "slot type name with a digit": (
        replace(LEGAL, types=(THEME, replace(THEME, name="MOOD2"))),
        "The name of the slot type MOOD2",
    ),
    "slot type without values": (with_value(), "there are no values"),
    "value id twice": (
        with_value(SlotValue("time", "time together"), SlotValue("time", "date night")),
        "the id 'time' stands twice",
    ),
    "phrase of two values": (
        with_value(SlotValue("time", "us"), SlotValue("talking", "chats", ("Us",))),
        "'us' stands twice",
    ),
    "phrase with a digit": (with_value(SlotValue("time", "2 hours")), "spell numbers out"),
    "phrase with a slot": (with_value(SlotValue("time", "{hour} off")), "only samples may"),
    "phrase that is too long": (
        with_value(SlotValue("time", "so " * 50)),
        "longer than 140 characters",
    ),
    "unknown fallback sensitivity": (
        replace(LEGAL, fallback_sensitivity="EXTREME"),
        "must be one of: LOW, MEDIUM, HIGH",
    ),
    "too many intents": (
        replace(
            LEGAL,
            intents=(
                *LEGAL.intents,
                *(Intent("Tip" + "x" * number) for number in range(1, 246)),
            ),
        ),
        "251 intents",
    ),
    "too many phrases": (
        with_value(SlotValue("time", "us", tuple("u" * 9 for _ in range(50_000)))),
        "50001 phrases",
    ),
    "file too large": (with_sample("a ti" + "p" * 1_500_000), "bytes long"),
}


@pytest.mark.parametrize(("model", "sentence"), BREACHES.values(), ids=BREACHES)
def test_a_breach_is_named(model: InteractionModel, sentence: str) -> None:
    """A broken rule gives a sentence that says what is wrong."""
    assert any(sentence in problem for problem in check_model(model))


SLOTS: dict[str, Callable[[], InteractionModel]] = {
    "a time": lambda: in_another_intent(Slot("at", "AMAZON.TIME"), "{at}"),
    "two slots": lambda: with_intent(
        Intent(
            "JokeIntent",
            (Slot("at", "AMAZON.TIME"), Slot("theme", "THEME")),
            (*(f"a {word} joke" for word in WORDS), "{theme} {at}"),
        )
    ),
}


@pytest.mark.parametrize("model", SLOTS.values(), ids=SLOTS)
def test_slots_that_hear_only_their_own_words_may_stand_alone(
    model: Callable[[], InteractionModel],
) -> None:
    """A bare time, or two slots in a row, swallow neither "help" nor "stop"."""
    assert check_model(model()) == ()
