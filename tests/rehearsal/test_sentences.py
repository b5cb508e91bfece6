"""Every sentence of every locale is fit for the ear, and the gate notices one that is not."""

from __future__ import annotations

import re
from datetime import time

import pytest

from skill.content.catalog import load_catalog
from skill.content.rules.kinds import ENTRY_KINDS, LINE_KINDS
from skill.content.rules.spoken import count_words
from skill.rehearsal.ear import COMPOSED_WORDS, SPOKEN_TIME, faults, schedule_faults
from skill.rehearsal.gaps import every_set_of_nights, every_time, gaps, schedules
from skill.rehearsal.pace import SENTENCE_SECONDS, WORDS_A_SECOND, seconds
from skill.rehearsal.sentences import Sentence, sentences
from skill.reminders.schedule import EVERY_NIGHT, NIGHT_TURNS
from skill.reminders.spoken_schedule import spoken_days
from skill.speech.spoken import Pause, Speech, Words, capitalised, question_in
from tests.dialog.driver import LOCALES
from tests.rehearsal.explored import each_locale, turns

CATALOG = load_catalog()


@each_locale
def test_every_sentence_is_fit_for_the_ear(locale: str) -> None:
    """Nothing is wrong with any sentence of a locale, whatever fills its gaps."""
    found = [
        f"{sentence.id}: {sentence.text}: {fault}"
        for sentence in sentences(load_catalog(locale))
        for fault in faults(sentence)
    ]
    assert found == []


@each_locale
def test_every_schedule_is_said_for_the_ear(locale: str) -> None:
    """Each minute of the day and each set of nights is said in words, with the part of the day."""
    assert len(set(schedules(load_catalog(locale).manner))) > 1500
    assert list(schedule_faults(load_catalog(locale).manner)) == []


@each_locale
def test_no_schedule_is_longer_than_those_that_lines_are_tried_with(locale: str) -> None:
    """The budgets of lines hold for every schedule, because the longest ones are tried."""
    tried = gaps(load_catalog(locale)).longest("{schedule}")
    for after_midnight in (False, True):
        times = [at for at in every_time() if (at < NIGHT_TURNS) is after_midnight]
        nights = {
            spoken_days(nights, load_catalog(locale).manner, at=times[0])
            for nights in every_set_of_nights()
        }
        at = max(count_words(load_catalog(locale).manner.time(at)) for at in times)
        assert max(map(count_words, nights)) + 1 + at <= count_words(tried)


@each_locale
def test_whatever_the_dialog_says_is_in_the_script(locale: str) -> None:
    """No turn that a conversation leads to holds words that are not among the sentences."""
    known = {sentence.text for sentence in sentences(load_catalog(locale))}
    known |= {capitalised(question_in(text)) for text in known}
    usual = f"{spoken_days(EVERY_NIGHT, load_catalog(locale).manner)} at {load_catalog(locale).manner.time(time(21, 30))}"
    nights = {
        spoken_days(nights, load_catalog(locale).manner, at=at)
        for nights in every_set_of_nights()
        for at in (time(21, 30), time(0, 30))
    }
    times = {load_catalog(locale).manner.time(at) for at in every_time()}
    any_schedule = re.compile(
        "({}) at ({})".format(*("|".join(sorted(each, key=len, reverse=True)) for each in (nights, times))),
        re.IGNORECASE,
    )  # fmt: skip

    def is_known(text: str) -> bool:
        # Any schedule may stand where another does; two may, after a change half done.
        for schedule in (usual, capitalised(usual)):
            said = any_schedule.sub(schedule, text).replace(f"{schedule}, and {usual}", schedule)
            if said in known:
                return True
        return text in known

    unknown = []
    for turn in turns(locale):
        for speech in (turn.speech, turn.reprompt or (), turn.if_effect_fails):
            unknown += [p.text for p in speech if isinstance(p, Words) and not is_known(p.text)]
    assert unknown == []


def test_every_kind_of_sentence_has_a_budget() -> None:
    """No sentence is of a kind whose length nobody has thought about."""
    kinds = {sentence.kind for locale in LOCALES for sentence in sentences(load_catalog(locale))}
    assert kinds <= LINE_KINDS.keys() | ENTRY_KINDS.keys() | COMPOSED_WORDS.keys()


def test_every_wording_and_every_entry_is_there() -> None:
    """Each wording of each line has a sentence, and so has each tip, step, prompt and question."""
    ids = {sentence.id for sentence in sentences(CATALOG)}
    clauses = {line.id for line in CATALOG.lines.values() if line.kind == "clause"}
    wordings = {
        f"{line.id}/{number}"
        for line in CATALOG.lines.values()
        for number in range(1, len(line.variants) + 1)
    }
    assert wordings - ids == {f"{line}/1" for line in clauses}
    assert {*CATALOG.tips, *(f"{tip}/step" for tip in CATALOG.tips), *CATALOG.prompts} <= ids
    assert {f"{topic.id}/{n}" for topic in CATALOG.topics.values() for n in (1, 2)} <= ids


@pytest.mark.parametrize(
    ("fault", "kind", "text"),
    [
        ("words; a goodbye may have 8", "goodbye", "Take care of each other, the two of you, and goodnight."),
        ("more than 14 words", "help", "Well. " + "Would you " + "really " * 12 + "like it?"),
        ("takes about", "unsafe_number", "Say it slowly. " * 30),
        ("goes on after a question", "help", "What is it? Say so."),
        ("'&'", "tip", "Talk & listen."),
        ("'<'", "tip", "Less < more."),
        ("'7'", "tip", "Talk for 7 minutes."),
        ("'%'", "tip", "Give it all of %."),
        ("'/'", "tip", "Hug and/or talk."),
        ("'\N{HEAVY BLACK HEART}'", "tip", "Be kind \N{HEAVY BLACK HEART}."),
        ("'USA' in capitals", "tip", "Plan a trip to the USA."),
        ("abbreviation 'approx'", "tip", "Talk for approx ten minutes."),
        ("abbreviation 'e.g.'", "tip", "Make something, e.g. tea."),
        ("'the the'", "tip", "Put away the the phones."),
        ("space too many", "tip", "Put  the phones away."),
        ("cancel each other out", "tip", "Don't say nothing tonight."),
    ],
)  # fmt: skip
def test_what_is_not_fit_for_the_ear_is_noticed(fault: str, kind: str, text: str) -> None:
    """Each thing the gate is there for is found in a sentence that has it."""
    assert fault in "; ".join(faults(Sentence("some.line/1", kind, text)))


@pytest.mark.parametrize(
    "text", ["You don't feel judged, and you don't feel rushed.", "There's nothing to fix and nothing to plan."]
)  # fmt: skip
def test_two_noes_in_two_clauses_are_no_double_negative(text: str) -> None:
    """Saying two things in the negative, one after the other, is not saying one twice."""
    assert list(faults(Sentence("t001", "tip", text))) == []


@pytest.mark.parametrize(
    "said", ["21:30", "half nine", "nine thirty", "nine thirty-five pm", "half past nine"]
)
def test_a_time_without_its_part_of_the_day_is_no_spoken_time(said: str) -> None:
    """A time that could be the other half of the day, or is in digits, is not said for the ear."""
    assert SPOKEN_TIME.fullmatch(said) is None


def test_seconds_are_words_at_alexas_pace_and_pauses() -> None:
    """Thirteen words take five seconds, slowly a quarter more, and pauses are added."""
    thirteen = " ".join(["word"] * 13)
    usual: Speech = (Words(thirteen),)
    assert seconds(usual) == pytest.approx(13 / WORDS_A_SECOND)
    assert seconds((Words(thirteen, slow=True), Pause(1500))) == pytest.approx(5 * 1.25 + 1.5)
    assert SENTENCE_SECONDS * WORDS_A_SECOND > 70, "the longest budget of a kind fits in"
