"""The manifest keeps Amazon's rules, says what is true, and its example phrases work."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from skill.config import Settings
from skill.interaction_model.model import available_locales, load_model
from skill.manifest import check_manifest, load_manifest
from skill.simulator.echo.device import APOLOGY
from skill.simulator.echo.envelope import DeviceSettings
from skill.simulator.household import simulated_device

if TYPE_CHECKING:
    from collections.abc import Callable

MODELS = {locale: load_model(locale) for locale in available_locales()}
PHRASES = [
    (locale, phrase)
    for locale, listing in load_manifest()["manifest"]["publishingInformation"]["locales"].items()
    for phrase in listing["examplePhrases"]
]


def publishing(manifest: dict[str, Any]) -> dict[str, Any]:
    """What the store shows."""
    found: dict[str, Any] = manifest["manifest"]["publishingInformation"]
    return found


def listing(manifest: dict[str, Any]) -> dict[str, Any]:
    """What the store shows in American English."""
    found: dict[str, Any] = publishing(manifest)["locales"]["en-US"]
    return found


def test_the_shipped_manifest_keeps_every_rule() -> None:
    """Nothing is found wrong with it."""
    assert list(check_manifest(load_manifest(), MODELS)) == []


@pytest.mark.parametrize(
    ("found", "breakage"),
    [
        ("there are interaction models for", lambda m: publishing(m)["locales"].pop("en-GB")),
        ("distributionCountries", lambda m: publishing(m).update(distributionCountries=["DE"])),
        ("testingInstructions", lambda m: publishing(m).update(testingInstructions="Try it.")),
        (
            "en-GB: 'counseling' is not",
            lambda m: publishing(m)["locales"]["en-GB"].update(summary="No counseling."),
        ),
        (
            "en-IN: 'date night' is not",
            lambda m: publishing(m)["locales"]["en-IN"]["keywords"].append("date night"),
        ),
        ("name has", lambda m: listing(m).update(name="C" * 51)),
        ("summary has", lambda m: listing(m).update(summary="s" * 160 + ".")),
        ("one sentence", lambda m: listing(m).update(summary="One thing. And another.")),
        ("description has", lambda m: listing(m).update(description="d" * 4001)),
        ("For information", lambda m: listing(m).update(description="For couples.")),
        ("If you don't feel safe", lambda m: listing(m).update(description="For couples.")),
        ("'Amazon'", lambda m: listing(m).update(summary="Amazon's best for couples.")),
        ("'therapist'", lambda m: listing(m).update(summary="Your therapist at home.")),
        ("'%'", lambda m: listing(m).update(summary="Helps 9% of couples.")),
        ("keywords", lambda m: listing(m).update(keywords=["k"] * 31)),
        ("example phrases", lambda m: listing(m).update(examplePhrases=[])),
        (
            "first example",
            lambda m: listing(m).update(examplePhrases=["Alexa, play closer together"]),
        ),
        (
            "first example",
            lambda m: listing(m).update(examplePhrases=["Alexa, open closer togetherness"]),
        ),
        (
            "without the skill's name",
            lambda m: listing(m)["examplePhrases"].__setitem__(1, "Alexa, a tip"),
        ),
        (
            "'delete my data' said without",
            lambda m: listing(m).update(description='Say "delete my data."'),
        ),
        (
            "'Alexa, stop' said without",
            lambda m: listing(m).update(description='Say "Alexa, stop" or "help".'),
        ),
        (
            "a launch word that she does not know",
            lambda m: listing(m)["examplePhrases"].append("Alexa, play closer together"),
        ),
        ("'Alexa', which is Amazon's", lambda m: listing(m).update(name="Closer with Alexa")),
        ("'echo', which is Amazon's", lambda m: listing(m)["keywords"].append("echo show")),
        ("smallIconUri", lambda m: listing(m).update(smallIconUri="small.png")),
        (
            "privacyPolicyUrl",
            lambda m: m["manifest"]["privacyAndCompliance"]["locales"].clear(),
        ),
        (
            "ALEXA_PRESENTATION_APL",
            lambda m: m["manifest"]["apis"]["custom"].update(interfaces=[]),
        ),
        (
            "usesHealthInfo",
            lambda m: m["manifest"]["privacyAndCompliance"].update(usesHealthInfo=True),
        ),
        (
            "usesPersonalInfo",
            lambda m: m["manifest"]["privacyAndCompliance"].update(usesPersonalInfo=False),
        ),
    ],
)
def test_each_broken_rule_is_told(found: str, breakage: Callable[[dict[str, Any]], object]) -> None:
    """One thing is broken in a good manifest, and the check names it."""
    manifest = copy.deepcopy(load_manifest())
    breakage(manifest)
    assert found in "\n".join(check_manifest(manifest, MODELS))


@pytest.mark.parametrize(("locale", "phrase"), PHRASES)
def test_an_example_phrase_works(locale: str, phrase: str) -> None:
    """It is a sample utterance, and gets an answer of its own from the whole skill."""
    device = simulated_device(
        Settings(store="memory://"),
        DeviceSettings(locale=locale),
        seed=1,
        needs_invocation=True,
        strict=True,
    )
    answer = device.say(phrase)
    assert answer.speech not in ("", APOLOGY)
    if phrase.endswith("open " + MODELS[locale].invocation_name):
        assert answer.request_type == "LaunchRequest"
        return
    welcome = simulated_device(
        Settings(store="memory://"), DeviceSettings(locale=locale), seed=1
    ).launch()
    assert answer.intent_name not in (None, "AMAZON.FallbackIntent")
    assert answer.speech != welcome.speech
    # Amazon takes word for word what a sample utterance says, with its slots filled.
    said = answer.slots.values()
    assert all(said)
    samples = {s for i in MODELS[locale].intents if i.name == answer.intent_name for s in i.samples}
    rest = phrase.split(MODELS[locale].invocation_name)[1].strip()
    assert any(_fits(rest, sample) for sample in samples)


def _fits(phrase: str, sample: str) -> bool:
    """Whether a phrase is the sample, its slots aside."""
    before, _, after = sample.partition("{")
    if not after:
        return phrase == sample
    return phrase.startswith(before) and phrase.endswith(after.partition("}")[2])
