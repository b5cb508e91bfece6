"""Two Echos of one household on one SQLite file: what is said to either is kept, whoever saves first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from skill.dialog.check_in import CheckIn
from skill.dialog.household import Household
from skill.persistence.store import HouseholdStore, open_store
from skill.simulator.echo.device import VirtualDevice
from tests.handlers.echo import CATALOG, START, Home
from tests.support.faulty_store import FaultyStore

ANSWERS = ("yes", "no", "sometimes", "yes", "skip", "no", "yes", "yes", "no", "no", "yes", "yes")
IN_LETTERS = "ynsyonyynnyy"
CHECK_IN = ("together", "yes", *ANSWERS)
"""All that is said from asking for a check-in together to its result."""


@dataclass(frozen=True, slots=True)
class Kitchen:
    """A household with an Echo in the kitchen and one in the bedroom.

    Each is served by a process of its own, as far as the store can tell. What
    is said in the bedroom ``meanwhile`` is saved between the loading and the
    saving of the next turn in the kitchen.
    """

    echo: VirtualDevice
    bedroom: VirtualDevice
    home: Home
    store: FaultyStore

    def meanwhile(self, *said: str) -> list[str]:
        """Say something in the bedroom during the next turn in the kitchen; fills with what is heard."""
        heard: list[str] = []
        self.store.meanwhile = lambda: heard.extend(
            self.bedroom.say(words).speech for words in said
        )
        return heard

    def record(self) -> Household:
        """What is kept of the household."""
        record = self.home.record()
        assert record is not None
        return record

    def unfinished(self) -> CheckIn:
        """The check-in that is kept of the household."""
        check_in = self.record().check_in
        assert check_in is not None
        return check_in


@pytest.fixture
def kitchen(tmp_path: Path) -> Iterator[Kitchen]:
    def opened() -> HouseholdStore:
        return open_store(f"sqlite:///{tmp_path}/households.sqlite3", clock=lambda: START)

    with closing(opened()) as ours, closing(opened()) as theirs:
        store = FaultyStore(ours)
        home, other = Home(store=store, seed=1), Home(store=theirs, seed=2)
        yield Kitchen(home.echo(), other.echo(), home, store)


def tips_in(speech: list[str]) -> set[str]:
    """The ids of the tips that were spoken."""
    return {id_ for id_, tip in CATALOG.tips.items() if any(tip.text in words for words in speech)}


def answers_of(check_in: CheckIn) -> str:
    """The answers by place, a letter each, and a point where there is none."""
    letters = []
    for question in range(6):
        for turn in range(check_in.voices):
            voice = (question + turn) % check_in.voices
            letters.append(check_in.answers[question][voice] or ".")
    return "".join(letters)


def test_the_two_have_met(kitchen: Kitchen) -> None:
    """A save that met a conflict and was done again is what these tests are about."""
    kitchen.echo.say("tip")
    saves = kitchen.store.calls["save"]
    kitchen.meanwhile("tip")

    kitchen.echo.say("another")

    assert kitchen.store.calls["save"] - saves == 2


@pytest.mark.parametrize("point", range(len(CHECK_IN)))
def test_a_tip_heard_in_the_bedroom_and_an_answer_in_the_kitchen_are_kept(
    kitchen: Kitchen, point: int
) -> None:
    """The answer and the tip are in the record, at whatever point of a check-in they come at once."""
    for said in CHECK_IN[:point]:
        kitchen.echo.say(said)
    heard = kitchen.meanwhile("tip")

    kitchen.echo.say(CHECK_IN[point])

    assert len(heard) == 1
    assert tips_in(heard)
    assert kitchen.record().tips.used == tips_in(heard)
    answered = max(0, point - 1)
    if answered == len(ANSWERS):
        assert len(kitchen.record().history) == 1
        assert kitchen.record().check_in is None
    elif answered:
        assert answers_of(kitchen.unfinished()) == IN_LETTERS[:answered].ljust(12, ".")
    else:
        assert kitchen.record().check_in is None


def test_a_whole_check_in_is_kept_while_tips_are_heard_all_the_time(kitchen: Kitchen) -> None:
    """The same result as without them is in the record, and every tip that was heard meanwhile."""
    heard = []
    for said in CHECK_IN:
        heard.append(kitchen.meanwhile("tip"))
        kitchen.echo.say(said)
    alone = Home()
    undisturbed = alone.echo()
    for said in CHECK_IN:
        undisturbed.say(said)

    expected = alone.record()
    assert expected is not None
    (past,), (expected_past,) = kitchen.record().history, expected.history
    assert past.areas == expected_past.areas
    assert past.night == expected_past.night
    assert kitchen.record().check_in is None
    assert kitchen.record().told == expected.told
    tips = tips_in([words for turn in heard for words in turn])
    assert len(tips) == len(CHECK_IN)
    assert tips <= kitchen.record().tips.used


def test_two_brand_new_echos_begin_one_record(kitchen: Kitchen) -> None:
    """Both tips and both once-only lines are kept of a household that two Echos meet at once."""
    heard = kitchen.meanwhile("together", "stop", "tip")

    heard.append(kitchen.echo.say("open").speech)
    heard.append(kitchen.echo.say("tip").speech)

    assert kitchen.record().told == {"welcome", "disclaimer"}
    assert kitchen.record().tips.used == tips_in(heard)
    assert len(tips_in(heard)) == 2


THEMES = ("TipIntent theme=talking", "TipIntent theme=time")


def test_tips_heard_at_once_are_all_kept(kitchen: Kitchen) -> None:
    """Twelve tips are in the record after six in each room, each pair at the same moment."""
    heard = []
    for _ in range(6):
        heard.append(kitchen.meanwhile(THEMES[1]))
        heard.append([kitchen.echo.say(THEMES[0]).speech])

    told = tips_in([words for turn in heard for words in turn])
    assert len(told) == 12
    assert kitchen.record().tips.used == told


@pytest.mark.parametrize("point", range(2, len(ANSWERS)))
def test_the_later_of_two_answers_to_one_question_counts(kitchen: Kitchen, point: int) -> None:
    """All answers before it, and the kitchen's, are in the record when the bedroom has answered first."""
    for said in CHECK_IN[: point + 1]:
        kitchen.echo.say(said)
    given = IN_LETTERS[: point - 1]
    kitchen.bedroom.say("together")
    kitchen.meanwhile("yes", "sometimes")

    kitchen.echo.say("no")

    assert answers_of(kitchen.unfinished()) == f"{given}n".ljust(12, ".")


def test_answers_given_ahead_in_the_bedroom_survive_an_answer_in_the_kitchen(
    kitchen: Kitchen,
) -> None:
    """Five answers from the bedroom stay where they are when the kitchen answers what it was asked."""
    for said in ("together", "yes", "yes", "no"):
        kitchen.echo.say(said)
    for said in ("together", "yes", "sometimes", "sometimes", "skip", "yes", "no"):
        kitchen.bedroom.say(said)
    assert answers_of(kitchen.unfinished()) == "ynssoyn....."

    kitchen.echo.say("yes")

    assert answers_of(kitchen.unfinished()) == "ynysoyn....."


def test_an_answer_changed_in_the_bedroom_is_not_undone_in_the_kitchen(kitchen: Kitchen) -> None:
    """The bedroom's second thought is in the record after the kitchen, which never heard it, answers on."""
    for said in ("together", "yes", "yes", "yes"):
        kitchen.echo.say(said)
    for said in ("together", "yes", "AMAZON.PreviousIntent", "AMAZON.PreviousIntent", "no"):
        kitchen.bedroom.say(said)
    assert answers_of(kitchen.unfinished()) == "ny.........."

    kitchen.echo.say("sometimes")

    assert answers_of(kitchen.unfinished()) == "nys........."


def test_a_check_in_that_both_rooms_finish_counts_once(kitchen: Kitchen) -> None:
    """One result is in the record, and nothing unfinished, after both rooms took it to its end."""
    for said in CHECK_IN[:-1]:
        kitchen.echo.say(said)
    kitchen.bedroom.say("together")
    kitchen.bedroom.say("yes")
    kitchen.meanwhile("yes")

    kitchen.echo.say("yes")

    assert len(kitchen.record().history) == 1
    assert kitchen.record().check_in is None


def test_an_answer_that_comes_after_the_result_does_not_bring_the_check_in_back(
    kitchen: Kitchen,
) -> None:
    """Nothing unfinished is in the record when the bedroom answers a check-in that is over."""
    for said in CHECK_IN[:4]:
        kitchen.echo.say(said)
    kitchen.bedroom.say("together")
    kitchen.bedroom.say("yes")
    for said in CHECK_IN[4:]:
        kitchen.echo.say(said)
    assert len(kitchen.record().history) == 1

    kitchen.bedroom.say("yes")

    assert kitchen.record().check_in is None
    assert len(kitchen.record().history) == 1


@pytest.mark.parametrize("mode", [("together", "yes"), ("alone",)], ids=["together", "alone"])
@pytest.mark.parametrize(
    "ended",
    [("UnsafeIntent kind=partner",), ("open", "no"), ("tip", "AMAZON.StartOverIntent")],
    ids=["somebody is not safe", "not carried on with", "started over"],
)
def test_a_check_in_that_was_ended_in_the_bedroom_stays_ended(
    kitchen: Kitchen, mode: tuple[str, ...], ended: tuple[str, ...]
) -> None:
    """One more answer in the kitchen, in the middle of it, does not bring it back."""
    for said in (*mode, "no"):
        kitchen.echo.say(said)
    id_ = kitchen.unfinished().id
    if ended[0] == "tip":
        ended = (*mode[:1], "AMAZON.StartOverIntent", "yes")
    for said in ended:
        kitchen.bedroom.say(said)
    before = kitchen.record().check_in
    assert before is None or before.id != id_

    kitchen.echo.say("no")

    assert kitchen.record().check_in == before


def test_tonights_prompt_is_the_one_that_was_chosen_first(kitchen: Kitchen) -> None:
    """The bedroom's prompt is tonight's for both rooms when both ask at once."""
    kitchen.echo.say("tip")
    heard = kitchen.meanwhile("prompt")
    kitchen.echo.say("prompt")

    tonight = kitchen.record().tonight

    assert tonight is not None
    assert CATALOG.prompts[tonight.prompt].text in heard[0]
    assert CATALOG.prompts[tonight.prompt].text in kitchen.echo.say("prompt").speech
    assert kitchen.record().nights == {"2026-11": 1}


def test_a_conflict_in_every_try_is_met_with_patience(kitchen: Kitchen) -> None:
    """The answer is kept in the session, and then in the record, when others save all the time."""
    kitchen.echo.say("together")
    kitchen.echo.say("yes")

    def disturb() -> None:
        kitchen.bedroom.say("tip")
        kitchen.store.meanwhile = disturb

    kitchen.store.meanwhile = disturb
    given_up = kitchen.echo.say("no")
    kitchen.store.meanwhile = None
    assert given_up.session_open
    assert kitchen.record().check_in is None

    kitchen.echo.say("yes")

    assert answers_of(kitchen.unfinished()) == "ny.........."


def test_a_choice_is_made_on_the_fresh_record(kitchen: Kitchen) -> None:
    """No tip comes twice when the rooms take turns."""
    heard = [
        device.say("tip").speech for _ in range(8) for device in (kitchen.echo, kitchen.bedroom)
    ]

    assert len(tips_in(heard)) == 16
