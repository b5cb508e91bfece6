"""Measure how well utterances are understood, against a folder of examples.

An example is an utterance with the intent and the slots it should resolve to.
A locale has two folders of them: ``tuning``, which may be looked at to improve
the models and the matcher, and ``held_out``, which may not; its figures say how
sentences do that nobody looked at. The examples of one intent stand in
``<Intent>.toml``, under ``[utterances]``; ``AMAZON.FallbackIntent.toml`` holds what
the skill should not take for its own.

Where the skill answers two intents alike, both are right: an example's ``or`` names a
second intent, with the reason in the file's first lines; ``evaluation.toml`` names those that
are right for all examples of an intent, with the reason; two answers that agree are
the same whether they come as one voice or as two; a slot that is not filled is the value
the skill takes then; an hour from five to eleven is one of the evening; and of several
places the first is taken, and two that have one time zone are the same.

An example that is a sample of its intent, word for word, proves nothing about
understanding; ``evaluate_locale`` sets it aside.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from skill.content.catalog import load_catalog
from skill.errors import InteractionModelError
from skill.interaction_model.model import load_model
from skill.reminders.heard_time import EVENING_HOURS
from skill.simulator.understanding.matcher import Matcher
from skill.simulator.understanding.resolution import FALLBACK_INTENT, as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from skill.simulator.understanding.resolution import Resolution

TUNING: Final = "tuning"
HELD_OUT: Final = "held_out"
UNSAFE_INTENT: Final = "UnsafeIntent"
"""The intent where a miss is the worst failure."""
BOTH_INTENT: Final = "BothAnswerIntent"
NEITHER_INTENT: Final = "NeitherIntent"
SPLIT_INTENT: Final = "SplitAnswerIntent"
IMPLIED_SLOTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        UNSAFE_INTENT: {"kind": "partner"},
        "PrivacyIntent": {"about": "kept"},
        "DefineIntent": {"topic": "emotional_intimacy"},
    }
)
"""What a slot stands for that is not filled, by intent."""
NIGHTLY_INTENT: Final = "SetNightlyIntent"
PLACE_INTENT: Final = "PlaceIntent"
ALTERNATIVE: Final = "or"
"""The key of an example that names a second intent, which no slot is called."""


@cache
def also_right() -> Mapping[str, Mapping[str, str]]:
    """Give by the intent that is meant which others are right too, each with the reason."""
    text = resources.files(__package__).joinpath("evaluation.toml").read_text(encoding="utf-8")
    rights: Mapping[str, Mapping[str, str]] = tomllib.loads(text)["also_right"]
    return rights


@dataclass(frozen=True, slots=True)
class Example:
    """An utterance and what it should be understood as."""

    utterance: str
    intent: str
    slots: Mapping[str, str]
    held_out: bool
    alternative: str | None = None

    def is_also(self, intent: str) -> bool:
        """Tell whether an intent other than its own is right for it."""
        meant = (self.intent, self.alternative or self.intent)
        return intent == self.alternative or any(
            intent in also_right().get(one, {}) for one in meant
        )


@dataclass(frozen=True, slots=True)
class Mistake:
    """An utterance that was taken for another intent than meant."""

    utterance: str
    meant: str
    understood: str
    sample: str | None


@dataclass(frozen=True, slots=True)
class SlotMistake:
    """An utterance whose intent was right and whose slots were not."""

    utterance: str
    intent: str
    meant: Mapping[str, str]
    understood: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of resolving a number of examples.

    Attributes:
        count: how many examples there are.
        count_by_intent: the same by the intent that is meant.
        mistakes: those that were taken for another intent.
        slot_mistakes: those whose intent was right and whose slots were not.
        beyond_samples: how many were taken for the right intent by the simulator's own knowledge
            of English, and not for being like a sample of the model.
    """

    count: int
    count_by_intent: Mapping[str, int]
    mistakes: tuple[Mistake, ...]
    slot_mistakes: tuple[SlotMistake, ...]
    beyond_samples: int

    @property
    def recall(self) -> float:
        """The share of all examples whose intent was found; of none, all."""
        return 1 - len(self.mistakes) / self.count if self.count else 1.0

    @property
    def recall_by_intent(self) -> Mapping[str, float]:
        """The share of each intent's examples that were found, by intent's name."""
        missed = Counter(mistake.meant for mistake in self.mistakes)
        return {
            intent: 1 - missed[intent] / count for intent, count in self.count_by_intent.items()
        }

    @property
    def slot_accuracy(self) -> float:
        """Of the examples whose intent was found, the share with exactly the right slots."""
        found = self.count - len(self.mistakes)
        return 1 - len(self.slot_mistakes) / found if found else 1.0

    @property
    def confusions(self) -> tuple[tuple[str, str, int], ...]:
        """Which intent was taken for which, and how often; the most frequent first."""
        pairs = Counter((mistake.meant, mistake.understood) for mistake in self.mistakes)
        ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
        return tuple((meant, understood, count) for (meant, understood), count in ranked)

    @property
    def false_accepts(self) -> tuple[Mistake, ...]:
        """What is no business of the skill but was taken for one of its intents."""
        return tuple(mistake for mistake in self.mistakes if mistake.meant == FALLBACK_INTENT)

    @property
    def false_accept_rate(self) -> float:
        """The share of out-of-scope examples that were accepted."""
        out_of_scope = self.count_by_intent.get(FALLBACK_INTENT, 0)
        return len(self.false_accepts) / out_of_scope if out_of_scope else 0.0

    @property
    def unsafe_misses(self) -> tuple[Mistake, ...]:
        """Calls for help that were not heard."""
        return tuple(mistake for mistake in self.mistakes if mistake.meant == UNSAFE_INTENT)

    @property
    def false_unsafe(self) -> tuple[Mistake, ...]:
        """Harmless words that were taken for a call for help."""
        return tuple(mistake for mistake in self.mistakes if mistake.understood == UNSAFE_INTENT)


@dataclass(frozen=True, slots=True)
class LocaleEvaluation:
    """How well a locale's model is understood on utterances that are no samples of it.

    Attributes:
        locale: the locale.
        samples: how many examples were set aside because they are samples of their intent.
        tuning: what came of the examples that tuning may look at.
        held_out: what came of the others.
    """

    locale: str
    samples: int
    tuning: Evaluation
    held_out: Evaluation

    @property
    def whole(self) -> Evaluation:
        """What came of all of them together."""
        counts = Counter(self.tuning.count_by_intent) + Counter(self.held_out.count_by_intent)
        return Evaluation(
            self.tuning.count + self.held_out.count,
            dict(counts),
            (*self.tuning.mistakes, *self.held_out.mistakes),
            (*self.tuning.slot_mistakes, *self.held_out.slot_mistakes),
            self.tuning.beyond_samples + self.held_out.beyond_samples,
        )

    @property
    def parts(self) -> Mapping[str, Evaluation]:
        """What came of those for tuning, of those held out and of all, by what a page calls them."""
        return {"tuning": self.tuning, "held out": self.held_out, "all": self.whole}


def evaluate_locales(locales: Iterable[str], folder: Path) -> list[LocaleEvaluation]:
    """Measure several locales, side by side where there is more than one processor."""
    locales = tuple(locales)
    if len(locales) == 1:
        return [evaluate_locale(locales[0], folder)]
    with ProcessPoolExecutor(min(len(locales), os.cpu_count() or 1)) as pool:
        return list(pool.map(evaluate_locale, locales, repeat(folder)))


def evaluate_locale(locale: str, folder: Path) -> LocaleEvaluation:
    """Measure the shipped model of a locale.

    Args:
        locale: such as ``"en-US"``.
        folder: where the folder of the locale's examples stands.

    Raises:
        InteractionModelError: there is no model of that locale, or there are no examples.
    """
    examples = load_examples(folder / locale)
    matcher = Matcher(load_model(locale))
    unsampled = [
        example
        for example in examples
        if not _is_sample(example, matcher.sampled_intent(example.utterance))
    ]
    zones = {place.id: place.zone for place in load_catalog(locale).zones.values() if place.zone}
    tuning, held_out = (
        evaluate(
            (example for example in unsampled if example.held_out is half), matcher.resolve, zones
        )
        for half in (False, True)
    )
    return LocaleEvaluation(locale, len(examples) - len(unsampled), tuning, held_out)


def _is_sample(example: Example, intent: str | None) -> bool:
    """Tell whether an example is a sample of what it means, which proves nothing."""
    return intent == example.intent or intent in also_right().get(example.intent, {})


def load_examples(folder: Path) -> tuple[Example, ...]:
    """Read every ``<Intent>.toml`` of a locale's two folders, in the order of the names.

    Raises:
        InteractionModelError: there is no such file, or one is not what the module's first
            lines say.
    """
    examples: list[Example] = []
    paths = [path for name in (TUNING, HELD_OUT) for path in sorted((folder / name).glob("*.toml"))]
    for path in paths:
        try:
            utterances = tomllib.loads(path.read_text(encoding="utf-8"))["utterances"]
        except (tomllib.TOMLDecodeError, KeyError) as error:
            msg = f"{path.name} holds no utterances: {error}. Write them under [utterances]."
            raise InteractionModelError(msg) from error
        examples += [
            Example(
                utterance,
                path.stem,
                {name: value for name, value in slots.items() if name != ALTERNATIVE},
                held_out=path.parent.name == HELD_OUT,
                alternative=slots.get(ALTERNATIVE),
            )
            for utterance, slots in utterances.items()
        ]
    if not examples:
        msg = (
            f"There are no evaluation utterances in {folder}. They come with the project's"
            " checkout, in tests/utterances; --utterances says where yours are."
        )
        raise InteractionModelError(msg)
    return tuple(examples)


def evaluate(
    examples: Iterable[Example],
    resolve: Callable[[str], Resolution],
    zones: Mapping[str, str] = MappingProxyType({}),
) -> Evaluation:
    """Resolve every example and compare.

    Args:
        examples: what is said and meant.
        resolve: understands an utterance.
        zones: by the id of a place, its time zone.
    """
    examples = tuple(examples)
    mistakes: list[Mistake] = []
    slot_mistakes: list[SlotMistake] = []
    beyond_samples = 0
    for example in examples:
        resolution = resolve(example.utterance)
        meant = _meaning(example.intent, example.slots, zones)
        understood = _meaning(resolution.intent, as_json(resolution)["slots"], zones)
        is_also = example.is_also(resolution.intent)
        is_right = understood[0] == meant[0] or is_also
        if is_right and resolution.intent != FALLBACK_INTENT and resolution.sample is None:
            beyond_samples += 1
        if is_also:
            continue
        if understood[0] != meant[0]:
            mistakes.append(
                Mistake(example.utterance, example.intent, resolution.intent, resolution.sample)
            )
        elif understood != meant:
            slot_mistakes.append(
                SlotMistake(
                    example.utterance, example.intent, example.slots, as_json(resolution)["slots"]
                )
            )
    counts = Counter(example.intent for example in examples)
    return Evaluation(
        len(examples), dict(counts), tuple(mistakes), tuple(slot_mistakes), beyond_samples
    )


def _meaning(
    intent: str, slots: Mapping[str, str], zones: Mapping[str, str]
) -> tuple[str, Mapping[str, str]]:
    """Write what is meant in one way where there are several."""
    slots = {**IMPLIED_SLOTS.get(intent, {}), **slots}
    if intent == SPLIT_INTENT and "mine" in slots and slots["mine"] == slots.get("theirs"):
        return BOTH_INTENT, {"answer": slots["mine"]}
    if intent == NEITHER_INTENT or (intent == BOTH_INTENT and slots.get("who") == "neither"):
        return BOTH_INTENT, {"answer": "no"}
    if intent == BOTH_INTENT and slots.get("who") == "both":
        return BOTH_INTENT, {"answer": slots.get("answer", "yes")}
    if intent == NIGHTLY_INTENT and "time" in slots:
        return intent, {**slots, "time": _in_the_evening(slots["time"])}
    if intent == PLACE_INTENT and "place" in slots:
        place = slots["place"]
        first = place if isinstance(place, str) else place[0]
        return intent, {"place": zones.get(first, first)}
    return intent, slots


def _in_the_evening(clock: str) -> str:
    """Give a bare hour its half of the day, as the skill does: Alexa sends "nine" as 09:00."""
    hour, colon, minutes = clock.partition(":")
    if not colon or int(hour) not in EVENING_HOURS:
        return clock
    return f"{int(hour) + 12}:{minutes}"
