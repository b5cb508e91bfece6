"""SSML that is well formed whatever the words are."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.speech.spoken import Pause, Speech, Words
from skill.speech.ssml import to_ssml

ANY_TEXT = st.text(st.characters(min_codepoint=0, max_codepoint=0x1FFFF))
ANY_SPEECH = st.lists(
    st.builds(Words, text=ANY_TEXT, slow=st.booleans())
    | st.builds(Pause, milliseconds=st.integers(1, 10_000)),
    max_size=6,
).map(tuple)


def parsed(speech: Speech, *, soft: bool = False) -> ET.Element:
    """The SSML as the document that Alexa would parse."""
    return ET.fromstring(f"<speak>{to_ssml(speech, soft=soft)}</speak>")  # noqa: S314 - our own


@given(speech=ANY_SPEECH, soft=st.booleans())
def test_any_words_at_all_make_well_formed_ssml(speech: Speech, *, soft: bool) -> None:
    """Whatever a text holds, lone surrogates and control characters included, the SSML parses."""
    assert parsed(speech, soft=soft).tag == "speak"


@pytest.mark.parametrize(
    "text", ["Tom & Jerry", "1 < 2 > 0", 'say "I feel"', "it's", "&amp;", "<break/>", "]]>", "a;b"]
)
@pytest.mark.parametrize("slow", [False, True])
def test_what_is_said_is_what_was_written(text: str, *, slow: bool) -> None:
    """Marks that mean something to XML are spoken, not obeyed."""
    assert text == "".join(parsed((Words(text, slow=slow),)).itertext())


@pytest.mark.parametrize(
    "code", [0x00, 0x01, 0x08, 0x0B, 0x0C, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]
)
def test_characters_that_xml_forbids_are_left_out(code: int) -> None:
    """A character that no XML may hold goes, and the rest of the text stays."""
    assert "".join(parsed((Words(f"a{chr(code)}b"),)).itertext()) == "ab"


def test_a_pause_is_a_break_in_milliseconds() -> None:
    """Pauses stand between the words, where they were put."""
    assert (
        to_ssml((Words("One."), Pause(1000), Words("Two."))) == 'One. <break time="1000ms"/> Two.'
    )


def test_slow_and_soft_are_prosody_around_what_they_mean() -> None:
    """Slow words are slow alone; soft covers everything."""
    speech = (Words("One.", slow=True), Words("Two."))
    slow = '<prosody rate="slow">One.</prosody> Two.'
    assert slow == to_ssml(speech)
    assert f'<prosody volume="soft">{slow}</prosody>' == to_ssml(speech, soft=True)


def test_only_what_every_english_voice_speaks_is_used() -> None:
    """There is nothing in the SSML but breaks and prosody."""
    speech = (Words("One.", slow=True), Pause(300), Words("Two."))
    assert {"speak", "break", "prosody"} == {e.tag for e in parsed(speech, soft=True).iter()}
