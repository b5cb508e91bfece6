"""The source, a folder of TOML files, becomes a model; mistakes in it are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from skill.errors import InteractionModelError
from skill.interaction_model.model import Intent, InteractionModel, Slot, SlotType, SlotValue
from skill.interaction_model.source import build_model, source_locales

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SOURCE = {
    "en/skill.toml": 'invocation_name = "evening stars"\nfallback_sensitivity = "HIGH"',
    "en/words.toml": '[words]\nme = "(me|us)"\ncolour = ["red", "blue"]',
    "en/tips.toml": """
        [intent."AMAZON.HelpIntent"]
        [intent.TipIntent]
        slots = { theme = "THEME" }
        samples = ["give <me> a <colour> tip", "a tip on {theme}"]
        [type.THEME]
        time = ["time together", "date (night|nights)"]
    """,
    "en-GB.toml": '[words]\ncolour = "grey"',
    "en-US.toml": """
        [intent.TipIntent]
        samples = ["a tip y'all"]
        [intent.JokeIntent]
        samples = ["a joke"]
        [type.THEME]
        time = ["vacation"]
        affection = ["hugs"]
    """,
}
TOPICS = """
    [[topic]]
    id = "benefits"
    name = "the benefits"
    synonyms = ["why it matters"]
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def build(folder: Path, locale: str = "en-US", **files: str) -> InteractionModel:
    """Build a model from the source above, with files added or changed."""
    changed = {f"{name.replace('__', '/')}.toml": text for name, text in files.items()}
    source = write(folder / "source", {**SOURCE, **changed})
    content = write(folder / "content", {"en/topics.toml": TOPICS})
    return build_model(locale, source, content)


def test_the_locales_are_the_files_beside_the_languages(tmp_path: Path) -> None:
    """There is one locale for each file at the top of the source."""
    assert source_locales(write(tmp_path, SOURCE)) == ("en-GB", "en-US")


def test_files_of_a_language_and_a_locale_add_up(tmp_path: Path) -> None:
    """The model holds the language's intents and types, and what the locale adds to them."""
    expected = InteractionModel(
        locale="en-US",
        invocation_name="evening stars",
        intents=(
            Intent("AMAZON.HelpIntent"),
            Intent("JokeIntent", (), ("a joke",)),
            Intent(
                "TipIntent",
                (Slot("theme", "THEME"),),
                (
                    "a tip on {theme}",
                    "a tip y'all",
                    "give me a blue tip",
                    "give me a red tip",
                    "give us a blue tip",
                    "give us a red tip",
                ),
            ),
        ),
        types=(
            SlotType(
                "THEME",
                (
                    SlotValue("time", "time together", ("date night", "date nights", "vacation")),
                    SlotValue("affection", "hugs"),
                ),
            ),
        ),
        fallback_sensitivity="HIGH",
    )
    assert expected == build(tmp_path)


def test_a_locale_says_words_anew(tmp_path: Path) -> None:
    """A locale's words take the place of the language's, and other locales keep theirs."""
    tips = {intent.name: intent for intent in build(tmp_path, "en-GB").intents}["TipIntent"]
    assert tips.samples == ("a tip on {theme}", "give me a grey tip", "give us a grey tip")


def test_a_type_can_come_from_the_content(tmp_path: Path) -> None:
    """The content gives ids, names and synonyms, and the source may add phrases to them."""
    types = build(
        tmp_path,
        en__topics='[type_from_content]\nTOPIC = "topic"\n[type.TOPIC]\nbenefits = ["it matter"]',
    ).types
    assert (
        SlotType("TOPIC", (SlotValue("benefits", "the benefits", ("why it matters", "it matter")),))
        in types
    )


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("en__tips", "[intent", "tips.toml cannot be read"),
        ("en__more", "[intents.JokeIntent]", "more.toml has an unknown key 'intents'"),
        ("en__more", '[intent.A]\nsample = ["a"]', "A in .*more.toml has an unknown key 'sample'"),
        ("en__more", "[intent.TipIntent]", "tips.toml describes TipIntent again"),
        ("en__more", '[type.THEME]\ntalk = ["x"]', "describes the slot type THEME again"),
        ("en__more", '[intent.A]\nsamples = "a"', "'A' must be a list of texts"),
        ("en__more", "[type.MOOD]\ncalm = [1]", "'MOOD.calm' must be a list of texts"),
        ("en__more", "[type.MOOD]\ncalm = []", "no phrase for 'calm' of the slot type MOOD"),
        ("en__more", 'intent = "TipIntent"', "'intent' must be a table"),
        ("en__more", '[intent.A]\nsamples = ["a (b"]', "In A, the template 'a \\(b'"),
        (
            "en__more",
            '[type_from_content]\nTOPIC = "topic"\n[type.TOPIC]\nbenefit = ["x"]',
            "has phrases for the topic 'benefit', which the content lacks",
        ),
        ("en__more", '[type_from_content]\nTIP = "tip"', "tips.toml cannot be read"),
    ],
)
def test_a_mistake_in_the_source_is_named(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    """An error names the file and what is wrong in it."""
    with pytest.raises(InteractionModelError, match=complaint):
        build(tmp_path, **{name: text})


def test_a_locale_without_a_file_is_refused(tmp_path: Path) -> None:
    """There is no model of a locale that the source does not know."""
    with pytest.raises(InteractionModelError, match=r"en-ZA\.toml cannot be read"):
        build(tmp_path, "en-ZA")


SEVERAL = """
    [intent.RemindIntent]
    slots = { days = "DAYS", time = "AMAZON.TIME" }
    several = ["days"]
    samples = ["remind us on {days} at {time}"]
    [type.DAYS]
    monday = ["mondays"]
"""


def test_a_slot_takes_several_values_where_the_source_says_so(tmp_path: Path) -> None:
    """The slot that is named takes several values, and no other of the intent."""
    (remind,) = (i for i in build(tmp_path, en__days=SEVERAL).intents if i.name == "RemindIntent")
    assert [slot.name for slot in remind.slots if slot.multiple] == ["days"]


def test_a_locale_may_be_without_slots_of_several_values(tmp_path: Path) -> None:
    """Amazon has none in some locales; one that says so takes one value in each slot."""
    model = build(tmp_path, en__days=SEVERAL, **{"en-US": "several_values = false"})
    assert not any(slot.multiple for intent in model.intents for slot in intent.slots)


def test_several_values_of_no_slot_are_refused(tmp_path: Path) -> None:
    """A misspelt slot is named."""
    broken = SEVERAL.replace('["days"]', '["dayz"]')
    with pytest.raises(InteractionModelError, match="'dayz'"):
        build(tmp_path, en__days=broken)
