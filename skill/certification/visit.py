"""What a reviewer says to a skill, said to the simulator: what the store shows, and a first visit.

The device is a strict one: what Alexa would refuse raises, and is told as a
problem. It meets a new household each time, in the locale under review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from skill.certification.item import Check
from skill.certification.parts import models
from skill.config import Settings
from skill.content.catalog import load_catalog
from skill.errors import CloserError
from skill.interaction_model.model import Intent, InteractionModel
from skill.manifest import load_manifest, quoted
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.envelope import DeviceSettings, mapping
from skill.simulator.echo.exchange import Exchange
from skill.simulator.household import simulated_device

EVENING: Final = datetime(2026, 11, 23, 1, 45, tzinfo=UTC)
SEED: Final = 3

# What an answer says that missed what was asked for.
_BESIDE_THE_POINT: Final = (
    "launch.first",
    "launch.again",
    "help",
    "unexpected",
    "cannot",
    "trouble",
    "missed.first",
    "missed.second",
    "missed.third",
)
# What Amazon wants its testers to be told of, by the intents that do it.
_TO_BE_TRIED: Final = ("QuizIntent", "SetNightlyIntent", "CancelNightlyIntent", "ForgetUsIntent")
_OUT_OF_DOMAIN: Final = "how many ounces are in a gallon"
_GOODBYE_WORDS: Final = 8
_SLOT: Final = re.compile(r"\{(\w+)\}")


def phrases() -> Iterator[str]:
    """Tell of an example phrase that is not answered, or is answered beside the point."""
    for locale, listing in _listings().items():
        for phrase in listing["examplePhrases"]:
            yield from (f"{locale}: {told}." for told in _said(_device(locale), phrase))


def description() -> Iterator[str]:
    """Tell of a phrase quoted in the description that is not answered to the point, said in its order."""
    for locale, listing in _listings().items():
        device = _device(locale)
        for phrase in quoted(listing["description"]):
            yield from (f"{locale}: the description's {told}." for told in _said(device, phrase))


def instructions() -> Iterator[str]:
    """Tell where the testing instructions lead astray, followed to the letter in every locale.

    Whatever stands in quotation marks is said, in its order, to one device, which takes
    nothing to be for the skill that an Echo would not: without the skill's name, only what
    is said while the skill listens.
    """
    text = load_manifest()["manifest"]["publishingInformation"]["testingInstructions"]
    for locale in models():
        yield from (f"{locale}: the instructions' {told}." for told in _followed(text, locale))


def _followed(text: str, locale: str) -> Iterator[str]:
    device = _device(locale)
    intents = set()
    for phrase in quoted(text):
        yield from _said(device, phrase)
        intents.add(device.last.intent_name if device.last else None)
    yield from (f"phrases never come to {name}" for name in _TO_BE_TRIED if name not in intents)
    welcome = device.launch()
    first = load_catalog(locale).lines["launch.first"].variants
    if not any(variant.text in welcome.speech for variant in first):
        yield f"last phrases leave something behind: a launch then says '{welcome.speech}'"


def _listings() -> Mapping[str, Mapping[str, Any]]:
    """Return what the store shows, for each locale that there is a model for."""
    shown = load_manifest()["manifest"]["publishingInformation"]["locales"]
    return {locale: listing for locale, listing in shown.items() if locale in models()}


def _said(device: VirtualDevice, phrase: str) -> Iterator[str]:
    """Say a phrase that somebody was told to say, and tell what is not as they would expect."""
    said = _try(device, phrase)
    told = [said] if isinstance(said, str) else _to_the_point(said, device.settings.locale)
    yield from (f"'{phrase}' {each}" for each in told)


def _to_the_point(said: Exchange, locale: str) -> Iterator[str]:
    if said.request is None:
        yield "is not heard by the skill: no session is open, and it does not call the skill by its name"
        return
    if any(directive["type"] == "Connections.SendRequest" for directive in said.directives):
        # What follows is Alexa's own question, in her words.
        return
    yield from _answer(said)
    if said.request_type == "LaunchRequest":
        if not said.session_open:
            yield "opens the skill, which then asks nothing"
        return
    if said.request_type == "IntentRequest" and said.intent_name == "AMAZON.FallbackIntent":
        yield "is no sample utterance"
    elif beside := _beside_the_point(said, locale):
        yield f"is answered with '{beside}', which is not what it asks for"
    for name, slot in _slots(said).items():
        if slot is None:
            yield f"fills {name} with a value that the model does not have"


def first_visit() -> Iterator[str]:
    """Tell what goes wrong when somebody meets the skill: launch, help, nonsense, stop."""
    for locale in models():
        yield from (f"{locale}: {told}." for told in _first_visit(locale))


def _first_visit(locale: str) -> Iterator[str]:
    name = models()[locale].invocation_name
    launch = f"Alexa, open {name}"
    # What is said -> whether the session is open afterwards, and the intent it is.
    for words, stays_open, intent in (
        ("help", True, "AMAZON.HelpIntent"),
        (_OUT_OF_DOMAIN, True, "AMAZON.FallbackIntent"),
        ("repeat", True, "AMAZON.RepeatIntent"),
        ("yes", True, "AMAZON.YesIntent"),
        ("stop", False, "AMAZON.StopIntent"),
        ("cancel", False, "AMAZON.CancelIntent"),
        ("never mind", False, "AMAZON.CancelIntent"),
    ):
        device = _device(locale)
        opened, said = _try(device, launch), _try(device, words)
        for exchange in (opened, said):
            yield from (f"'{words}' {told}" for told in _told(exchange))
        if isinstance(opened, str) or isinstance(said, str):
            continue
        if not opened.session_open:
            yield "a launch ends without a question"
        if said.intent_name != intent:
            yield f"'{words}' is taken for {said.intent_name}"
        if said.session_open is not stays_open:
            yield f"'{words}' after a launch leaves the session {'open' if said.session_open else 'closed'}"
        if intent == "AMAZON.HelpIntent" and said.speech == opened.speech:
            yield "help is the welcome once more"
        if not stays_open and len(said.speech.split()) > _GOODBYE_WORDS:
            yield f"the goodbye is long: '{said.speech}'"
        if words == "stop" and device.session_open:
            yield "after 'stop' the device still listens"
    yield from _silence(locale, launch)


def _silence(locale: str, launch: str) -> Iterator[str]:
    """After a launch and two silences the session is over, and the skill has added nothing."""
    device = _device(locale)
    opened = _try(device, launch)
    if isinstance(opened, str):
        return
    reprompted, ended = device.silence(), device.silence()
    if reprompted.speech != opened.reprompt or not reprompted.speech:
        yield "silence brings no reprompt"
    if device.session_open or ended.speech:
        yield "a second silence does not end it"


def one_shots() -> Iterator[str]:
    """Tell of an intent that is not answered in one breath with the name, and in a session."""
    for locale, model in models().items():
        for intent in model.intents:
            if intent.name.startswith("AMAZON."):
                continue
            sample = _plainest(intent, model)
            if sample is None:
                yield f"{locale}: {intent.name} has no sample that can be tried."
                continue
            for opening in (None, f"Alexa, open {model.invocation_name}"):
                where = "in a session" if opening else "in one breath"
                device = _device(locale)
                if opening:
                    _try(device, opening)
                asked = sample if opening else f"Alexa, ask {model.invocation_name} {sample}"
                said = _try(device, asked)
                yield from (f"{locale}: '{sample}', {where}, {told}." for told in _told(said))
                if not isinstance(said, str) and said.intent_name == "AMAZON.FallbackIntent":
                    yield f"{locale}: '{sample}', {where}, is not understood."


def _plainest(intent: Intent, model: InteractionModel) -> str | None:
    """Return the plainest sample of an intent, with a value of its own in each slot that it has."""
    values = {type_.name: type_.values for type_ in model.types}
    type_of = {slot.name: slot.type for slot in intent.slots}
    for sample in sorted(intent.samples, key=lambda sample: sample.count("{")):
        names = _SLOT.findall(sample)
        if all(type_of[name] in values for name in names):
            # Two slots of one type get one value each.
            of_types = [(name, values[type_of[name]]) for name in names]
            said = {name: of[n % len(of)].value for n, (name, of) in enumerate(of_types)}
            return sample.format_map(said)
    return None


def _told(said: Exchange | str) -> Iterable[str]:
    return [said] if isinstance(said, str) else _answer(said)


def _answer(said: Exchange) -> Iterator[str]:
    """What no answer may be: silent, open without a question, closed on one, or one repeated."""
    if not said.speech:
        yield "gets no answer"
    asks = said.speech.endswith("?")
    if said.session_open and not asks:
        yield f"leaves the session open without a question: '{said.speech}'"
    if asks and not said.session_open:
        yield f"is asked something in a closed session: '{said.speech}'"
    # Somebody who is not safe is reprompted with silence; the response has it all the same.
    if said.session_open and not mapping((said.response or {}).get("response")).get("reprompt"):
        yield "has no reprompt"
    if said.reprompt and said.reprompt in said.speech:
        yield f"has a reprompt that says the same: '{said.reprompt}'"


def _beside_the_point(said: Exchange, locale: str) -> str | None:
    lines = load_catalog(locale).lines
    wanted = {"help"} if said.intent_name == "AMAZON.HelpIntent" else set()
    return next(
        (
            variant.text
            for line in _BESIDE_THE_POINT
            for variant in lines[line].variants
            if line not in wanted and variant.text in said.speech
        ),
        None,
    )


def _slots(said: Exchange) -> dict[str, str | None]:
    """Return the filled slots of an answer's request, None for one whose value is not the model's."""
    model = models()[_locale(said)]
    known = {value.id for slot_type in model.types for value in slot_type.values}
    return {
        name: value if value in known or not _is_own(model, name) else None
        for name, value in said.slots.items()
    }


def _is_own(model: InteractionModel, slot: str) -> bool:
    types = {type_.name for type_ in model.types}
    return any(s.type in types for intent in model.intents for s in intent.slots if s.name == slot)


def _locale(said: Exchange) -> str:
    request = (said.request or {})["request"]
    return str(request["locale"]) if isinstance(request, dict) else ""


def _try(device: VirtualDevice, words: str) -> Exchange | str:
    """Say something; a sentence, without its subject, where Alexa would refuse the answer."""
    try:
        return device.say(words)
    except CloserError as error:
        return f"gets an answer that Alexa refuses: {error}"


def _device(locale: str) -> VirtualDevice:
    return simulated_device(
        Settings(store="memory://"),
        DeviceSettings(locale=locale),
        seed=SEED,
        start=EVENING,
        needs_invocation=True,
        strict=True,
    )


@cache
def _once_phrases() -> tuple[str, ...]:
    return tuple(phrases())


@cache
def _once_description() -> tuple[str, ...]:
    return tuple(description())


@cache
def _once_instructions() -> tuple[str, ...]:
    return tuple(instructions())


@cache
def _once_first_visit() -> tuple[str, ...]:
    return tuple(first_visit())


@cache
def _once_one_shots() -> tuple[str, ...]:
    return tuple(one_shots())


PHRASES = Check("the example phrases, said to the simulator", _once_phrases)
DESCRIPTION = Check(
    "every phrase quoted in the description, said to the simulator", _once_description
)
INSTRUCTIONS = Check("the testing instructions, followed to the letter", _once_instructions)
FIRST_VISIT = Check("a first visit in the simulator", _once_first_visit)
ONE_SHOTS = Check("every intent in the simulator, in one breath and in a session", _once_one_shots)
