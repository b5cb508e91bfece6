"""Amazon's rules for an interaction model, as far as a program can check them.

Most stand in Amazon's "Create the interaction model for your skill", "Choose
the invocation name for a custom skill" and in its certification checklist; the
console checks some only when a model is built. What no program can tell, such
as whether the invocation name is somebody's trademark, is left to people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from skill.interaction_model.conflicts import check_conflicts
from skill.interaction_model.grammar import slips
from skill.interaction_model.model import InteractionModel, to_json

WAKE_WORDS = frozenset({"alexa", "amazon", "computer", "echo"})
LAUNCH_WORDS = frozenset(
    {
        "ask",
        "begin",
        "enable",
        "launch",
        "load",
        "open",
        "play",
        "resume",
        "run",
        "start",
        "tell",
        "use",
    }
)
CONNECTING_WORDS = frozenset(
    {"about", "and", "by", "for", "from", "if", "in", "that", "to", "using", "whether", "with"}
)
SMALL_WORDS = frozenset(
    {"a", "about", "an", "at", "by", "for", "of", "off", "the", "to", "up", "with"}
)
SKILL_WORDS = frozenset({"app", "skill"})

REQUIRED_INTENTS = (
    "AMAZON.CancelIntent",
    "AMAZON.FallbackIntent",
    "AMAZON.HelpIntent",
    "AMAZON.NavigateHomeIntent",
    "AMAZON.StopIntent",
)
SAMPLELESS_INTENTS = frozenset({"AMAZON.FallbackIntent", "AMAZON.NavigateHomeIntent"})
BUILT_IN_INTENTS = frozenset(
    f"AMAZON.{name}Intent"
    for name in (
        "Cancel",
        "Fallback",
        "Help",
        "More",
        "NavigateHome",
        "NavigateSettings",
        "Next",
        "No",
        "Pause",
        "Previous",
        "Repeat",
        "Resume",
        "Select",
        "StartOver",
        "Stop",
        "Yes",
    )
)
BUILT_IN_SLOT_TYPES = frozenset(
    f"AMAZON.{name}"
    for name in (
        "DATE",
        "DURATION",
        "DayOfWeek",
        "FOUR_DIGIT_NUMBER",
        "FirstName",
        "Month",
        "NUMBER",
        "Ordinal",
        "SearchQuery",
        "TIME",
    )
)
# Each of these hears only its own kind of words, so a bare one cannot swallow "help" or "stop".
STRICT_SLOT_TYPES = frozenset(
    {"AMAZON.DATE", "AMAZON.DURATION", "AMAZON.FOUR_DIGIT_NUMBER", "AMAZON.NUMBER", "AMAZON.TIME"}
)
# The answers to "both of you, or just you?", "what time?" and "which city are you
# in?", from lists without a word that means anything else: not broad types, and
# "together", "bedtime" and "chicago" say nothing more. Alexa may put other words into
# them all the same; the dialog takes those for what it has not understood.
CLOSED_SLOT_TYPES = frozenset({"MODE", "MOMENT", "PLACE"})

FALLBACK_SENSITIVITIES = ("LOW", "MEDIUM", "HIGH")
FEWEST_SAMPLES = 15
MOST_INTENTS = 250
MOST_PHRASES = 50_000
LONGEST_PHRASE = 140
LARGEST_FILE = 1_500_000

_NAME = re.compile(r"[A-Za-z][A-Za-z_]*")
_SLOT = re.compile(r"\{([^{}]*)\}")
_INVOCATION_WORD = re.compile(r"[^\W\d_]\.|[^\W\d_]+(?:'s|s')?")
_SAMPLE_TEXT = re.compile(r"(?:[^\W\d]|[ .'-])*")
_ABBREVIATION = re.compile(r"\b[^\W\d_]\.")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def check_model(model: InteractionModel) -> tuple[str, ...]:
    """Return a sentence for each breach of a rule, or nothing; a model is checked once per process."""
    return (
        *_check_invocation_name(model),
        *_check_intents(model),
        *_check_slots(model),
        *_check_samples(model),
        *_check_slot_only_samples(model),
        *_check_types(model),
        *check_conflicts(model),
        *_check_settings_and_sizes(model),
    )


def _check_invocation_name(model: InteractionModel) -> Iterator[str]:
    name = model.invocation_name
    words = name.split(" ")
    start = f"The invocation name '{name}'"
    if not all(_INVOCATION_WORD.fullmatch(word) for word in words) or name != name.lower():
        yield (
            f"{start} may hold only lower-case letters, single spaces, possessive apostrophes"
            " and periods after single letters; digits are spelled out."
        )
    if len(words) < 2:
        yield f"{start} needs two words or more: one word is for a provable brand only."
    if len(words) == 2:
        yield from _forbidden(
            start, words, SMALL_WORDS, "article or preposition, in a name of two words,"
        )
    yield from _forbidden(start, words, LAUNCH_WORDS, "launch word")
    yield from _forbidden(start, words, CONNECTING_WORDS, "connecting word")
    yield from _forbidden(start, words, WAKE_WORDS, "wake word")
    yield from _forbidden(start, words, SKILL_WORDS, "word")


def _forbidden(
    start: str, words: Iterable[str], forbidden: frozenset[str], kind: str
) -> Iterator[str]:
    for word in words:
        if word in forbidden:
            yield f"{start} may not hold the {kind} '{word}'."


def _check_intents(model: InteractionModel) -> Iterator[str]:
    names = [intent.name for intent in model.intents]
    for name in REQUIRED_INTENTS:
        if name not in names:
            yield f"{name} is missing; Amazon requires it."
    for name in _repeated(names):
        yield f"The intent {name} stands twice."
    custom = [intent for intent in model.intents if not intent.name.startswith("AMAZON.")]
    if not any(intent.samples for intent in custom):
        yield "The model needs at least one intent of its own with a sample."
    for intent in model.intents:
        if intent.name.startswith("AMAZON."):
            if intent.name not in BUILT_IN_INTENTS:
                yield f"{intent.name} is not a built-in intent."
            if intent.name in SAMPLELESS_INTENTS and intent.samples:
                yield f"{intent.name} may have no samples of its own."
        elif not _NAME.fullmatch(intent.name):
            yield f"The intent name '{intent.name}' may hold only letters and underscores."
        elif len(intent.samples) < FEWEST_SAMPLES:
            yield (
                f"{intent.name} has {len(intent.samples)} samples;"
                f" it needs at least {FEWEST_SAMPLES} to be understood."
            )


def _check_slots(model: InteractionModel) -> Iterator[str]:
    types = {slot_type.name for slot_type in model.types}
    type_of: dict[str, str] = {}
    for intent in model.intents:
        for name in _repeated(slot.name for slot in intent.slots):
            yield f"{intent.name} declares the slot '{name}' twice."
        used = {name for sample in intent.samples for name in _SLOT.findall(sample)}
        for slot in intent.slots:
            if not _NAME.fullmatch(slot.name):
                yield f"The slot name '{slot.name}' of {intent.name} may hold only letters and underscores."
            if slot.name not in used:
                yield f"{intent.name} declares the slot '{slot.name}' but has no sample with it."
            if slot.type not in types | BUILT_IN_SLOT_TYPES:
                yield f"The slot '{slot.name}' of {intent.name} has an unknown type: {slot.type}."
            if type_of.setdefault(slot.name, slot.type) != slot.type:
                yield (
                    f"The slot '{slot.name}' is {type_of[slot.name]} in one intent and {slot.type}"
                    f" in {intent.name}; a slot name has one type."
                )
        declared = {slot.name for slot in intent.slots}
        for name in sorted(used - declared):
            yield f"{intent.name} uses the slot '{{{name}}}' in a sample but does not declare it."
    in_use = {slot.type for intent in model.intents for slot in intent.slots}
    for name in sorted(types - in_use):
        yield f"The slot type {name} is used by no slot."


def _check_samples(model: InteractionModel) -> Iterator[str]:
    for intent in model.intents:
        for sample in intent.samples:
            start = f"The sample '{sample}' of {intent.name}"
            yield from _check_words(start, sample, model)
            yield from (f"{start} {told}." for told in slips(sample))
            for name in _repeated(_SLOT.findall(sample)):
                yield f"{start} has the slot '{{{name}}}' twice."


def _check_words(start: str, text: str, model: InteractionModel) -> Iterator[str]:
    """Check a sample, or a phrase of a slot type."""
    plain = _SLOT.sub("", text)
    if not text.strip():
        yield f"{start} is empty."
    if any(letter.isdigit() for letter in plain):
        yield f"{start} holds digits; spell numbers out."
    elif not _SAMPLE_TEXT.fullmatch(plain):
        yield (
            f"{start} may hold only letters, spaces, apostrophes, hyphens, underscores,"
            " slots in braces and periods of abbreviations."
        )
    if "." in _ABBREVIATION.sub("", plain):
        yield f"{start} has a period that belongs to no abbreviation."
    words = _WORD.findall(plain.lower())
    yield from _forbidden(start, words, WAKE_WORDS, "wake word")
    if f" {model.invocation_name} " in f" {' '.join(plain.lower().split())} ":
        yield f"{start} may not hold the invocation name."
    if words and words[0] in LAUNCH_WORDS and SKILL_WORDS & set(words):
        yield f"{start} is a launch phrase; Alexa hears those before the skill does."


def _check_slot_only_samples(model: InteractionModel) -> Iterator[str]:
    for intent in model.intents:
        type_of = {slot.name: slot.type for slot in intent.slots}
        for sample in intent.samples:
            names = _SLOT.findall(sample)
            kinds = {type_of.get(name, "") for name in names}
            start = f"The sample '{sample}' of {intent.name}"
            bare = len(names) == 1 and not _SLOT.sub("", sample).strip()
            if bare and "AMAZON.SearchQuery" in kinds:
                yield f"{start} needs words beside its AMAZON.SearchQuery slot."
            elif bare and not kinds & (STRICT_SLOT_TYPES | CLOSED_SLOT_TYPES):
                yield f"{start} is nothing but a slot, which would swallow 'help' and 'stop'."
            if "AMAZON.SearchQuery" in kinds and len(names) > 1:
                yield f"{start} may have no other slot beside its AMAZON.SearchQuery slot."


def _check_types(model: InteractionModel) -> Iterator[str]:
    for name in _repeated(slot_type.name for slot_type in model.types):
        yield f"The slot type {name} stands twice."
    for slot_type in model.types:
        where = f"the slot type {slot_type.name}"
        if not _NAME.fullmatch(slot_type.name):
            yield f"The name of {where} may hold only letters and underscores."
        if not slot_type.values:
            yield f"In {where} there are no values."
        for id_ in _repeated(value.id for value in slot_type.values):
            yield f"In {where} the id '{id_}' stands twice."
        phrases = [phrase for value in slot_type.values for phrase in value.phrases]
        for phrase in _repeated(phrase.lower() for phrase in phrases):
            yield f"In {where} '{phrase}' stands twice, so that it has no one meaning."
        for phrase in phrases:
            yield from _check_words(f"The phrase '{phrase}' in {where}", phrase, model)
            if "{" in phrase:
                yield f"In {where} '{phrase}' holds a slot; only samples may."
            if len(phrase) > LONGEST_PHRASE:
                yield f"In {where} '{phrase}' is longer than {LONGEST_PHRASE} characters."


def _check_settings_and_sizes(model: InteractionModel) -> Iterator[str]:
    if model.fallback_sensitivity not in FALLBACK_SENSITIVITIES:
        yield (
            f"The fallback sensitivity '{model.fallback_sensitivity}' must be one of:"
            f" {', '.join(FALLBACK_SENSITIVITIES)}."
        )
    if len(model.intents) > MOST_INTENTS:
        yield f"The model has {len(model.intents)} intents; at most {MOST_INTENTS} are allowed."
    phrases = sum(len(value.phrases) for slot_type in model.types for value in slot_type.values)
    if phrases > MOST_PHRASES:
        yield f"The slot types hold {phrases} phrases; at most {MOST_PHRASES} are allowed."
    size = len(to_json(model).encode())
    if size > LARGEST_FILE:
        yield f"The model is {size} bytes long; at most {LARGEST_FILE} are allowed."


def _repeated(items: Iterable[str]) -> list[str]:
    return sorted(item for item, count in Counter(items).items() if count > 1)
