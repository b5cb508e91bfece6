"""The words on a screen: what the turn says, ordered by how much it matters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from skill.content.models import QUESTIONS, Catalog, ScreenKind
from skill.dialog.check_in import Place
from skill.dialog.turn import Turn
from skill.speech.spoken import Speech, Words, capitalised, question_in
from skill.speech.ssml import FORBIDDEN

BODY_LIMIT = 1200
NOTE_LIMIT = 700
ASK_LIMIT = 300
"""The most characters of each, so that a response keeps to its size whatever the content says."""

_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_WORD_JOINER = "\u2060"


class Size(StrEnum):
    """How large the main words are set; the document knows what that is on each screen."""

    HUGE = "huge"
    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    LEAST = "least"


_UP_TO = {Size.HUGE: 65, Size.LARGE: 120, Size.MEDIUM: 190, Size.SMALL: 250}
"""How many characters are read in each size; of what is said around the main words, two thirds."""


@dataclass(frozen=True, slots=True)
class ScreenText:
    """The words of one screen, as plain text; any of them may be empty."""

    title: str = ""
    place: str = ""
    """Where a check-in has got to: "2 of 6"."""
    note: str = ""
    """What leads to the main words."""
    body: str = ""
    ask: str = ""
    """What is asked or said after the main words."""

    @property
    def size(self) -> Size:
        """How large the main words can be: the more there is to read, the smaller."""
        length = len(self.body) + 2 * (len(self.note) + len(self.ask)) // 3
        return next((size for size, most in _UP_TO.items() if length <= most), Size.LEAST)


def text_of(turn: Turn, content: Catalog) -> ScreenText:
    """Return the words that go on the screen with a turn."""
    if turn.shows is ScreenKind.NOTHING:
        return ScreenText()
    title = content.screens.titles.get(turn.shows, "")
    place = turn.state.check_in.place if turn.state.check_in else None
    if turn.shows is ScreenKind.CHECK_IN and place is not None:
        return _asking(turn.speech, title, place, content)
    return _telling(turn, title, content)


def _asking(speech: Speech, title: str, place: Place, content: Catalog) -> ScreenText:
    """Show the question large, also where only "how about you?" is said, and the rest below it."""
    number = content.screens.place.format(number=place.question + 1, total=QUESTIONS)
    question = content.questions[place.question].text
    said = [part.text for part in speech if isinstance(part, Words)]
    if said and said[-1].lower().endswith(question.lower()):
        # What is left is a word that leads into the question, as "just to be sure" is.
        said[-1] = said[-1][: -len(question)].strip()
    return ScreenText(title, number, body=question, ask=_joined(said))


def _telling(turn: Turn, title: str, content: Catalog) -> ScreenText:
    words = [part for part in turn.speech if isinstance(part, Words)]
    if turn.shows is ScreenKind.NUMBER:
        return ScreenText(title, body=_in_digits(_joined([part.text for part in words]), content))
    main = [number for number, part in enumerate(words) if part.main]
    said = [part.text for part in words]
    if main:
        first, last = main[0], main[-1] + 1
        return ScreenText(
            title, "", _joined(said[:first]), _joined(said[first:last]), _joined(said[last:])
        )
    whole = _joined(said)
    ask = question_in(said[-1]) if turn.is_open and said else ""
    before = whole[: -len(ask)].strip() if ask else whole
    return ScreenText(title, body=before, ask=ask) if before else ScreenText(title, body=whole)


def _in_digits(text: str, content: Catalog) -> str:
    """Return a text with the numbers of its support lines in digits, each unbroken."""
    for country in content.countries.values():
        for line in filter(None, (country.support_assumed, country.support, country.hurting)):
            text = text.replace(line.spoken, line.shown or line.spoken)
    return _BETWEEN_DIGITS.sub("\u00a0", text)


def _joined(said: list[str]) -> str:
    return capitalised(" ".join(text for text in said if text))


def shown(text: str, limit: int = BODY_LIMIT) -> str:
    """Return a text as a component shows it letter for letter, cut where it is far too long.

    APL reads ``${`` as the beginning of an expression, wherever it stands, and the
    Text component reads tags and entities (Amazon, "APL Data-Binding Syntax" and
    "APL Text"). A backslash would escape the former in a document and be shown in a
    datasource, so the two characters are kept apart by one that takes no room.
    """
    text = text.translate(FORBIDDEN)
    if len(text) > limit:
        text = f"{text[:limit].rsplit(' ', 1)[0]} …"
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("${", f"${_WORD_JOINER}{{")
