"""Words weigh by how much they tell about what is meant."""

from skill.interaction_model.model import Intent, InteractionModel, Slot, SlotType, SlotValue
from skill.simulator.understanding.samples.samples import compile_samples
from skill.simulator.understanding.samples.slot_spans import SlotFinder
from skill.simulator.understanding.samples.vocabulary import Vocabulary
from skill.simulator.understanding.words.lexicon import lexicon

THEME = SlotType("THEME", (SlotValue("talking", "talking", ("gardening", "cooking")),))


def vocabulary(*intents: Intent) -> Vocabulary:
    model = InteractionModel("en-US", "evening talk", intents, (THEME,))
    return Vocabulary(compile_samples(model, lexicon()), SlotFinder(model), lexicon())


SORROW = Intent("SorrowIntent", (), ("gloomy", "gloomy tonight", "so gloomy"))
WEATHER = Intent(
    "WeatherIntent", (), ("umbrella", "umbrella tonight", "umbrella weather", "gloomy")
)


def test_a_word_that_one_intent_uses_tells_all() -> None:
    """The word of one intent weighs most, and one that is as frequent in every intent next to nothing."""
    words = vocabulary(SORROW, WEATHER)
    assert words.weight("umbrella") == 1.0
    assert words.weight("tonight") < words.weight("gloomy")


def test_a_stray_sample_takes_little_from_a_word() -> None:
    """One sample of another intent among many does not make a word tell half as much."""
    often = Intent("SorrowIntent", (), tuple(f"gloomy {word}" for word in "abcdefgh"))
    rarely = Intent("OtherIntent", (), ("gloomy", *(f"umbrella {word}" for word in "abcdefghijk")))
    assert vocabulary(often, rarely).weight("gloomy") > 0.5


def test_a_word_of_a_slot_value_counts_by_how_often_it_may_fill_the_slot() -> None:
    """A word that one of three values has tells more than one that the samples themselves have."""
    tips = Intent(
        "TipIntent", (Slot("theme", "THEME"),), ("umbrella {theme}", "umbrella and {theme}")
    )
    words = vocabulary(
        tips, Intent("OtherIntent", (), ("gardening umbrella", "umbrella gardening"))
    )
    assert words.weight("umbrella") < words.weight("gardening")
