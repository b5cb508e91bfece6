"""One utterance has one meaning: duplicates and conflicts between samples are found."""

from __future__ import annotations

from skill.interaction_model.conflicts import check_conflicts
from skill.interaction_model.model import Intent, InteractionModel, Slot, SlotType, SlotValue

THEME = SlotType(
    "THEME", (SlotValue("time", "time", ("date night",)), SlotValue("talk", "talking"))
)
MOOD = SlotType("MOOD", (SlotValue("calm", "calm", ("date night",)), SlotValue("glad", "glad")))


def conflicts(*intents: Intent) -> list[str]:
    return list(check_conflicts(InteractionModel("en-US", "evening stars", intents, (THEME, MOOD))))


def tip(*samples: str) -> Intent:
    return Intent("TipIntent", (Slot("theme", "THEME"),), samples)


def joke(*samples: str) -> Intent:
    return Intent("JokeIntent", (Slot("mood", "MOOD"), Slot("subject", "THEME")), samples)


def test_the_same_sample_twice_in_an_intent() -> None:
    """A sample that stands twice in an intent is named."""
    assert conflicts(tip("a tip", "a tip")) == ["The sample 'a tip' stands twice in TipIntent."]


def test_case_makes_no_difference() -> None:
    """Two samples that differ in upper case only are the same sample."""
    assert conflicts(tip("a tip", "A tip")) == [
        "The sample 'a tip' stands twice in TipIntent, there as 'A tip'."
    ]


def test_the_same_sample_in_two_intents() -> None:
    """A sample that stands in two intents is named with both."""
    assert conflicts(tip("something"), joke("something")) == [
        "The sample 'something' stands in TipIntent and in JokeIntent."
    ]


def test_names_of_slots_make_no_difference() -> None:
    """Two samples that differ in the name of a slot only are the same sample."""
    assert conflicts(tip("on {theme}"), joke("on {subject}")) == [
        "The sample 'on {theme}' stands in TipIntent and in JokeIntent, there as 'on {subject}'."
    ]


def test_a_sample_that_is_another_with_its_slot_filled() -> None:
    """A sample without slots may not be another intent's sample with a listed phrase."""
    assert conflicts(tip("about {theme} please"), joke("about date night please")) == [
        (
            "The sample 'about date night please' of JokeIntent is also"
            " 'about {theme} please' of TipIntent with its slots filled."
        )
    ]


def test_a_sample_that_is_another_with_two_slots_filled() -> None:
    """Two slots are filled at once."""
    assert conflicts(tip("calm talking"), joke("{mood} {subject}")) == [
        (
            "The sample 'calm talking' of TipIntent is also"
            " '{mood} {subject}' of JokeIntent with its slots filled."
        )
    ]


def test_two_slots_that_share_a_phrase() -> None:
    """Samples with slots of two types clash where a phrase belongs to both."""
    assert conflicts(tip("on {theme}"), joke("on {mood}")) == [
        (
            "'on date night' is both 'on {mood}' of JokeIntent and 'on {theme}' of TipIntent"
            " with their slots filled."
        )
    ]


def test_a_phrase_that_swallows_a_word_of_the_other_sample() -> None:
    """The words before a slot may be part of the other sample's phrase."""
    assert list(
        check_conflicts(
            InteractionModel(
                "en-US",
                "evening stars",
                (tip("date {theme}"), joke("{mood}")),
                (SlotType("THEME", (SlotValue("night", "night"),)), MOOD),
            )
        )
    ) == [
        (
            "'date night' is both '{mood}' of JokeIntent and 'date {theme}' of TipIntent"
            " with their slots filled."
        )
    ]


def test_slots_without_a_common_phrase_are_no_conflict() -> None:
    """The same words around slots of two types are fine while no phrase is in both."""
    calm = SlotType("MOOD", (SlotValue("calm", "calm"),))
    model = InteractionModel(
        "en-US", "evening stars", (tip("on {theme}"), joke("on {mood}")), (THEME, calm)
    )
    assert list(check_conflicts(model)) == []


def test_a_sample_may_also_be_another_of_its_own_intent() -> None:
    """Within an intent it does no harm that a filled sample is another one."""
    assert conflicts(tip("on {theme}", "on date night", "{theme} night", "date {theme}")) == []
