"""Only a plain yes to its own question erases, sets or cancels something, or says a number out loud.

Every intent with its slots empty, not known and known meets every question that may be
pending, of a household with reminders and of one without; what came of it is read off the
store and off Alexa's reminders, not off what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from skill.content.catalog import load_catalog
from skill.dialog.pending import PendingQuestion
from skill.interaction_model.model import Intent, InteractionModel, load_model
from skill.simulator.echo.envelope import Envelope
from tests.certification.households import Answer, Meeting
from tests.dialog.states import PATHS
from tests.handlers.echo import matched_slot, resolved_slot

MODEL = load_model("en-US")
US = load_catalog("en-US").countries["US"]
NUMBERS = tuple(
    line.spoken for line in (US.support, US.support_assumed, US.hurting) if line is not None
)
MOST_SLOTS = 3

ERASED, SET, CANCELLED, NUMBER = "erased", "set", "cancelled", "said a number"

BY_A_YES = {
    (ERASED, PendingQuestion.FORGET),
    (CANCELLED, PendingQuestion.FORGET),
    (SET, PendingQuestion.NIGHTLY_CONSENT),
    (NUMBER, PendingQuestion.UNSAFE_NUMBER),
    (NUMBER, PendingQuestion.HURTING_NUMBER),
}
"""What a plain yes does to which question."""


def fillings(model: InteractionModel, name: str, type_name: str) -> tuple[Envelope | None, ...]:
    """A slot left empty, filled with words that nothing lists, and filled with something known."""
    own = next((type_ for type_ in model.types if type_.name == type_name), None)
    if own is None:
        value = "PT30M" if type_name == "AMAZON.DURATION" else "22:15"
        return None, {"name": name, "value": "?"}, {"name": name, "value": value}
    known = [matched_slot(name, value.id) for value in own.values]
    return None, resolved_slot(name, "ER_SUCCESS_NO_MATCH"), *known[:2], known[-1]


def combinations(intent: Intent) -> Iterator[Mapping[str, Envelope]]:
    """Every filling of an intent's first slots, each with each."""
    slots = intent.slots[:MOST_SLOTS]
    for chosen in product(*(fillings(MODEL, slot.name, slot.type) for slot in slots)):
        filled = zip(slots, chosen, strict=True)
        yield {slot.name: filling for slot, filling in filled if filling is not None}


def happened(meeting: Meeting, before: Mapping[str, object], answer: Answer) -> Iterator[str]:
    """What came of an answer that takes consent."""
    after = schedule(meeting)
    if meeting.home.kept.load(meeting.home.device.user_id) is None:
        yield ERASED
    if before.items() - after.items():
        yield CANCELLED
    if after.items() - before.items():
        yield SET
    if any(number in answer.speech for number in NUMBERS):
        yield NUMBER


def schedule(meeting: Meeting) -> dict[str, str]:
    """Alexa's reminders: by token, when each goes off; what they say may change at any time."""
    return {kept.token: str(kept.body["trigger"]) for kept in meeting.cloud.reminders}


def may_happen(what: str, intent: str, slots: Mapping[str, Envelope], answer: Answer) -> bool:
    """Tell whether this may come of an intent without a yes, because it says so itself."""
    filled = {name for name, slot in slots.items() if "value" in slot}
    ids = {name: slot for name, slot in slots.items() if "'id'" in str(slot)}
    if what == CANCELLED:
        return intent == "CancelNightlyIntent" and not filled
    if what == NUMBER:
        # Asked for by name; or the yes was said before, and the country is what is asked.
        named = intent == "UnsafeIntent" and bool(ids)
        return named or answer.pending is PendingQuestion.UNSAFE_COUNTRY
    return False


@pytest.mark.parametrize("reminded", [False, True], ids=["no reminders", "reminders"])
@pytest.mark.parametrize("state", PATHS)
def test_nothing_but_a_plain_yes_counts_as_consent(state: str, *, reminded: bool) -> None:
    """Whatever else is said, with whatever in its slots, the household keeps what it has."""
    meeting = Meeting(state, "evening", "en-US", reminded=reminded)
    before = schedule(meeting)
    assert bool(before) == reminded
    by_a_yes = set()
    for intent in MODEL.intents:
        for slots in combinations(intent):
            answer = meeting.hear(intent.name, slots)
            for what in happened(meeting, before, answer):
                if intent.name == "AMAZON.YesIntent":
                    by_a_yes.add((what, meeting.pending))
                else:
                    assert may_happen(what, intent.name, slots, answer), (what, intent.name, slots)
            if schedule(meeting) != before:
                meeting = Meeting(state, "evening", "en-US", reminded=reminded)
    wanted = {done for done in BY_A_YES if done[1] is meeting.pending}
    if not reminded:
        wanted.discard((CANCELLED, PendingQuestion.FORGET))
    assert wanted <= by_a_yes
    assert by_a_yes <= wanted | {
        (CANCELLED, PendingQuestion.NIGHTLY_CONSENT),  # what is set anew goes off at another time
        (NUMBER, PendingQuestion.UNSAFE_COUNTRY),
    }
