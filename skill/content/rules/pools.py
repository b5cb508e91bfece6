"""Enough to choose from, and no two entries that say nearly the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from skill.content.findings import Finding, Rule, entry_finding
from skill.content.models import Audience, PromptCategory, TipTheme
from skill.content.rules.review import Review
from skill.content.rules.spoken import Spoken

TIPS_PER_THEME = 10
TIPS_FOR_ONE = 4
"""The fewest tips of a theme that one person can start alone."""

PROMPTS: Mapping[PromptCategory, int] = {
    PromptCategory.APPRECIATION: 32,
    PromptCategory.GOOD_NEWS: 20,
    PromptCategory.INNER_WORLD: 24,
    PromptCategory.TOMORROW: 16,
    PromptCategory.MEMORIES: 12,
    PromptCategory.HOPES: 8,
    PromptCategory.PLAY: 8,
}
"""The fewest prompts of each category; 120 in all."""

PROMPTS_BY_DEPTH: Mapping[int, int] = {1: 60, 2: 42, 3: 18}
"""The fewest prompts of each depth; new households start in the shallow ones."""

PUBLIC_PROMPTS = 60
"""The fewest prompts a reminder may say: a week of reminders takes seven of them."""

SIMILAR: Mapping[str, float] = {
    "tip": 0.45,
    "step": 0.6,
    "prompt": 0.6,
    "topic_part": 0.45,
    "topic_short": 0.5,
    "check_in_question": 0.7,
    "explanation": 0.6,
}
"""How much of their words two texts of a kind may share before a listener hears one as the other.

The share is of all the different words in the two. A short text shares more by
chance. Wordings of one line are meant to be alike and are held to less.
"""

_WORD = re.compile(r"[^\W\d_']+(?:'[^\W\d_]+)*")


def check_pools(review: Review) -> Iterator[Finding]:
    """There are enough tips and prompts of every sort."""
    tips = review.catalog.tips.values()
    for theme in TipTheme:
        of_theme = [tip for tip in tips if tip.theme is theme]
        alone = sum(tip.audience is Audience.ONE for tip in of_theme)
        yield from _short_of("tips.toml", theme, "tips", len(of_theme), TIPS_PER_THEME)
        yield from _short_of("tips.toml", theme, "tips for one", alone, TIPS_FOR_ONE)
    prompts = review.catalog.prompts.values()
    for category, fewest in PROMPTS.items():
        of_category = [prompt for prompt in prompts if prompt.category is category]
        light = sum(prompt.depth == 1 for prompt in of_category)
        yield from _short_of("prompts.toml", category, "prompts", len(of_category), fewest)
        yield from _short_of("prompts.toml", category, "prompts of depth 1", light, 1)
    depths = Counter[int](prompt.depth for prompt in prompts)
    for depth, fewest in PROMPTS_BY_DEPTH.items():
        yield from _short_of("prompts.toml", f"depth {depth}", "prompts", depths[depth], fewest)
    public = sum(prompt.public for prompt in prompts)
    yield from _short_of("prompts.toml", "public", "prompts", public, PUBLIC_PROMPTS)


def _short_of(file: str, sort: str, what: str, count: int, fewest: int) -> Iterator[Finding]:
    if count < fewest:
        problem = f"has only {count} {what}; write at least {fewest - count} more"
        yield entry_finding(file, sort, Rule.POOL, problem)


def check_duplicates(review: Review) -> Iterator[Finding]:
    """No two texts of a kind are nearly the same."""
    by_kind: dict[str, list[tuple[Spoken, frozenset[str]]]] = {}
    for spoken in review.texts:
        kind = "prompt" if spoken.kind == "public_prompt" else spoken.kind
        if kind in SIMILAR:
            words = frozenset(_WORD.findall(spoken.text.lower()))
            by_kind.setdefault(kind, []).append((spoken, words))
    for kind, texts in by_kind.items():
        for (first, words), (second, others) in combinations(texts, 2):
            shared = len(words & others)
            if shared and shared / (len(words) + len(others) - shared) >= SIMILAR[kind]:
                problem = f"says nearly the same as the {first.part} of '{first.entry}'; change one of the two"
                yield second.finding(Rule.DUPLICATE, problem)
