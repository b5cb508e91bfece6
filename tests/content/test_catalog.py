"""Reading content files, and saying what is wrong with a broken one."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from skill.content.catalog import load_catalog, read_catalog
from skill.content.models import Audience, Catalog, Certainty, Offer, PromptCategory, TipTheme
from skill.content.source import DATA
from skill.errors import ContentError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the English content to break."""
    copy = tmp_path / "en"
    shutil.copytree(DATA / "en", copy)
    return copy


def test_entries_are_read_as_values(catalog: Catalog) -> None:
    """Texts that name one of a few things are read as that thing."""
    assert TipTheme.TALKING is catalog.tips["t002"].theme
    assert Audience.ONE is catalog.tips["t002"].audience
    assert PromptCategory.PLAY is catalog.prompts["p113"].category
    assert Offer.CHECK_IN is catalog.topics["signs_lacking"].then
    assert Certainty.SURE is catalog.countries["US"].support.certainty
    assert catalog.areas["being_met"].theme_if_only == {"q6": TipTheme.AFFECTION}


def test_lines_are_gathered_from_both_files(catalog: Catalog) -> None:
    """Safety lines stand in a file of their own and are said like any other."""
    assert {"goodbye.day", "unsafe.first"} <= catalog.lines.keys()


def test_a_wording_may_ask_something_of_its_own(catalog: Catalog) -> None:
    """A line's wordings share what they ask, but for one that says otherwise."""
    assert {"open_choice"} == {variant.asks for variant in catalog.lines["help"].variants}
    assert {"offer_tip", "offer_prompt"} == {
        variant.asks for variant in catalog.lines["cannot"].variants
    }


@pytest.mark.parametrize("locale", ["en", "en-ZA", "en-XX", "de-DE", "xx", "", "../en", "EN-gb"])
def test_an_unknown_locale_is_answered_in_english_of_no_place(locale: str) -> None:
    """There are emergency words that hold everywhere, and no country is taken for granted."""
    region = load_catalog(locale).region

    assert (region.locale, region.countries) == ("en", ())
    assert region.emergency == "your local emergency number"


def test_a_catalog_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locale is read when it is first asked for, and what it shares with others only once."""
    first, shared = load_catalog("en-GB"), load_catalog("xx-XX")
    monkeypatch.setattr("skill.content.catalog.read_catalog", None)

    assert load_catalog("en-GB") is first
    assert load_catalog("en-ZZ") is shared


def test_an_unknown_language_is_named() -> None:
    """Reading a language without content names it, and those there are."""
    with pytest.raises(ContentError, match=r"no content in the language 'xx'; there is: en\."):
        read_catalog("xx-XX")


def test_a_locale_says_anew_only_what_differs() -> None:
    """Words of the place replace those of the language one by one, and all the rest is the same."""
    shared, british = load_catalog("en"), load_catalog("en-GB")

    assert british.region.words == {
        "counselor": "counsellor",
        "counseling": "counselling",
        "doctor": "your GP",
        "licensed": "accredited",
    }
    assert british.manner.numbers == shared.manner.numbers
    assert british.manner.times.minutes == {0: "{hour}"} | {
        minute: pattern for minute, pattern in british.manner.times.minutes.items() if minute
    }
    assert british.tips == shared.tips


OVERLAYS = [
    ('[tip.t999]\ntext = "x"', "says the tip 't999' anew, which .*en does not have"),
    ('[riddle]\ntext = "x"', "says the riddle 'text' anew, which .*en does not have"),
    ('riddle = "x"', "says the riddle 'riddle' anew, which .*en does not have"),
    ("[tip.t001]\ntext = 7", "'t001' in .*tips.toml with what .*en-GB.toml says is wrong: 'text'"),
    ('[place]\nplanet = "x"', "'place' in .*en-GB.toml says is wrong: it has a key 'planet'"),
    ('[said]\ntimes = "x"', "'said' in .*en-GB.toml says is wrong: 'times' must be a table"),
    ('[tip]\nt001 = "x"', "'t001' in .*tips.toml"),
]


@pytest.mark.parametrize(("overlay", "says"), OVERLAYS)
def test_a_locale_that_says_something_wrong_anew_is_named(
    overlay: str, says: str, folder: Path
) -> None:
    """The error names the locale's file, and the entry that it has something to say about."""
    (folder.parent / "en-GB.toml").write_text(overlay, encoding="utf-8")

    with pytest.raises(ContentError, match=says):
        read_catalog("en-GB", folder.parent)


def test_a_locale_may_say_any_text_anew(folder: Path) -> None:
    """A tip, a line's wordings, a country's number: the other fields stay as they are."""
    (folder.parent / "en-GB.toml").write_text(
        '[tip.t001]\ntext = "T."\n[line."goodbye.day"]\nvariants = ["Ta-ta."]\n'
        '[country.IE.support]\nspoken = "Nobody."\n',
        encoding="utf-8",
    )

    shared, british = read_catalog("en", folder.parent), read_catalog("en-GB", folder.parent)

    assert british.tips["t001"] == replace(shared.tips["t001"], text="T.")
    assert [variant.text for variant in british.lines["goodbye.day"].variants] == ["Ta-ta."]
    assert british.lines["goodbye.day"].kind == shared.lines["goodbye.day"].kind
    assert british.countries["IE"].support.spoken == "Nobody."
    assert british.countries["IE"].support.checked == shared.countries["IE"].support.checked


@pytest.mark.parametrize(
    "file",
    [
        "tips.toml",
        "prompts.toml",
        "topics.toml",
        "check_in.toml",
        "lines.toml",
        "safety.toml",
        "place.toml",
        "said.toml",
        "heard.toml",
    ],
)
def test_a_missing_file_is_named(file: str, folder: Path) -> None:
    """Without any one of its files the content cannot be read, and the error names the file."""
    (folder / file).unlink()

    with pytest.raises(ContentError, match=f"content file {file} is missing from"):
        read_catalog("en", folder.parent)


BROKEN = [
    ("tips.toml", 'theme = "talking"', 'theme = "talking', "tips.toml cannot be read: .*line"),
    ("tips.toml", 'theme = "talking"\n', "", "'t001' in .*tips.toml has no 'theme'"),
    (
        "tips.toml",
        'theme = "talking"',
        'theme = "walking"',
        "'t001' in .*tips.toml is wrong: 'walking' is not a valid 'theme'",
    ),
    (
        "tips.toml",
        'for = "both"',
        'for = "nobody"',
        "'t001' in .*tips.toml is wrong: 'nobody' is not a valid",
    ),
    ("tips.toml", 'id = "t002"', 'id = "t001"', "id 't001' stands twice in .*tips.toml"),
    ("tips.toml", 'id = "t001"\n', "", "'number 1' in .*tips.toml has no 'id'"),
    (
        "tips.toml",
        'theme = "talking"',
        "theme = 7",
        "'t001' in .*tips.toml is wrong: 'theme' must be a text",
    ),
    (
        "tips.toml",
        'seed = ["tip.rebuild.1"]',
        "seed = [7]",
        "'t001' in .* is wrong: 'seed' must be a list of texts",
    ),
    (
        "prompts.toml",
        "depth = 1",
        "depth = 4",
        "'p001' in .*prompts.toml is wrong: 'depth' must be 1, 2 or 3",
    ),
    ("prompts.toml", "depth = 1\n", "", "'p001' in .*prompts.toml has no 'depth'"),
    (
        "prompts.toml",
        'category = "appreciation"',
        'category = "a"',
        "'p001' in .*prompts.toml is wrong: 'a' is not",
    ),
    (
        "topics.toml",
        'then = "tip"',
        'then = "sleep"',
        "'emotional_intimacy' in .*topics.toml is wrong: 'sleep' is not",
    ),
    (
        "topics.toml",
        'name = "emotional intimacy"\n',
        "",
        "'emotional_intimacy' in .*topics.toml has no 'name'",
    ),
    (
        "check_in.toml",
        'first_theme = "talking"',
        'first_theme = "x"',
        "'opening_up' in .*check_in.toml is wrong: 'x'",
    ),
    ("check_in.toml", 'area = "closeness"\n', "", "'q1' in .*check_in.toml has no 'area'"),
    ("check_in.toml", "[[question]]", "[[riddle]]", "check_in.toml holds no .*question"),
    (
        "safety.toml",
        'certainty = "sure"',
        'certainty = "maybe"',
        "'US' in .*safety.toml is wrong: 'maybe' is not",
    ),
    ("safety.toml", 'named = "the United States"\n', "", "'US' in .*safety.toml has no 'named'"),
    (
        "safety.toml",
        "checked = 2026-11-01",
        'checked = "2026-11-01"',
        "'US' in .*safety.toml is wrong: 'checked' must be a day",
    ),
    (
        "prompts.toml",
        "depth = 1\npublic = true",
        "depth = 1\npublic = 1",
        "'p001' in .*prompts.toml is wrong: 'public' must be true or false",
    ),
    (
        "prompts.toml",
        "depth = 1",
        "depth = true",
        "'p001' in .*prompts.toml is wrong: 'depth' must be a whole number",
    ),
    (
        "said.toml",
        'pair = "',
        'pear = "',
        "'said' in .*said.toml is wrong: it has a key 'pear' that nothing reads",
    ),
    (
        "said.toml",
        '"zero", ',
        "",
        "'said' in .*said.toml is wrong: 'numbers' holds 59 texts; it needs 60",
    ),
    (
        "said.toml",
        "from = 12:00:00",
        'from = "12:00"',
        "'said' in .*said.toml is wrong: 'from' must be a time",
    ),
    (
        "said.toml",
        "from = 00:00:00",
        "from = 01:00:00",
        "'said' in .*said.toml is wrong: 'parts' must begin at 00:00:00",
    ),
    ("screens.toml", 'tip = "A tip"\n', "", "'screens' in .*screens.toml has no 'tip'"),
    (
        "screens.toml",
        'tip = "A tip"',
        'tap = "A tip"',
        "'screens' in .*screens.toml is wrong: 'titles' has a key 'tap' that nothing reads",
    ),
    (
        "lines.toml",
        'asks = "',
        'asks = "x',
        "in .*lines.toml is wrong: 'x.*' is not a valid 'asks'",
    ),
    (
        "topics.toml",
        "short = ",
        "shorter = ",
        "'emotional_intimacy' in .*topics.toml is wrong: it has a key 'shorter' that nothing",
    ),
]


@pytest.mark.parametrize(("file", "right", "wrong", "says"), BROKEN)
def test_a_broken_entry_is_named(
    file: str, right: str, wrong: str, says: str, folder: Path
) -> None:
    """The error names the file, the entry, and what is wrong with it."""
    content = (folder / file).read_text(encoding="utf-8")
    limit = -1 if right.startswith("[[") else 1
    assert right in content
    (folder / file).write_text(content.replace(right, wrong, limit), encoding="utf-8")

    with pytest.raises(ContentError, match=says):
        read_catalog("en", folder.parent)


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    """A file in another encoding than UTF-8 is refused by name."""
    (folder / "tips.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(ContentError, match=r"tips\.toml cannot be read"):
        read_catalog("en", folder.parent)


def test_a_line_without_a_wording_is_named(folder: Path) -> None:
    """A line has at least one wording."""
    with (folder / "lines.toml").open("a", encoding="utf-8") as file:
        file.write('\n[line."goodbye.empty"]\nkind = "goodbye"\nvariants = []\n')

    with pytest.raises(
        ContentError, match=r"'goodbye\.empty' in .*lines\.toml is wrong: 'variants' is empty"
    ):
        read_catalog("en", folder.parent)
