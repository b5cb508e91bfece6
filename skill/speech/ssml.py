"""Writing SSML that every English locale speaks: breaks and prosody, nothing else.

The SDK's response builder escapes nothing, and Alexa refuses a response whose
SSML is not well formed, so all text goes through here.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from skill.speech.spoken import Pause, Speech

_KEPT = frozenset({0x09, 0x0A, 0x0D})
FORBIDDEN = {
    code: None
    for code in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if code not in _KEPT
}
"""Characters that XML 1.0 does not allow at all, escaped or not, for ``str.translate``."""


def to_ssml(speech: Speech, *, soft: bool = False) -> str:
    """Return the content of a ``<speak>`` element, without the element itself.

    Args:
        speech: what to say.
        soft: lower the volume of all of it, for late at night.
    """
    parts = []
    for part in speech:
        if isinstance(part, Pause):
            parts.append(f'<break time="{part.milliseconds}ms"/>')
        else:
            text = part.text
            # What can be printed holds none of these, and to ask is quicker than to translate.
            if not text.isprintable():
                text = text.translate(FORBIDDEN)
            text = escape(text)
            parts.append(f'<prosody rate="slow">{text}</prosody>' if part.slow else text)
    ssml = " ".join(parts)
    return f'<prosody volume="soft">{ssml}</prosody>' if soft else ssml
