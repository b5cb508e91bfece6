"""A model file is read into values, written back unchanged, and refused with a clear sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from skill.errors import InteractionModelError
from skill.interaction_model import folder
from skill.interaction_model.model import (
    Intent,
    InteractionModel,
    Slot,
    SlotType,
    SlotValue,
    available_locales,
    load_model,
    read_model,
    to_json,
)
from skill.manifest import load_manifest

if TYPE_CHECKING:
    from pathlib import Path

MODEL = InteractionModel(
    locale="en-US",
    invocation_name="evening stars",
    intents=(
        Intent("AMAZON.HelpIntent", (), ("what's this",)),
        Intent(
            "TipIntent", (Slot("theme", "THEME"), Slot("at", "AMAZON.TIME")), ("a tip at {at}",)
        ),
    ),
    types=(SlotType("THEME", (SlotValue("time", "time", ("dates", "café")),)),),
    fallback_sensitivity="MEDIUM",
)


def test_a_model_survives_the_round_trip(tmp_path: Path) -> None:
    """What is written is what is read back, the locale coming from the file's name."""
    file = tmp_path / "en-US.json"
    file.write_text(to_json(MODEL), encoding="utf-8")
    assert read_model(file) == MODEL


def test_the_json_is_amazons() -> None:
    """The keys stand where Amazon's schema has them; a built-in intent has no slots."""
    language = json.loads(to_json(MODEL))["interactionModel"]["languageModel"]
    assert language == {
        "invocationName": "evening stars",
        "modelConfiguration": {"fallbackIntentSensitivity": {"level": "MEDIUM"}},
        "intents": [
            {"name": "AMAZON.HelpIntent", "samples": ["what's this"]},
            {
                "name": "TipIntent",
                "slots": [
                    {"name": "theme", "type": "THEME"},
                    {"name": "at", "type": "AMAZON.TIME"},
                ],
                "samples": ["a tip at {at}"],
            },
        ],
        "types": [
            {
                "name": "THEME",
                "values": [
                    {"id": "time", "name": {"value": "time", "synonyms": ["dates", "café"]}}
                ],
            }
        ],
    }


def test_what_amazon_makes_optional_may_be_missing(tmp_path: Path) -> None:
    """A model without types, samples, slots, synonyms and settings is read all the same."""
    file = tmp_path / "en-IN.json"
    language = {"invocationName": "evening stars", "intents": [{"name": "AMAZON.StopIntent"}]}
    file.write_text(json.dumps({"interactionModel": {"languageModel": language}}), encoding="utf-8")
    assert InteractionModel("en-IN", "evening stars", (Intent("AMAZON.StopIntent"),)) == read_model(
        file
    )


def test_phrases_are_the_value_and_its_synonyms() -> None:
    """Every listed way of saying a value is in its phrases, the value first."""
    assert MODEL.types[0].values[0].phrases == ("time", "dates", "café")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"interactionModel":\n {,', r"en-US\.json is not JSON: line 2, column 3"),
        ("{}", r"en-US\.json is not an interaction model: 'interactionModel' is missing"),
        ("[]", r"en-US\.json is not an interaction model"),
        (
            '{"interactionModel": {"languageModel": {"invocationName": 1}}}',
            "expected a text, not 1",
        ),
        (
            '{"interactionModel": {"languageModel": {"invocationName": "a b", "intents": "x"}}}',
            "expected a list, not 'x'",
        ),
        (
            (
                '{"interactionModel": {"languageModel":'
                ' {"invocationName": "a b", "intents": [{"name": "A", "samples": "x"}]}}}'
            ),
            "expected a list of texts, not 'x'",
        ),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    """An error names the file, and the line or the key that is wrong."""
    file = tmp_path / "en-US.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InteractionModelError, match=complaint):
        read_model(file)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """Bytes that are no text, and a file that is not there, are explained as well."""
    file = tmp_path / "en-US.json"
    with pytest.raises(InteractionModelError, match=r"en-US\.json cannot be read"):
        read_model(file)
    file.write_bytes(b"\xff\xfe{}")
    with pytest.raises(InteractionModelError, match=r"en-US\.json cannot be read"):
        read_model(file)


def test_an_unknown_locale_is_named_with_the_known_ones() -> None:
    """Asking for a locale without a model says which there are."""
    with pytest.raises(InteractionModelError, match=r"'xx-XX'.*There are: .*en-US"):
        load_model("xx-XX")


def test_an_installed_package_carries_its_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no checkout is around it, the package's own models count; other files are no models."""
    (tmp_path / "en-ZA.json").write_text(to_json(MODEL), encoding="utf-8")
    (tmp_path / "skill.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(folder, "_CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setattr(folder, "_INSTALLED", tmp_path)
    assert available_locales() == ("en-ZA",)
    assert load_model("en-ZA").invocation_name == "evening stars"


def test_in_a_checkout_its_own_models_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is edited is what is checked and shipped, whatever else lies inside the package."""
    monkeypatch.setattr(folder, "_INSTALLED", tmp_path)
    (tmp_path / "en-ZA.json").write_text(to_json(MODEL), encoding="utf-8")
    (tmp_path / "skill.json").write_text("{}", encoding="utf-8")
    assert "en-US" in available_locales()
    assert load_manifest()["manifest"]


def test_every_available_locale_loads() -> None:
    """A model is there for every locale that is said to be available, under its own name."""
    assert "en-US" in available_locales()
    assert [load_model(locale).locale for locale in available_locales()] == list(
        available_locales()
    )
