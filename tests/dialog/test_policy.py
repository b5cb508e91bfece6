"""What the skill does outside the check-in: yes and no, definitions, repeats, the ladder, forgetting."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from skill.dialog.check_in import Answer
from skill.dialog.events import (
    AnotherWanted,
    BothAnswer,
    CounselorWanted,
    DefinitionWanted,
    Event,
    Explain,
    ForgetWanted,
    Help,
    Launched,
    Leave,
    LowMood,
    Next,
    NightlyStatusWanted,
    No,
    NotUnderstood,
    Previous,
    PrivacyAsked,
    PrivacyMatter,
    ProgressWanted,
    PromptWanted,
    Repeat,
    SameAnswer,
    Skip,
    Sometimes,
    SplitAnswer,
    StartOver,
    TipWanted,
    UnclearAnswer,
    Unknown,
    VerdictAsked,
    Yes,
    YesAnswer,
)
from skill.dialog.pending import PendingQuestion
from skill.dialog.state import DialogState, Said, Subject
from skill.speech.spoken import Words, plain_text
from tests.dialog.check_ins import take
from tests.dialog.driver import EVENING, LATE, MORNING, TOGETHER, Conversation, words
from tests.dialog.states import PATHS, in_state

TOPICS = list(Conversation().content.topics)


def part_spoken(conversation: Conversation, topic: str) -> int | None:
    """Which part of a topic (from 0) the last turn spoke, if it did."""
    parts = conversation.content.topics[topic].parts
    found = [n for n, part in enumerate(parts) if part.text in conversation.text]
    return found[0] if found else None


# --------------------------------------------------------------------- first words


def test_the_first_launch_says_what_there_is_and_what_is_remembered() -> None:
    """The very first welcome is the long one, fifty words at most; every later one is short."""
    conversation = Conversation()
    conversation.hear(Launched())
    assert conversation.says("launch.first")
    assert words(conversation.text) <= 50
    for _ in range(5):
        conversation.later(days=1)
        conversation.hear(Launched())
        assert conversation.says("launch.again")
        assert words(conversation.text) <= 25


def test_a_launch_when_the_reminder_is_due_gives_tonights_question_and_closes() -> None:
    """What they opened it for comes without a welcome; by day and on other nights there is one."""
    conversation = in_state("a reminder set", EVENING)
    assert conversation.household.nightly is not None
    at = conversation.household.nightly.schedule.at
    due = (EVENING + timedelta(days=1)).replace(hour=at.hour, minute=at.minute)
    assert conversation.at(due).hear(Launched()).is_open is False
    assert any(prompt.text in conversation.text for prompt in conversation.content.prompts.values())
    assert conversation.at(due + timedelta(hours=12)).hear(Launched()).is_open
    assert conversation.says("launch.again") or conversation.says("launch.first")


@pytest.mark.parametrize("event", [Yes(), No(), BothAnswer(Answer.YES), BothAnswer(Answer.NO)])
def test_a_yes_or_no_with_nothing_pending_only_offers(event: Event) -> None:
    """Out of the blue, neither does anything: something is offered, and nothing is heard or dropped."""
    conversation = in_state("second voice asked", EVENING).kill()
    before = conversation.household
    conversation.hear(event)
    assert conversation.says("unexpected")
    assert before.check_in == conversation.household.check_in
    assert before.tips == conversation.household.tips
    assert before.prompts == conversation.household.prompts


def test_a_yes_to_a_check_in_question_that_is_lost_is_a_yes_to_nothing() -> None:
    """Where the check-in that was asked is missing from the session, a yes offers something."""
    conversation = Conversation(state=DialogState(pending=PendingQuestion.CHECK_IN_ANSWER))
    conversation.hear(Yes())
    assert conversation.says("unexpected")


@pytest.mark.parametrize("pending", PendingQuestion)
@pytest.mark.parametrize(
    "event", [Yes(), No(), Repeat(), Next(), Previous(), StartOver(), Explain()], ids=str
)
def test_a_question_without_what_goes_with_it_is_still_answered(
    pending: PendingQuestion, event: Event
) -> None:
    """A session that lost all but the pending question gets a valid answer, not an error."""
    conversation = Conversation(state=DialogState(pending=pending), checks=False)
    turn = conversation.hear(event)
    assert plain_text(turn.speech)


# --------------------------------------------------------------------- definitions


@pytest.mark.parametrize("topic", TOPICS)
def test_more_goes_through_a_topic_breath_by_breath(topic: str) -> None:
    """Yes after yes speaks every part in order, sixty words at most each, then one offer."""
    for more in (Yes(), Next(), AnotherWanted()):
        conversation = Conversation(now=MORNING)
        conversation.hear(DefinitionWanted(topic))
        parts = conversation.content.topics[topic].parts
        for number in range(len(parts)):
            assert number == part_spoken(conversation, topic)
            assert words(conversation.text) <= 60 + 14
            last = number == len(parts) - 1
            assert last == (conversation.pending is not PendingQuestion.MORE)
            if not last:
                conversation.hear(more)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_that_has_become_shorter_ends_with_its_last_part(topic: str) -> None:
    """A session that is at a part which a new version of the content has no more hears the last one there is."""
    said = Said(Subject.TOPIC, topic, part=7)
    conversation = Conversation(now=MORNING, state=DialogState(PendingQuestion.MORE, said=said))
    conversation.hear(Yes())
    assert part_spoken(conversation, topic) == len(conversation.content.topics[topic].parts) - 1
    assert conversation.pending is not PendingQuestion.MORE


def test_late_the_optional_part_is_left_out() -> None:
    """From 21:00 on, "did you know" is not told."""
    topic = next(
        topic
        for topic in Conversation().content.topics.values()
        if any(p.did_you_know for p in topic.parts)
    )
    optional = next(part.text for part in topic.parts if part.did_you_know)
    for now, told in ((MORNING, True), (LATE, False)):
        conversation = Conversation(now=now)
        conversation.hear(DefinitionWanted(topic.id))
        said = [conversation.text]
        while conversation.pending is PendingQuestion.MORE:
            conversation.hear(Yes())
            said.append(conversation.text)
        assert told == (optional in " ".join(said))


@pytest.mark.parametrize(
    "aside", [NotUnderstood(), PrivacyAsked(), NightlyStatusWanted(), Sometimes()], ids=str
)
def test_more_survives_an_aside(aside: Event) -> None:
    """After something else in between, a yes still brings the next part of the topic."""
    conversation = Conversation()
    conversation.hear(DefinitionWanted("benefits"), aside)
    assert conversation.awaits(PendingQuestion.MORE)
    conversation.hear(Yes())
    assert part_spoken(conversation, "benefits") == 1


def test_back_and_start_over_move_within_a_topic() -> None:
    """Going back gives the part before, starting over the first one."""
    conversation = Conversation(now=MORNING)
    conversation.hear(DefinitionWanted("benefits"), Yes(), Yes(), Previous())
    assert part_spoken(conversation, "benefits") == 1
    conversation.hear(StartOver())
    assert part_spoken(conversation, "benefits") == 0
    conversation.hear(Previous())
    assert part_spoken(conversation, "benefits") == 0


def test_a_definition_repeated_is_slower_and_then_shorter() -> None:
    """Again: the same part, slowly; and again: its short form; the question stays."""
    conversation = Conversation()
    conversation.hear(DefinitionWanted())
    part = conversation.content.topics["emotional_intimacy"].parts[0]
    assert Words(part.text, slow=True) == conversation.hear(Repeat()).speech[0]
    assert Words(part.short, slow=True) == conversation.hear(Repeat()).speech[0]
    assert conversation.awaits(PendingQuestion.MORE)
    conversation.hear(Yes())
    assert part_spoken(conversation, "emotional_intimacy") == 1


def test_what_do_you_mean_gives_the_short_form() -> None:
    """Asked what was meant, a definition is told in its short form."""
    conversation = Conversation()
    conversation.hear(DefinitionWanted(), Explain())
    assert conversation.content.topics["emotional_intimacy"].parts[0].short in conversation.text


@pytest.mark.parametrize("topic", [Unknown(), "no such topic"])
def test_an_unknown_topic_is_said_so_and_another_offered(topic: str | Unknown) -> None:
    """What cannot be explained is said so, and a yes explains emotional closeness."""
    conversation = Conversation()
    conversation.hear(DefinitionWanted(topic))
    assert conversation.says("define.unknown")
    assert conversation.awaits(PendingQuestion.OFFER_DEFINITION)
    conversation.hear(Yes())
    assert part_spoken(conversation, "emotional_intimacy") == 0


def test_tonights_prompt_is_not_offered_after_a_topic_once_it_was_heard() -> None:
    """A topic that leads on to tonight's prompt leads to a tip when the prompt was heard."""
    for heard, expected in (
        (False, PendingQuestion.OFFER_PROMPT),
        (True, PendingQuestion.OFFER_TIP),
    ):
        conversation = Conversation()
        if heard:
            conversation.hear(PromptWanted())
        conversation.hear(DefinitionWanted("benefits"))
        while conversation.pending is PendingQuestion.MORE:
            conversation.hear(Yes())
        assert expected is conversation.pending


# ---------------------------------------------------------------- missed, repeated


def test_outside_the_check_in_the_ladder_has_three_rungs() -> None:
    """Not understood: the question again, then what there is, then a kind end."""
    conversation = Conversation()
    conversation.hear(TipWanted(), NotUnderstood())
    assert conversation.says("missed.first")
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)
    conversation.hear(NotUnderstood())
    assert conversation.says("missed.second")
    assert words(conversation.text) <= 22
    conversation.hear(NotUnderstood())
    assert conversation.says("missed.third")
    assert conversation.awaits(PendingQuestion.NONE)


@pytest.mark.parametrize(
    "event", [Sometimes(), UnclearAnswer(), SplitAnswer(Answer.YES, Answer.NO)], ids=str
)
def test_an_answer_that_fits_no_question_is_not_understood(event: Event) -> None:
    """A "sometimes" to "another tip?" is asked again, and misses add up as usual."""
    conversation = Conversation()
    conversation.hear(TipWanted(), event)
    assert conversation.says("missed.first")
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)
    conversation.hear(event, event)
    assert conversation.awaits(PendingQuestion.NONE)


def test_what_it_cannot_do_is_said_with_one_thing_it_can() -> None:
    """Something out of reach, out of the blue, is answered with an offer."""
    for seed in range(10):
        conversation = Conversation(rng=Random(seed))
        conversation.hear(NotUnderstood())
        assert conversation.says("cannot")
        assert conversation.pending in (PendingQuestion.OFFER_TIP, PendingQuestion.OFFER_PROMPT)


def test_a_result_can_be_heard_again_with_its_step() -> None:
    """After a result, "say that again" says the very same result, step and question."""
    conversation = take("nn yy yy yy yy yy")
    said = conversation.text
    conversation.hear(Repeat())
    assert said == conversation.text
    assert conversation.awaits(PendingQuestion.RESULT_STEP)
    conversation.hear(Yes())
    assert conversation.awaits(PendingQuestion.NONE)


def test_after_a_miss_the_thing_itself_is_repeated() -> None:
    """After "sorry, I missed that", "say that again" repeats what was said before the miss."""
    conversation = Conversation()
    conversation.hear(Launched())
    welcome = conversation.text
    conversation.hear(NotUnderstood(), Repeat())
    assert welcome == conversation.text


def test_an_aside_can_be_repeated_and_keeps_the_question() -> None:
    """What is kept can be asked for twice, and the question before it still waits."""
    conversation = Conversation()
    conversation.hear(CounselorWanted(), PrivacyAsked())
    said = conversation.text
    conversation.hear(Repeat())
    assert said == conversation.text
    assert conversation.awaits(PendingQuestion.FIND_COUNSELOR)


# -------------------------------------------------------------------- other things


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, (pending, _) in PATHS.items()
        if "unsafe" not in pending and "hurting" not in pending
    ],
)
def test_stop_stops_at_once_everywhere(name: str) -> None:
    """In every state, "stop" is a goodbye of a few words that offers nothing and loses nothing."""
    conversation = in_state(name, EVENING)
    check_in = conversation.household.check_in
    conversation.hear(Leave())
    assert words(conversation.text) <= 8
    assert conversation.awaits(PendingQuestion.NONE)
    assert check_in == conversation.household.check_in


def test_help_names_what_there_is_and_the_open_door() -> None:
    """Help fits in 45 words and says that support numbers can be asked for, also in a check-in."""
    for conversation in (Conversation(), in_state("second voice asked", EVENING)):
        for _ in range(4):
            conversation.hear(Help())
            assert words(conversation.text) <= 45 + 5 + 12
            assert "support numbers" in conversation.text


def test_finding_a_counselor_takes_one_yes() -> None:
    """The way to a counselor is told on a yes, in the words of the locale, and ends the session."""
    for locale, doctor in (("en-US", "your doctor"), ("en-GB", "your GP")):
        conversation = Conversation(locale=locale)
        conversation.hear(CounselorWanted())
        assert "support numbers" in conversation.text
        conversation.hear(Yes())
        assert doctor in conversation.text
        assert conversation.awaits(PendingQuestion.NONE)


@pytest.mark.parametrize("event", [VerdictAsked(), LowMood()])
def test_what_it_must_not_judge_ends_kindly(event: Event) -> None:
    """A verdict and a low mood get one kind line; nothing is asked and nothing of it is kept."""
    conversation = Conversation()
    before = conversation.household
    conversation.hear(event)
    assert conversation.awaits(PendingQuestion.NONE)
    assert before == conversation.household


@pytest.mark.parametrize("matter", PrivacyMatter)
def test_privacy_is_answered_and_the_question_before_comes_back(matter: PrivacyMatter) -> None:
    """A question about privacy is answered in its fixed words, and what was asked is asked again."""
    conversation = Conversation()
    conversation.hear(PrivacyAsked(matter))
    fixed = conversation.content.lines[f"privacy.{matter}"].variants[0].text
    assert fixed == conversation.text
    conversation.hear(TipWanted(), PrivacyAsked(matter))
    assert fixed in conversation.text
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)


def test_forgetting_is_confirmed_once_and_done() -> None:
    """A yes to "Erase everything I've kept for you two?" erases, also what the session remembers; the next launch is a first one."""
    conversation = in_state("second voice asked", EVENING, history=True)
    conversation.hear(ForgetWanted())
    assert conversation.text == "Erase everything I've kept for you two?"
    turn = conversation.hear(Yes())
    assert turn.effect is not None
    assert DialogState() == turn.state
    assert turn.changes == ()
    assert conversation.says("forget.done")
    assert "couldn't finish" in plain_text(turn.if_effect_fails)
    conversation.hear(Launched())
    assert conversation.says("launch.first")


@pytest.mark.parametrize("event", [No(), Skip()])
def test_forgetting_can_be_thought_better_of(event: Event) -> None:
    """Anything like a no erases nothing."""
    conversation = in_state("offered another tip", EVENING, history=True)
    before = conversation.household
    turn = conversation.hear(ForgetWanted(), event)
    assert turn.effect is None
    assert before.tips == conversation.household.tips
    assert before.history == conversation.household.history
    assert conversation.says("forget.kept")


@pytest.mark.parametrize(
    "event",
    [
        YesAnswer(),
        BothAnswer(Answer.YES),
        SameAnswer(),
        UnclearAnswer(),
        Next(),
        Previous(),
        AnotherWanted(),
        Repeat(),
        NotUnderstood(),
        Sometimes(),
        Explain(),
        ProgressWanted(),
    ],
    ids=str,
)
def test_nothing_but_a_yes_erases(event: Event) -> None:
    """No other event while "Erase everything I've kept for you two?" is pending erases anything."""
    conversation = Conversation()
    assert conversation.hear(ForgetWanted(), event).effect is None


@pytest.mark.parametrize(
    "event", [YesAnswer(), BothAnswer(Answer.YES), SameAnswer(), UnclearAnswer()], ids=str
)
@pytest.mark.parametrize(
    "state",
    [
        "asked for consent to the reminder",
        "asked whether to erase everything",
        "asked whether to start over",
    ],
)
def test_what_needs_a_plain_yes_is_asked_once_more(state: str, event: Event) -> None:
    """A yes in a sentence, or for two, does nothing there; the very question comes again, and then a yes counts."""
    conversation = in_state(state, EVENING)
    pending, asked = conversation.pending, conversation.state.asked
    turn = conversation.hear(event)
    assert turn.effect is None
    assert conversation.says("missed.yes_or_no")
    assert conversation.awaits(pending)
    assert asked == conversation.state.asked
    conversation.hear(event)
    assert not conversation.says("missed.yes_or_no")


def test_a_yes_in_a_sentence_does_not_tell_who_somebody_is() -> None:
    """What one of them began alone goes on for a plain yes only."""
    conversation = in_state("asked whether it is the same person", EVENING)
    conversation.hear(YesAnswer())
    assert conversation.says("missed.yes_or_no")
    assert conversation.awaits(PendingQuestion.SAME_PERSON)


@pytest.mark.parametrize("event", [YesAnswer(), BothAnswer(Answer.YES)], ids=str)
def test_a_yes_in_a_sentence_takes_a_harmless_offer(event: Event) -> None:
    """Where nothing is lost by it, a yes is a yes however it is told."""
    conversation = in_state("offered another tip", EVENING)
    plain = conversation.copy()
    assert conversation.hear(event).speech == plain.hear(Yes()).speech


def test_scratch_that_erases_nothing() -> None:
    """Going back from "Erase everything?" is a no."""
    conversation = Conversation()
    conversation.hear(ForgetWanted(), Previous())
    assert conversation.says("forget.kept")


def test_another_means_more_of_what_was_had() -> None:
    """Out of the blue, "another" is another prompt on a night that had one, else a tip."""
    conversation = Conversation()
    conversation.hear(AnotherWanted())
    assert conversation.awaits(PendingQuestion.ANOTHER_TIP)
    conversation.kill().hear(PromptWanted(), AnotherWanted())
    assert conversation.says("prompt.lead_in.another")


def test_skipping_an_offer_is_a_no() -> None:
    """A "skip" to an offer is a goodbye."""
    conversation = Conversation()
    conversation.hear(DefinitionWanted(), Skip())
    assert conversation.awaits(PendingQuestion.NONE)


def test_asking_for_a_check_in_from_an_offer_needs_no_detour() -> None:
    """A yes to "shall we do the check-in?" asks who takes it."""
    conversation = in_state("offered a check-in", EVENING)
    conversation.hear(Yes())
    assert conversation.awaits(PendingQuestion.CHECK_IN_MODE)
    conversation = in_state("offered a check-in", EVENING)
    conversation.hear(TOGETHER)
    assert conversation.awaits(PendingQuestion.CHECK_IN_READY)


def test_just_the_check_ins_is_no_answer_to_erase_everything() -> None:
    """All or nothing is what can be erased, so it is asked again and nothing is compared."""
    conversation = in_state("asked whether to erase everything", EVENING)
    conversation.hear(ProgressWanted())
    assert conversation.says("missed.first")
    assert conversation.awaits(PendingQuestion.FORGET)
