"""The questions on the way to a reminder: what each answer does, and what is said in them."""

from __future__ import annotations

import re

import pytest

from skill.reminders.heard_time import heard_days
from tests.handlers.echo import intent_json, resolved_slot
from tests.nightly.couple import CATALOG, AlexaAtHome, Couple, says

AT_NINE = "SetNightlyIntent time=21:00"


@pytest.fixture
def offered(couple: Couple) -> Couple:
    """A couple that was offered a reminder after a tip."""
    couple.say("prompt", "another", "tip")
    assert says(couple.last.speech, "nightly.offer")
    return couple


@pytest.fixture
def asked_when(couple: Couple) -> Couple:
    """A couple that was asked what time suits them."""
    assert says(couple.say("remind us"), "nightly.ask_time")
    return couple


@pytest.fixture
def asked_whether(couple: Couple) -> Couple:
    """A couple that was asked for consent to nine o'clock."""
    assert says(couple.say(AT_NINE), "nightly.consent")
    return couple


@pytest.fixture
def asked_to_change(reminded: Couple) -> Couple:
    """A couple with a reminder that was asked for consent to another time."""
    assert says(reminded.say(AT_NINE), "nightly.consent")
    return reminded


# -------------------------------------------------------------------------- the offer


@pytest.mark.parametrize(
    ("utterance", "line"),
    [
        ("yes", "nightly.ask_time"),
        ("no", "nightly.refused"),
        ("skip", "nightly.refused"),
        ("cancel", "nightly.refused"),
        ("why", "nightly.matter.why"),
        ("help", "nightly.matter.why"),
        ("why", "nightly.offer"),
        ("repeat", "nightly.offer"),
        ("mumble", "missed.first"),
        ("mumble", "nightly.offer"),
        ("another", "ask.another_tip"),
        ("next", "ask.another_tip"),
        ("remind us", "nightly.ask_time"),
        (AT_NINE, "nightly.consent"),
        ("status", "nightly.none"),
        ("status", "nightly.offer"),
        ("prompt", "prompt.lead_in.again"),
        ("afraid", "unsafe.first"),
    ],
)
def test_what_an_answer_to_the_offer_does(offered: Couple, utterance: str, line: str) -> None:
    """Each answer gets what it asks for, and nothing is set by any of them."""
    assert says(offered.say(utterance), line)
    assert offered.in_the_cloud == {}


@pytest.mark.parametrize("utterance", ["no", "skip", "cancel", "stop"])
def test_a_no_in_any_words_is_a_no_for_a_week(offered: Couple, utterance: str) -> None:
    """Turned down or broken off, it is not offered the next time."""
    offered.say(utterance)

    assert offered.record.refused is not None
    assert not offered.echo.session_open


def test_from_the_offer_to_the_reminder(offered: Couple) -> None:
    """Yes, a time, yes, and it is restated."""
    offered.say("yes", AT_NINE)

    assert says(offered.say("yes"), "nightly.done")
    assert offered.true_schedule == "every night at nine p.m."


# --------------------------------------------------------------------------- the time


@pytest.mark.parametrize(
    ("utterance", "line"),
    [
        ("yes", "nightly.ask_time"),
        ("another", "nightly.consent"),
        ("next", "nightly.ask_time"),
        ("start over", "nightly.ask_time"),
        ("back", "nightly.ask_time"),
        ("repeat", "nightly.ask_time"),
        ("no", "nightly.refused"),
        # "I don't know", which is no "no".
        ("skip", "nightly.consent"),
        ("SetNightlyIntent moment=any", "nightly.consent"),
        ("SetNightlyIntent moment=no_clock", "nightly.ask_time.named"),
        ("cancel", "nightly.refused"),
        ("why", "nightly.matter.why"),
        ("why", "nightly.ask_time"),
        ("help", "nightly.ask_time"),
        ("mumble", "missed.first"),
        ("mumble", "nightly.ask_time"),
        ("status", "nightly.none"),
        ("status", "nightly.ask_time"),
        ("SetNightlyIntent days=weekends", "nightly.ask_time"),
        ("SetNightlyIntent time=?", "nightly.ask_time"),
        ("SetNightlyIntent time=MO", "nightly.ask_time"),
        ("SetNightlyIntent time=EV", "nightly.consent"),
        ("remind us", "nightly.consent"),
        ("tip", "ask.another_tip"),
        ("afraid", "unsafe.first"),
    ],
)
def test_what_an_answer_to_the_time_does(asked_when: Couple, utterance: str, line: str) -> None:
    """A time goes on, a no ends it, and whatever does not answer gets the question again."""
    assert says(asked_when.say(utterance), line)
    assert asked_when.in_the_cloud == {}


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("09:00", "nine p.m."),
        ("09:30", "nine thirty p.m."),
        ("21:45", "nine forty-five p.m."),
        ("12:00", "midnight"),
        ("00:00", "midnight"),
        ("05:00", "five p.m."),
        ("NI", "nine thirty p.m."),
        ("EV", "nine thirty p.m."),
    ],
)
def test_the_time_is_read_back_in_full(asked_when: Couple, heard: str, said: str) -> None:
    """A bare hour is in the evening, and whoever meant another hears it before it is set."""
    assert f"every night at {said}, with a question" in asked_when.say(
        f"SetNightlyIntent time={heard}"
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("SetNightlyIntent time=AF", "two p.m."),
        ("SetNightlyIntent time=EV", "two p.m."),
        ("SetNightlyIntent time=NI", "two a.m."),
        ("SetNightlyIntent time=14:00", "two p.m."),
        ("SetNightlyIntent time=10:00", "ten p.m."),
    ],
)
def test_one_to_four_is_asked_about_once_and_then_answered(
    asked_when: Couple, answer: str, said: str
) -> None:
    """Two is the afternoon's or the night's; a part of the day decides, and so does another time."""
    assert asked_when.say("SetNightlyIntent time=02:00") == "Two a.m., or two p.m.?"
    assert f"every night at {said}, with a question" in asked_when.say(answer)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        # "Seven p.m." "Seven a.m.!" "Seven a.m., or seven p.m.?" "Seven a.m."
        (["time=07:00", "time=07:00", "time=07:00"], "seven a.m."),
        (["time=07:00", "time=07:00", "time=19:00"], "seven p.m."),
        (["time=07:00", "time=07:00", "moment=after_noon"], "seven p.m."),
        (["time=07:00", "time=MO"], "seven a.m."),
        (["time=07:00", "moment=before_noon", "moment=after_noon"], "seven p.m."),
        (["time=12:00", "time=12:00", "time=12:00"], "noon"),
        (["time=12:00", "moment=after_noon"], "noon"),
        (["time=02:00", "time=02:00"], "two a.m."),
        (["time=02:00", "moment=before_noon"], "two a.m."),
        (["time=21:45", "time=EV"], "nine forty-five p.m."),
        (["moment=no_clock", "time=07:00"], "seven p.m."),
    ],
)
def test_any_time_of_the_day_can_be_come_by(
    asked_when: Couple, answers: list[str], said: str
) -> None:
    """What is read back wrong can be put right in the words that come first to mind."""
    for answer in answers:
        asked_when.say(f"SetNightlyIntent {answer}")

    assert f"every night at {said}, with a question" in asked_when.last.speech


def test_the_same_time_on_other_nights_is_no_other_time(asked_whether: Couple) -> None:
    """To name weekends and nine says nothing about a.m. or p.m."""
    assert "on weekends at nine p.m." in asked_whether.say(
        "SetNightlyIntent time=09:00 days=weekends"
    )


def test_a_moment_that_the_model_lacks_is_asked_about_as_one(asked_when: Couple) -> None:
    """Alexa fills the slot with words that are none of its values."""
    intent = intent_json(
        "SetNightlyIntent", {"moment": resolved_slot("moment", "ER_SUCCESS_NO_MATCH")}
    )
    asked_when.handle({"type": "IntentRequest", "intent": intent})
    response = asked_when.handle({"type": "IntentRequest", "intent": intent})
    assert says(response["outputSpeech"]["ssml"], "nightly.ask_time.named")


@pytest.mark.parametrize("vague", ["moment=any", "moment=no_clock"])
def test_whenever_is_about_reminders_only_where_they_are_talked_of(
    couple: Couple, vague: str
) -> None:
    """In a check-in it answers nothing, and the question comes again; to "what would you like?" one thing is named."""
    couple.say("together", "yes")
    assert couple.say(f"SetNightlyIntent {vague}").endswith("Do you feel close to your partner?")
    couple.echo.new_session()
    couple.say("open", "no")
    couple.echo.new_session()
    couple.say("help")
    assert "question" in couple.say(f"SetNightlyIntent {vague}")
    assert not says(couple.last.speech, "nightly.consent")


@pytest.mark.parametrize("answer", ["skip", "another", "SetNightlyIntent moment=any"])
def test_who_cannot_say_which_nights_is_read_back_all_that_is_known(
    asked_whether: Couple, answer: str
) -> None:
    """Asked for other nights and left to the skill, they are those of before."""
    asked_whether.say("SetNightlyIntent days=unsaid")
    assert "every night at nine p.m., with a question" in asked_whether.say(answer)


def test_without_a_time_it_is_still_asked_for_after_the_nights(couple: Couple) -> None:
    """Which "every other night" is, they cannot say; when, nobody has asked them yet."""
    assert says(couple.say("SetNightlyIntent days=unsaid"), "nightly.ask_days")
    assert says(couple.say("skip"), "nightly.ask_time")


def test_a_time_does_not_answer_which_nights(asked_whether: Couple) -> None:
    """It is taken, and which nights is asked again."""
    asked_whether.say("SetNightlyIntent days=unsaid")
    assert says(asked_whether.say("SetNightlyIntent time=22:00"), "nightly.ask_days")
    assert "on weekends at ten p.m." in asked_whether.say("SetNightlyIntent days=weekends")


def test_days_said_before_the_time_are_kept(asked_when: Couple) -> None:
    """And so they are through the question which of two times it is."""
    asked_when.say("SetNightlyIntent days=monday,thursday", "SetNightlyIntent time=02:00")

    assert "on Mondays and Thursdays at two p.m." in asked_when.say("SetNightlyIntent time=AF")


def test_left_to_the_skill_it_is_half_past_nine(asked_when: Couple) -> None:
    """No hour is in "any time"; the one that is read back may be turned down."""
    assert "every night at nine thirty p.m." in asked_when.say("remind us")


@pytest.mark.parametrize("before", ["remind us", AT_NINE, "SetNightlyIntent time=02:00"])
def test_bedtime_is_a_time_whatever_was_asked(couple: Couple, before: str) -> None:
    """Asked for the time, for consent to another, or which of two it is; and it is read back."""
    couple.say(before)
    assert "every night at nine thirty p.m." in couple.say("SetNightlyIntent moment=bedtime")


def test_each_night_of_a_locale_without_slots_of_several_values_counts(couple: Couple) -> None:
    """There the second night, and the third, have a slot of their own."""
    speech = couple.say("SetNightlyIntent time=21:30 days=monday also=wednesday and_also=friday")
    assert "on Mondays, Wednesdays, and Fridays at nine thirty p.m." in speech


@pytest.mark.parametrize("slot", ["days", "without", "also"])
def test_a_night_that_alexa_could_not_place_is_asked_for(couple: Couple, slot: str) -> None:
    """Words in a slot for nights that are none of them are not passed over."""
    couple.say(AT_NINE)
    intent = intent_json("SetNightlyIntent", {slot: resolved_slot(slot, "ER_SUCCESS_NO_MATCH")})
    response = couple.handle({"type": "IntentRequest", "intent": intent})
    assert says(response["outputSpeech"]["ssml"], "nightly.ask_days")


# ----------------------------------------------------------------------------- consent


@pytest.mark.parametrize(
    ("utterance", "line"),
    [
        ("no", "nightly.refused"),
        ("skip", "nightly.refused"),
        ("cancel", "nightly.refused"),
        ("mumble", "nightly.not_set"),
        ("sometimes", "nightly.not_set"),
        ("why", "nightly.matter.why"),
        ("why", "nightly.consent"),
        ("help", "nightly.consent"),
        ("repeat", "nightly.consent"),
        ("next", "nightly.consent"),
        ("status", "nightly.consent"),
        ("another", "nightly.ask_time"),
        ("back", "nightly.ask_time"),
        ("start over", "nightly.ask_time"),
        ("remind us", "nightly.ask_time"),
        ("SetNightlyIntent shift=later amount=PT30M", "nightly.consent"),
        ("SetNightlyIntent days=weekends", "nightly.consent"),
        ("tip", "ask.another_tip"),
        ("prompt", "prompt.lead_in"),
        ("together", "check_in.together.first"),
        ("afraid", "unsafe.first"),
    ],
)
def test_what_an_answer_to_the_consent_does(
    asked_whether: Couple, utterance: str, line: str
) -> None:
    """No ladder; the sentence comes whole wherever it comes again; only a yes sets anything."""
    assert says(asked_whether.say(utterance), line)
    assert asked_whether.in_the_cloud == {}


@pytest.mark.parametrize("utterance", ["mumble", "sometimes", "no", "stop"])
def test_what_is_no_yes_ends_it_at_once(asked_whether: Couple, utterance: str) -> None:
    """The session closes, and a yes said afterwards is a yes to nothing."""
    asked_whether.say(utterance)

    assert not asked_whether.echo.session_open
    asked_whether.say("yes")
    assert asked_whether.in_the_cloud == {}


def test_silence_is_no_consent(asked_whether: Couple) -> None:
    """One reprompt that says more, then the session is over and nothing is set."""
    assert says(asked_whether.echo.silence().speech, "reprompt.nightly_consent")
    asked_whether.echo.silence()

    assert not asked_whether.echo.session_open
    assert asked_whether.in_the_cloud == {}


@pytest.mark.parametrize("path", [["why"], ["help"], ["repeat"], ["status"], ["why", "repeat"]])
def test_asked_again_it_is_still_consent_to_the_whole_sentence(
    asked_whether: Couple, path: list[str]
) -> None:
    """A yes after an aside sets what the sentence, heard again, has named."""
    assert "every night at nine p.m., with a question for the two of you" in asked_whether.say(
        *path
    )
    asked_whether.say("yes")

    assert asked_whether.true_schedule == "every night at nine p.m."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (["shift=later amount=PT30M"], "every night at nine thirty p.m."),
        (["shift=earlier amount=PT1H"], "every night at eight p.m."),
        (["days=weekends"], "on weekends at nine p.m."),
        (["days=weekends", "shift=later amount=PT30M"], "on weekends at nine thirty p.m."),
        (["time=22:00", "days=weekdays"], "on weeknights at ten p.m."),
        (["days=monday,wednesday,friday"], "on Mondays, Wednesdays, and Fridays at nine p.m."),
    ],
)
def test_what_is_talked_of_is_what_changes(
    asked_whether: Couple, changes: list[str], said: str
) -> None:
    """Half an hour later is later than the time just named, and days leave that time alone."""
    for change in changes:
        asked_whether.say(f"SetNightlyIntent {change}")

    assert f"{said}, with a question" in asked_whether.last.speech
    asked_whether.say("yes")
    assert asked_whether.true_schedule == said


# ------------------------------------------------------------------------------ changes


@pytest.mark.parametrize("utterance", ["no", "skip", "mumble", "sometimes", "stop"])
def test_a_change_turned_down_leaves_it_as_it_was(asked_to_change: Couple, utterance: str) -> None:
    """Nothing is changed, and it is no refusal of reminders as such."""
    before = asked_to_change.in_the_cloud
    speech = asked_to_change.say(utterance)

    assert says(speech, "nightly.unchanged") or utterance == "stop"
    assert asked_to_change.in_the_cloud == before
    assert asked_to_change.record.refused is None


def test_cancelled_in_the_middle_of_a_change_it_is_cancelled(asked_to_change: Couple) -> None:
    """At once, and the question that was open is not asked again."""
    assert asked_to_change.say("cancel") == "Done. No more reminders."
    assert asked_to_change.in_the_cloud == {}
    assert not asked_to_change.echo.session_open


def test_with_a_wish_in_hand_the_days_go_with_it(asked_to_change: Couple) -> None:
    """Only on weekends, said to nine o'clock, is not about the time that stands."""
    assert "on weekends at nine p.m." in asked_to_change.say("SetNightlyIntent days=weekends")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("time=22:00", "every night at ten p.m."),
        ("days=weekends", "on weekends at nine thirty p.m."),
        ("shift=later amount=PT30M", "every night at ten p.m."),
        ("shift=earlier amount=PT30M", "every night at nine p.m."),
        ("time=08:00 days=friday", "on Fridays at eight p.m."),
    ],
)
def test_every_change_is_asked_about_set_and_restated(
    reminded: Couple, change: str, said: str
) -> None:
    """A new time or other days take a new yes."""
    assert f"{said}, with a question" in reminded.say(f"SetNightlyIntent {change}")
    assert reminded.true_schedule == "every night at nine thirty p.m."

    assert reminded.say("yes").lower().startswith(f"done. {said}, you'll hear".lower())
    assert reminded.true_schedule == said


@pytest.mark.parametrize(
    "change", ["shift=later", "shift=later amount=P1D", "shift=later amount=?"]
)
def test_later_without_how_much_is_asked_about(reminded: Couple, change: str) -> None:
    """Nobody guesses how much a bit is."""
    assert says(reminded.say(f"SetNightlyIntent {change}"), "nightly.ask_time")


@pytest.mark.parametrize("intent", ["CancelNightlyIntent", "NightlyStatusIntent"])
def test_other_reminders_are_out_of_reach_and_ours_stays(reminded: Couple, intent: str) -> None:
    """Asked about their pill reminder, the skill says what it can see, and asks Alexa nothing."""
    before = reminded.in_the_cloud

    assert says(reminded.say(f"{intent} whose=others"), "nightly.others")
    assert reminded.in_the_cloud == before
    assert reminded.alexa.calls("DELETE") == []


def test_a_single_night_is_not_left_out_and_the_rest_stays(reminded: Couple) -> None:
    """Asked to skip tomorrow's, the skill says that it can't, and cancels nothing."""
    before = reminded.in_the_cloud

    assert says(reminded.say("CancelNightlyIntent night=one_night"), "nightly.one_night")
    assert reminded.in_the_cloud == before
    assert reminded.alexa.calls("DELETE") == []


def test_a_single_night_of_no_reminder(couple: Couple) -> None:
    """Where there is none, that is what they are told."""
    assert says(couple.say("CancelNightlyIntent night=one_night"), "nightly.none")


def test_in_a_check_in_the_question_waits(reminded: Couple) -> None:
    """Asked when it is in the middle of a check-in: told, and back to the question."""
    reminded.say("together", "yes")

    speech = reminded.say("status")

    assert says(speech, "nightly.status")
    assert speech.endswith("Do you feel close to your partner?")


# ---------------------------------------------------------------------- what is spoken

SCHEDULES = [
    ("every_day", "every night"),
    ("weekdays", "on weeknights"),
    ("weekends", "(on|at) weekends"),
    ("monday", "on Mondays"),
    ("monday,thursday", "on Mondays and Thursdays"),
    ("monday,tuesday,wednesday,thursday,saturday", "every night except Fridays and Sundays"),
]


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "en-AU", "en-CA", "en-IN"])
@pytest.mark.parametrize(("days", "recurrence"), SCHEDULES)
def test_consent_and_its_echo_name_time_recurrence_and_purpose(
    alexa: AlexaAtHome, couple: Couple, locale: str, days: str, recurrence: str
) -> None:
    """In every locale and for every choice of days, before the yes and after it."""
    here = Couple(alexa, couple.clock, locale=locale)
    when = "half past nine in the evening" if locale == "en-GB" else "nine thirty p.m."

    consent = here.say(f"SetNightlyIntent time=21:30 days={days}")
    done = here.say("yes")

    assert re.search(f"out loud in this room, {recurrence} at {when}, with a question", consent)
    assert re.search(f"^Done. {recurrence} at {when}, you'll hear a question", done, re.IGNORECASE)
    assert "for the two of you" in consent
    assert "for the two of you" in done
    assert "cancel" in done
    assert len(here.in_the_cloud) == len(heard_days(days.split(",")))


def test_every_wording_of_the_consent_names_them() -> None:
    """Time and recurrence come in with the schedule; aloud, in the room, and what for, as text."""
    for line in ("nightly.consent", "nightly.done"):
        for variant in CATALOG.lines[line].variants:
            assert "{schedule}" in variant.text.lower()
            assert "a question for the two of you" in variant.text
    (consent,) = CATALOG.lines["nightly.consent"].variants
    assert "out loud in this room" in consent.text


def test_every_reminder_there_can_be_is_fit_for_any_room() -> None:
    """All prompts that can be drawn: public, twelve words, one question, no word of the topic."""
    fit = [p for p in CATALOG.prompts.values() if p.public and p.depth <= 2]
    assert len(fit) >= 7 * 7
    for prompt in fit:
        assert len(prompt.text.split()) <= 12, prompt.text
        assert prompt.text.endswith("?")
        assert prompt.text.count("?") == 1
        assert not re.search(r"[!\"<>&]|\b(me|my|mine)\b", prompt.text), prompt.text
        assert not re.search(
            r"closer together|intima|emotion|relationship|feelings?|\blove|couple|partner|check-in"
            r"|quiz|\bsigns?\b|alexa",
            prompt.text,
            re.IGNORECASE,
        ), prompt.text


def test_what_is_sent_is_what_may_be_said(reminded: Couple) -> None:
    """The same words as text and as speech, in the request's locale, and nothing around them."""
    for kept in reminded.alexa.cloud.reminders:
        content = kept.content
        assert content["ssml"] == f"<speak>{content['text']}</speak>"
        assert content["locale"] == "en-US"
        assert any(
            prompt.text == content["text"] and prompt.public for prompt in CATALOG.prompts.values()
        )
