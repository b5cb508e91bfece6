"""What the items look at: the listing, the models, the content and what is said.

Several items look at the same, so each part is looked at once per process.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from skill.certification.item import Check
from skill.content.catalog import load_catalog
from skill.content.facts import load_facts
from skill.content.findings import Finding, Rule, Severity
from skill.content.published import load_published
from skill.content.source import languages, locales
from skill.content.validation import check_catalog
from skill.handlers.intents import INTENTS
from skill.interaction_model.model import InteractionModel, available_locales, load_model
from skill.interaction_model.rules import check_model
from skill.manifest import check_manifest, load_manifest
from skill.rehearsal.ear import faults
from skill.rehearsal.sentences import sentences


@cache
def models() -> dict[str, InteractionModel]:
    """Return the interaction model of each locale."""
    return {locale: load_model(locale) for locale in available_locales()}


@cache
def _listing() -> tuple[str, ...]:
    return tuple(check_manifest(load_manifest(), models()))


@cache
def _models() -> tuple[str, ...]:
    broken = [
        f"{locale}: {told}" for locale, model in models().items() for told in check_model(model)
    ]
    unhandled = [
        f"{locale}: {intent.name} has no handler."
        for locale, model in models().items()
        for intent in model.intents
        if intent.name not in INTENTS
    ]
    return (*broken, *unhandled)


@cache
def _findings() -> tuple[Finding, ...]:
    today = datetime.now(UTC).date()
    return tuple(
        finding
        for locale in (*languages(), *locales())
        for finding in check_catalog(load_catalog(locale), load_facts(), load_published(), today)
        if finding.severity is Severity.ERROR
    )


@cache
def _heard() -> tuple[str, ...]:
    return tuple(
        f"{locale}: '{sentence.text}' {fault}."
        for locale in available_locales()
        for sentence in sentences(load_catalog(locale))
        for fault in faults(sentence)
    )


def content(*rules: Rule) -> Check:
    """Check the content against some of its rules; all of them where none is named."""
    named = "the content's rules" + (f" ({', '.join(rules)})" if rules else "")
    return Check(named, lambda: (f.message for f in _findings() if not rules or f.rule in rules))


def _privacy_answers() -> list[str]:
    """Tell of an answer in the manifest that is not what the skill does."""
    manifest: dict[str, Any] = load_manifest()["manifest"]
    answers = manifest["privacyAndCompliance"]
    wanted = {
        "allowsPurchases": False,
        "containsAds": False,
        "isChildDirected": False,
        "usesHealthInfo": False,
        # The couple's use is kept, and a reminder is a permission.
        "usesPersonalInfo": True,
        "isExportCompliant": True,
    }
    return [
        f"The manifest answers {name} with {answers.get(name)}; {answer} is true."
        for name, answer in wanted.items()
        if answers.get(name) is not answer
    ]


def _permissions() -> list[str]:
    manifest: dict[str, Any] = load_manifest()["manifest"]
    asked = [permission["name"] for permission in manifest.get("permissions", [])]
    if asked == ["alexa::alerts:reminders:skill:readwrite"]:
        return []
    return [f"The manifest asks for {asked}; only the permission for reminders is used."]


def _catch_all() -> list[str]:
    """Tell of a slot that takes any words, with which all speech could be sent elsewhere."""
    return [
        f"{locale}: the slot {slot.name} of {intent.name} takes any words."
        for locale, model in models().items()
        for intent in model.intents
        for slot in intent.slots
        if slot.type == "AMAZON.SearchQuery"
    ]


LISTING = Check("the listing", _listing)
MODELS = Check("the interaction models", _models)
EVERY_SENTENCE = Check("every sentence that can be said", _heard)
PRIVACY_ANSWERS = Check("the manifest's answers", _privacy_answers)
PERMISSIONS = Check("the permissions asked for", _permissions)
NO_CATCH_ALL = Check("no slot that takes any words", _catch_all)
