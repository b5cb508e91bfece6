"""Write evaluation examples as annotation sets, the format of Amazon's NLU evaluation.

An annotation is an utterance with the intent and the slots it should come to
(Amazon, "Natural Language Understanding Annotation Set REST API Reference",
and ``Inputs`` and ``Expected`` in the SMAPI model). The developer console takes
such a file, and so does ``ask smapi update-annotations-for-nlu-annotation-sets``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from skill.interaction_model.model import load_model
from skill.simulator.evaluation.measurement import load_examples
from skill.simulator.understanding.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from skill.simulator.evaluation.measurement import Example
    from skill.simulator.understanding.resolution import Resolution


def write_annotations(locales: Iterable[str], folder: Path, out: Path) -> Iterator[Path]:
    """Write ``<locale>.json`` with all examples of each locale, and give each path as it is written.

    Args:
        locales: such as ``"en-US"``.
        folder: where the folders of the locales' examples stand.
        out: where to write; it is made if it is not there.
    """
    out.mkdir(parents=True, exist_ok=True)
    for locale in locales:
        resolve = Matcher(load_model(locale)).resolve
        body = annotation_set(load_examples(folder / locale), resolve)
        path = out / f"{locale}.json"
        path.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        yield path


def annotation_set(
    examples: Iterable[Example], resolve: Callable[[str], Resolution]
) -> dict[str, Any]:
    """Give the body of an annotation set.

    Amazon compares a slot with the words that were said for it, which an example does not
    single out; so a slot is expected where the simulator finds words that mean what the example
    says, and otherwise left out, which Amazon does not count as wrong.
    """
    return {"data": [_annotation(example, resolve(example.utterance)) for example in examples]}


def _annotation(example: Example, resolution: Resolution) -> dict[str, Any]:
    intent: dict[str, Any] = {"name": example.intent}
    slots = {
        slot.name: {"value": slot.value_spoken}
        for slot in resolution.slots
        if resolution.intent == example.intent
        and example.slots.get(slot.name) == (slot.id or slot.value_spoken)
    }
    if slots:
        intent["slots"] = slots
    return {"inputs": {"utterance": example.utterance}, "expected": [{"intent": intent}]}
