"""The course of a check-in: begun, answered, gone back in, started over, and carried on with another day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from skill.content.models import QUESTIONS
from skill.dialog import check_in_question, check_in_result
from skill.dialog.changes import CheckInDropped, CheckInKept, Told
from skill.dialog.check_in import Answer, CheckIn, Mode, Place
from skill.dialog.draft import TurnDraft
from skill.dialog.events import BothAnswer, SplitAnswer
from skill.dialog.pending import AFTER_RESULT, PendingQuestion

HALFWAY = QUESTIONS // 2
"""The question (counted from 0) before which the halfway cue comes."""

CONFIRM_FROM = 3
"""From so many answers on, starting over is confirmed first."""

_DISCLAIMER = "disclaimer"


# ------------------------------------------------------------------- beginning


def start(draft: TurnDraft, mode: Mode | None) -> None:
    """Start a check-in, or offer to carry on with an unfinished one first."""
    if check_in_question.is_pending(draft):
        # "Both of us" and "start the quiz" in the middle: neither may wipe what was answered.
        check_in_question.return_to(draft)
        return
    match draft.pending:
        case PendingQuestion.CHECK_IN_READY if mode is not Mode.ALONE:
            ready(draft)
            return
        case PendingQuestion.START_OVER if draft.state.check_in is not None:
            _start_over_with(draft, draft.state.check_in, mode)
            return
        case (
            PendingQuestion.RESUME_TOGETHER
            | PendingQuestion.RESUME_ALONE
            | PendingQuestion.SAME_PERSON
        ) if draft.state.check_in is not None:
            _settle_offer(draft, draft.state.check_in, mode)
            return
        case PendingQuestion.CHECK_IN_READY | PendingQuestion.CHECK_IN_MODE:
            begin(draft, mode)
            return
    unfinished = kept_check_in(draft)
    if unfinished is not None:
        draft.remember(wanted=mode.value if mode else "any")
        offer_to_resume(draft, unfinished)
        return
    begin(draft, mode)


def begin(draft: TurnDraft, mode: Mode | None) -> None:
    """Open a check-in afresh; the first one of a household carries the disclaimer."""
    asked_mode = draft.pending is PendingQuestion.CHECK_IN_MODE
    first = _DISCLAIMER not in draft.household.told
    suffix = "" if asked_mode else ".first" if first else ".direct"
    if mode is None:
        draft.ask("check_in.start.first" if first else "check_in.start")
        draft.note(Told(_DISCLAIMER))
        return
    draft.note(Told(_DISCLAIMER))
    check_in = CheckIn.begin(f"{draft.scene.rng.getrandbits(32):08x}", mode, draft.scene.now)
    draft.remember(check_in=check_in, wanted="", checked=False)
    if mode is Mode.TOGETHER:
        draft.ask(f"check_in.together{suffix}")
        return
    draft.say(f"check_in.alone{suffix}")
    draft.pause(500)
    check_in_question.ask(draft, check_in)


def ask_mode_again(draft: TurnDraft) -> None:
    """Ask "both of you, or just you?" again, because a yes or no does not tell."""
    draft.ask("check_in.mode_again")


def ready(draft: TurnDraft) -> None:
    """Ask the first question, both being ready."""
    check_in = draft.state.check_in
    if check_in is None or check_in.place is None:
        begin(draft, None)
        return
    check_in_question.ask(draft, check_in)


def not_now(draft: TurnDraft) -> None:
    """Leave the check-in for another time."""
    draft.remember(check_in=None)
    draft.say("check_in.not_now")


# ------------------------------------------------------------------- answering


def take_answer(draft: TurnDraft, answer: Answer) -> None:
    """Take an answer from whoever was asked, and go on."""
    check_in, place = check_in_question.in_hand(draft)
    check_in = check_in.answer(place, answer, draft.scene.now)
    _go_on(draft, check_in, (place,), skipped=answer is Answer.OPEN)


def take_both(draft: TurnDraft, both: BothAnswer) -> None:
    """Take one answer for both, as far as they have not answered yet, and go to the next question."""
    check_in, place = check_in_question.in_hand(draft)
    _take(draft, check_in, dict.fromkeys(_places_for_two(check_in, place), both.answer))


def take_split(draft: TurnDraft, split: SplitAnswer) -> None:
    """Take the asked one's own clause and their partner's, and go to the next question.

    Alone, or where the partner's clause is unclear, the asked one's own clause counts.
    """
    check_in, place = check_in_question.in_hand(draft)
    if split.mine is None:
        missed(draft)
        return
    if split.theirs is None:
        take_answer(draft, split.mine)
        return
    mine, theirs = split.mine, split.theirs
    places = _places_for_two(check_in, place)
    _take(draft, check_in, {p: mine if p == place else theirs for p in places})


def _places_for_two(check_in: CheckIn, asked: Place) -> tuple[Place, ...]:
    """Return the places that one voice may answer: the one that was asked, and their partner's if it is open.

    An answer stays with whoever gave it: nobody unsays their partner's "no".
    """
    places = (replace(asked, turn=turn) for turn in range(check_in.voices))
    return tuple(p for p in places if p == asked or check_in.at(p) is None)


def _take(draft: TurnDraft, check_in: CheckIn, given: Mapping[Place, Answer]) -> None:
    for place, answer in given.items():
        check_in = check_in.answer(place, answer, draft.scene.now)
    _go_on(draft, check_in, tuple(given), skipped=False)


def take_same(draft: TurnDraft) -> None:
    """Take for the second voice what the first one answered; with nobody before, ask again."""
    check_in, place = check_in_question.in_hand(draft)
    first = check_in.at(replace(place, turn=0)) if place.turn else None
    if first is None:
        missed(draft)
    else:
        take_answer(draft, first)


def take_unclear(draft: TurnDraft) -> None:
    """Ask the same question once more after a yes and a no in one breath, then leave it open."""
    check_in, _ = check_in_question.in_hand(draft)
    if draft.before.checked:
        take_answer(draft, Answer.OPEN)
        return
    draft.remember(checked=True)
    check_in_question.ask(draft, check_in, after=draft.wording("check_in.check"))


def missed(draft: TurnDraft) -> None:
    """Ask again, then with the choices, then leave the question open and go on."""
    check_in, place = check_in_question.in_hand(draft)
    misses = draft.before.misses + 1
    if misses > 2:
        draft.say("check_in.missed.third")
        check_in = check_in.answer(place, Answer.OPEN, draft.scene.now)
        draft.remember(misses=0)
        _keep(draft, check_in, place)
        _next(draft, check_in, place)
        return
    draft.remember(misses=misses)
    draft.say("check_in.missed.first" if misses == 1 else "check_in.missed.second")
    check_in_question.ask(draft, check_in)


# -------------------------------------------------------- going back, starting over


def can_go_back(draft: TurnDraft) -> bool:
    """Tell whether there is an answer to go back to: during a check-in or from its result."""
    return check_in_question.is_pending(draft) or (
        draft.pending in AFTER_RESULT and draft.before.check_in is not None
    )


def go_back(draft: TurnDraft) -> None:
    """Ask the question before again, to overwrite its answer."""
    check_in = draft.before.check_in
    if check_in is None:
        return
    place = check_in.place
    back = check_in.before(place)
    if back is None:
        draft.say("check_in.back.start")
        check_in_question.ask(draft, check_in)
        return
    if check_in.mode is Mode.ALONE:
        draft.say("check_in.back.alone")
    elif place is None or check_in.voice(place) == check_in.voice(back):
        draft.say("check_in.back.same_voice")
    else:
        draft.say("check_in.back.other_voice")
    check_in = replace(check_in, revisiting=back)
    _keep(draft, check_in)
    check_in_question.ask(draft, check_in)


def start_over(draft: TurnDraft) -> None:
    """Start from the first question again; confirmed first where there is much to lose."""
    check_in, _ = check_in_question.in_hand(draft)
    if check_in.answered >= CONFIRM_FROM:
        draft.ask("check_in.start_over")
    else:
        start_over_now(draft)


def start_over_now(draft: TurnDraft) -> None:
    """Drop the answers and ask the first question."""
    old = draft.state.check_in
    if old is None:
        begin(draft, None)
        return
    draft.note(CheckInDropped(old.id))
    check_in = CheckIn.begin(f"{draft.scene.rng.getrandbits(32):08x}", old.mode, draft.scene.now)
    draft.say(f"check_in.start_over.{old.mode.value}")
    draft.remember(check_in=check_in, checked=False)
    check_in_question.ask(draft, check_in)


def _start_over_with(draft: TurnDraft, old: CheckIn, mode: Mode | None) -> None:
    """Start over because a check-in was asked for in reply to "start again?"."""
    if mode in (None, old.mode):
        start_over_now(draft)
    else:
        draft.note(CheckInDropped(old.id))
        begin(draft, mode)


def carry_on(draft: TurnDraft) -> None:
    """Go back to the pending question after starting over was thought better of."""
    check_in = draft.state.check_in
    if check_in is None or check_in.place is None:
        begin(draft, None)
        return
    draft.say("check_in.back_to")
    check_in_question.ask(draft, check_in)


# ------------------------------------------------------------ an unfinished one


def kept_check_in(draft: TurnDraft) -> CheckIn | None:
    """Return the household's unfinished check-in if it is young enough to carry on with."""
    check_in = draft.household.check_in
    if check_in is None or check_in.place is None or not check_in.is_kept(draft.scene.now):
        return None
    return check_in


def forget_old(draft: TurnDraft) -> None:
    """Drop an unfinished check-in that is older than it is kept, without a word."""
    if draft.household.check_in is not None and kept_check_in(draft) is None:
        draft.note(CheckInDropped(draft.household.check_in.id))


def offer_to_resume(draft: TurnDraft, unfinished: CheckIn) -> None:
    """Offer to carry on; one taken alone is offered without a word of where it was."""
    draft.remember(check_in=unfinished)
    place = unfinished.place
    if place is None or unfinished.mode is Mode.ALONE:
        draft.ask("check_in.resume.alone")
        return
    number = draft.scene.content.manner.number(place.question + 1)
    draft.ask("check_in.resume.together", number=number)


def resume(draft: TurnDraft) -> None:
    """Carry on at the very question, and with the very voice, where it stopped."""
    # Another device may have gone further meanwhile: what is stored has that too.
    stored, check_in = draft.household.check_in, draft.state.check_in
    if stored is not None and check_in is not None and stored.id == check_in.id:
        check_in = stored.merged(check_in)
    if check_in is None or check_in.place is None:
        begin(draft, None)
        return
    draft.remember(check_in=check_in, wanted="", checked=False)
    second_voice = check_in.mode is Mode.TOGETHER and check_in.place.turn == 1
    draft.say("check_in.resumed.second_voice" if second_voice else "check_in.resumed")
    check_in_question.ask(draft, check_in)


def ask_same_person(draft: TurnDraft) -> None:
    """Make sure that one partner does not hear where the other one was."""
    draft.ask("check_in.same_person")


def let_go(draft: TurnDraft) -> bool:
    """Discard the unfinished check-in; tell whether a new one was what was wanted."""
    check_in = draft.state.check_in
    wanted = draft.state.wanted
    if check_in is not None:
        draft.note(CheckInDropped(check_in.id))
    draft.remember(check_in=None, wanted="")
    if wanted == "launch":
        return False
    begin(draft, Mode(wanted) if wanted in list(Mode) else None)
    return True


def _settle_offer(draft: TurnDraft, unfinished: CheckIn, mode: Mode | None) -> None:
    """Carry on because a check-in was asked for in reply to "carry on?".

    One that is to be taken in the other way begins afresh: a check-in never
    changes hands.
    """
    if mode is not None and mode is not unfinished.mode:
        draft.remember(wanted=mode.value)
        start_afresh(draft)
    elif unfinished.mode is Mode.TOGETHER:
        resume(draft)
    else:
        ask_same_person(draft)


def start_afresh(draft: TurnDraft) -> None:
    """Discard somebody else's check-in and begin a new one."""
    if not let_go(draft):
        begin(draft, None)


# --------------------------------------------------------------------- helpers


def _keep(draft: TurnDraft, check_in: CheckIn, *answered: Place) -> None:
    draft.remember(check_in=check_in, checked=False)
    draft.note(CheckInKept(check_in, answered))


def _go_on(
    draft: TurnDraft, check_in: CheckIn, answered: tuple[Place, ...], *, skipped: bool
) -> None:
    """Keep what was just answered, one place or both of a question, and ask what is due next."""
    _, asked = check_in_question.in_hand(draft)
    _keep(draft, check_in, *answered)
    if skipped:
        draft.say("check_in.skip_ack")
    elif check_in.place is not None:
        # The result begins with a thank-you of its own.
        draft.say("check_in.ack")
    _next(draft, check_in, asked)


def _next(draft: TurnDraft, check_in: CheckIn, answered: Place) -> None:
    place = check_in.place
    if place is None:
        check_in_result.finish(draft, check_in)
        return
    if place.question == answered.question and place.turn > answered.turn:
        draft.say("check_in.over_to_you")
        draft.await_answer(PendingQuestion.CHECK_IN_ANSWER)
        return
    before = draft.before.check_in
    # An answer given anew after "go back" reaches this place a second time.
    first_time = before is not None and None in before.answers[HALFWAY - 1]
    if place == Place(HALFWAY, 0) and first_time:
        draft.say("check_in.halfway")
    if check_in.mode is Mode.TOGETHER:
        if place.turn == 1:
            draft.say("check_in.resumed.second_voice")
        elif check_in.voice(place) == check_in.voice(answered):
            draft.say("check_in.same_voice")
        else:
            draft.say("check_in.other_voice")
    draft.pause(300)
    check_in_question.ask(draft, check_in)
