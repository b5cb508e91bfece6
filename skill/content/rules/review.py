"""What every rule is given to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from skill.content.facts import Fact
from skill.content.models import Catalog
from skill.content.published import Published
from skill.content.rules.placeholders import Fillings
from skill.content.rules.spoken import Spoken, spoken_texts


@dataclass(frozen=True, slots=True)
class Review:
    """A catalog, what it is held against, and its texts laid out one by one."""

    catalog: Catalog
    facts: Mapping[str, Fact]
    published: Mapping[str, Published]
    today: date
    texts: tuple[Spoken, ...]
    fillings: Fillings

    @classmethod
    def of(
        cls,
        catalog: Catalog,
        facts: Mapping[str, Fact],
        published: Mapping[str, Published],
        today: date,
    ) -> Review:
        """Lay out a catalog for the rules."""
        return cls(
            catalog=catalog,
            facts=facts,
            published=published,
            today=today,
            texts=tuple(spoken_texts(catalog)),
            fillings=Fillings.longest_of(catalog),
        )
