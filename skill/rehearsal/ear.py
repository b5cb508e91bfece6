"""What a listener could stumble over in something as it is heard, gaps filled and rendered.

The rules of the content (``skill.content.rules``) look at texts as they are
written, and know what each is about. These look at what comes out of the
loudspeaker: every sentence with every filling, and every turn as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from skill.content.rules.kinds import QUESTION_WORDS, kind_of
from skill.content.rules.spoken import count_words, without_abbreviations
from skill.content.rules.wording import unspoken_signs
from skill.rehearsal.gaps import schedules
from skill.rehearsal.pace import SENTENCE_SECONDS, seconds
from skill.rehearsal.sentences import Sentence
from skill.simulator.echo.protocol import markup_faults
from skill.simulator.echo.speech_text import Opening, read_markup
from skill.speech.manner import Manner
from skill.speech.spoken import Speech, question_in
from skill.speech.ssml import to_ssml

COMPOSED_WORDS: Final = {"check_in_question_again": 16, "comparison": 24}
"""The most words in sentences that the dialog puts together from parts."""

PORTABLE_TAGS: Final = {
    "speak": {},
    "break": {"time": re.compile(r"\d{1,5}ms")},
    "prosody": {"rate": re.compile("slow"), "volume": re.compile("soft")},
}
"""What every English voice of Alexa speaks alike: tags with their attributes."""

_SHOUTED: Final = re.compile(r"\b[A-Z]{2,}\b")
SPELLED_OUT: Final = frozenset({"GP", "OK", "START"})
""""GP" and "OK" are said letter by letter, as people say them; "START" is what to write in a text."""

_ABBREVIATED: Final = re.compile(
    r"\b(?:[A-Za-z]\.){2,}|\b(?:etc|vs|approx|hrs?|mins?|dr|mr|mrs|ms|st)\b\.?", re.IGNORECASE
)
_NEGATIVE: Final = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|nor|neither|without|cannot|hardly|\w+n't)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,;:.?]|\b(?:and|but|or|so|because|when|if|who|that)\b")

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_MINUTES = rf"(?:oh (?:{_ONES})|{_TEENS}|(?:twenty|thirty|forty|fifty)(?:-(?:{_ONES}))?)"
_HOUR = rf"(?:{_ONES}|ten|eleven|twelve)"
_PART = r"(?:a\.m\.|p\.m\.|in the (?:morning|afternoon|evening)|at night)"
_TWICE: Final = re.compile(rf"\b(?!(?:oh|{_ONES}|{_TEENS})\b)(\w+) \1\b", re.IGNORECASE)
"""A word said twice running; the numbers of a time or a telephone may be."""

SPOKEN_TIME: Final = re.compile(
    rf"midnight|noon|(?:{_HOUR}(?: {_MINUTES})?|(?:half|quarter|five|ten|twenty|twenty-five) (?:past|to) {_HOUR}) {_PART}"
)
"""A time of day as it is said, with the part of the day, so that nobody takes it for the other one."""


def faults(sentence: Sentence) -> Iterator[str]:
    """What is wrong with a sentence, each fault as the rest of "This sentence ..."."""
    text = sentence.text
    kind = kind_of(sentence.kind)
    most = COMPOSED_WORDS.get(sentence.kind) or (kind.words if kind else 0)
    if (words := count_words(text)) > most:
        yield f"has {words} words; a {sentence.kind} may have {most}"
    if (
        text.endswith("?")
        and text != question_in(text)
        and count_words(question_in(text)) > QUESTION_WORDS
    ):
        yield f"asks a question of more than {QUESTION_WORDS} words"
    if (long := seconds(sentence.speech)) > SENTENCE_SECONDS:
        yield f"takes about {long:.0f} seconds; the most is {SENTENCE_SECONDS:.0f}"
    if "?" in text[:-1]:
        yield "goes on after a question"
    yield from unreadable(text)
    yield from refused_markup(sentence.speech)


def schedule_faults(manner: Manner) -> Iterator[str]:
    """Tell which schedule, of every time and every set of nights, is not said for the ear."""
    for schedule in schedules(manner):
        time = schedule.removesuffix(" at night").rpartition(" at ")[2]
        if schedule.endswith(" at night"):
            time += " at night"
        if not SPOKEN_TIME.fullmatch(time):
            yield f"'{schedule}' tells no time of day in words."
        yield from (f"'{schedule}' {fault}." for fault in unreadable(schedule))


def unreadable(text: str) -> Iterator[str]:
    """What Alexa would read out otherwise than it is meant, or a listener would not follow."""
    for sign in unspoken_signs(text):
        yield f"holds '{sign}', which is not a sound"
    for shouted in _SHOUTED.findall(text):
        if shouted not in SPELLED_OUT:
            yield f"has '{shouted}' in capitals, which are spelled out"
    plain = without_abbreviations(text)
    for short in _ABBREVIATED.findall(plain):
        yield f"has the abbreviation '{short}'"
    if found := _TWICE.search(plain):
        yield f"says '{found[0]}'"
    if "  " in text or text != text.strip():
        yield "has a space too many"
    for clause in _CLAUSE.split(plain):
        if len(found_in := _NEGATIVE.findall(clause)) > 1:
            yield f"says '{' ... '.join(found_in)}' in one breath, which cancel each other out"


def refused_markup(speech: Speech) -> Iterator[str]:
    """What Alexa would refuse, or not every English voice would speak, in SSML made of a speech."""
    for soft in (False, True):
        ssml = f"<speak>{to_ssml(speech, soft=soft)}</speak>"
        refused = list(markup_faults(ssml))
        yield from (f"makes SSML that is refused: {detail}" for detail in refused)
        if refused:
            continue
        for tag in (piece for piece in read_markup(ssml) if isinstance(piece, Opening)):
            known = PORTABLE_TAGS.get(tag.tag)
            if known is None or not all(
                name in known and known[name].fullmatch(value)
                for name, value in tag.attributes.items()
            ):
                yield f"makes a <{tag.tag}> that not every English voice speaks"
