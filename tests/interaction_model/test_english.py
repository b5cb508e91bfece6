"""The shipped English models: built from their source, legal, and complete."""

from __future__ import annotations

import json
import tomllib

import pytest

from skill.content.catalog import load_catalog
from skill.dialog.events import ReminderMatter
from skill.interaction_model.folder import models_folder
from skill.interaction_model.model import (
    InteractionModel,
    available_locales,
    load_model,
    to_json,
)
from skill.interaction_model.rules import check_model
from skill.interaction_model.source import CONTENT, build_model, source_locales
from skill.reminders.heard_time import ANY_TIME, AT_BEDTIME, EVERY_DAY, NO_CLOCK, WHICH_DAYS
from skill.reminders.schedule import Weekday

LOCALES = available_locales()

SLOTS: dict[str, dict[str, str]] = {
    "AnotherIntent": {},
    "BothAnswerIntent": {"who": "WHO", "answer": "ANSWER"},
    "CancelNightlyIntent": {"whose": "WHOSE", "night": "NIGHT", "pause": "PAUSE"},
    "DefineIntent": {"topic": "TOPIC"},
    "ExplainIntent": {},
    "ForgetUsIntent": {"what": "SAID"},
    "GetHelpIntent": {},
    "LowMoodIntent": {},
    "NeitherIntent": {},
    "NightlyStatusIntent": {"whose": "WHOSE", "matter": "MATTER"},
    "PlaceIntent": {"place": "PLACE"},
    "PrivacyIntent": {"about": "PRIVACY"},
    "ProgressIntent": {},
    "QuizIntent": {"mode": "MODE"},
    "SameAnswerIntent": {},
    "SetNightlyIntent": {
        "time": "AMAZON.TIME",
        "moment": "MOMENT",
        "days": "DAYS",
        "without": "SOME_DAYS",
        "also": "SOME_DAYS",
        "shift": "SHIFT",
        "amount": "AMAZON.DURATION",
        "night": "NIGHT",
    },
    "SkipIntent": {},
    "SometimesIntent": {},
    "SplitAnswerIntent": {"mine": "ANSWER", "theirs": "ANSWER"},
    "TipIntent": {"theme": "THEME"},
    "TonightPromptIntent": {},
    "UnclearAnswerIntent": {},
    "UnsafeIntent": {"kind": "UNSAFE_KIND", "number": "SUPPORT_NUMBER"},
    "VerdictIntent": {},
    "WhoseTurnIntent": {},
    "YesAnswerIntent": {},
}
MORE_SLOTS = {"en-IN": {"SetNightlyIntent": {**SLOTS["SetNightlyIntent"], "and_also": "SOME_DAYS"}}}
BUILT_INS = {
    f"AMAZON.{name}Intent"
    for name in (
        "Cancel",
        "Fallback",
        "Help",
        "NavigateHome",
        "Next",
        "No",
        "Previous",
        "Repeat",
        "StartOver",
        "Stop",
        "Yes",
    )
}
SOME_DAYS = {"weekdays", "weekends", *Weekday}
IDS = {
    "ANSWER": {"yes", "no", "sometimes"},
    "DAYS": {
        EVERY_DAY,
        WHICH_DAYS,
        *SOME_DAYS,
        "monday_to_thursday",
        "monday_to_saturday",
        "sunday_to_thursday",
        "friday_to_sunday",
    },
    "SOME_DAYS": SOME_DAYS,
    "PLACE": set(load_catalog().zones),
    "MODE": {"together", "alone"},
    "NIGHT": {"one_night"},
    "MATTER": set(ReminderMatter),
    "PAUSE": {"pause"},
    "WHOSE": {"others"},
    "MOMENT": {AT_BEDTIME, ANY_TIME, NO_CLOCK, "before_noon", "after_noon"},
    "PRIVACY": {"kept", "listening", "partner", "history"},
    "SAID": {"said"},
    "SHIFT": {"later", "earlier"},
    "SUPPORT_NUMBER": {"numbers"},
    "THEME": {"talking", "time", "affection", "presence"},
    "TOPIC": {
        "emotional_intimacy",
        "benefits",
        "what_it_takes",
        "how_to_foster",
        "signs_having",
        "signs_lacking",
        "rebuilding",
    },
    "UNSAFE_KIND": {"partner", "self_harm", "child", "hurting", "numbers"},
    "WHO": {"both", "neither"},
}


@pytest.fixture(params=LOCALES)
def model(request: pytest.FixtureRequest) -> InteractionModel:
    return load_model(request.param)


def samples(model: InteractionModel, name: str) -> set[str]:
    return {sample for intent in model.intents if intent.name == name for sample in intent.samples}


def phrases(model: InteractionModel, slot_type: str, id_: str) -> set[str]:
    return {
        phrase
        for known in model.types
        if known.name == slot_type
        for value in known.values
        if value.id == id_
        for phrase in value.phrases
    }


def test_there_is_a_model_for_each_source() -> None:
    """Each locale of the source has a model, and no model is without a source."""
    assert source_locales() == LOCALES


@pytest.mark.parametrize("locale", LOCALES)
def test_the_model_is_what_its_source_builds(locale: str) -> None:
    """Nobody edited the JSON by hand, and nobody forgot to build it."""
    committed = (models_folder() / f"{locale}.json").read_text(encoding="utf-8")
    assert to_json(build_model(locale)) == committed


def test_the_model_keeps_amazons_rules(model: InteractionModel) -> None:
    """The shipped model breaks none of the rules that can be checked."""
    assert check_model(model) == ()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_file_has_no_key_that_amazon_does_not_know(locale: str) -> None:
    """The file holds the keys of Amazon's schema and nothing besides."""
    document = json.loads((models_folder() / f"{locale}.json").read_text(encoding="utf-8"))
    assert {"interactionModel"} == set(document)
    assert {"languageModel"} == set(document["interactionModel"])
    language = document["interactionModel"]["languageModel"]
    assert {"invocationName", "modelConfiguration", "intents", "types"} == set(language)
    for intent in language["intents"]:
        own = set() if intent["name"].startswith("AMAZON.") else {"slots"}
        assert {"name", "samples"} | own == set(intent)
        for slot in intent.get("slots", []):
            assert {"name", "type"} == set(slot) - {"multipleValues"}
            assert slot.get("multipleValues", {"enabled": True}) == {"enabled": True}
    for slot_type in language["types"]:
        assert {"name", "values"} == set(slot_type)
        for value in slot_type["values"]:
            assert {"id", "name"} == set(value)
            assert {"value", "synonyms"} == set(value["name"])


def test_the_intents_and_slots_are_those_of_the_dialog(model: InteractionModel) -> None:
    """Every intent of the design is there with its slots, and no other."""
    assert BUILT_INS | set(SLOTS) == {intent.name for intent in model.intents}
    assert {
        intent.name: {slot.name: slot.type for slot in intent.slots}
        for intent in model.intents
        if intent.name in SLOTS
    } == SLOTS | MORE_SLOTS.get(model.locale, {})


def test_several_nights_are_heard_where_amazon_has_slots_for_them(
    model: InteractionModel,
) -> None:
    """English (IN) has no slots of several values, so there each night has a slot."""
    (remind,) = (intent for intent in model.intents if intent.name == "SetNightlyIntent")
    several = {slot.name for slot in remind.slots if slot.multiple}
    if model.locale == "en-IN":
        assert several == set()
        assert "remind us on {days} {also} and {and_also}" in remind.samples
    else:
        assert several == {"days", "without", "also"}


def test_the_ids_of_slot_values_are_those_of_the_dialog(model: InteractionModel) -> None:
    """Each slot type resolves to the ids that the dialog knows."""
    assert {
        slot_type.name: {value.id for value in slot_type.values} for slot_type in model.types
    } == IDS


def test_a_topic_is_understood_by_every_name_that_the_content_gives_it(
    model: InteractionModel,
) -> None:
    """The content's topics and the model's cannot drift apart."""
    content = tomllib.loads((CONTENT / "en" / "topics.toml").read_text(encoding="utf-8"))
    for topic in content["topic"]:
        assert {topic["name"], *topic["synonyms"]} <= phrases(model, "TOPIC", topic["id"])


def test_every_intent_is_taught_in_many_ways(model: InteractionModel) -> None:
    """Each intent has sixty samples or more, but for the two that may have none."""
    few = {intent.name for intent in model.intents if len(intent.samples) < 60}
    assert {"AMAZON.FallbackIntent", "AMAZON.NavigateHomeIntent"} == few


@pytest.mark.parametrize("locale", LOCALES)
def test_the_model_stays_small(locale: str) -> None:
    """A model is well below a megabyte and a half, which is what Amazon allows."""
    assert (models_folder() / f"{locale}.json").stat().st_size < 1_440_000


def test_the_silence_of_both_of_us(model: InteractionModel) -> None:
    """A bare "both of us" answers who is there, and never the check-in's question."""
    assert "{mode}" in samples(model, "QuizIntent")
    assert "both of us" in phrases(model, "MODE", "together")
    assert "{who} of us" in samples(model, "BothAnswerIntent")
    assert "both" not in phrases(model, "WHO", "both")


@pytest.mark.parametrize(
    ("particle", "clause", "intent"),
    [
        (particle, clause, intent)
        for particle in ("", "yes ", "no ")
        for clause, intent in (
            ("i do share", "YesAnswerIntent"),
            ("i do confide in him", "YesAnswerIntent"),
            ("i don't confide in him", "AMAZON.NoIntent"),
            ("he doesn't understand me", "AMAZON.NoIntent"),
        )
    ],
)
def test_a_clause_decides_against_a_particle(
    model: InteractionModel, particle: str, clause: str, intent: str
) -> None:
    """What a whole clause says counts, whatever "yes" or "no" stands before it."""
    assert f"{particle}{clause}" in samples(model, intent)


@pytest.mark.parametrize(
    "sample",
    [
        "only when he's not hitting {kind}",
        "he gets angry if i say no",
        "i'm scared to answer that",
        "he's making me do this",
        "stop hitting {kind}",
        "he drinks and beats",
        "he goes into {kind} at night",
    ],
)
def test_an_answer_that_tells_of_danger_is_taught(model: InteractionModel, sample: str) -> None:
    """What frightened people say instead of yes or no is a sample, and not left to chance."""
    assert sample in samples(model, "UnsafeIntent")


@pytest.mark.parametrize("verb", ["hits", "hurts", "threatens", "chokes"])
def test_who_is_hurt_decides_the_kind(model: InteractionModel, verb: str) -> None:
    """The template carries what alarms, and the slot names who is harmed."""
    assert f"he {verb} {{kind}}" in samples(model, "UnsafeIntent")
    assert "me" in phrases(model, "UNSAFE_KIND", "partner")
    assert "the kids" in phrases(model, "UNSAFE_KIND", "child")
    assert "my wife" in phrases(model, "UNSAFE_KIND", "hurting")
    assert "myself" in phrases(model, "UNSAFE_KIND", "self_harm")
