"""A whole turn in every wording it could have had.

The dialog chooses each wording by itself, so whatever it said in one run it may
say in any combination. What was said by id is exchanged for every other wording
of the same line, a tip for the longest tip and a prompt for the longest prompt.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from skill.content.models import Catalog
from skill.content.rules.spoken import count_words
from skill.dialog.state import Spoken
from skill.dialog.turn import Turn
from skill.speech.spoken import Pause, Speech, Words, capitalised

Part = Spoken | str


def shape(turn: Turn, catalog: Catalog) -> tuple[str, ...]:
    """Return what a turn is made of, whatever the wordings: lines by id, content by its kind."""
    said = iter(turn.said)
    return tuple(
        f"({part.milliseconds})" if isinstance(part, Pause) else _name(next(said), catalog)
        for part in turn.speech
    )


def wordings(turn: Turn, catalog: Catalog) -> Iterator[Speech]:
    """Return the speech of a turn in every combination of the wordings of its lines."""
    said = iter(turn.said)
    choices: list[list[Words | Pause]] = []
    for part in turn.speech:
        if isinstance(part, Pause):
            choices.append([part])
        else:
            texts = _texts(next(said), part.text, catalog)
            choices.append([Words(text, slow=part.slow) for text in texts])
    yield from product(*choices)


def _name(said: Part, catalog: Catalog) -> str:
    if isinstance(said, Spoken):
        return said.line
    return next((kind for kind, texts in _pools(catalog).items() if said in texts), f"'{said}'")


def _texts(said: Part, heard: str, catalog: Catalog) -> list[str]:
    if isinstance(said, str):
        pool = next((texts for texts in _pools(catalog).values() if said in texts), [said])
        return [max(pool, key=count_words)]
    words = catalog.region.words
    values = {**words, **said.values}
    values |= {capitalised(name): capitalised(value) for name, value in values.items()}
    texts = [variant.text.format_map(values) for variant in catalog.lines[said.line].variants]
    return texts if heard in texts else [heard]


def _pools(catalog: Catalog) -> dict[str, list[str]]:
    """Content that is chosen by chance: any of a kind could have stood in the turn."""
    return {
        "tip": [tip.text for tip in catalog.tips.values()],
        "step": [tip.step for tip in catalog.tips.values()],
        "prompt": [prompt.text for prompt in catalog.prompts.values()],
        "question": [question.text for question in catalog.questions],
        "explanation": [question.explanation for question in catalog.questions],
        "topic": [part.text for topic in catalog.topics.values() for part in topic.parts],
        "topic, short": [part.short for topic in catalog.topics.values() for part in topic.parts],
    }
