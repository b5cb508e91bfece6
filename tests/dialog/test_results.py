"""What a finished check-in comes to: areas and one small step, never persons, never a score."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from random import Random

import pytest

from skill.content.models import Audience, ScreenKind, TipTheme
from skill.dialog.check_in import Answer, CheckIn, Mode, Place
from skill.dialog.events import No, Yes
from skill.dialog.history import AreaCount
from skill.dialog.household import Household
from skill.dialog.pending import PendingQuestion
from skill.dialog.results import AreaState, Case, Result, result_of
from skill.speech.spoken import Words
from tests.dialog.check_ins import take
from tests.dialog.driver import EVENING, Conversation, words

CLOSE = "feeling close"
OPENING = "opening up"
MET = "feeling understood and supported"

PRAISE = re.compile(
    r"\b(healthy|unhealthy|strong|great|perfect|score|pass|fail|good relationship|at risk|well done|percent)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(first of you|second of you|you said|your partner said|your partner (does|doesn't|is|isn't)|"
    r"one of you (said|does|doesn't)|first voice|second voice|both sides|he|she|him|her)\b",
    re.IGNORECASE,
)


def result(answers: str) -> Result:
    """The result of answers written as in ``take``; who of two gave one makes no difference."""
    conversation = Conversation()
    questions = [[Answer(letter) for letter in word] for word in answers.split()]
    mode = Mode.TOGETHER if len(questions[0]) == 2 else Mode.ALONE
    check_in = CheckIn.begin("x", mode, EVENING)
    for number, question in enumerate(questions):
        for turn, answer in enumerate(question):
            check_in = check_in.answer(Place(number, turn), answer, EVENING)
    return result_of(check_in, conversation.content)


def named(answers: str) -> list[tuple[str, str]]:
    """The areas a result names, with their states, first one first."""
    return [(area.area.id, area.state.value) for area in result(answers).named]


@pytest.mark.parametrize("answers", ["nn yy yy yy yy yy", "yy yy yy yy yy yy", "oo oo oo oo oo oo"])
def test_a_result_has_a_screen_of_its_own(answers: str) -> None:
    """Whatever it comes to, a device that has a screen shows it as a result."""
    conversation = take(answers)
    assert conversation.turn is not None
    assert conversation.turn.shows is ScreenKind.RESULT


# --------------------------------------------------------------- states and cases


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ("yy", AreaState.CLEAR),
        ("yo", AreaState.CLEAR),
        ("ys", AreaState.NOW_AND_THEN),
        ("so", AreaState.NOW_AND_THEN),
        ("yn", AreaState.NOTICED),
        ("ns", AreaState.NOTICED),
        ("on", AreaState.NOTICED),
        ("oo", AreaState.OPEN),
    ],
)
def test_an_area_takes_its_state_from_its_usable_answers(answers: str, state: AreaState) -> None:
    """One no is noticed, else one sometimes is now and then, else clear; open without an answer."""
    counts = result(f"{answers} yy yy yy yy yy").counts["closeness"]
    expected = {
        AreaState.NOTICED: AreaCount(noticed=1),
        AreaState.NOW_AND_THEN: AreaCount(now_and_then=1),
        AreaState.CLEAR: AreaCount(clear=1),
        AreaState.OPEN: AreaCount(open=1),
    }
    assert expected[state] == counts


@pytest.mark.parametrize(
    ("answers", "case"),
    [
        ("y y y y y y", Case.NONE),
        ("o o o y y y", Case.NONE),
        ("o o o o y y", Case.MOSTLY_SKIPPED),
        ("o o o n y y", Case.SOME),
        ("o o o o n n", Case.MOSTLY_SKIPPED),
        ("o o o o o o", Case.MOSTLY_SKIPPED),
        ("y y y y y s", Case.SOME),
        ("y y y y y n", Case.SOME),
        ("oy oy oo oo oo yy", Case.NONE),
        ("oo oo oo oo yy yy", Case.MOSTLY_SKIPPED),
        ("oo oo oo yo oy on", Case.SOME),
    ],
)
def test_the_case_of_a_result(answers: str, case: Case) -> None:
    """Four open questions are mostly skipped, three are not; anything noticed or now and then is some."""
    assert case is result(answers).case


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # the highest value first
        ("n y s y y y", [("closeness", "noticed"), ("opening_up", "now_and_then")]),
        ("s n n y y y", [("opening_up", "noticed"), ("closeness", "now_and_then")]),
        ("y y y n n y", [("being_met", "noticed")]),
        # a tie: opening up, closeness, being met
        ("n n n y y y", [("opening_up", "noticed"), ("closeness", "noticed")]),
        ("n y y n n n", [("closeness", "noticed"), ("being_met", "noticed")]),
        ("y s s s s s", [("opening_up", "now_and_then"), ("being_met", "now_and_then")]),
        # two at most
        ("n n n n n n", [("opening_up", "noticed"), ("closeness", "noticed")]),
        ("s s s s s s", [("opening_up", "now_and_then"), ("closeness", "now_and_then")]),
        # open questions are left out of the mean
        ("s n o y y y", [("opening_up", "noticed"), ("closeness", "now_and_then")]),
        # the mean of two voices
        ("yn sn yy yy yy yy", [("closeness", "noticed"), ("opening_up", "noticed")]),
        ("ys yn yy yy yy yy", [("opening_up", "noticed"), ("closeness", "now_and_then")]),
        # of the two with the highest values, a noticed one comes before one that is now and then
        ("s y y n y y", [("being_met", "noticed"), ("closeness", "now_and_then")]),
        ("s s s y y n", [("opening_up", "now_and_then"), ("closeness", "now_and_then")]),
    ],
)
def test_areas_are_named_by_value_and_on_a_tie_by_what_one_can_act_on(
    answers: str, expected: list[tuple[str, str]]
) -> None:
    """At most two areas are named, the one with the highest value first, ties in a fixed order."""
    assert expected == named(answers)


@pytest.mark.parametrize(
    ("answers", "splits"),
    [
        ("yn yy yy yy yy yy", 1),
        ("ny yy yy yy yy yn", 2),
        ("ys ns yo no ss nn", 0),
        ("yn yn yn yn yn yn", 6),
        ("y n y n y n", 0),
    ],
)
def test_a_split_is_a_yes_and_a_no_to_one_question(answers: str, splits: int) -> None:
    """Yes with sometimes and no with sometimes are no splits; alone there are none."""
    assert splits == result(answers).splits


@pytest.mark.parametrize(
    ("answers", "themes"),
    [
        ("n y y y y y", (TipTheme.TIME, TipTheme.AFFECTION)),
        ("y n y y y y", (TipTheme.TALKING, TipTheme.PRESENCE)),
        ("y y n y y y", (TipTheme.TALKING, TipTheme.PRESENCE)),
        ("y y y n y y", (TipTheme.PRESENCE, TipTheme.TALKING)),
        ("y y y y n y", (TipTheme.PRESENCE, TipTheme.TALKING)),
        ("y y y y y n", (TipTheme.AFFECTION, TipTheme.PRESENCE)),
        ("y y y s s n", (TipTheme.AFFECTION, TipTheme.PRESENCE)),
        ("y y y y n n", (TipTheme.PRESENCE, TipTheme.TALKING)),
        ("y y y n y n", (TipTheme.PRESENCE, TipTheme.TALKING)),
        ("n n n n n n", (TipTheme.TALKING, TipTheme.PRESENCE)),
        ("yy yy yy yy yy yn", (TipTheme.AFFECTION, TipTheme.PRESENCE)),
        ("yy yy yy yy yy ss", (TipTheme.PRESENCE, TipTheme.TALKING)),
    ],
)
def test_the_first_area_leads_to_the_tips_that_answer_it(
    answers: str, themes: tuple[TipTheme, TipTheme]
) -> None:
    """The step follows the first area; feeling cared for, as the only sign in its area, leads to affection."""
    assert themes == result(answers).themes


# ------------------------------------------------------------------- the words

EVERY_ALONE = [" ".join(letters) for letters in product("yns", repeat=6)]
SOME_TOGETHER = [
    "nn yy yy yy yy yy",
    "yy nn nn yy yy yy",
    "yy yy yy nn nn nn",
    "nn nn nn nn nn nn",
    "ss yy yy yy yy yy",
    "yy ss ss ss ss ss",
    "yn ny yn ny yn ny",
    "yn yy yy yy yy yy",
    "nn ss yy yy yy yy",
    "ns os yy sn yo oo",
    "oo oo oo yn nn sy",
]


def spoken(answers: str, seed: int) -> str:
    """The whole result, without the acknowledgement of the answer before it."""
    conversation = Conversation(rng=Random(seed))
    take(answers, conversation)
    assert conversation.turn is not None
    texts = [part.text for part in conversation.turn.speech if isinstance(part, Words)]
    skipped = {line.text for line in conversation.content.lines["check_in.skip_ack"].variants}
    return " ".join(text for text in texts if text not in skipped)


def step_in(text: str) -> str:
    """The step that a result gives, in lower case, or the whole result where it gives none."""
    steps = [tip.step for tip in Conversation().content.tips.values() if tip.step in text]
    return steps[0].lower() if steps else text


def _check_words(answers: str, text: str) -> None:
    outcome = result(answers)
    assert words(text) <= 60, text
    assert not PRAISE.search(text), text
    assert not re.search(r"\d", text), text
    states = [area.state for area in outcome.named]
    assert (AreaState.NOW_AND_THEN in states) == ("now and then" in text), text
    # Where all is now and then, one area is enough.
    named_ones = outcome.named if AreaState.NOTICED in states else outcome.named[:1]
    expected = {area.area.spoken for area in named_ones}
    opening = text.lower().split(step_in(text))[0]
    assert not PERSON.search(opening), text
    assert expected == {name for name in (CLOSE, OPENING, MET) if name in opening}, text


def test_every_result_alone_is_worded_within_the_rules() -> None:
    """For every set of answers: 60 words, no person, no praise, "now and then" exactly where it is so."""
    for seed, answers in enumerate(EVERY_ALONE[::7]):
        text = spoken(answers, seed)
        _check_words(answers, text)
        assert "both of you" not in text
        assert "you two" not in text
        assert "differently" not in text


@pytest.mark.parametrize("answers", SOME_TOGETHER)
def test_every_kind_of_result_together_is_worded_within_the_rules(answers: str) -> None:
    """In every wording: 60 words, no person, no praise, "now and then" exactly where it is so."""
    for seed in range(15):
        _check_words(answers, spoken(answers, seed))


@pytest.mark.parametrize("answers", ["y y y y y y", "yy yy yy yy yy yy"])
def test_six_yeses_prove_nothing(answers: str) -> None:
    """When nothing was noticed, no wording makes a claim about the couple."""
    heard = {spoken(answers, seed) for seed in range(30)}
    assert len(heard) == 3
    for text in heard:
        assert not PRAISE.search(text)
        assert not re.search(r"thank|nice|happy|lucky|well", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ("yn yy yy yy yy yy", "result.split.one"),
        ("yn ny yy yy yy yy", "result.split.few"),
        ("yn ny yn ny yn ny", "result.split.few"),
        ("ns yy yy yy yy yy", None),
        ("nn yy yy yy yy yy", None),
    ],
)
def test_a_split_is_said_once_and_without_who(answers: str, line: str | None) -> None:
    """One split and a few have their own lines, said once; without a split neither is said."""
    conversation = take(answers)
    said = {name for name in ("result.split.one", "result.split.few") if conversation.says(name)}
    assert ({line} if line else set()) == said
    # Had each answered what the other did, they would hear the very same.
    other = take(" ".join(pair[::-1] for pair in answers.split()))
    assert conversation.text == other.text


@pytest.mark.parametrize(
    ("answers", "pending"),
    [
        ("yy yy yy yy yy yy", PendingQuestion.RESULT_PROMPT),
        ("y y y y y y", PendingQuestion.RESULT_TIP),
        ("oo oo oo oo yy yy", PendingQuestion.RESULT_LIGHTER),
        ("o o o o y y", PendingQuestion.RESULT_TIP),
        ("nn yy yy yy yy yy", PendingQuestion.RESULT_STEP),
        ("n y y y y y", PendingQuestion.RESULT_STEP),
    ],
)
def test_a_result_ends_with_one_offer_and_a_no_ends_it(
    answers: str, pending: PendingQuestion
) -> None:
    """Every result offers one thing; a no is taken kindly and nothing more is offered."""
    conversation = take(answers)
    assert pending is conversation.pending
    conversation.hear(No())
    assert conversation.awaits(PendingQuestion.NONE)
    assert words(conversation.text) <= 8


@pytest.mark.parametrize("answers", ["nn yy yy yy yy yy", "n y y y y y", "y y y y y n"])
def test_a_yes_to_the_step_gives_the_very_tip_it_came_from(answers: str) -> None:
    """The step is the short form of a tip of the right theme, and a yes speaks the whole tip."""
    conversation = take(answers)
    steps = {tip.step: tip for tip in conversation.content.tips.values()}
    tip = next(tip for step, tip in steps.items() if step in conversation.text)
    assert tip.theme is result(answers).themes[0]
    conversation.hear(Yes())
    assert tip.text in conversation.text
    assert tip.id in conversation.household.tips.used
    assert conversation.awaits(PendingQuestion.NONE)


def test_alone_every_step_and_tip_is_for_one() -> None:
    """A person alone is never given a step or a tip that it takes two to start."""
    texts = {}
    for tip in Conversation().content.tips.values():
        texts[tip.step] = texts[tip.text] = tip.audience
    for seed in range(12):
        for answers in ("n n n n n n", "n y y y y y", "y y y y y n", "y y y n n y", "y y y y y y"):
            conversation = take(
                answers,
                Conversation(rng=Random(seed), household=household_that_heard(13 * (seed % 4))),
            )
            heard = [conversation.text]
            conversation.hear(Yes())
            heard.append(conversation.text)
            given = [texts[text] for text in texts if any(text in said for said in heard)]
            assert given
            assert {Audience.ONE} == set(given)


def household_that_heard(tips: int) -> Household:
    """A household that has heard so many tips."""
    household = Conversation().household
    for tip in list(Conversation().content.tips)[:tips]:
        household = replace(household, tips=household.tips.with_used(tip))
    return household


def test_a_result_never_lacks_a_step() -> None:
    """A household that has heard every tip there is still gets a step of the right theme."""
    conversation = take("n y y y y y", Conversation(household=household_that_heard(40)))
    themes = {
        tip.theme for tip in conversation.content.tips.values() if tip.step in conversation.text
    }
    assert {TipTheme.TIME} == themes


def test_a_check_in_together_is_counted_by_area_and_one_alone_is_not() -> None:
    """Of a check-in together the counts by area are kept; of one alone nothing is."""
    conversation = take("nn ss yy oo yn sy")
    assert len(conversation.household.history) == 1
    assert {
        "opening_up": AreaCount(now_and_then=1, clear=1),
        "closeness": AreaCount(noticed=1),
        "being_met": AreaCount(noticed=1, now_and_then=1, open=1),
    } == conversation.household.history[0].areas
    assert conversation.household.check_in is None
    alone = take("n n n n n n")
    assert alone.household.history == ()
    assert alone.household.check_in is None


def test_a_check_in_mostly_skipped_has_no_result_to_keep() -> None:
    """Where most stayed open, nothing is counted and the check-in is not offered again."""
    conversation = take("oo oo oo oo nn nn")
    assert conversation.household.history == ()
    assert conversation.household.check_in is None


def test_the_latest_dozen_check_ins_are_kept() -> None:
    """The thirteenth check-in together pushes the first one out."""
    conversation = Conversation()
    ids = []
    for _ in range(14):
        take("nn yy yy yy yy yy", conversation)
        ids.append(conversation.household.history[-1].id)
        conversation.later(days=7)
    assert ids[-12:] == [past.id for past in conversation.household.history]
