"""What lines sound like once their placeholders are filled."""

from __future__ import annotations

import pytest

from skill.content.catalog import load_catalog
from skill.content.models import Catalog
from skill.content.rules.placeholders import Fillings
from skill.content.rules.spoken import count_words


@pytest.fixture(scope="module")
def fillings(catalog: Catalog) -> Fillings:
    """The fillings of the shipped content."""
    return Fillings.longest_of(catalog)


def test_a_text_without_placeholders_sounds_one_way(fillings: Fillings) -> None:
    """Nothing is filled into a plain text."""
    assert list(fillings.each("Goodnight.")) == ["Goodnight."]


def test_a_name_that_nothing_fills_stays(fillings: Fillings) -> None:
    """An unknown placeholder is left for another rule to find."""
    assert list(fillings.each("Goodnight, {name}.")) == ["Goodnight, {name}."]


def test_two_areas_are_never_the_same(fillings: Fillings) -> None:
    """Three areas make six ordered pairs, and no pair names one area twice."""
    pairs = {tuple(text.split(";")) for text in fillings.each("{area};{second}")}

    assert len(pairs) == 6
    assert all(first != second for first, second in pairs)


def test_a_name_of_two_groups_belongs_with_its_neighbours(fillings: Fillings) -> None:
    """The second of two areas is an area, and the second of two times a time."""
    assert {"a.m."} == {text.split()[-1] for text in fillings.each("{first} or {second}")}
    assert "a.m." not in " ".join(fillings.each("{area} or {second}"))


def test_a_capital_name_is_filled_with_a_capital(fillings: Fillings) -> None:
    """``{Area}`` opens a sentence, in the words of ``{area}``."""
    assert {text[0].upper() + text[1:] for text in fillings.each("{area}.")} == set(
        fillings.each("{Area}.")
    )


def test_words_and_numbers_of_one_place_go_together(catalog: Catalog, fillings: Fillings) -> None:
    """No listener is given one country's crisis line with another's support number."""
    sounds = list(fillings.each("{numbers}; {crisis}"))
    for place in catalog.countries.values():
        own = {text for text in sounds if text.startswith(f"{place.support.spoken};")}
        assert own == {f"{place.support.spoken}; {place.crisis.spoken}"}


def test_a_locale_of_two_countries_speaks_both_numbers() -> None:
    """Where the locale tells of two countries, each is named with its number."""
    catalog = load_catalog("en-AU")
    both = " ".join(catalog.countries[name].support_assumed.spoken for name in ("AU", "NZ"))

    assert both in set(Fillings.longest_of(catalog).each("{numbers}"))


def test_the_longest_filling_is_the_one_with_the_most_words() -> None:
    """A budget is held against the listener who hears the most words."""
    fillings = Fillings.longest_of(load_catalog("en-AU"))
    text = "{crisis}, or call {emergency}"

    assert max(map(count_words, fillings.each(text))) == count_words(fillings.longest(text))
    assert "New Zealand" in fillings.longest(text)
