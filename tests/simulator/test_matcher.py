"""Utterances are understood by the samples of a model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import InteractionModelError
from skill.interaction_model.model import Intent, InteractionModel, Slot, SlotType, SlotValue
from skill.simulator.understanding.matcher import Matcher
from skill.simulator.understanding.resolution import FALLBACK_INTENT, Resolution, as_json

MODEL = InteractionModel(
    locale="en-US",
    invocation_name="evening talk",
    intents=(
        Intent(FALLBACK_INTENT),
        Intent("AMAZON.NavigateHomeIntent"),
        Intent("AMAZON.StopIntent", (), ("stop", "that's all for tonight")),
        Intent("AMAZON.YesIntent", (), ("yes", "i do", "i feel close to him", "he supports me")),
        Intent(
            "AMAZON.NoIntent",
            (),
            ("no", "i don't", "i don't feel close to him", "he doesn't support me"),
        ),
        Intent("UnclearAnswerIntent", (), ("yes no",)),
        Intent(
            "SplitAnswerIntent",
            (Slot("mine", "ANSWER"), Slot("theirs", "ANSWER")),
            ("i {mine} but he {theirs}", "{mine} for me {theirs} for him"),
        ),
        Intent(
            "TipIntent",
            (Slot("theme", "THEME"),),
            ("a tip", "give me a tip", "give me a tip about {theme}", "{theme} tips", "any advice"),
        ),
        Intent("DeleteIntent", (), ("delete our data", "forget everything about us")),
        Intent(
            "RemindIntent",
            (Slot("time", "AMAZON.TIME"), Slot("days", "DAYS")),
            (
                "remind us at {time}",
                "remind us {days} at {time}",
                "remind us every day",
                "remind us {days}",
            ),
        ),
        Intent("CheckIntent", (), ("start the check-in", "check in at nine p. m.")),
        Intent("FeelingIntent", (), ("i feel sad", "i'm lonely", "we argue every day")),
        Intent(
            "UnsafeIntent",
            (Slot("kind", "HARM"),),
            ("he hits {kind}", "i'm scared of him", "he threatened {kind} with a knife"),
        ),
    ),
    types=(
        SlotType(
            "ANSWER",
            (SlotValue("yes", "yes", ("do", "does")), SlotValue("no", "no", ("don't", "doesn't"))),
        ),
        SlotType(
            "THEME",
            (
                SlotValue("talking", "talking", ("opening up to each other", "communication")),
                SlotValue("time", "time together", ("emotional vacations",)),
            ),
        ),
        SlotType(
            "DAYS",
            (
                SlotValue("every_day", "every day"),
                SlotValue("weekend", "weekends", ("the weekend",)),
            ),
        ),
        SlotType(
            "HARM", (SlotValue("partner", "me"), SlotValue("child", "our kids", ("the baby",)))
        ),
    ),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(MODEL)


def short(resolution: Resolution) -> tuple[str, dict[str, str]]:
    """Give the intent and the slots by name."""
    return resolution.intent, as_json(resolution)["slots"]


@pytest.mark.parametrize(
    ("utterance", "intent", "slots"),
    [
        ("a tip", "TipIntent", {}),
        ("give me a tip about communication", "TipIntent", {"theme": "talking"}),
        ("Remind us at 9:30 p.m.!", "RemindIntent", {"time": "21:30"}),
        ("remind us the weekend at nine", "RemindIntent", {"days": "weekend", "time": "09:00"}),
        ("yes for me no for him", "SplitAnswerIntent", {"mine": "yes", "theirs": "no"}),
        ("go home", "AMAZON.NavigateHomeIntent", {}),
        ("start the checkin", "CheckIntent", {}),
        ("check in at 9 PM", "CheckIntent", {}),
    ],
)
def test_a_sample_is_certain(
    matcher: Matcher, utterance: str, intent: str, slots: dict[str, str]
) -> None:
    """A sample with its slots filled is understood with full confidence."""
    resolution = matcher.resolve(utterance)
    assert (*short(resolution), resolution.confidence) == (intent, slots, 1.0)


def test_the_fullest_sample_fills_the_slots(matcher: Matcher) -> None:
    """Where an intent has the words in a slot and outside one, the slot is filled."""
    assert short(matcher.resolve("remind us every day")) == ("RemindIntent", {"days": "every_day"})


def test_what_was_said_is_kept(matcher: Matcher) -> None:
    """A slot keeps the words that were said beside the value they resolve to."""
    slot = matcher.resolve("I do but he DOESN'T").slot("theirs")
    assert slot is not None
    assert (slot.value_spoken, slot.id, slot.match) == ("doesn't", "no", True)


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("okay so um a tip please", "TipIntent"),
        ("no i do", "AMAZON.YesIntent"),
        ("yeah i don't", "AMAZON.NoIntent"),
        ("could you stop", "AMAZON.StopIntent"),
        ("i i do", "AMAZON.YesIntent"),
        ("she supports me", "AMAZON.YesIntent"),
        ("erase our data", "DeleteIntent"),
    ],
)
def test_plainer_and_interchangeable_words(matcher: Matcher, utterance: str, intent: str) -> None:
    """Fillers, stutters, particles and interchangeable words cost little confidence."""
    resolution = matcher.resolve(utterance)
    assert resolution.intent == intent
    assert 0.9 < resolution.confidence < 1


def test_a_slot_value_in_other_words_is_filled(matcher: Matcher) -> None:
    """Words much like a listed value fill the slot, and stay as they were said."""
    slot = matcher.resolve("give me a tip about times together").slot("theme")
    assert slot is not None
    assert (slot.id, slot.value_spoken) == ("time", "times together")


def test_an_unlisted_value_has_no_id(matcher: Matcher) -> None:
    """Words that no value lists fill a slot at the end, without a match, as Alexa sends them."""
    slot = matcher.resolve("give me a tip about my finances").slot("theme")
    assert slot is not None
    assert (slot.value_spoken, slot.id, slot.match) == ("my finances", None, False)


@pytest.mark.parametrize(
    "utterance", ["i do no wait i don't", "no hang on yes", "he supports me he doesn't support me"]
)
def test_both_ways_is_unclear(matcher: Matcher, utterance: str) -> None:
    """A yes and a no about the same thing are no answer."""
    assert matcher.resolve(utterance).intent == "UnclearAnswerIntent"


@pytest.mark.parametrize(
    ("utterance", "slots"),
    [
        ("what do i do he hits me", {"kind": "partner"}),
        ("i feel close to him but last night he hit the baby", {"kind": "child"}),
        ("no i'm really scared of her", {}),
        ("she punched me", {"kind": "partner"}),
    ],
)
def test_a_call_for_help_is_heard_anywhere(
    matcher: Matcher, utterance: str, slots: dict[str, str]
) -> None:
    """A call for help is heard among other words and in other words."""
    assert short(matcher.resolve(utterance)) == ("UnsafeIntent", slots)


@pytest.mark.parametrize(
    "utterance",
    [
        "i'm scared of spiders",
        "she's beating me at scrabble",
        "he doesn't hit me",
        "that hit song",
        "he hit a home run",
    ],
)
def test_harmless_words_raise_no_alarm(matcher: Matcher, utterance: str) -> None:
    """Sentences with the words of danger and another meaning are no call for help."""
    assert matcher.resolve(utterance).intent != "UnsafeIntent"


def test_the_end_of_a_long_sentence_counts(matcher: Matcher) -> None:
    """A sample that ends an utterance decides, whatever came before."""
    assert matcher.resolve("the neighbors are noisy so give me a tip").intent == "TipIntent"


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("forget every thing about us", "DeleteIntent"),
        ("give me a tip about come unication", "TipIntent"),
    ],
)
def test_misheard_words_are_guessed(matcher: Matcher, utterance: str, intent: str) -> None:
    """A word that a recogniser took apart is put together again."""
    assert matcher.resolve(utterance).intent == intent


@pytest.mark.parametrize(
    "utterance",
    [
        "what's the weather in paris",
        "play some jazz",
        "the tip of the iceberg melted",
        "purple elephant",
    ],
)
def test_other_business_falls_back(matcher: Matcher, utterance: str) -> None:
    """Speech about something else is nobody's business here."""
    assert matcher.resolve(utterance).intent == FALLBACK_INTENT


@pytest.mark.parametrize(
    "utterance", ["", "   ", "\n", "?!", "\u2026", "\U0001f600\U0001f600", "' - '"]
)
def test_nothing_said_falls_back(matcher: Matcher, utterance: str) -> None:
    """An utterance without a word is a fallback for certain."""
    assert matcher.resolve(utterance) == Resolution(FALLBACK_INTENT, confidence=1.0)


@pytest.mark.parametrize(
    "word", ["a ", "no yes ", "i do no i do ", "he hits me ", "9:30 ", "this skill ", "please "]
)
def test_very_long_speech_is_survived(matcher: Matcher, word: str) -> None:
    """Ten thousand characters are understood as something, and confidence stays in its bounds."""
    assert 0 <= matcher.resolve(word * (10_000 // len(word))).confidence <= 1


@given(text=st.text(max_size=60))
def test_any_text_is_understood_as_something(matcher: Matcher, text: str) -> None:
    """Whatever the text, the answer is an intent of the model, the same each time, with a confidence from 0 to 1."""
    resolution = matcher.resolve(text)
    assert resolution.intent in {intent.name for intent in MODEL.intents}
    assert 0 <= resolution.confidence <= 1
    assert matcher.resolve(text) == resolution


WORDS = sorted(
    {
        word
        for intent in MODEL.intents
        for sample in intent.samples
        for word in sample.split()
        if "{" not in word
    }
)


@given(
    words=st.lists(
        st.sampled_from([*WORDS, "nine", "me", "weekends", "spiders", "not"]),
        min_size=1,
        max_size=9,
    )
)
def test_case_and_punctuation_around_do_not_matter(matcher: Matcher, words: list[str]) -> None:
    """Shouting and stops at the ends change neither the intent nor the slots."""
    said = " ".join(words)
    assert short(matcher.resolve(f"  \u2026{said.upper()}?! ")) == short(matcher.resolve(said))


def test_an_undeclared_slot_is_an_error() -> None:
    """A sample with a slot that its intent does not declare is named when the matcher is built."""
    broken = InteractionModel(
        "en-US", "evening talk", (Intent("TipIntent", (), ("a {size} tip",)),)
    )
    with pytest.raises(InteractionModelError, match="size"):
        Matcher(broken)


def test_an_unknown_slot_type_is_an_error() -> None:
    """A slot type that nobody can fill is named when the matcher is built."""
    intent = Intent("WhenIntent", (Slot("date", "AMAZON.DATE"),), ("on {date}",))
    with pytest.raises(InteractionModelError, match=r"AMAZON\.DATE"):
        Matcher(InteractionModel("en-US", "evening talk", (intent,)))


DAYS = Slot("days", "DAYS", multiple=True)
WEEK = InteractionModel(
    locale="en-US",
    invocation_name="evening talk",
    intents=(
        Intent(FALLBACK_INTENT),
        Intent("RemindIntent", (DAYS,), ("remind us on {days}", "remind us on {days} please")),
        Intent("OnceIntent", (Slot("day", "DAYS"),), ("just this once on {day}",)),
    ),
    types=(
        SlotType(
            "DAYS",
            (
                SlotValue("monday", "mondays"),
                SlotValue("friday", "fridays"),
                SlotValue("saturday", "saturdays"),
                SlotValue("sunday", "sundays"),
                SlotValue("weekend", "weekends", ("saturdays and sundays",)),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("utterance", "ids"),
    [
        ("remind us on mondays", "monday"),
        ("remind us on mondays and fridays", ["monday", "friday"]),
        ("remind us on mondays, fridays and sundays", ["monday", "friday", "sunday"]),
        ("remind us on mondays fridays please", ["monday", "friday"]),
        ("remind us on saturdays and sundays", "weekend"),
        ("remind us on fridays and saturdays and sundays", ["friday", "weekend"]),
        ("okay remind us on mondays and sundays then", ["monday", "sunday"]),
    ],
)
def test_a_slot_of_several_values_takes_all_that_are_said(
    utterance: str, ids: str | list[str]
) -> None:
    """Values follow one another with "and" or a pause; one listed phrase for two stays one."""
    resolution = Matcher(WEEK).resolve(utterance)
    assert as_json(resolution)["slots"] == {"days": ids}


def test_a_slot_of_one_value_takes_one() -> None:
    """Of a type that another slot takes several values of, it takes one all the same."""
    matcher = Matcher(WEEK)
    assert as_json(matcher.resolve("just this once on mondays"))["slots"] == {"day": "monday"}
    assert matcher.resolve("just this once on mondays and fridays").confidence < 1
