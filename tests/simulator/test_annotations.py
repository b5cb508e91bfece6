"""Evaluation examples are written in the format of Amazon's NLU evaluation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.nlu.evaluations import Expected, Inputs

from skill.simulator.evaluation.annotations import annotation_set, write_annotations
from skill.simulator.evaluation.measurement import HELD_OUT, TUNING, Example
from skill.simulator.understanding.resolution import FALLBACK_INTENT, Resolution, ResolvedSlot

if TYPE_CHECKING:
    from pathlib import Path

TIP = Resolution("TipIntent", (ResolvedSlot("theme", "being present", "presence", match=True),))


def example(utterance: str, intent: str, **slots: str) -> Example:
    return Example(utterance, intent, slots, held_out=False)


def annotation(said: Example, understood: Resolution) -> object:
    return annotation_set([said], lambda _: understood)["data"][0]["expected"][0]["intent"]


def test_an_annotation_is_what_smapi_takes() -> None:
    """Amazon's own classes read an annotation and write the same again."""
    (written,) = annotation_set(
        [example("a tip about being present", "TipIntent", theme="presence")], lambda _: TIP
    )["data"]
    serializer = DefaultSerializer()
    inputs = serializer.deserialize(json.dumps(written["inputs"]), Inputs)
    (expected,) = (
        serializer.deserialize(json.dumps(found), Expected) for found in written["expected"]
    )
    assert serializer.serialize(inputs) == written["inputs"]
    assert serializer.serialize([expected]) == written["expected"]


def test_a_slot_is_expected_as_it_was_said() -> None:
    """The words of a slot are expected, as Alexa sends them, not the id they come to."""
    assert annotation(example("a tip about being present", "TipIntent", theme="presence"), TIP) == {
        "name": "TipIntent",
        "slots": {"theme": {"value": "being present"}},
    }


def test_what_the_simulator_does_not_find_is_left_out() -> None:
    """Where the words of a slot are not known, only the intent is expected."""
    said = example("a tip about being around", "TipIntent", theme="time")
    assert annotation(said, TIP) == {"name": "TipIntent"}
    assert annotation(said, Resolution(FALLBACK_INTENT)) == {"name": "TipIntent"}


def test_a_set_is_written_for_each_locale(tmp_path: Path) -> None:
    """Each locale's file holds all of its examples, in both halves."""
    for folder, line in (
        (TUNING, '"remind us at nine at night" = {time = "21:00"}'),
        (HELD_OUT, '"remind us" = {}'),
    ):
        path = tmp_path / "en-GB" / folder / "SetNightlyIntent.toml"
        path.parent.mkdir(parents=True)
        path.write_text(f"[utterances]\n{line}\n", encoding="utf-8")
    (written,) = write_annotations(["en-GB"], tmp_path, tmp_path / "out")
    assert written == tmp_path / "out" / "en-GB.json"
    assert json.loads(written.read_text(encoding="utf-8")) == {
        "data": [
            {
                "inputs": {"utterance": "remind us at nine at night"},
                "expected": [
                    {"intent": {"name": "SetNightlyIntent", "slots": {"time": {"value": "21:00"}}}}
                ],
            },
            {
                "inputs": {"utterance": "remind us"},
                "expected": [{"intent": {"name": "SetNightlyIntent"}}],
            },
        ]
    }
