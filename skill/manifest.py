"""The skill manifest: what Amazon's store shows, and where Alexa finds the skill.

The file is Amazon's own JSON ("Skill manifest schema"), with places left open:
``{locale}`` stands for every locale there is content for, whose texts come from
the content; ``{endpoint}``, and ``{site}``, where the privacy policy and the
terms of use are, are filled in when the package is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from skill.content.listing import read_listing
from skill.content.source import locales
from skill.errors import ConfigurationError
from skill.interaction_model.folder import models_folder
from skill.interaction_model.model import InteractionModel

Manifest = dict[str, Any]

LOCALE: Final = "{locale}"
ENDPOINT: Final = "{endpoint}"
SITE: Final = "{site}"

# Amazon, "Skill manifest schema": how many characters or entries there may be.
_LONGEST: Final = {"name": 50, "summary": 160, "description": 4000, "updatesDescription": 4000}
_MOST_KEYWORDS: Final = 30
_MOST_PHRASES: Final = 3
_COUNTRY: Final = re.compile(r"[a-z]{2}-([A-Z]{2})")

_QUOTED: Final = re.compile(r'"([^"]*)"')
# What a description may have people say without the skill's name: inside the skill it means one thing.
_BARE: Final = frozenset({"help"})

# What the listing has to say in English, in the spelling of each place.
_DISCLAIMER: Final = re.compile(
    r"For information and conversation only; not counsell?ing or medical advice\."
)
_SAFETY: Final = re.compile(
    r"If you don't feel safe with your partner, ask for support numbers, or contact your local "
    r"emergency number\."
)
# What the listing may not claim, imply or name.
_FORBIDDEN: Final = re.compile(
    r"\b(amazon|echo|official|therap\w*|diagnos\w*|treat\w*|cure\w*|clinical\w*|proven|save your marriage)\b|%",
    re.IGNORECASE,
)

# Amazon's own marks and devices, which belong in no name and no keyword.
_MARKS: Final = re.compile(r"\b(alexa|amazon|echo|fire tv|kindle|ring)\b", re.IGNORECASE)

# Spelling and words that are not at home there.
_AMERICAN: Final = r"counselors?|counseling|behaviors?|favorites?|colors?"
_AWAY: Final = {
    locale: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for locale, words in {
        "en-GB": rf"{_AMERICAN}|vacations?|cell ?phones?|couch|take-?out",
        "en-AU": rf"{_AMERICAN}|vacations?|cell ?phones?",
        "en-CA": _AMERICAN,
        "en-IN": rf"{_AMERICAN}|vacations?|cell ?phones?|couch|take-?out|date nights?|bedrooms?",
        "en-US": r"counsellors?|counselling|behaviours?|favourites?|colours?",
    }.items()
}


def load_manifest() -> Manifest:
    """Return the shipped manifest for every locale, with the endpoint and the site left open.

    Raises:
        ConfigurationError: the file is missing or no manifest.
        ContentError: what the store shows in a locale is missing or broken.
    """
    file = models_folder() / "skill.json"
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        body = manifest["manifest"]
        shown = body["publishingInformation"]["locales"].pop(LOCALE)
        pages = body["privacyAndCompliance"]["locales"].pop(LOCALE)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"The skill manifest {file.name} cannot be read ({type(error).__name__}); restore the file."
        raise ConfigurationError(message) from error
    for locale in locales():
        body["publishingInformation"]["locales"][locale] = {**read_listing(locale), **shown}
        body["privacyAndCompliance"]["locales"][locale] = dict(pages)
    return dict(manifest)


def fill(manifest: Manifest, *, endpoint: Mapping[str, str], site: str) -> Manifest:
    """Return the manifest with its open places filled in.

    Args:
        manifest: as loaded; it stays as it is.
        endpoint: the manifest's endpoint object, with ``uri`` and what belongs to it.
        site: where the privacy policy and the terms are, without a slash at the end.
    """

    def filled(value: Any) -> Any:
        if value == {"uri": ENDPOINT}:
            return dict(endpoint)
        if isinstance(value, dict):
            return {key: filled(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [filled(inner) for inner in value]
        return value.replace(SITE, site) if isinstance(value, str) else value

    result: Manifest = filled(manifest)
    return result


def check_manifest(manifest: Manifest, models: Mapping[str, InteractionModel]) -> Iterator[str]:
    """Tell what breaks one of Amazon's rules for the manifest, or one of the project's.

    Args:
        manifest: as loaded.
        models: the interaction models by locale.
    """
    body = manifest["manifest"]
    publishing = body["publishingInformation"]
    locales = publishing["locales"]
    if locales.keys() != models.keys():
        yield (
            f"The manifest is written for {_names(locales)}, and there are interaction models for "
            f"{_names(models)}; each locale needs both."
        )
    countries = {found[1] for locale in locales if (found := _COUNTRY.fullmatch(locale))}
    if set(publishing["distributionCountries"]) != countries:
        yield f"distributionCountries must be those of the locales: {_names(countries)}."
    if len(publishing["testingInstructions"]) > _LONGEST["description"]:
        yield f"testingInstructions may have {_LONGEST['description']} characters."
    if "remind" not in publishing["testingInstructions"]:
        yield "testingInstructions must say how reminders are tested."
    for locale, listing in locales.items():
        for problem in _listing(listing):
            yield f"{locale}: {problem}"
        if locale in _AWAY and (found := _AWAY[locale].search(json.dumps(listing))):
            yield f"{locale}: '{found[0]}' is not what people say or write there."
        if locale in models:
            name = models[locale].invocation_name
            for problem in _phrases(listing["examplePhrases"], name):
                yield f"{locale}: {problem}"
            for problem in _description(listing["description"], name):
                yield f"{locale}: {problem}"
    if {"type": "ALEXA_PRESENTATION_APL"} not in body["apis"]["custom"]["interfaces"]:
        yield "interfaces must have ALEXA_PRESENTATION_APL: the skill sends screens."
    yield from _privacy(body["privacyAndCompliance"], locales)


def _privacy(privacy: Mapping[str, Any], locales: Iterable[str]) -> Iterator[str]:
    """Tell which answer about privacy is untrue, and which page is missing."""
    for locale in locales:
        pages = privacy["locales"].get(locale, {})
        for name in ("privacyPolicyUrl", "termsOfUseUrl"):
            if not str(pages.get(name, "")).startswith(SITE + "/"):
                yield f"{locale}: {name} must be a page of {SITE}."
    for name in ("usesHealthInfo", "isChildDirected", "allowsPurchases", "containsAds"):
        if privacy[name] is not False:
            yield f"{name} must be false: the skill does nothing of the kind."
    for name in ("usesPersonalInfo", "isExportCompliant"):
        if privacy[name] is not True:
            yield f"{name} must be true."


def _listing(listing: Mapping[str, Any]) -> Iterator[str]:
    """Tell what is wrong with what the store shows in one locale."""
    for name, longest in _LONGEST.items():
        text = listing[name]
        if not 1 < len(text) <= longest:
            yield f"{name} has {len(text)} characters; it may have 2 to {longest}."
        if found := _FORBIDDEN.search(_DISCLAIMER.sub("", text)):
            yield f"{name} may not say '{found[0]}'."
    summary = listing["summary"]
    if not summary.endswith(".") or ". " in summary:
        yield "summary must be one sentence."
    for sentence in (_DISCLAIMER, _SAFETY):
        if not sentence.search(listing["description"]):
            yield f"description must say: {sentence.pattern.replace(chr(92), '')}"
    marks = json.dumps([listing["name"], listing["summary"], listing["keywords"]])
    if found := _MARKS.search(marks):
        yield f"name, summary and keywords may not say '{found[0]}', which is Amazon's."
    if not 0 < len(listing["keywords"]) <= _MOST_KEYWORDS:
        yield f"keywords may be 1 to {_MOST_KEYWORDS}."
    for name in ("smallIconUri", "largeIconUri"):
        if not listing[name].startswith("file://assets/"):
            yield f"{name} must be a file of the package, such as file://assets/icons/small.png."


def _phrases(phrases: list[str], invocation_name: str) -> Iterator[str]:
    """Tell what is wrong with the example phrases. Amazon, "Functional testing"."""
    if not 0 < len(phrases) <= _MOST_PHRASES:
        yield f"there may be 1 to {_MOST_PHRASES} example phrases."
    if phrases and not _calls(phrases[0], invocation_name):
        yield f"the first example phrase must be 'Alexa, open {invocation_name}' or the like."
    for phrase in phrases:
        if phrase.startswith("Alexa") and not _calls(phrase, invocation_name):
            yield (
                f"the example phrase '{phrase}' calls Alexa without the skill's name,"
                " or with a launch word that she does not know."
            )


def _description(text: str, invocation_name: str) -> Iterator[str]:
    """Tell which quoted phrase would go to Alexa herself. Amazon, "Troubleshoot Common Certification Failures"."""
    for phrase in quoted(text):
        if phrase not in _BARE and not _calls(phrase, invocation_name):
            yield f"description has '{phrase}' said without 'Alexa, ask {invocation_name}' before it."


def _calls(phrase: str, invocation_name: str) -> bool:
    """Tell whether a phrase begins with the wake word, a launch word and the skill's name."""
    return bool(
        re.match(rf"Alexa, (?:open|launch|start|ask|tell) {re.escape(invocation_name)}\b", phrase)
    )


def quoted(text: str) -> list[str]:
    """Return what a text has in quotation marks, each without the comma or stop at its end."""
    return [phrase.rstrip(".,?! ") for phrase in _QUOTED.findall(text)]


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
