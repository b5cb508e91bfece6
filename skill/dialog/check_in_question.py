"""The question of the check-in that is pending: asked, asked again, explained; nothing here answers it."""

from __future__ import annotations

from skill.dialog.check_in import CheckIn, Mode, Place
from skill.dialog.draft import TurnDraft
from skill.dialog.pending import PendingQuestion
from skill.speech.spoken import led_into


def is_pending(draft: TurnDraft) -> bool:
    """Tell whether one of the six questions is pending."""
    check_in = draft.before.check_in
    return (
        draft.pending is PendingQuestion.CHECK_IN_ANSWER
        and check_in is not None
        and check_in.place is not None
    )


def is_pending_for_two(draft: TurnDraft) -> bool:
    """Tell whether one of the six questions is pending in a check-in taken together."""
    check_in = draft.before.check_in
    return is_pending(draft) and check_in is not None and check_in.mode is Mode.TOGETHER


def in_hand(draft: TurnDraft) -> tuple[CheckIn, Place]:
    """Return the check-in that is asking, and the place whose answer is due.

    Raises:
        RuntimeError: no question is pending; see is_pending().
    """
    check_in = draft.before.check_in
    if check_in is None or check_in.place is None:
        message = "No question of a check-in is pending."
        raise RuntimeError(message)
    return check_in, check_in.place


def ask(draft: TurnDraft, check_in: CheckIn, *, slow: bool = False, after: str = "") -> None:
    """Ask the question that is due; ``after`` is a word that leads into its sentence.

    Raises:
        RuntimeError: every question is answered.
    """
    place = check_in.place
    if place is None:
        message = "No question of this check-in is left."
        raise RuntimeError(message)
    text = draft.scene.content.questions[place.question].text
    draft.say_text(led_into(after, text) if after else text, slow=slow)
    draft.await_answer(PendingQuestion.CHECK_IN_ANSWER)


def return_to(draft: TurnDraft) -> bool:
    """Return to the pending question after something else; False where none is pending."""
    if not is_pending(draft):
        return False
    check_in, _ = in_hand(draft)
    draft.pause(500)
    draft.say("check_in.back_to")
    ask(draft, check_in)
    return True


def explain(draft: TurnDraft) -> None:
    """Say what the question means, then ask it again and nothing else."""
    check_in, place = in_hand(draft)
    draft.say_text(draft.scene.content.questions[place.question].explanation)
    draft.pause(300)
    ask(draft, check_in)


def repeat(draft: TurnDraft) -> None:
    """Ask the same question again, slower; the second time with its explanation."""
    check_in, place = in_hand(draft)
    if draft.before.repeats >= 1:
        draft.say_text(draft.scene.content.questions[place.question].explanation, slow=True)
        draft.pause(300)
    draft.remember(repeats=draft.before.repeats + 1)
    ask(draft, check_in, slow=True)


def say_how_many_left(draft: TurnDraft) -> None:
    """Say how many questions are left, and ask the one that is due."""
    check_in, place = in_hand(draft)
    left = sum(None in answers for answers in check_in.answers[place.question + 1 :]) + 1
    if left == 1:
        draft.say("check_in.left.last")
    else:
        draft.say("check_in.left", count=draft.scene.content.manner.number(left))
    ask(draft, check_in)


def say_whose_turn(draft: TurnDraft) -> None:
    """Say which of the two is asked, as far as two voices without names can be told apart."""
    check_in, place = in_hand(draft)
    if check_in.mode is Mode.ALONE:
        draft.say("check_in.turn.alone")
    elif place.turn == 1:
        draft.say("check_in.turn.second")
    elif place.question == 0:
        draft.say("check_in.turn.first")
    else:
        draft.say("check_in.turn.next")
    draft.pause(300)
    ask(draft, check_in)


def offer_to_stop(draft: TurnDraft) -> None:
    """Say that their place is kept if they stop, as one of them is not there any more."""
    check_in, _ = in_hand(draft)
    draft.say("check_in.keep_place")
    draft.pause(300)
    ask(draft, check_in)
