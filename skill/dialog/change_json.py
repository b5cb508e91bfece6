"""Changes to a household's record as JSON objects, for the session attributes while a store is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from skill.dialog.changes import (
    Change,
    CheckInDropped,
    CheckInKept,
    CheckInRecorded,
    NightlyRefused,
    NightlySet,
    PromptChosen,
    PromptHeard,
    PromptHeardAgain,
    PromptsReserved,
    RemindersGone,
    TipHeard,
    Told,
    VariantUsed,
    ZoneTold,
)
from skill.dialog.check_in import CheckIn
from skill.dialog.history import History
from skill.dialog.json_values import sequence, table, whole_number
from skill.dialog.record_json import nightly_from_json, nightly_to_json


def change_to_json(change: Change) -> dict[str, object]:  # noqa: PLR0912 - one arm a kind
    """Return a change as a JSON object, for the session attributes while a store is away."""
    match change:
        case Told(what):
            return {"do": "told", "what": what}
        case TipHeard(tip, round_, seed):
            return {"do": "tip", "tip": tip, "round": round_, "seed": seed}
        case PromptHeard(prompt, night, round_, seed, instead):
            return {
                "do": "prompt",
                "prompt": prompt,
                "night": night.isoformat(),
                "round": round_,
                "seed": seed,
                "instead": instead,
            }
        case PromptChosen(prompt, night):
            return {"do": "chosen", "prompt": prompt, "night": night.isoformat()}
        case PromptHeardAgain(night):
            return {"do": "again", "night": night.isoformat()}
        case CheckInKept(check_in, answered):
            places = [[place.question, place.turn] for place in answered]
            return {"do": "kept", "check_in": check_in.to_json(), "answered": places}
        case CheckInDropped(id_, finished):
            return {"do": "dropped", "id": id_, "finished": int(finished)}
        case CheckInRecorded(past):
            return {"do": "recorded", "past": History.of((past,)).to_json()}
        case ZoneTold(zone, night):
            return {"do": "zone", "zone": zone, "night": night.isoformat()}
        case PromptsReserved(prompts, round_, seed):
            return {"do": "reserved", "prompts": list(prompts), "round": round_, "seed": seed}
        case NightlySet(nightly):
            return {
                "do": "nightly",
                "nightly": None if nightly is None else nightly_to_json(nightly),
            }
        case RemindersGone(tokens):
            return {"do": "gone", "tokens": sorted(tokens)}
        case NightlyRefused(night):
            return {"do": "refused", "night": night.isoformat()}
        case VariantUsed(line, variant):
            return {"do": "variant", "line": line, "variant": variant}
        case _:
            assert_never(change)


def change_from_json(document: Mapping[str, object]) -> Change:  # noqa: PLR0912 - one arm a kind
    """Read what :func:`change_to_json` wrote.

    Raises:
        ValueError, TypeError, KeyError: when the document is not a change.
    """
    match document["do"]:
        case "told":
            return Told(str(document["what"]))
        case "tip":
            return TipHeard(
                str(document["tip"]),
                whole_number(document["round"]),
                whole_number(document["seed"]),
            )
        case "prompt":
            return PromptHeard(
                prompt=str(document["prompt"]),
                night=date.fromisoformat(str(document["night"])),
                round=whole_number(document["round"]),
                seed=whole_number(document["seed"]),
                instead=bool(document["instead"]),
            )
        case "chosen":
            return PromptChosen(str(document["prompt"]), date.fromisoformat(str(document["night"])))
        case "again":
            return PromptHeardAgain(date.fromisoformat(str(document["night"])))
        case "kept":
            check_in = CheckIn.from_json(table(document["check_in"]))
            places = sequence(document.get("answered", []))
            return CheckInKept(check_in, tuple(check_in.place_from_json(p) for p in places))
        case "dropped":
            return CheckInDropped(str(document["id"]), bool(document.get("finished")))
        case "recorded":
            (past,) = History.from_json(document["past"]).check_ins
            return CheckInRecorded(past)
        case "zone":
            return ZoneTold(str(document["zone"]), date.fromisoformat(str(document["night"])))
        case "reserved":
            return PromptsReserved(
                tuple(str(prompt) for prompt in sequence(document["prompts"])),
                whole_number(document["round"]),
                whole_number(document["seed"]),
            )
        case "nightly":
            nightly = document["nightly"]
            return NightlySet(None if nightly is None else nightly_from_json(nightly))
        case "gone":
            return RemindersGone(frozenset(str(token) for token in sequence(document["tokens"])))
        case "refused":
            return NightlyRefused(date.fromisoformat(str(document["night"])))
        case "variant":
            return VariantUsed(str(document["line"]), whole_number(document["variant"]))
        case other:
            message = f"there is no change called {other!r}"
            raise ValueError(message)
