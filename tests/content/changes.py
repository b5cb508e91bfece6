"""Changed copies of the catalog: each function returns a change, a change returns the copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from skill.content.models import Catalog, Line, Variant
from skill.content.pending import PendingQuestion

Change = Callable[[Catalog], Catalog]
Entry = TypeVar("Entry")


def both(*changes: Change) -> Change:
    """Make several changes, one after the other."""

    def change(catalog: Catalog) -> Catalog:
        for each in changes:
            catalog = each(catalog)
        return catalog

    return change


def tip(name: str, /, **fields: Any) -> Change:
    """Change fields of a tip."""
    return lambda catalog: replace(catalog, tips=_with(catalog.tips, name, **fields))


def prompt(name: str, /, **fields: Any) -> Change:
    """Change fields of a prompt."""
    return lambda catalog: replace(catalog, prompts=_with(catalog.prompts, name, **fields))


def topic(name: str, /, **fields: Any) -> Change:
    """Change fields of a topic."""
    return lambda catalog: replace(catalog, topics=_with(catalog.topics, name, **fields))


def part(name: str, number: int, /, **fields: Any) -> Change:
    """Change fields of one part of a topic; parts are counted from 1."""

    def change(catalog: Catalog) -> Catalog:
        parts = list(catalog.topics[name].parts)
        parts[number - 1] = replace(parts[number - 1], **fields)
        return topic(name, parts=tuple(parts))(catalog)

    return change


def question(number: int, /, **fields: Any) -> Change:
    """Change fields of a check-in question; questions are counted from 1."""

    def change(catalog: Catalog) -> Catalog:
        questions = list(catalog.questions)
        questions[number - 1] = replace(questions[number - 1], **fields)
        return replace(catalog, questions=tuple(questions))

    return change


def area(name: str, /, **fields: Any) -> Change:
    """Change fields of an area."""
    return lambda catalog: replace(catalog, areas=_with(catalog.areas, name, **fields))


def line(name: str, /, **fields: Any) -> Change:
    """Change fields of a line."""
    return lambda catalog: replace(catalog, lines=_with(catalog.lines, name, **fields))


def wording(name: str, text: str, number: int = 1, /, **fields: Any) -> Change:
    """Change one wording of a line; wordings are counted from 1."""

    def change(catalog: Catalog) -> Catalog:
        variants = list(catalog.lines[name].variants)
        variants[number - 1] = replace(variants[number - 1], text=text, **fields)
        return line(name, variants=tuple(variants))(catalog)

    return change


def new_line(
    name: str, kind: str, *texts: str, asks: PendingQuestion | None = None, fixed: bool = False
) -> Change:
    """Add a line."""
    added = Line(name, kind, tuple(Variant(text, asks) for text in texts), fixed=fixed)
    return lambda catalog: replace(catalog, lines={**catalog.lines, name: added})


def without_line(name: str) -> Change:
    """Take a line out."""
    return lambda catalog: replace(catalog, lines=_without(catalog.lines, name))


def without_tip(name: str) -> Change:
    """Take a tip out."""
    return lambda catalog: replace(catalog, tips=_without(catalog.tips, name))


def without_question(number: int) -> Change:
    """Take a check-in question out; questions are counted from 1."""
    return lambda catalog: replace(
        catalog, questions=catalog.questions[: number - 1] + catalog.questions[number:]
    )


def renamed_tip(name: str, new: str) -> Change:
    """Give a tip another id."""
    return lambda catalog: replace(
        catalog, tips={**_without(catalog.tips, name), new: replace(catalog.tips[name], id=new)}
    )


def country(name: str, /, **fields: Any) -> Change:
    """Change fields of a country."""
    return lambda catalog: replace(catalog, countries=_with(catalog.countries, name, **fields))


def number(name: str, key: str, /, **fields: Any) -> Change:
    """Change fields of one number of a country: ``emergency``, ``support`` and so on."""
    return lambda catalog: country(
        name, **{key: replace(getattr(catalog.countries[name], key), **fields)}
    )(catalog)


def region(**fields: Any) -> Change:
    """Change fields of what is known of the place."""
    return lambda catalog: replace(catalog, region=replace(catalog.region, **fields))


def zone(name: str, /, **fields: Any) -> Change:
    """Change fields of what people may say of where they are."""
    return lambda catalog: replace(catalog, zones=_with(catalog.zones, name, **fields))


def without_fact(fact: str) -> Change:
    """Take a fact out of every entry's seed."""

    def kept(seed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in seed if name != fact)

    def change(catalog: Catalog) -> Catalog:
        return replace(
            catalog,
            tips={name: replace(tip, seed=kept(tip.seed)) for name, tip in catalog.tips.items()},
            topics={
                name: replace(
                    topic, parts=tuple(replace(part, seed=kept(part.seed)) for part in topic.parts)
                )
                for name, topic in catalog.topics.items()
            },
            questions=tuple(replace(asked, seed=kept(asked.seed)) for asked in catalog.questions),
            lines={
                name: replace(line, seed=kept(line.seed)) for name, line in catalog.lines.items()
            },
        )

    return change


def _with(entries: Mapping[str, Any], name: str, /, **fields: Any) -> dict[str, Any]:
    return {**entries, name: replace(entries[name], **fields)}


def _without(entries: Mapping[str, Entry], name: str) -> dict[str, Entry]:
    return {key: entry for key, entry in entries.items() if key != name}
