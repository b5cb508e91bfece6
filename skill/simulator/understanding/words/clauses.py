"""Take particles, padding and politeness off an utterance.

"No, I do share" begins with a particle and goes on with a clause, and the
clause is the answer. The words are data: ``english.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from skill.simulator.understanding.words.normalise import english, trimmed, without_noise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.simulator.understanding.words.normalise import Words


_LONGEST_OPENING: Final = 8
"""Words of the longest polite opening."""


def wordings(words: Words) -> Iterator[Words]:
    """Give ever plainer wordings of an utterance, the utterance itself first, none twice.

    First go the fillers at the two ends, then noise and stutters, then the
    padding inside, a particle before a clause and a polite opening.
    """
    quiet = without_noise(words)
    plainer = [words, *trimmed(words), *trimmed(quiet)]
    for trimming in trimmed(quiet):
        bare = without_padding(trimming)
        plainer += [
            without_particle(trimming),
            bare,
            without_particle(bare),
            without_politeness(trimming),
        ]
    seen: set[tuple[str, ...]] = set()
    for wording in plainer:
        if wording.tokens and wording.tokens not in seen:
            seen.add(wording.tokens)
            yield wording


def without_padding(words: Words) -> Words:
    """Drop the words inside an utterance that say nothing: "really", "just", "wait".

    An "and" stays between two words that are the same: "yes and yes" is for two.
    """
    between, tokens = english().between, words.tokens
    return words.without(
        {
            place
            for place, word in enumerate(tokens)
            if word in between and not (word == "and" and _is_doubled_at(tokens, place))
        }
    )


def _is_doubled_at(tokens: tuple[str, ...], place: int) -> bool:
    """Tell whether the words before and after a place are the same."""
    return 0 < place < len(tokens) - 1 and tokens[place - 1] == tokens[place + 1]


def is_unfinished_request(words: Words) -> bool:
    """Tell whether an utterance leads up to a request and stops there: "could you".

    "You can" is no such, for it gives leave.
    """
    language, tokens = english(), words.tokens
    asks = tokens in language.polite and tokens[0] in language.questions
    return asks or tokens in language.begun


def without_politeness(words: Words) -> Words:
    """Drop a polite opening before a request: "could you stop" is "stop".

    What leads up to a question goes too: "do you know when it is" is "when it is".
    """
    language = english()
    for size in range(min(_LONGEST_OPENING, len(words) - 1), 1, -1):
        opening, after = words.tokens[:size], words.tokens[size]
        if opening in language.polite or (
            opening in language.leading and after in language.questions
        ):
            return words.part(size, len(words))
    return words


def without_particle(words: Words) -> Words:
    """Drop the particles before a clause, which says more: "no i do share" is "i do share".

    They stay where they contradict each other or the clause has another
    particle, for then they are the point; and "no" stays before a word that it
    belongs to, as in "no reminders".
    """
    language = english()
    particles = language.yes | language.no
    cut = next((place for place, token in enumerate(words.tokens) if token not in particles), 0)
    said, clause = set(words.tokens[:cut]), words.tokens[cut:]
    if said <= language.yes:
        stays = not language.no.isdisjoint(clause)
    elif said <= language.no:
        stays = clause[0] not in language.after_no or not language.yes.isdisjoint(clause)
    else:
        stays = True
    return words if stays else words.part(cut, len(words))
