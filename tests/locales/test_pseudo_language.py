"""A language that nobody speaks is spoken throughout: there is no English in the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from skill.app import Skill, build_skill
from skill.config import Settings
from skill.content.catalog import load_catalog, read_catalog
from skill.content.facts import load_facts
from skill.content.listing import read_listing
from skill.content.published import load_published
from skill.content.validation import check_catalog
from skill.persistence.memory import MemoryStore
from skill.reminders.heard_time import heard_time
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import APPLICATION_ID, DeviceSettings, Envelope
from skill.simulator.echo.reminder_service import PERMISSION, ReminderCloud
from skill.simulator.understanding.invocation import Invocation
from skill.speech.spoken import capitalised
from tests.handlers.echo import START, intent_json, matched_slot
from tests.locales.pseudo_language import ENGLISH, LOCALE, marked, write_pseudo_language

if TYPE_CHECKING:
    from pathlib import Path

    from skill.content.models import Catalog
    from skill.simulator.echo.exchange import Exchange

AS_SAID = frozenset({"time", "amount"})
SHOWN = frozenset({"text", "accessibilityLabel"})
"""Keys of an APL document whose values are read or read aloud."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the pseudo-language in it."""
    folder = tmp_path_factory.mktemp("data")
    write_pseudo_language(folder)
    return folder


@pytest.fixture(scope="module")
def catalog(data: Path) -> Catalog:
    """The catalog of the pseudo-language, read as any other is."""
    return read_catalog(LOCALE, data)


class Intents:
    """Understands "open" and "SetNightlyIntent time=21:30 days=monday"; ``~`` is a space."""

    def invocation(self, utterance: str) -> Invocation:
        """Everything but "open" is for the skill."""
        return Invocation(utterance == "open", "" if utterance == "open" else utterance)

    def intent(self, utterance: str) -> Envelope:
        """The intent of that name, with its slots filled."""
        name, *slots = utterance.split()
        name = name if name.endswith("Intent") else f"AMAZON.{name}Intent"
        return intent_json(name, dict(self._slot(*slot.split("=")) for slot in slots))

    def _slot(self, name: str, value: str) -> tuple[str, Envelope]:
        value, _, said = value.partition("/")
        if name in AS_SAID:
            slot: Envelope = {
                "name": name,
                "value": value.replace("~", " "),
                "confirmationStatus": "NONE",
            }
            return name, slot
        slot = matched_slot(name, value)
        return name, slot | ({"value": said.replace("~", " ")} if said else {})


@dataclass
class House:
    """A household with a screen, and what it has been told."""

    catalog: Catalog
    seed: int = 1

    def __post_init__(self) -> None:
        self.clock = MovableClock(START)
        settings = DeviceSettings(locale=LOCALE, screen=True, permissions=frozenset({PERMISSION}))
        rng = Random(self.seed)
        self.cloud = ReminderCloud(self.clock, lambda: f"reminder.{rng.random()}")
        api = AlexaApi(settings, self.cloud)
        self.skill: Skill = build_skill(
            Settings(skill_id=APPLICATION_ID),
            clock=self.clock,
            stopwatch=lambda: 0.0,
            rng=Random(self.seed),
            store=MemoryStore(clock=self.clock),
            content=lambda _: self.catalog,
            api_client=api,
        )
        self.device = VirtualDevice(
            self.skill.handle,
            Intents(),
            api=api,
            clock=self.clock,
            rng=Random(self.seed),
            needs_invocation=False,
        )

    def told(self, *utterances: str) -> Iterator[str]:
        """Say some things, and give all that is said and shown in return."""
        for utterance in utterances:
            exchange = self.device.launch() if utterance == "open" else self.device.say(utterance)
            yield from words_of(exchange)
        for reminder in self.cloud.reminders:
            yield reminder.content["text"]


def words_of(exchange: Exchange) -> Iterator[str]:
    """Every word of a response: spoken, asked again, on a card and on the screen."""
    response = exchange.response
    if response is None:
        return
    yield from _words("", response["response"])


def _words(key: str, value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "datasources" in value:
            yield from _texts(value["datasources"])
        for name, one in value.items():
            if name != "datasources":
                yield from _words(str(name), one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(key, one)
    elif key == "ssml":
        yield "".join(ET.fromstring(str(value)).itertext())  # noqa: S314 - the skill's own
    elif key in SHOWN and not str(value).startswith(("${", "#")):
        # Neither what is filled in from the data, nor a colour.
        yield str(value)


def _texts(sources: object) -> Iterator[str]:
    """The texts of a screen's data; its size and type are no words."""
    if isinstance(sources, Mapping):
        for name, one in sources.items():
            if name not in {"size", "type"}:
                yield from _texts(one)
    elif isinstance(sources, str):
        yield sources


EVENING = (
    "open", "Help", "Repeat", "No",
    "DefineIntent topic=emotional_intimacy", "Yes", "Yes", "Repeat", "ExplainIntent", "Previous",
    "DefineIntent topic=benefits", "Yes", "Yes", "Yes", "DefineIntent", "DefineIntent topic=none",
    "TipIntent", "AnotherIntent", "Repeat", "TipIntent theme=time", "TipIntent theme=none", "Stop",
    "QuizIntent", "Yes", "QuizIntent mode=together", "Yes",
    "Yes", "No", "SometimesIntent", "SkipIntent", "ExplainIntent", "Repeat", "Help", "ProgressIntent",
    "BothAnswerIntent answer=no", "WhoseTurnIntent", "SplitAnswerIntent mine=yes theirs=no", "UnclearAnswerIntent", "YesAnswerIntent", "SameAnswerIntent",
    "Fallback", "Fallback", "Previous", "StartOver", "No", "Yes", "Yes", "No", "No", "Yes", "No", "No", "Yes", "Yes",
    "QuizIntent mode=alone", "No", "No", "Stop", "open", "Yes", "Yes", "No", "No", "No", "No", "Yes",
    "TonightPromptIntent", "AnotherIntent", "TonightPromptIntent",
    "SetNightlyIntent", "SetNightlyIntent time=01:30", "SetNightlyIntent time=PM", "Repeat", "No",
    "SetNightlyIntent time=21:30", "Yes", "NightlyStatusIntent",
    "SetNightlyIntent time=22:05 days=weekends", "Yes", "NightlyStatusIntent",
    "SetNightlyIntent time=00:15 days=monday", "Yes", "NightlyStatusIntent", "CancelNightlyIntent", "NightlyStatusIntent",
    "ProgressIntent", "GetHelpIntent", "Yes", "GetHelpIntent", "No",
    "PrivacyIntent about=kept", "PrivacyIntent about=listening", "PrivacyIntent about=partner",
    "VerdictIntent", "LowMoodIntent", "Fallback", "Fallback", "Fallback", "Next", "Yes",
    "UnsafeIntent kind=partner", "Help", "Yes", "Fallback", "UnsafeIntent kind=partner", "No",
    "UnsafeIntent kind=numbers", "PlaceIntent place=Pacific/Auckland", "UnsafeIntent kind=self_harm", "UnsafeIntent kind=child", "UnsafeIntent kind=hurting", "Yes",
    "ForgetUsIntent", "YesAnswerIntent", "No", "ForgetUsIntent", "Yes",
    "QuizIntent mode=together", "Yes", *["BothAnswerIntent answer=no"] * 6, "Stop",
    "QuizIntent mode=together", "Yes", *["BothAnswerIntent answer=yes"] * 6, "Stop", "ProgressIntent", "No",
)  # fmt: skip


def test_a_whole_evening_has_no_word_of_english_in_it(catalog: Catalog) -> None:
    """Definitions, tips, check-ins with results, prompts, reminders, danger and forgetting."""
    said = list(House(catalog).told(*EVENING))

    assert [text for text in said if ENGLISH.search(text)] == []
    fewer = catalog.lines["progress.fewer"].variants[0].text.partition("{")[0]
    assert any(capitalised(fewer) in text for text in said)
    assert len({text for text in said if text}) > 150


@pytest.mark.parametrize("seed", range(4))
def test_nor_has_whatever_else_may_be_said(catalog: Catalog, seed: int) -> None:
    """A hundred and fifty turns at random, over days, with whatever slots there are."""
    house, rng = House(catalog, seed), Random(seed)
    english = []
    for _ in range(150):
        house.clock.advance(timedelta(hours=rng.choice((0, 0, 0, 0, 2, 9))))
        english += [text for text in house.told(rng.choice(EVENING)) if ENGLISH.search(text)]

    assert english == []


def test_english_would_be_noticed() -> None:
    """The same evening in English is full of it."""
    said = list(House(load_catalog("en-US")).told("open", "TipIntent"))

    assert all(ENGLISH.search(text) for text in said if text.strip())


def test_what_is_heard_is_read_by_the_words_of_the_language(catalog: Catalog) -> None:
    """Parts of the day, the half hour and bedtime are words of the data, and English ones mean nothing."""
    heard = heard_time("08:30", catalog, marked("half nine in the morning"))

    assert heard == heard_time("09:30", load_catalog(), "nine thirty am")
    assert heard_time(None, catalog, "half nine") == heard_time(None, catalog, "")


def test_an_answer_for_two_is_known_by_the_words_of_the_language(catalog: Catalog) -> None:
    """In the middle of a check-in "both of us" answers for both, in that language's words."""
    house = House(catalog)
    list(house.told("QuizIntent mode=together", "Yes"))
    asked = catalog.questions[1].text

    (answer, *_) = house.told(f"QuizIntent mode=together/{marked('both~of~us')}")

    assert asked in answer


def test_the_place_says_some_of_it_anew(catalog: Catalog) -> None:
    """The file of the locale is read over those of its language."""
    assert catalog.region.locale == LOCALE
    assert marked("half after ") in catalog.manner.times.minutes[30]


def test_the_checks_of_content_hold_for_any_language(catalog: Catalog) -> None:
    """Ids, facts, budgets, reprompts, placeholders and numbers are checked; English style is not."""
    today = max(country.support.checked for country in catalog.countries.values())

    found = check_catalog(catalog, load_facts(), load_published(), today)

    assert [finding.message for finding in found] == []


def test_the_store_is_told_in_the_language(data: Path) -> None:
    """Every text of the listing is the language's own."""
    listing = read_listing(LOCALE, data)

    assert not any(ENGLISH.search(str(text)) for text in listing.values())
