"""The documents are of APL 1.4, import nothing, and say of everything touchable what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from skill.content.models import ScreenKind
from skill.screens.document import CLEARED_AFTER, document
from skill.screens.screen import screen_of
from tests.screens.every_screen import CATALOG, Sort, extremes

COMPONENTS = {"Container", "Frame", "ScrollView", "Text", "TouchWrapper"}
COMMANDS = {"SendEvent", "SetValue"}

each_sort = pytest.mark.parametrize("sort", extremes(), ids=str)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def document_of(sort: Sort) -> dict[str, Any]:
    """The document that a sort of turn is shown with."""
    return screen_of(extremes()[sort][0], CATALOG).document


@each_sort
def test_a_document_is_of_core_components_of_the_oldest_version(sort: Sort) -> None:
    """Nothing is imported, loaded or moved, so every device with APL 1.4 shows it at once."""
    made = document_of(sort)
    assert (made["type"], made["version"]) == ("APL", "1.4")
    assert not made.keys() & {"import", "layouts", "graphics", "extensions"}
    kinds = {part["type"] for part in parts(made) if "type" in part}
    assert kinds <= COMPONENTS | COMMANDS | {"APL"}
    assert "http" not in json.dumps(made)


@each_sort
def test_everything_touchable_has_a_label(sort: Sort) -> None:
    """A screen reader says of it what stands on it."""
    labels = set(CATALOG.screens.touches.values())
    for part in parts(document_of(sort)):
        if part.get("type") == "TouchWrapper":
            assert part["accessibilityLabel"] in labels
            assert part["accessibilityLabel"] == part["item"]["item"]["text"]
            assert part["onPress"] == {"type": "SendEvent", "arguments": [part["id"]]}


@each_sort
def test_what_a_document_is_bound_to_is_in_its_data(sort: Sort) -> None:
    """Every value that the document names is one that its turn gives."""
    for turn in extremes()[sort]:
        screen = screen_of(turn, CATALOG)
        named = set(re.findall(r"payload\.screen\.(\w+)", json.dumps(screen.document)))
        assert named <= screen.datasources["screen"].keys()


def test_a_document_is_the_same_for_every_turn_and_shared_by_none() -> None:
    """Two turns that show the same kind of thing have equal documents, and each its own."""
    for turns in extremes().values():
        documents = [screen_of(turn, CATALOG).document for turn in turns]
        assert all(document == documents[0] for document in documents)
        assert len({id(document) for document in documents}) == len(documents)


def test_only_a_number_clears_itself() -> None:
    """Nothing else changes while it is looked at."""
    for kind in ScreenKind:
        commands = document(kind).get("onMount", [])
        if kind is ScreenKind.NUMBER:
            assert [command["delay"] for command in commands] == [CLEARED_AFTER]
        else:
            assert commands == []
