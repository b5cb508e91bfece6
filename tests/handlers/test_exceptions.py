"""When something goes wrong inside, the couple hears something kind and the log something useful."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from skill.content.models import Tip
from skill.dialog.pending import PendingQuestion
from skill.errors import StoreUnavailableError
from skill.persistence.memory import MemoryStore
from skill.persistence.store import StoredRecord
from skill.simulator.echo.envelope import USER_ID, DeviceSettings, Session, mapping
from tests.handlers.echo import CATALOG, START, Home, attributes_of
from tests.support.faulty_store import Fault, FaultyStore

PRIVATE = "what somebody said"


class BrokenTips(dict[str, Tip]):
    """Tips that cannot be looked at."""

    def __iter__(self) -> Iterator[str]:
        """Raise."""
        raise RuntimeError(PRIVATE)

    values = items = __iter__  # type: ignore[assignment] # it never returns


class BrittleRandom(Random):
    """A source of chance that can break."""

    broken = False

    def random(self) -> float:
        """Raise when it is broken."""
        self._raise_if_broken()
        return super().random()

    def getrandbits(self, k: int, /) -> int:
        """Raise when it is broken."""
        self._raise_if_broken()
        return super().getrandbits(k)

    def _raise_if_broken(self) -> None:
        if self.broken:
            raise OSError(PRIVATE)


class BrittleStore(MemoryStore):
    """A store that can fail in a way that no store should."""

    broken = False

    def load(self, user_id: str) -> StoredRecord | None:
        """Raise when it is broken."""
        if self.broken:
            message = f"{PRIVATE} {user_id}"
            raise ZeroDivisionError(message)
        return super().load(user_id)


TROUBLE = re.compile(r"^Sorry, (something went wrong on my side|that didn't work|I tripped up)\b")


def home_with_broken_tips() -> Home:
    return Home(content=replace(CATALOG, tips=BrokenTips(CATALOG.tips)))


def test_content_that_fails_is_apologised_for_with_something_to_do_next() -> None:
    """An apology, an offer and a reprompt is what a tip gives that cannot be read."""
    echo = home_with_broken_tips().echo()

    answer = echo.say("tip")

    assert TROUBLE.search(answer.speech)
    assert answer.session_open
    assert answer.reprompt
    assert attributes_of(echo)["pending"] in {
        PendingQuestion.OFFER_TIP,
        PendingQuestion.OFFER_PROMPT,
    }


def test_chance_that_fails_is_apologised_for() -> None:
    """An apology is what a turn gives whose source of chance raises, though apologies vary too."""
    rng = BrittleRandom(1)
    echo = Home(rng=rng).echo()
    rng.broken = True

    answer = echo.say("tip")

    assert TROUBLE.search(answer.speech)
    assert answer.session_open


def test_a_check_in_goes_on_after_trouble() -> None:
    """The very question, with its answers so far, is what a check-in goes on with after trouble."""
    rng = BrittleRandom(1)
    home = Home(rng=rng)
    echo = home.echo()
    for said in ("together", "yes", "yes", "no"):
        echo.say(said)
    before = attributes_of(echo)["check_in"]
    rng.broken = True
    assert TROUBLE.search(echo.say("yes").speech)
    rng.broken = False
    assert attributes_of(echo)["check_in"] == before

    echo.say("together")
    resumed = echo.say("yes")

    question = CATALOG.questions[1].text
    assert question in resumed.speech
    assert attributes_of(echo)["check_in"] == before


def test_a_session_goes_on_with_what_could_not_be_saved() -> None:
    """The unsaved changes are still in the session after trouble in the turn that followed."""
    rng = BrittleRandom(1)
    store = FaultyStore(MemoryStore(clock=lambda: START))
    echo = Home(store=store, rng=rng).echo()
    store.break_down()
    echo.say("tip")
    unsaved = attributes_of(echo)["unsaved"]
    assert unsaved
    rng.broken = True

    echo.say("another")

    assert attributes_of(echo)["unsaved"] == unsaved


@pytest.mark.parametrize("said", ["i am afraid", "UnsafeIntent kind=self_harm", "UnsafeIntent"])
def test_who_is_not_safe_is_answered_whatever_goes_wrong(said: str) -> None:
    """The words for somebody in danger, and no offer of a tip, are what they get in spite of trouble."""
    store = BrittleStore(clock=lambda: START)
    home = Home(store=store)
    expected = home.echo().say(said)
    store.broken = True

    answer = home.echo().say(said)

    assert answer.speech == expected.speech
    assert answer.session_open == expected.session_open


def test_trouble_on_the_unsafe_path_ends_it_quietly() -> None:
    """The neutral goodbye is what a "no" gives after "I'm not safe", in spite of trouble."""
    store = BrittleStore(clock=lambda: START)
    echo, other = Home(store=store).echo(), Home().echo()
    echo.say("i am afraid")
    other.say("i am afraid")
    store.broken = True

    answer = echo.say("no")

    assert answer.speech == other.say("no").speech
    assert not answer.session_open


def test_the_log_tells_the_kind_and_the_place_and_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The kind of error, function and line are what the log holds; no message, user or word."""
    store = BrittleStore(clock=lambda: START)
    echo = Home(store=store).echo()
    store.broken = True

    echo.say("TipIntent theme=time")

    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert re.fullmatch(
        r"A IntentRequest went wrong: ZeroDivisionError at BrittleStore\.load:\d+\.",
        record.getMessage(),
    )
    assert record.exc_info is None
    for private in (PRIVATE, USER_ID, "theme"):
        assert private not in caplog.text


def test_an_event_that_fails_fails_for_alexa_too() -> None:
    """StoreUnavailableError is what a SkillDisabled gives that could not be carried out, so that it comes again."""
    store = FaultyStore(MemoryStore(clock=lambda: START))
    home = Home(store=store)
    home.echo().say("tip")
    store.on_delete = Fault.DOWN
    event = home.writer.skill_event("AlexaSkillEvent.SkillDisabled", home.device)

    with pytest.raises(StoreUnavailableError, match="send the event again"):
        home.skill.handle(event)
    assert home.record() is not None

    store.recover()
    assert home.skill.handle(event)["response"] == {}
    assert home.record() is None


def test_a_session_that_ends_in_trouble_is_silent() -> None:
    """Nothing is what the end of a session gives, though saving what it carried raised."""
    store = BrittleStore(clock=lambda: START)
    home = Home(store=store)
    unsaved = [{"do": "tip", "tip": "t001", "round": 1, "seed": 1}]
    session = Session("s", {"pending": "more", "unsaved": unsaved}, new=False)
    store.broken = True

    response = home.skill.handle(
        home.writer.in_session({"type": "SessionEndedRequest"}, DeviceSettings(), session)
    )

    assert mapping(response["response"]) == {}
