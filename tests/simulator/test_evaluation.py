"""Understanding is measured against examples."""

from pathlib import Path

import pytest

from skill.errors import InteractionModelError
from skill.simulator.evaluation import Evaluation, Example, evaluate, load_examples
from skill.simulator.resolution import FALLBACK_INTENT, Resolution, ResolvedSlot


def example(utterance: str, intent: str, **slots: str) -> Example:
    return Example(utterance, intent, slots, held_out=False)


UNDERSTOOD = {
    "yes": Resolution("AMAZON.YesIntent"),
    "yep": Resolution("AMAZON.NoIntent"),
    "nope": Resolution("AMAZON.NoIntent"),
    "he hits me": Resolution("UnsafeIntent"),
    "he scares me": Resolution(FALLBACK_INTENT),
    "i cut myself": Resolution("UnsafeIntent"),
    "a hit song": Resolution("UnsafeIntent"),
    "nice weather": Resolution(FALLBACK_INTENT),
    "at nine": Resolution("RemindIntent", (ResolvedSlot("time", "09:00"),)),
    "at ten": Resolution("RemindIntent", (ResolvedSlot("time", "09:00"),)),
}
EXAMPLES = (
    example("yes", "AMAZON.YesIntent"),
    example("yep", "AMAZON.YesIntent"),
    example("nope", "AMAZON.NoIntent"),
    example("he hits me", "UnsafeIntent", kind="partner"),
    example("he scares me", "UnsafeIntent", kind="partner"),
    example("i cut myself", "UnsafeIntent", kind="self_harm"),
    example("a hit song", FALLBACK_INTENT),
    example("nice weather", FALLBACK_INTENT),
    example("at nine", "RemindIntent", time="09:00"),
    example("at ten", "RemindIntent", time="10:00"),
)


@pytest.fixture
def evaluation() -> Evaluation:
    return evaluate(EXAMPLES, UNDERSTOOD.__getitem__)


def test_recall(evaluation: Evaluation) -> None:
    """Recall is the share of examples whose intent was found, overall and for each intent."""
    assert evaluation.recall == pytest.approx(0.7)
    assert evaluation.recall_by_intent == pytest.approx(
        {
            "AMAZON.YesIntent": 0.5,
            "AMAZON.NoIntent": 1.0,
            "UnsafeIntent": 2 / 3,
            FALLBACK_INTENT: 0.5,
            "RemindIntent": 1.0,
        }
    )


def test_confusions(evaluation: Evaluation) -> None:
    """Each pair of intents that was confused comes with how often."""
    assert set(evaluation.confusions) == {
        ("AMAZON.YesIntent", "AMAZON.NoIntent", 1),
        ("UnsafeIntent", FALLBACK_INTENT, 1),
        (FALLBACK_INTENT, "UnsafeIntent", 1),
    }


def test_what_was_wrongly_accepted(evaluation: Evaluation) -> None:
    """Out-of-scope examples that were taken for an intent are false accepts."""
    assert [mistake.utterance for mistake in evaluation.false_accepts] == ["a hit song"]
    assert evaluation.false_accept_rate == pytest.approx(0.5)


def test_calls_for_help(evaluation: Evaluation) -> None:
    """Missed calls for help, and harmless words taken for one, are listed by themselves."""
    assert [mistake.utterance for mistake in evaluation.unsafe_misses] == ["he scares me"]
    assert [mistake.utterance for mistake in evaluation.false_unsafe] == ["a hit song"]


def test_slots(evaluation: Evaluation) -> None:
    """Of the examples with the right intent those count whose slots are right; no kind of danger means a partner."""
    assert [mistake.utterance for mistake in evaluation.slot_mistakes] == ["i cut myself", "at ten"]
    assert evaluation.slot_accuracy == pytest.approx(1 - 2 / 7)


def test_nothing_to_measure() -> None:
    """With no examples nothing was missed."""
    nothing = evaluate((), UNDERSTOOD.__getitem__)
    assert (nothing.recall, nothing.slot_accuracy, nothing.false_accept_rate) == (1.0, 1.0, 0.0)


def test_examples_are_read_from_files(tmp_path: Path) -> None:
    """Each file holds the examples of the intent it is named after, every other one held out."""
    (tmp_path / "RemindIntent.toml").write_text(
        '[utterances]\n"at nine" = {time = "09:00"}\n"remind us" = {}\n', encoding="utf-8"
    )
    assert load_examples(tmp_path) == (
        Example("at nine", "RemindIntent", {"time": "09:00"}, held_out=False),
        Example("remind us", "RemindIntent", {}, held_out=True),
    )


@pytest.mark.parametrize("text", ["[utterances", '[sentences]\n"yes" = {}\n'])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    """A file that is no TOML, or has no utterances, is named in the error."""
    (tmp_path / "RemindIntent.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InteractionModelError, match=r"RemindIntent\.toml"):
        load_examples(tmp_path)
