"""Voice interface and user experience: items V1 to V18."""

from __future__ import annotations

from typing import Final

from skill.certification.item import Item
from skill.certification.parts import EVERY_SENTENCE, MODELS, content
from skill.certification.visit import FIRST_VISIT, ONE_SHOTS, PHRASES
from skill.content.findings import Rule

_VOICE: Final = 'Amazon, "Voice Interface and User Experience Testing for a Custom Skill"'
_FUNCTIONAL: Final = 'Amazon, "Functional Testing for a Custom Skill"'
_NAME: Final = 'Amazon, "Choose the Invocation Name for a Custom Skill"'
_REMINDERS: Final = 'Amazon, "Alexa Reminders Guidelines for Usage"'
_TIME: Final = 'Amazon, "Request and Response JSON Reference"'
_FIELD: Final = "what developers were turned down for"

_STATES: Final = "tests/certification/test_every_state.py::"

VOICE: Final = (
    Item(
        "V1",
        "An answer that asks something keeps the session open, with a reprompt.",
        _VOICE,
        checks=(FIRST_VISIT, ONE_SHOTS),
        tests=(
            f"{_STATES}test_an_answer_is_open_exactly_when_it_asks",
            "tests/dialog/test_every_event.py::test_every_event_in_every_state_gets_a_whole_answer",
            "tests/rehearsal/test_turns.py::test_the_only_question_of_a_turn_that_closes_is_tonights",
            "tests/handlers/test_render.py::test_a_question_leaves_the_session_open",
        ),
        reading="One exception, on purpose: tonight's question is for the two of them. The skill asks it, says"
        " goodnight and closes, so that they talk to each other and not to Alexa; the testing instructions say so.",
    ),
    Item(
        "V2",
        "An answer that asks nothing closes the session.",
        _VOICE,
        checks=(FIRST_VISIT, ONE_SHOTS),
        tests=(
            f"{_STATES}test_an_answer_is_open_exactly_when_it_asks",
            "tests/rehearsal/test_turns.py::test_every_turn_in_every_wording_is_one_breath_and_one_question",
            "tests/handlers/test_render.py::test_an_end_closes_the_session_and_leaves_nothing_in_it",
        ),
    ),
    Item(
        "V3",
        "A launch says briefly what can be asked, and leaves the session open; or it does the core job and closes.",
        _VOICE,
        checks=(FIRST_VISIT,),
        tests=(
            "tests/dialog/test_policy.py::test_the_first_launch_says_what_there_is_and_what_is_remembered",
            "tests/dialog/test_policy.py::test_a_launch_when_the_reminder_is_due_gives_tonights_question_and_closes",
        ),
        reading="About the time of their reminder a household hears tonight's question at once and the skill closes;"
        " a reviewer without a reminder always meets the welcome.",
    ),
    Item(
        "V4",
        "Help works at every point: it explains, asks, keeps the session open, is not the welcome, and is"
        " never taken for a slot.",
        _VOICE,
        checks=(FIRST_VISIT,),
        tests=(
            f"{_STATES}test_help_explains_asks_and_stays",
            f"{_STATES}test_help_and_stop_are_no_slot_values",
            "tests/dialog/test_nightly.py::test_a_place_that_nobody_asked_for_changes_nothing",
        ),
        reading="A slot of values of one's own is a leaning for Alexa and no limit, and three such slots stand alone"
        ' in samples: {mode}, {moment} and {place}, because "together", "bedtime" and a city are what people answer'
        ' when they are asked. "Help", "help me", "stop" and "cancel" were tried on the project\'s own matcher alone;'
        " say them to an Echo while the skill asks for a city, before it is submitted. Out of place, and with words that"
        " are no city, such a sample does nothing but bring guidance.",
    ),
    Item(
        "V5",
        "Stop, cancel and exit end it at every point, in silence or with a brief goodbye.",
        _VOICE,
        checks=(FIRST_VISIT,),
        tests=(
            f"{_STATES}test_leaving_ends_it_in_few_words",
            "tests/handlers/test_request_types.py::test_every_request_type_is_answered",
        ),
    ),
    Item(
        "V6",
        "What is no business of the skill gets guidance, and the session stays open.",
        _VOICE,
        checks=(FIRST_VISIT,),
        tests=(
            f"{_STATES}test_what_is_not_understood_is_met_with_guidance",
            "tests/dialog/test_policy.py::test_outside_the_check_in_the_ladder_has_three_rungs",
        ),
        reading="Exceptions, on purpose: a third miss running ends it kindly; consent to a reminder is not asked"
        " for twice, and where they are not a third time; and on the unsafe path nothing follows what is"
        " not a yes, but that a number already agreed to is given.",
    ),
    Item(
        "V7",
        "Every intent works in one breath with the name, and inside a session.",
        _FUNCTIONAL,
        checks=(ONE_SHOTS,),
        tests=(
            "tests/certification/test_slots.py::test_every_filling_of_the_slots_is_answered",
            "tests/handlers/test_intents.py::test_every_intent_is_answered",
        ),
    ),
    Item(
        "V8",
        "Every intent with every filling of its slots, empty and wrong ones too, gets help and no error.",
        _FUNCTIONAL,
        tests=(
            "tests/certification/test_slots.py::test_every_filling_of_the_slots_is_answered",
            "tests/handlers/test_intents.py::test_every_intent_is_answered",
        ),
    ),
    Item(
        "V9",
        "A yes or a no to nothing is handled.",
        _FUNCTIONAL,
        tests=(
            "tests/dialog/test_policy.py::test_a_yes_or_no_with_nothing_pending_only_offers",
            "tests/handlers/test_session_attributes.py::test_a_yes_left_over_from_another_session_deletes_nothing",
        ),
    ),
    Item(
        "V10",
        "Answers are to the point, right in grammar, for the ear, not too long; reprompts are in other words.",
        _VOICE,
        checks=(EVERY_SENTENCE, content(), PHRASES),
        tests=(
            "tests/rehearsal/test_turns.py::test_every_turn_in_every_wording_is_one_breath_and_one_question",
            "tests/rehearsal/test_turns.py::test_a_reprompt_differs_from_what_was_asked",
            "tests/rehearsal/test_second_opinion.py::test_everything_that_is_said_is_ssml_that_amazon_speaks",
        ),
        reading="docs/script.md was read whole, line by line, for grammar, stiffness and double meanings; what"
        " was found is mended.",
    ),
    Item(
        "V11",
        "The invocation name keeps Amazon's rules.",
        _NAME,
        checks=(MODELS,),
        tests=("tests/interaction_model/test_rules.py::test_a_breach_is_named",),
        reading="Two plain words that are easy to say; whether they are somebody's trademark no program tells,"
        " and it has to be looked up before the submission.",
    ),
    Item(
        "V12",
        "Five varied samples or more an intent; no conflicts, no launch phrases, right in spelling and grammar.",
        _VOICE,
        checks=(MODELS,),
        tests=(
            "tests/interaction_model/test_rules.py::test_a_breach_is_named",
            "tests/interaction_model/test_grammar.py::test_a_slip_is_named",
            "tests/interaction_model/test_english.py::test_every_intent_is_taught_in_many_ways",
            "tests/simulator/test_shipped_model.py::test_every_sample_is_understood",
        ),
        reading="Rules find slips of grammar that mixtures of words make, not every one there can be. Each of the some 2,700"
        " words that samples are made of was read for its spelling, in all five locales, and one in ten of the"
        " samples of en-US for its sense: what was found is mended, and some samples are as clumsy as people are.",
    ),
    Item(
        "V13",
        "Trouble is apologised for aloud, without technical words, with a way on.",
        _VOICE,
        tests=(
            "tests/handlers/test_exceptions.py::test_content_that_fails_is_apologised_for_with_something_to_do_next",
            "tests/handlers/test_exceptions.py::test_a_check_in_goes_on_after_trouble",
        ),
    ),
    Item(
        "V14",
        "After the last reprompt the session is over without a word; SessionEndedRequest gets nothing.",
        _VOICE,
        checks=(FIRST_VISIT,),
        tests=(
            "tests/handlers/test_request_types.py::test_every_request_type_is_answered",
            "tests/handlers/test_exceptions.py::test_a_session_that_ends_in_trouble_is_silent",
        ),
    ),
    Item(
        "V15",
        "Repeat and start over do what they say.",
        _VOICE,
        checks=(FIRST_VISIT,),
        tests=(
            f"{_STATES}test_repeat_says_the_same_and_asks_again",
            "tests/dialog/test_every_event.py::test_everything_can_be_said_again",
            "tests/dialog/test_check_in_course.py::test_starting_over_is_confirmed_from_three_answers_on",
            "tests/dialog/test_policy.py::test_back_and_start_over_move_within_a_topic",
        ),
    ),
    Item(
        "V16",
        "An answer within eight seconds, a cold start included.",
        _TIME,
        tests=(
            "tests/lambda/test_in_the_emulator.py::test_a_cold_function_answers_a_launch_within_alexas_patience",
            "tests/memory/test_faults.py::test_a_turn_takes_at_most_three_seconds_by_the_stopwatch",
            "tests/nightly/test_time_limit.py::test_a_turn_that_calls_alexa_ends_in_time",
            "tests/lambda/test_template.py::test_the_function_gives_up_before_alexa_does",
        ),
    ),
    Item(
        "V17",
        "Before a reminder the skill says what is agreed to; afterwards it repeats it, or says what failed.",
        _REMINDERS,
        tests=(
            "tests/nightly/test_questions.py::test_consent_and_its_echo_name_time_recurrence_and_purpose",
            "tests/nightly/test_faults.py::test_what_is_said_when_setting_goes_wrong_is_true",
            "tests/nightly/test_faults.py::test_what_is_said_when_changing_goes_wrong_is_true",
            "tests/nightly/test_faults.py::test_what_is_said_when_cancelling_goes_wrong_is_true",
            "tests/dialog/test_nightly.py::test_after_a_no_none_is_offered_for_a_week",
            "tests/nightly/test_permission_answers.py::test_refused_is_taken_gracefully",
        ),
    ),
    Item(
        "V18",
        "What somebody else found out is said in their name.",
        _FIELD,
        checks=(content(Rule.ATTRIBUTION),),
        tests=("tests/content/test_rules.py::test_finds_what_was_broken_and_nothing_else",),
    ),
)
