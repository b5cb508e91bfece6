"""Templates: one line of text that stands for many samples.

``(give|tell) me [a] tip`` is "give me a tip", "give me tip", "tell me a tip"
and "tell me tip": alternatives stand in round brackets, options in square
ones, ``<name>`` is for shared words and ``{name}`` for a slot. The grammar is
hassil's, the library behind Home Assistant's sentences.

A few brackets multiply quickly, and a thousand samples that differ in "a" and
"the" teach Alexa nothing. So a template with many combinations gives a choice
of them: first those without any option, if they are few, and then a mixture in
which every alternative stands, each time in other company. The choice depends
on nothing but the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice

from hassil import parse_sentence
from hassil.errors import HassilError
from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    RuleReference,
    Sentence,
    TextChunk,
)
from hassil.parser import ParseError
from hassil.sample import sample_expression

from skill.errors import InteractionModelError

COMBINATIONS = 12
"""A template that stands for more samples than this gives a choice of them."""
PLAIN_COMBINATIONS = 24
"""A choice starts with all the combinations without options, if they are at most so many."""
SHIFTS = 2
"""How often a mixture pairs the alternatives of a template anew."""

Words = Mapping[str, Sentence]
"""Shared words by their name."""


def parse_words(texts: Mapping[str, str]) -> Words:
    """Read the texts of shared words, which may use each other.

    Raises:
        InteractionModelError: naming the words whose text cannot be read.
    """
    return {name: _parse(text, f"the words <{name}>") for name, text in texts.items()}


def samples_of(templates: Iterable[str], words: Words, where: str) -> Iterator[str]:
    """Yield the samples that templates stand for; one sample may come more than once.

    Args:
        templates: texts in the grammar of this module.
        words: the shared words that they may use.
        where: what the templates belong to, for the message of an error.

    Raises:
        InteractionModelError: naming the template that cannot be read or expanded.
    """
    for template in templates:
        expression = _parse(template, where).expression
        with _explained(template, where):
            texts = _chosen(expression, words)
        yield from _tidy(texts)


def phrases_of(templates: Iterable[str], words: Words, where: str) -> Iterator[str]:
    """Yield every combination of templates for slot values, for entity resolution guesses little.

    Raises:
        InteractionModelError: naming the template that cannot be read or expanded.
    """
    for template in templates:
        expression = _parse(template, where).expression
        with _explained(template, where):
            texts = list(sample_expression(expression, expansion_rules=words, expand_lists=False))
        yield from _tidy(texts)


@contextmanager
def _explained(template: str, where: str) -> Iterator[None]:
    """Turn an error of the expansion into one that names the template."""
    start = f"In {where}, the template '{template}' cannot be expanded:"
    try:
        yield
    except HassilError as error:
        message = f"{start} {error}."
        raise InteractionModelError(message) from error
    except RecursionError:
        message = f"{start} it uses words that use themselves."
        raise InteractionModelError(message) from None


def _chosen(expression: Expression, words: Words) -> list[str]:
    if isinstance(expression, RuleReference) and expression.rule_name in words:
        return _chosen(words[expression.rule_name].expression, words)
    if isinstance(expression, Alternative) or _is_lone(expression):
        return [text for item in expression.items for text in _chosen(item, words)]
    every = _combinations(expression, words)
    if len(every) <= COMBINATIONS:
        return every
    plain = _combinations(expression, words, skip_optionals=True)
    mixed = _mixtures(expression, words, SHIFTS)
    return [*plain, *mixed] if len(plain) <= PLAIN_COMBINATIONS else mixed


def _combinations(
    expression: Expression, words: Words, *, skip_optionals: bool = False
) -> list[str]:
    """Return the combinations of a template, or more of them than are ever wanted."""
    every = sample_expression(
        expression, expansion_rules=words, expand_lists=False, skip_optionals=skip_optionals
    )
    return list(islice(every, max(COMBINATIONS, PLAIN_COMBINATIONS) + 1))


def _mixtures(expression: Expression, words: Words, shifts: int) -> list[str]:
    """Return texts in which every alternative stands; each shift pairs those of the whole anew."""
    if isinstance(expression, TextChunk):
        return [expression.original_text]
    if isinstance(expression, ListReference):
        return [f"{{{expression.list_name}}}"]
    if isinstance(expression, RuleReference):
        return _mixtures(words[expression.rule_name].expression, words, shifts)
    if isinstance(expression, Alternative):
        return [text for item in expression.items for text in _mixtures(item, words, shifts)]
    inner_shifts = shifts if _is_lone(expression) else 1
    parts = [_mixtures(item, words, inner_shifts) for item in expression.items]
    longest = max(len(part) for part in parts)
    mixed = (
        "".join(part[(turn + shift * place) % len(part)] for place, part in enumerate(parts))
        for shift in range(shifts)
        for turn in range(longest)
    )
    return list(dict.fromkeys(mixed))


def _is_lone(expression: Expression) -> bool:
    """Whether an expression is nothing but another one in brackets."""
    return isinstance(expression, Group) and len(expression.items) == 1


def _parse(template: str, where: str) -> Sentence:
    try:
        return _read(template)
    except (HassilError, ParseError) as error:
        message = f"In {where}, the template '{template}' cannot be read: {error}."
        raise InteractionModelError(message) from error


_read = cache(parse_sentence)
"""Most templates belong to a language, and so are read for each of its locales; none is changed."""


def _tidy(texts: Iterable[str]) -> Iterator[str]:
    return (" ".join(text.split()) for text in texts)
