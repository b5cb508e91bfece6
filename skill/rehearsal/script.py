"""The script of the skill: all that it can say, in the order in which a couple would hear it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from skill.content.catalog import load_catalog
from skill.interaction_model.model import available_locales
from skill.rehearsal.pace import seconds
from skill.rehearsal.sentences import Sentence, sentences

BASE: Final = "en-US"
"""The locale that the document gives in full; of the others it gives what differs."""

_SECTIONS: Final = (
    ("Welcome and help", ("launch", "help")),
    ("Offers, and the same once more", ("ask", "reprompt")),
    ("Definitions", ("define", "(topic)")),
    ("Tips", ("tip", "(tip)")),
    ("Tonight's question", ("prompt", "(prompt)")),
    (
        "The check-in",
        (
            "check_in",
            "(question)",
            "reprompt.check_in",
            "reprompt.start_over",
            "reprompt.resume",
            "reprompt.same_person",
        ),
    ),
    ("Results of the check-in", ("result", "reprompt.result")),
    ("Progress", ("progress", "(comparison)")),
    ("The nightly reminder", ("nightly", "reprompt.nightly", "reprompt.offer_nightly")),
    (
        "Finding help, and what is left alone",
        ("get_help", "reprompt.find_counselor", "verdict", "low_mood"),
    ),
    ("Somebody is not safe", ("unsafe",)),
    ("What is kept, and forgetting it", ("privacy", "forget", "reprompt.forget")),
    (
        "Missed, mistaken, out of order",
        ("missed", "cannot", "unexpected", "touched_late", "trouble", "not_saved", "back_to"),
    ),
    ("Goodbye", ("goodbye",)),
)
"""Titles, and how the ids of what belongs there begin; the longest beginning counts."""

_ELSEWHERE: Final = "Everything else"

_CONTENT: Final = {
    "tip": "(tip)",
    "step": "(tip)",
    "prompt": "(prompt)",
    "public_prompt": "(prompt)",
    "topic_part": "(topic)",
    "topic_short": "(topic)",
    "check_in_question": "(question)",
    "check_in_question_again": "(question)",
    "explanation": "(question)",
    "comparison": "(comparison)",
}
"""Under which beginning the entries go that are no lines."""

_IN_FULL: Final = "unsafe."
"""Each number has to be read by a person, whichever country it is of."""

_WIDTH: Final = 100
_INTRODUCTION: Final = """\
# The script

Everything Closer Together can say, line by line, so that a person can read all of it in one
sitting. The id before each text is the entry it comes from, in `skill/content/data`, and which of its
wordings it is. Where a gap can be filled in several ways, one way is shown, and how many there are.

`make docs` writes this file; a test fails when it is out of date. `closer lines` prints the same
for any locale. {total} sentences; the longest takes about {longest:.0f} seconds.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of the script, filled in one of the ways there are."""

    id: str
    text: str
    ways: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, with a note where it can sound otherwise; in danger, all the ways in full."""
        if len(self.ways) == 1 or self.id.startswith(_IN_FULL):
            return self.ways
        return (f"{self.text} ({len(self.ways)} ways)",)


Script = dict[str, list[Entry]]


def script(locale: str) -> Script:
    """Return what is said in a locale, by the title of its section."""
    ways: dict[str, list[Sentence]] = {}
    for sentence in sentences(load_catalog(locale)):
        ways.setdefault(sentence.id, []).append(sentence)
    titles = [title for title, _ in _SECTIONS]
    sections: Script = {title: [] for title in (*titles, _ELSEWHERE)}
    for id_, said in ways.items():
        texts = tuple(sentence.text for sentence in said)
        sections[_section(said[0])].append(Entry(id_, texts[0], texts))
    return {title: entries for title, entries in sections.items() if entries}


def plain(locale: str) -> Iterator[str]:
    """Return the script of a locale for a terminal, line by line."""
    for title, entries in script(locale).items():
        yield from (title.upper(), "")
        for entry in entries:
            yield f"[{entry.id}]"
            for line in entry.lines:
                yield from textwrap.wrap(
                    line, _WIDTH, initial_indent="    ", subsequent_indent="    "
                )
        yield ""


def document() -> str:
    """Return the script as Markdown: one locale in full, and what differs in the others."""
    base = script(BASE)
    said = list(sentences(load_catalog(BASE)))
    longest = max(seconds(sentence.speech) for sentence in said)
    lines = [_INTRODUCTION.format(total=f"{len(said):,}", longest=longest)]
    for title, entries in base.items():
        lines += [f"## {title}", "", *_listed(entries), ""]
    known = {entry.id: entry for entries in base.values() for entry in entries}
    for locale in available_locales():
        if locale != BASE:
            lines += [f"## What differs in {locale}", "", *_different(locale, known), ""]
    return "\n".join(lines)


def _different(locale: str, known: dict[str, Entry]) -> list[str]:
    here = {entry.id: entry for entries in script(locale).values() for entry in entries}
    differing = [entry for id_, entry in here.items() if known.get(id_) != entry]
    unsaid = [f"- **{id_}** is not said" for id_ in known if id_ not in here]
    return [*_listed(differing), *unsaid] or ["Nothing."]


def _listed(entries: Iterable[Entry]) -> list[str]:
    return [f"- **{entry.id}** {line}" for entry in entries for line in entry.lines]


def _section(sentence: Sentence) -> str:
    wanted = _CONTENT.get(sentence.kind, sentence.id)
    fitting = [
        (len(beginning), title)
        for title, beginnings in _SECTIONS
        for beginning in beginnings
        if wanted.startswith(beginning)
    ]
    return max(fitting)[1] if fitting else _ELSEWHERE
