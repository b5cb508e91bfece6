"""Two turns at once in every order: nothing differs, and a store that loses something shows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

import pytest

from skill.persistence.memory import MemoryStore
from tests.soak.interleaved import differs, walk
from tests.web.amazon import NOW

HOUSEHOLDS, STEPS = 8, 20


class Overwriting(MemoryStore):
    """A store whose later save takes back the earlier one."""

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """Save whatever was saved meanwhile."""
        del expected_version
        present = self.load(user_id)
        return super().save(
            user_id, document, expected_version=present.version if present else None
        )


class Forgetful(MemoryStore):
    """A store that now and then says that it has saved, and has not."""

    def __init__(self) -> None:
        super().__init__(clock=lambda: NOW)
        self._saves = count(1)

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """Save nineteen times out of twenty."""
        if next(self._saves) % 20 == 0:
            return 1
        return super().save(user_id, document, expected_version=expected_version)


def test_in_every_order_the_record_is_one_that_the_model_allows() -> None:
    """Killed, locked out or late, a turn loses nothing of the other's."""
    ends = list(walk(1, HOUSEHOLDS, STEPS))
    assert sum(len(sent) > 1 for household, _ in ends for sent in household.sent) > 50
    assert not any(differs(*end) for end in ends)


@pytest.mark.parametrize("seed", [6, 7])
def test_what_was_forgotten_stays_out_of_a_record_begun_anew(seed: int) -> None:
    """However often a session carries changes past a deletion and a new beginning, none is in the record."""
    ends = list(walk(seed, 4, 25, forgetful=True))
    said = [one.said for household, _ in ends for sent in household.sent for one in sent]
    assert said.count("AlexaSkillEvent.SkillDisabled") > 5
    assert not any(differs(*end) for end in ends)


def test_a_lost_update_shows() -> None:
    """Without the check of the version, the later of two saves takes back the earlier one."""
    store = Overwriting(clock=lambda: NOW)
    assert any(differs(*end) for end in walk(1, HOUSEHOLDS, STEPS, store))


def test_a_save_that_was_none_shows() -> None:
    """What a store says that it has kept must be there."""
    assert any(differs(*end) for end in walk(1, HOUSEHOLDS, STEPS, Forgetful()))
