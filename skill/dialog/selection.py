"""Choosing by chance and rule: a wording, a tip, a prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from random import Random

from skill.content.models import Audience, Catalog, Line, Prompt, Tip, TipTheme, Variant
from skill.dialog.bag import Bag
from skill.dialog.household import Household
from skill.dialog.scene import Scene

SEEDS = 2**31
"""The seeds of a bag's order are drawn from this range."""

LIGHTEST = 1
DEEPEST = 3
LIGHT_PROMPTS = 7
"""So many first prompts of a household are of depth 1."""
MIDDLE_PROMPTS = 14
"""So many after those are of depth 2 at most."""
GENTLE_NIGHTS = 3
"""For so many nights after a check-in that noticed something, prompts are of depth 1 ..."""
CAREFUL_NIGHTS = 7
"""... and of depth 2 at most until so many nights have passed."""


def choose_variant(
    line: Line, last: int | None, rng: Random, fits: Callable[[Variant], bool] | None = None
) -> int:
    """Return the index of a wording that was not the last one used.

    Args:
        line: the line to say.
        last: the index used last, or None.
        rng: the source of chance.
        fits: leaves out wordings that would not fit now; ignored if none fits.
    """
    every = range(len(line.variants))
    fitting = every if fits is None else [i for i in every if fits(line.variants[i])] or every
    return rng.choice([i for i in fitting if i != last] or fitting)


def refilled_if_empty(bag: Bag, ids: Iterable[str], rng: Random) -> Bag:
    """Return the bag, filled again when nothing is left in it."""
    return bag if set(ids) - bag.used else bag.refilled(rng.randrange(SEEDS))


def next_tip(bag: Bag, tips: Iterable[Tip], theme: TipTheme | None) -> Tip:
    """Return the next unheard tip, of a theme where one is left in it.

    Args:
        bag: with at least one tip left in it.
        tips: all tips.
        theme: the theme asked for, or None.
    """
    by_id = {tip.id: tip for tip in tips}
    left = [by_id[id_] for id_ in bag.left(by_id)]
    return next((tip for tip in left if theme is None or tip.theme is theme), left[0])


def step_tip(
    bag: Bag, tips: Iterable[Tip], themes: tuple[TipTheme, TipTheme], rng: Random, *, alone: bool
) -> Tip:
    """Return the tip whose short step closes a result.

    An unheard one comes first; a result is never left without a step, so a
    heard one of the right theme is better than an unheard one of another.

    Args:
        bag: what was heard so far.
        tips: all tips.
        themes: first and second choice.
        rng: chooses among those heard before.
        alone: leave out tips that it takes two to start.
    """
    fitting = [tip for tip in tips if not alone or tip.audience is Audience.ONE]
    by_id = {tip.id: tip for tip in fitting}
    unheard = [by_id[id_] for id_ in bag.left(by_id)]
    used = bag.used
    heard = [tip for tip in fitting if tip.id in used and tip.id not in bag.recent]
    rng.shuffle(heard)
    ranked = [
        *(tip for theme in themes for tip in unheard if tip.theme is theme),
        *(tip for theme in themes for tip in heard if tip.theme is theme),
        *fitting,
    ]
    return ranked[0]


def depth_limit(household: Household, scene: Scene) -> int:
    """Return how deep (1 to 3) tonight's prompt may go.

    Depth rises slowly with the prompts heard, never goes to 3 two nights
    running, and stays low after a check-in together that noticed something.
    """
    if household.prompts_heard < LIGHT_PROMPTS:
        limit = LIGHTEST
    elif household.prompts_heard < LIGHT_PROMPTS + MIDDLE_PROMPTS:
        limit = 2
    else:
        limit = DEEPEST
    last = scene.content.prompts.get(_last_night(household, scene) or "")
    if last is not None and last.depth == DEEPEST:
        limit = min(limit, 2)
    noticed = household.past_check_ins.last_noticed
    if noticed is not None:
        since = scene.night - noticed
        if since < timedelta(days=GENTLE_NIGHTS):
            limit = LIGHTEST
        elif since < timedelta(days=CAREFUL_NIGHTS):
            limit = min(limit, 2)
    return limit


def prompts_within(content: Catalog, limit: int) -> dict[str, Prompt]:
    """Return the prompts that go no deeper than a limit, by id."""
    return {id_: prompt for id_, prompt in content.prompts.items() if prompt.depth <= limit}


def next_prompt(
    bag: Bag,
    household: Household,
    scene: Scene,
    limit: int,
    suits: Callable[[Prompt], bool] | None = None,
) -> Prompt:
    """Return the next prompt in the bag within a depth and outside last night's category.

    The category gives way first, then what suits; the depth never does.

    Args:
        bag: with at least one prompt within the depth left in it.
        household: whose last night it was.
        scene: the night.
        limit: the depth, 1 to 3.
        suits: tells which ones to prefer; by default all are as good.
    """
    within = prompts_within(scene.content, limit)
    left = [within[id_] for id_ in bag.left(within)]
    left = [prompt for prompt in left if suits is None or suits(prompt)] or left
    last = scene.content.prompts.get(_last_night(household, scene) or "")
    other = [prompt for prompt in left if last is None or prompt.category is not last.category]
    return (other or left)[0]


def _last_night(household: Household, scene: Scene) -> str | None:
    """Return the prompt of the last night before this one that had any."""
    tonight = household.tonight
    if tonight is not None and tonight.night != scene.night:
        return tonight.prompt
    return household.last_night
