"""The wordings that a record remembers: found by their lines, put in their places, read with care."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.dialog.household import Household
from skill.dialog.record_json import household_from_json, household_to_json
from skill.dialog.wordings import Wordings
from skill.errors import StoreCorruptError

USED = st.dictionaries(st.text(max_size=8), st.integers(0, 120), max_size=30)


@given(first=USED, then=USED)
def test_each_line_has_the_wording_that_it_had_last(
    first: dict[str, int], then: dict[str, int]
) -> None:
    """Whatever was said before it, a line's wording is the last one, also from the store."""
    wordings = Wordings().with_used(first).with_used(then)
    for kept in (wordings, Wordings.from_json(wordings.to_json())):
        assert {line: kept.last(line) for line in first | then} == first | then
        assert list(kept.written) == sorted(kept.written)
        assert kept.last("a line that was not said") is None


@pytest.mark.parametrize(
    "broken", ["98800", "98800x", "98800 2", "988002 98800", "988009999", {}, None, 7]
)
def test_what_are_no_wordings_makes_no_record(broken: object) -> None:
    """A damaged record is known by it when it is read, so that it is not saved over."""
    document = household_to_json(Household.new(1)) | {"variants": broken}
    with pytest.raises(StoreCorruptError):
        household_from_json(document)
