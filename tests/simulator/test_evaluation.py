"""Understanding is measured against examples."""

from pathlib import Path

import pytest

from skill.errors import InteractionModelError
from skill.simulator.evaluation.measurement import (
    HELD_OUT,
    TUNING,
    Evaluation,
    Example,
    evaluate,
    evaluate_locale,
    load_examples,
)
from skill.simulator.understanding.resolution import FALLBACK_INTENT, Resolution, ResolvedSlot


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


@pytest.mark.parametrize(
    ("meant", "understood"),
    [
        (
            example("i do and so does he", "BothAnswerIntent", who="both", answer="yes"),
            Resolution(
                "SplitAnswerIntent", (ResolvedSlot("mine", "yes"), ResolvedSlot("theirs", "yes"))
            ),
        ),
        (
            example("neither", "BothAnswerIntent", who="neither"),
            Resolution("NeitherIntent"),
        ),
        (
            Example("another tip", "AnotherIntent", {}, held_out=False, alternative="TipIntent"),
            Resolution("TipIntent"),
        ),
        (
            example("remind us at half nine", "SetNightlyIntent", time="21:30"),
            Resolution("SetNightlyIntent", (ResolvedSlot("time", "09:30"),)),
        ),
        (example("is this private", "PrivacyIntent", about="kept"), Resolution("PrivacyIntent")),
    ],
)
def test_what_is_answered_alike_is_right(meant: Example, understood: Resolution) -> None:
    """Two answers that agree are one voice, and what the skill takes for granted need not be said."""
    evaluation = evaluate([meant], lambda _: understood)
    assert (evaluation.recall, evaluation.slot_accuracy) == (1.0, 1.0)


def test_two_answers_that_differ_are_no_voice_for_two() -> None:
    """Neither two different answers nor none at all pass for one that both give."""
    meant = example("both yes", "BothAnswerIntent", who="both", answer="yes")
    for slots in (
        (ResolvedSlot("mine", "yes"), ResolvedSlot("theirs", "no")),
        (ResolvedSlot("mine", "yes"),),
        (),
    ):
        understood = {"both yes": Resolution("SplitAnswerIntent", slots)}
        assert evaluate([meant], understood.__getitem__).mistakes


def test_two_people_who_say_nothing_have_not_said_no() -> None:
    """An answer for two with no slot filled is not "neither", nor a yes of both."""
    for meant in (
        example("neither", "BothAnswerIntent", who="neither"),
        example("both of us", "BothAnswerIntent", who="both"),
    ):
        assert evaluate([meant], lambda _: Resolution("BothAnswerIntent")).slot_mistakes


@pytest.mark.parametrize(
    ("heard", "is_right"),
    [
        (ResolvedSlot("place", "glasgow", "scotland"), True),
        (ResolvedSlot("place", "dublin", "Europe/Dublin"), False),
        (
            ResolvedSlot(
                "place",
                "london england",
                parts=(ResolvedSlot("place", "london", "london"), ResolvedSlot("place", "england")),
            ),
            True,
        ),
    ],
)
def test_places_of_one_time_zone_are_the_same(heard: ResolvedSlot, *, is_right: bool) -> None:
    """The skill asks for a place to know the time there, and of several takes the first."""
    meant = example("where we live", "PlaceIntent", place="london")
    zones = {"london": "Europe/London", "scotland": "Europe/London"}
    understood = Resolution("PlaceIntent", (heard,))
    assert evaluate([meant], lambda _: understood, zones).slot_accuracy == float(is_right)


def test_an_afternoon_is_no_evening() -> None:
    """Only an hour that means the evening is one without being told."""
    meant = example("at two in the afternoon", "SetNightlyIntent", time="14:00")
    understood = Resolution("SetNightlyIntent", (ResolvedSlot("time", "02:00"),))
    assert evaluate([meant], lambda _: understood).slot_mistakes


def test_what_no_sample_decided_is_counted(evaluation: Evaluation) -> None:
    """What was understood although it is like no sample is counted, right intents only."""
    assert evaluation.beyond_samples == 6
    like_a_sample = Resolution("AMAZON.YesIntent", sample="yes")
    assert (
        evaluate([example("yes yes", "AMAZON.YesIntent")], lambda _: like_a_sample).beyond_samples
        == 0
    )


def test_nothing_to_measure() -> None:
    """With no examples nothing was missed."""
    nothing = evaluate((), UNDERSTOOD.__getitem__)
    assert (nothing.recall, nothing.slot_accuracy, nothing.false_accept_rate) == (1.0, 1.0, 0.0)


def write(path: Path, lines: str) -> None:
    """Write a file of examples, and the folder it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[utterances]\n{lines}\n", encoding="utf-8")


def test_examples_are_read_from_files(tmp_path: Path) -> None:
    """Each file holds the examples of the intent it is named after, and its folder says which are held out."""
    write(tmp_path / TUNING / "RemindIntent.toml", '"at nine" = {time = "09:00"}')
    write(tmp_path / HELD_OUT / "RemindIntent.toml", '"remind us" = {}')
    assert load_examples(tmp_path) == (
        Example("at nine", "RemindIntent", {"time": "09:00"}, held_out=False),
        Example("remind us", "RemindIntent", {}, held_out=True),
    )


def test_a_second_intent_is_no_slot(tmp_path: Path) -> None:
    """An example's ``or`` names a second intent that is right."""
    write(tmp_path / TUNING / "AnotherIntent.toml", '"another tip" = {or = "TipIntent"}')
    (found,) = load_examples(tmp_path)
    assert (found.slots, found.alternative) == ({}, "TipIntent")


def test_samples_prove_nothing(tmp_path: Path) -> None:
    """What is a sample of its own intent is set aside; a sample of another is a mistake."""
    folder, file = tmp_path / "en-US", "AMAZON.YesIntent.toml"
    write(folder / TUNING / file, '"yes" = {}\n"oh yes it is so very much so" = {}')
    write(folder / HELD_OUT / file, '"stop" = {}')
    evaluation = evaluate_locale("en-US", tmp_path)
    assert evaluation.samples == 1
    assert (evaluation.tuning.count, evaluation.held_out.count) == (1, 1)
    assert [mistake.utterance for mistake in evaluation.held_out.mistakes] == ["stop"]


def test_a_folder_without_examples_is_told(tmp_path: Path) -> None:
    """Where the utterances are missing, the error says where they come from."""
    with pytest.raises(InteractionModelError, match=r"checkout.*--utterances"):
        load_examples(tmp_path)


@pytest.mark.parametrize("text", ["[utterances", '[sentences]\n"yes" = {}\n'])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    """A file that is no TOML, or has no utterances, is named in the error."""
    (tmp_path / TUNING).mkdir()
    (tmp_path / TUNING / "RemindIntent.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InteractionModelError, match=r"RemindIntent\.toml"):
        load_examples(tmp_path)
