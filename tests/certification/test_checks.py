"""What the checks of the checklist notice, and that the checklist is all there is."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from skill.certification import parts, visit
from skill.certification.__main__ import DOCUMENT
from skill.certification.checklist import ITEMS, checklist, document, plain
from skill.certification.item import Check, Item, Result, checked
from skill.cli import main
from skill.interaction_model.model import Intent, Slot
from skill.manifest import load_manifest, quoted

ROOT = Path(__file__).parents[2]
GROUPS = {"F": 13, "V": 18, "P": 16, "S": 8}


def test_every_item_is_there_once() -> None:
    """Thirteen functional items, eighteen of voice, sixteen of policy and eight of security."""
    assert [item.id for item in ITEMS] == [
        f"{group}{number}" for group, most in GROUPS.items() for number in range(1, most + 1)
    ]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_is_checked_somehow_and_says_who_asks(item: Item) -> None:
    """A check, a test or a reading stands behind each item, and a page before it."""
    assert item.checks or item.tests or item.reading
    assert item.page
    assert item.asks.endswith(".")


@cache
def names_of_tests_in(file: Path) -> frozenset[str]:
    """The names of the tests in a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def named() -> Iterator[tuple[str, str]]:
    """Every test that an item names, as file and name."""
    for item in ITEMS:
        for test in item.tests:
            file, _, name = test.partition("::")
            yield file, name


@pytest.mark.parametrize(("file", "name"), sorted(set(named())))
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    """An item that a test checks cannot lose that test unnoticed."""
    assert name in names_of_tests_in(ROOT / file)


def test_everything_is_green() -> None:
    """No check that runs here finds anything wrong, in any locale."""
    assert [(each.item.id, each.problems) for each in checklist() if each.problems] == []


def test_the_document_is_the_checklist() -> None:
    """docs/certification.md is what ``make docs`` would write; run that when this fails."""
    assert DOCUMENT.read_text(encoding="utf-8") == document()


def test_the_table_has_every_item_with_its_result() -> None:
    """What the command prints has each item's number, result and every way it is checked."""
    lines = list(plain(checklist()))
    results = [re.match(r"([FVPS]\d+) +(\S+) ", line) for line in lines]
    found = {match[1]: match[2] for match in results if match}
    assert found.keys() == {item.id for item in ITEMS}
    assert set(found.values()) == {Result.OK, Result.TESTED, Result.READ}
    ways = sum(len(item.checks) + len(item.tests) + bool(item.reading) for item in ITEMS)
    assert len(lines) == len(ITEMS) + ways


def test_something_wrong_is_red_and_told() -> None:
    """An item with a problem fails, says which, and is not hidden by a test or a reading."""
    item = replace(ITEMS[0], checks=(Check("a part", lambda: ["It is broken."]),), reading="Fine.")
    result = checked(item)
    assert result.result is Result.WRONG
    assert any("FAIL" in line for line in plain([result]))
    assert any("It is broken." in line for line in plain([result]))


def test_the_command_fails_when_an_item_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """``closer check`` exits with 1, having printed the table, as soon as one item is wrong."""
    monkeypatch.setattr(
        "skill.certification.checklist.checklist",
        lambda: [checked(replace(ITEMS[0], checks=(Check("a part", lambda: ["It is broken."]),)))],
    )
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "F1   FAIL" in result.output
    assert "It is broken." in result.output


def with_phrase(phrase: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told of a listing with this example phrase in it."""
    manifest: dict[str, Any] = copy.deepcopy(load_manifest())
    for listing in manifest["manifest"]["publishingInformation"]["locales"].values():
        listing["examplePhrases"] = [phrase]
    monkeypatch.setattr(visit, "load_manifest", lambda: manifest)
    return list(visit.phrases())


def test_a_phrase_that_is_no_sample_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An example phrase that the model does not understand is found."""
    told = with_phrase("Alexa, ask closer together how many ounces are in a gallon", monkeypatch)
    assert "is no sample utterance" in told[0]


def test_a_phrase_that_is_answered_beside_the_point_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A phrase that gets a menu, or nothing done, is found: a bare yes has nothing to say yes to."""
    told = with_phrase("Alexa, ask closer together yes please", monkeypatch)
    assert "which is not what it asks for" in told[0]


def with_texts(monkeypatch: pytest.MonkeyPatch, **texts: str) -> None:
    """Have the listing of every locale, and what it tells Amazon's testers, say this."""
    manifest: dict[str, Any] = copy.deepcopy(load_manifest())
    publishing = manifest["manifest"]["publishingInformation"]
    for name, text in texts.items():
        for shown in (publishing, *publishing["locales"].values()):
            if name in shown:
                shown[name] = text
    monkeypatch.setattr(visit, "load_manifest", lambda: manifest)


def test_a_description_that_says_what_nobody_can_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Help outside the skill goes to Alexa herself, and an ounce is no business of the skill's."""
    with_texts(
        monkeypatch,
        description='Say "help." Say: "Alexa, ask closer together how many ounces are in a gallon."',
    )
    told = list(visit.description())
    assert len(told) == 2 * len(parts.models())
    assert "'help' is not heard by the skill" in told[0]
    assert "is no sample utterance" in told[1]


@pytest.mark.parametrize(
    ("instructions", "told"),
    [
        # A conversation ends, and what follows does not call the skill.
        (
            '"Alexa, ask closer together for tonight\'s question", then "cancel our reminder".',
            "'cancel our reminder' is not heard by the skill",
        ),
        (
            '"Alexa, open closer together", "how many ounces are in a gallon"',
            "'how many ounces are in a gallon' is no sample utterance",
        ),
        ('"Alexa, ask closer together yes please".', "which is not what it asks for"),
        ('"Alexa, ask closer together to start the quiz"', "never come to SetNightlyIntent"),
        (
            '"Alexa, ask closer together to start the quiz", "both of us", "ready", "yes"',
            "leave something behind",
        ),
    ],
)
def test_instructions_that_lead_astray_are_told(
    instructions: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would reach nobody, nothing or something else is found, and what is left out or left behind."""
    with_texts(monkeypatch, testingInstructions=instructions)
    found = list(visit.instructions())
    assert {problem.partition(":")[0] for problem in found if told in problem} == set(
        parts.models()
    )


def test_instructions_are_those_that_the_testers_get() -> None:
    """Every quoted phrase of the shipped text is said, those in mid-conversation too."""
    text = load_manifest()["manifest"]["publishingInformation"]["testingInstructions"]
    phrases = quoted(text)
    assert text.count('"') == 2 * len(phrases)
    assert {"I approve", "yes", "stop", "Alexa, ask closer together to delete our data"} <= set(
        phrases
    )


@pytest.mark.parametrize(
    ("sample", "told"),
    [
        ("how many ounces are in a gallon", "in one breath, is not understood"),
        (
            "how many {answer} are in a gallon",
            "'how many yes are in a gallon', in a session, is not",
        ),
        ("at {time}", "OddIntent has no sample that can be tried"),
    ],
)
def test_an_intent_that_is_not_reached_is_told(
    sample: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is tried, one with nothing but slots in its samples too; none is passed over in silence."""
    model = parts.models()["en-US"]
    slots = (Slot("answer", "ANSWER"), Slot("time", "AMAZON.TIME"))
    odd = replace(model, intents=(Intent("OddIntent", slots, (sample,)),))
    monkeypatch.setattr(visit, "models", lambda: {"en-US": odd})
    assert told in " ".join(visit.one_shots())


def test_a_manifest_that_is_not_true_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer, or a permission, that is not what the skill does is found."""
    manifest: dict[str, Any] = copy.deepcopy(load_manifest())
    manifest["manifest"]["privacyAndCompliance"]["containsAds"] = True
    manifest["manifest"]["permissions"] = [{"name": "alexa::profile:email:read"}]
    monkeypatch.setattr(parts, "load_manifest", lambda: manifest)
    assert "containsAds" in " ".join(parts.PRIVACY_ANSWERS.run())
    assert "email" in " ".join(parts.PERMISSIONS.run())
