"""SSML is printed as its words and handed to espeak-ng as what it can speak."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.simulator.echo.speech_text import SpeechMarkupError, espeak_markup, plain_text

XML_CHARACTERS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
)


@pytest.mark.parametrize(
    ("printed", "ssml"),
    [
        ("Tom & Jerry <3", "<speak>Tom &amp; Jerry &lt;3</speak>"),
        ("One. Two.", '<speak>One.<break time="2s"/>Two.</speak>'),
        ("One. Two.", '<speak>One. <break time="2s"/> Two.</speak>'),
        ("Goodnight.", '<speak><prosody rate="slow">Goodnight</prosody>.</speak>'),
        ("Well, yes.", "<speak>Well <break/>, yes.</speak>"),
        ("First. Second.", "<speak><p>First.</p><p>Second.</p></speak>"),
        ("Listen.", '<speak><audio src="soundbank://x"/>Listen.</speak>'),
        ("Call 988.", '<speak>Call <say-as interpret-as="digits">988</say-as>.</speak>'),
        ("Softly.", '<speak><amazon:effect name="whispered">Softly.</amazon:effect></speak>'),
        ("the .5 of it", "<speak>the .5 of it</speak>"),
        ("one line", "<speak>\n  one\n  line\n</speak>"),
        ("", "<speak/>"),
    ],
)
def test_ssml_is_printed_as_its_words(printed: str, ssml: str) -> None:
    """Tags and pauses vanish, words stay apart, and punctuation stays with its word."""
    assert printed == plain_text(ssml)


@pytest.mark.parametrize(
    "ssml",
    [
        "<speak>Tom & Jerry</speak>",
        "<speak>",
        "hello",
        "",
        "<p>hello</p>",
        "<speak>a</speak><speak/>",
        "<speak>&nbsp;</speak>",
    ],
)
def test_what_is_no_ssml_is_refused(ssml: str) -> None:
    """Anything but one well-formed speak element raises."""
    with pytest.raises(SpeechMarkupError):
        plain_text(ssml)


@given(XML_CHARACTERS)
def test_escaped_text_is_printed_as_it_was(text: str) -> None:
    """Whatever words are put into SSML come out again, but for the width of blanks."""
    words = " ".join(text.split())
    assert words.replace(" ", "") == plain_text(f"<speak>{escape(text)}</speak>").replace(" ", "")


@pytest.mark.parametrize(
    ("spoken", "ssml"),
    [
        (
            '<speak><prosody volume="soft" rate="slow">Tom &amp; Jerry</prosody></speak>',
            '<speak><prosody volume="soft" rate="slow">Tom &amp; Jerry</prosody></speak>',
        ),
        (
            '<speak><prosody volume="x-soft">Softly.</prosody></speak>',
            '<speak><amazon:effect name="whispered">Softly.</amazon:effect></speak>',
        ),
        (
            '<speak>a <break time="1s"></break>b</speak>',
            '<speak><amazon:emotion name="excited">a <break time="1s"/></amazon:emotion>b</speak>',
        ),
        (
            "<speak>Loudly.</speak>",
            '<speak><amazon:effect name="shouted">Loudly.</amazon:effect></speak>',
        ),
        (
            '<speak><sub alias="a &quot;b&quot; &lt;c&gt;">x</sub></speak>',
            "<speak><sub alias='a \"b\" &lt;c>'>x</sub></speak>",
        ),
    ],
)
def test_espeak_is_given_what_it_can_speak(spoken: str, ssml: str) -> None:
    """Pauses, rate and volume stay, a whisper becomes very soft, and unknown tags leave their words."""
    assert plain_text(spoken) == plain_text(espeak_markup(ssml))
    assert spoken.replace("'", '"') == espeak_markup(ssml).replace("'", '"').replace(
        '"a "b" ', '"a &quot;b&quot; '
    )
