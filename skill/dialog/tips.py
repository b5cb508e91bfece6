"""Tips: one thing to do tonight, none twice before all were heard."""

from __future__ import annotations

from skill.content.models import Audience, ScreenKind, Tip, TipTheme
from skill.dialog import check_in_question, goodbye, nightly
from skill.dialog.changes import TipHeard
from skill.dialog.draft import TurnDraft
from skill.dialog.events import Unknown
from skill.dialog.selection import next_tip, refilled_if_empty
from skill.dialog.state import Subject

PREAMBLE_ONE_IN = 3
"""The first tip of a session has its preamble in one of so many sessions."""

LATE_TIPS = 2
"""Late at night no more tips are offered after so many."""


def give_tip(draft: TurnDraft, theme: TipTheme | Unknown | None) -> None:
    """Speak the next unheard tip, of a theme if one was asked for, and offer another."""
    tips = draft.scene.content.tips
    bag = refilled_if_empty(draft.household.tips, tips, draft.scene.rng)
    refilled = bag.round != draft.household.tips.round
    wanted = None if isinstance(theme, Unknown) else theme
    tip = next_tip(bag, tips.values(), wanted)
    in_check_in = check_in_question.is_pending(draft)
    if refilled:
        draft.say("tip.bag_empty")
    elif isinstance(theme, Unknown):
        draft.say("tip.unknown_theme")
    elif wanted is not None and tip.theme is not wanted:
        draft.say("tip.theme_empty")
    elif (
        draft.state.tips_given == 0
        and not in_check_in
        and draft.scene.rng.randrange(PREAMBLE_ONE_IN) == 0
    ):
        draft.say("tip.preamble")
        draft.pause(300)
    draft.say("tip.opener" if draft.scene.is_evening else "tip.opener.day")
    draft.pause(300)
    draft.say_text(tip.text)
    draft.show(ScreenKind.TIP)
    draft.note(TipHeard(tip.id, bag.round, bag.seed))
    draft.remember(tips_given=draft.state.tips_given + 1, theme=wanted.value if wanted else "")
    if check_in_question.return_to(draft):
        return
    draft.about(Subject.TIP, tip.id)
    offer_another(draft)


def another_tip(draft: TurnDraft) -> None:
    """Speak another tip, of the theme that was asked for before."""
    theme = draft.before.theme
    give_tip(draft, TipTheme(theme) if theme in list(TipTheme) else None)


def repeat_tip(draft: TurnDraft, tip: Tip, *, short: bool) -> None:
    """Say a tip again, slower; the second time, only its short step."""
    draft.say_text(tip.step if short else tip.text, slow=True)
    draft.show(ScreenKind.TIP)
    draft.about(Subject.TIP, tip.id)
    if draft.before.asked is None:
        offer_another(draft)
    else:
        draft.pause(400)
        draft.ask_again()


def offer_another(draft: TurnDraft) -> None:
    """Ask whether to go on, except late at night after a second tip."""
    draft.pause(400)
    if draft.scene.is_late and draft.state.tips_given >= LATE_TIPS:
        goodbye.say_goodbye(draft)
    elif not nightly.offer(draft):
        draft.ask("ask.another_tip")


def full_tip_of_step(draft: TurnDraft) -> None:
    """Speak the whole tip whose step closed a result, and leave the couple to it."""
    tip = draft.scene.content.tips.get(draft.before.tip)
    if tip is None:
        give_tip(draft, None)
        return
    _leave_with(draft, tip)


def tip_for_one(draft: TurnDraft) -> None:
    """Speak a tip that one person can act on, and leave it there."""
    content, bag = draft.scene.content, draft.household.tips
    for_one = {id_: tip for id_, tip in content.tips.items() if tip.audience is Audience.ONE}
    unheard = bag.left(for_one)
    heard = [id_ for id_ in for_one if id_ not in bag.recent] or list(for_one)
    _leave_with(draft, for_one[unheard[0] if unheard else draft.scene.rng.choice(heard)])


def _leave_with(draft: TurnDraft, tip: Tip) -> None:
    bag = refilled_if_empty(draft.household.tips, draft.scene.content.tips, draft.scene.rng)
    draft.say_text(tip.text)
    draft.show(ScreenKind.TIP)
    draft.note(TipHeard(tip.id, bag.round, bag.seed))
    draft.about(Subject.TIP, tip.id)
    draft.pause(400)
    goodbye.say_goodbye(draft)
