"""A revised value is what `dataclasses.replace` would make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_type_hints

import pytest

from skill.dialog.household import Household
from skill.dialog.revision import revised
from skill.dialog.state import DialogState, StateFields


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (DialogState(), {"misses": 2, "tip": "tip.a"}),
        (Household.new(3), {"prompts_heard": 7}),
        (Household.new(3), {}),
    ],
)
def test_it_is_the_same_as_replacing(
    value: DialogState | Household, changes: dict[str, Any]
) -> None:
    """The fields named are changed, all others kept, and the original with them."""
    before = repr(value)
    assert revised(value, **changes) == replace(value, **changes)
    assert repr(value) == before


def test_a_name_that_is_no_fields_is_an_error() -> None:
    """A misspelt field must not be lost in silence."""
    with pytest.raises(TypeError, match="mises"):
        revised(DialogState(), mises=1)


def test_what_can_be_remembered_is_the_state_field_by_field() -> None:
    """A change of the state is checked by types, which are those of the state itself."""
    assert get_type_hints(StateFields) == get_type_hints(DialogState)
