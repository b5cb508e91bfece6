"""Tell how well the models are understood, as a page of Markdown: docs/understanding.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from skill.simulator.evaluation.measurement import UNSAFE_INTENT, also_right
from skill.simulator.understanding.resolution import FALLBACK_INTENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skill.simulator.evaluation.measurement import Evaluation, LocaleEvaluation

INTRODUCTION: Final = """\
# Understanding

How well each locale's interaction model is understood, by the simulator's matcher, on utterances in
`tests/utterances` that are no samples of it. The utterances were written without sight of the models.
Those in the folders `tuning` have been looked at to improve models and matcher. Those in `held_out` have
not, and no other folder has them, so their figures say what to expect of words nobody has heard yet. They are the
harder part: what people wrote who were told to be a couple in the place, without what was known already or is a sample.
Calls for help are all in `tuning` by now. Of the last 200 of them that were written blind, nine were missed at first
sight, and of 3,040 other utterances, a hundred of them made to sound like one, five were taken for one; expect that of new words.
Some of the older American, British and Canadian ones were written, before the models were read, by the one who then
improved the models. An utterance that is a sample word for word, its slots filled, is left out.

Recall is the share of utterances taken for the intent that was meant. Slots is the share of those with
exactly the right slots. A false accept is talk about something else that was taken for one of the skill's
intents; a missed call for help is the worst failure, and a false one is the next worst.

Where the check-in takes two intents alike, both are right:

{also_right}

The matcher stands in for Alexa and is not Alexa, who knows more English and makes mistakes of her own.
For that English it has grammars of its own, above all of danger and of answers. "Beyond samples" counts what
they alone led to the right intent; an Echo has the models and what Amazon taught her, and may miss some of it.
The same utterances can be put to her: `closer nlu --annotations FOLDER` writes them as annotation sets
of Amazon's NLU evaluation. Amazon's documentation has listed that tool among its deprecated features since
2023, so the console may no longer offer it; the format is the last that was published.

`make understanding` writes this page, and `closer nlu` prints it; a test fails when it is out of date.
"""


def document(evaluations: Sequence[LocaleEvaluation]) -> str:
    """Write the page about some locales."""
    rows = [row for evaluation in evaluations for row in overview(evaluation)]
    head = ("locale", "part", "utterances", "recall", "beyond samples", "slots", *_WRONG)
    introduction = INTRODUCTION.replace("{also_right}", "\n".join(_also_right()))
    return "\n".join([introduction, _table(head, rows), *map(section, evaluations)])


def _also_right() -> list[str]:
    """Write which intents are right beside the one that is meant, and why."""
    return [
        f"- {other} for {intent}: {reason}"
        for intent, others in also_right().items()
        for other, reason in others.items()
    ]


_WRONG: Final = ("false accepts", "missed calls for help", "false calls for help")


def overview(evaluation: LocaleEvaluation) -> list[tuple[str, ...]]:
    """Give a locale's rows of the first table."""
    return [
        (
            evaluation.locale,
            name,
            f"{part.count:,}",
            _percent(part.recall),
            f"{part.beyond_samples:,}",
            _percent(part.slot_accuracy),
            f"{len(part.false_accepts)} of {part.count_by_intent.get(FALLBACK_INTENT, 0)}",
            f"{len(part.unsafe_misses)} of {part.count_by_intent.get(UNSAFE_INTENT, 0)}",
            str(len(part.false_unsafe)),
        )
        for name, part in evaluation.parts.items()
    ]


def section(evaluation: LocaleEvaluation) -> str:
    """Write what there is to say of one locale: recall by intent, and what was confused."""
    parts = evaluation.parts
    intents = sorted(evaluation.whole.count_by_intent)
    rows = [
        (intent, *(cell for part in parts.values() for cell in _cells(part, intent)))
        for intent in intents
    ]
    head = ("intent", *(cell for name in parts for cell in (name, "recall")))
    return "\n".join(
        [
            f"\n## {evaluation.locale}\n",
            f"{evaluation.samples:,} more utterances are samples word for word and do not count.\n",
            _table(head, rows),
            "\nWhat was taken for what, in both parts:\n",
            *_confusions(evaluation.whole),
            "",
        ]
    )


def _cells(part: Evaluation, intent: str) -> tuple[str, str]:
    recall = part.recall_by_intent.get(intent)
    return str(part.count_by_intent.get(intent, 0)), "" if recall is None else _percent(recall)


def _confusions(evaluation: Evaluation) -> list[str]:
    """Write the pairs of intents that were confused, the most frequent first."""
    lines = [
        f"- {meant} for {understood}: {count}" if count > 1 else f"- {meant} for {understood}"
        for meant, understood, count in evaluation.confusions
    ]
    return lines or ["- nothing"]


def _percent(share: float) -> str:
    """Round down, so that 100 % means every one."""
    return f"{int(share * 1000) / 10:.1f} %"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a Markdown table that is legible as plain text too."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (head, *rows)
    ]
    return "\n".join(
        [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]
    )
