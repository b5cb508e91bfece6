"""A few seconds of what `make soak` does for longer: nothing differs, and a difference shows."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from skill.dialog.changes import ZoneTold, changed
from skill.dialog.household import Household
from skill.dialog.pending import PendingQuestion
from skill.dialog.record_json import household_to_json
from skill.dialog.state import DialogState
from skill.persistence.sqlite import BUSY_SECONDS
from skill.simulator.echo.envelope import Envelope, RequestWriter, Session, mapping
from tests.handlers.echo import IntentsByName
from tests.soak.__main__ import main
from tests.soak.household import VirtualHousehold
from tests.soak.model import FAILED, Document, HouseholdModel, Sent
from tests.soak.turns import DELAY, NO_FAULTS, UNLOADED, UNSAVED, Faults
from tests.support.faulty_store import Fault
from tests.web.amazon import DEVICE, NOW
from tests.web.served import ROOT

Figures = list[tuple[str, str]]

USER = "amzn1.ask.account.MODELLED"


def test_households_talk_on_while_everything_breaks() -> None:
    """Every answer and record is one that the model allows, and the log names nobody."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", "--seconds", "6", "--households", "40"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^answers that cannot be +0$", done.stdout, re.MULTILINE)
    assert re.search(r"^records that cannot be +0$", done.stdout, re.MULTILINE)
    assert re.search(r"^records that lost a tip +0$", done.stdout, re.MULTILINE)
    assert re.search(r"^records that had one come back +0$", done.stdout, re.MULTILINE)
    requests = re.search(r"^requests +([\d,]+)$", done.stdout, re.MULTILINE)
    assert requests is not None
    # Everybody has spoken at least once, whatever else the machine had to do.
    assert int(requests[1].replace(",", "")) >= 40


class Modelled:
    """A household's model, and what it would truly be answered."""

    def __init__(self) -> None:
        self.model = HouseholdModel(USER)
        self._other = HouseholdModel(USER)
        self._writer = RequestWriter(lambda: NOW, Random(1))

    def asked(self, said: str, state: DialogState | None = None) -> Envelope:
        """A request of a new session, or of one that is at something."""
        request: Envelope = {"type": "IntentRequest", "intent": IntentsByName().intent(said)}
        session = Session("s") if state is None else Session("s", state.to_json(), new=False)
        return self._writer.in_session(request, replace(DEVICE, user_id=USER), session)

    def answered(self, envelope: Envelope, faults: Faults = NO_FAULTS) -> dict[str, Any]:
        """What a household is answered that has said what was asked for here before, and no more."""
        self._other._faults[str(mapping(envelope["request"])["requestId"])] = faults
        return self._other._skill.handle(envelope)

    def put_back(self, record: dict[str, object]) -> None:
        """Have a record kept where there is none."""
        self._other._memory.save(USER, record, expected_version=None)

    @property
    def record(self) -> Document:
        """What is kept after all that was answered."""
        record = self._other._memory.load(USER)
        return dict(record.document) if record else None


@pytest.fixture
def modelled() -> Modelled:
    """A household that has said nothing yet."""
    return Modelled()


def test_an_answer_that_came_rules_out_that_nothing_was_kept(modelled: Modelled) -> None:
    """The tip that was given is in the record, and the empty record is no longer possible."""
    tip = modelled.asked("tip")
    assert modelled.model.take(Sent(tip, NO_FAULTS, modelled.answered(tip), 0.1))
    (record,) = modelled.model.possible
    assert record is not None
    assert not modelled.model.is_possible(None)


def test_a_wrong_answer_is_impossible(modelled: Modelled) -> None:
    """Another tip than the one that follows from the request cannot be."""
    tip, other = modelled.asked("tip"), modelled.asked("tip")
    assert modelled.answered(tip) != modelled.answered(other)
    assert not modelled.model.take(Sent(tip, NO_FAULTS, modelled.answered(other), 0.1))


def test_what_got_no_answer_may_be_kept_or_not(modelled: Modelled) -> None:
    """Both records stay possible until an answer tells."""
    tip = modelled.asked("tip")
    assert modelled.model.take(Sent(tip, NO_FAULTS, None, 0.1))
    assert len(modelled.model.possible) == 2
    assert modelled.model.is_possible(None)


def test_what_failed_to_be_saved_is_not_in_the_record(modelled: Modelled) -> None:
    """A planned fault has its one outcome: the answer says so, and nothing is kept."""
    tip = modelled.asked("tip")
    answered = modelled.answered(tip)
    assert not modelled.model.take(Sent(tip, UNSAVED, answered, 0.1))
    assert modelled.model.take(Sent(tip, UNSAVED, None, 0.1))
    assert modelled.model.is_possible(None)


def test_a_lost_update_is_impossible(modelled: Modelled) -> None:
    """Of two tips given at once both are in the record, whichever was saved first."""
    tips = [modelled.asked("tip"), modelled.asked("tip")]
    sent = [Sent(tip, NO_FAULTS, modelled.answered(tip), 0.1) for tip in tips]
    alone = HouseholdModel(USER)
    assert alone.take(sent[0])
    (only_one,) = alone.possible
    assert modelled.model.take(*sent)
    assert not modelled.model.is_possible(only_one)


def test_a_turn_that_could_not_save_repeats_nothing_of_the_other(modelled: Modelled) -> None:
    """Of two tips given at once, the later of which met a locked file, the first is kept, once."""
    saved, unsaved = modelled.asked("tip"), modelled.asked("tip")
    sent = [
        Sent(saved, NO_FAULTS, modelled.answered(saved), 0.1),
        Sent(unsaved, UNSAVED, modelled.answered(unsaved, UNSAVED), BUSY_SECONDS),
    ]
    assert modelled.model.take(*reversed(sent))
    assert modelled.model.possible == [modelled.record]


def test_two_that_forget_at_once_may_both_have_met_the_record(modelled: Modelled) -> None:
    """Both loaded it before either deleted it, so both were answered by its clocks."""
    late = household_to_json(
        changed(Household.new(1), [ZoneTold("America/New_York", night=NOW.date())])
    )
    sent: list[Sent] = []
    for _ in range(2):
        yes = modelled.asked("yes", DialogState(pending=PendingQuestion.FORGET, known=True))
        modelled.put_back(late)
        sent.append(Sent(yes, NO_FAULTS, modelled.answered(yes), 0.1))
        assert modelled.answered(yes) != sent[-1].answer
    modelled.model.possible = [late]
    assert modelled.model.take(*sent)
    assert modelled.model.possible == [None]


def test_a_deletion_may_fail_that_a_load_failed_before(modelled: Modelled) -> None:
    """The record stays where the load failed as planned, and the deletion because the file was locked."""
    tip = modelled.asked("tip")
    modelled.model.take(Sent(tip, NO_FAULTS, modelled.answered(tip), 0.1))
    yes = modelled.asked("yes", DialogState(pending=PendingQuestion.FORGET, known=True))
    failed = modelled.answered(yes, Faults(Fault.HANGING, Fault.DOWN))
    sent = Sent(yes, Faults(Fault.HANGING), failed, BUSY_SECONDS + DELAY)
    assert modelled.model.take(sent)
    assert modelled.model.possible == [modelled.record]


@pytest.fixture
def household() -> VirtualHousehold:
    """A household that has sent nothing yet."""
    return VirtualHousehold(
        1,
        1,
        exchange=lambda _: (None, 0.0),
        plan=lambda _: NO_FAULTS,
        both=lambda one, other: (one(), other()),
        clock=lambda: NOW,
    )


def test_a_tip_that_comes_back_after_everything_was_deleted_shows(
    household: VirtualHousehold,
) -> None:
    """Without asking the model: only what was heard since may be in the record, unless it is not known."""
    modelled = Modelled()
    tip = modelled.asked("tip")
    answer = modelled.answered(tip)
    heard = Sent(tip, NO_FAULTS, answer, 0.1)
    disabled = Sent({"request": {"type": "SkillDisabled", "requestId": "d"}}, NO_FAULTS, {}, 0.1)
    given = answer["sessionAttributes"]["said"][1]
    record: Document = {"tips": {"used": f"{given}"}}

    household.sent[:] = [(heard,)]
    assert household.returned_tips(record) == set()
    household.sent[:] = [(heard,), (disabled,)]
    assert household.returned_tips(record) == {given}
    assert household.returned_tips(None) == set()
    household.sent[:] = [(heard,), (replace(disabled, answer=FAILED),)]
    assert household.returned_tips(record) == set()
    household.sent[:] = [(heard,), (disabled,), (replace(heard, answer=None),)]
    assert household.returned_tips(record) == set()
    household.sent[:] = [(heard,), (disabled,), (heard,)]
    assert household.returned_tips(record) == set()

    never_met = modelled.answered(modelled.asked("tip"), UNLOADED)
    household.sent[:] = [(replace(heard, answer=never_met),), (disabled,)]
    given = never_met["sessionAttributes"]["said"][1]
    assert household.returned_tips({"tips": {"used": given}}) == set()


def test_a_tip_that_is_not_in_the_record_is_lost(household: VirtualHousehold) -> None:
    """Without asking the model: what was given, and not told to be unsaved, must be kept."""
    modelled = Modelled()
    tip = modelled.asked("tip")
    answer = modelled.answered(tip)
    household.sent.append((Sent(tip, NO_FAULTS, answer, 0.1),))
    given = answer["sessionAttributes"]["said"][1]
    assert household.lost_tips(None) == {given}
    assert household.lost_tips({"tips": {"used": f"t000 {given}"}}) == set()
    unsaved = answer | {"sessionAttributes": answer["sessionAttributes"] | {"unsaved": []}}
    household.sent[0] = (Sent(tip, UNSAVED, unsaved, 0.1),)
    assert household.lost_tips(None) == set()


@pytest.mark.parametrize("differences", [0, 1])
def test_what_differs_can_be_looked_at_afterwards(
    differences: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """The last line names the folder where the steps are, although nobody asked for one."""

    def soak(_seed: int, _number: int, _seconds: float, folder: Path) -> tuple[Figures, int]:
        (folder / "household-1.jsonl").write_text("{}\n")
        return [("requests", "1")], differences

    monkeypatch.setattr(sys, "argv", ["make soak"])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(logging, "disable", lambda: None)
    monkeypatch.setattr("tests.soak.__main__.soak", soak)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == differences
    last = capsys.readouterr().out.splitlines()[-1]
    kept = list(tmp_path.glob("*/household-1.jsonl"))
    assert len(kept) == differences
    assert last.endswith(f" {kept[0].parent}" if kept else "requests  1")
