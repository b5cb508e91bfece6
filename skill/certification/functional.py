"""Functional tests and the store listing: items F1 to F13."""

from __future__ import annotations

from typing import Final

from skill.certification.item import Item
from skill.certification.parts import EVERY_SENTENCE, LISTING
from skill.certification.visit import DESCRIPTION, FIRST_VISIT, INSTRUCTIONS, PHRASES

_FUNCTIONAL: Final = 'Amazon, "Functional Testing for a Custom Skill"'
_POLICY: Final = 'Amazon, "Policy Requirements for an Alexa Skill"'
_MANIFEST: Final = 'Amazon, "Skill Manifest Schema"'
_FIELD: Final = "what developers were turned down for"

FUNCTIONAL: Final = (
    Item(
        "F1",
        "One to three example phrases; the first has the wake word, a launch word and the exact name.",
        _FUNCTIONAL,
        checks=(LISTING,),
        tests=("tests/package/test_manifest.py::test_each_broken_rule_is_told",),
    ),
    Item(
        "F2",
        "Every example phrase is a sample utterance, with slot values that exist.",
        _FUNCTIONAL,
        checks=(PHRASES,),
        tests=("tests/certification/test_checks.py::test_a_phrase_that_is_no_sample_is_told",),
    ),
    Item(
        "F3",
        "Every example phrase gets an answer to what it asks, without an error, and not the welcome.",
        _FUNCTIONAL,
        checks=(PHRASES,),
        tests=(
            "tests/package/test_manifest.py::test_an_example_phrase_works",
            "tests/certification/test_checks.py::test_a_phrase_that_is_answered_beside_the_point_is_told",
        ),
    ),
    Item(
        "F4",
        "No phrase has the wake word without the skill's name; launch words are those that Alexa knows.",
        _FUNCTIONAL,
        checks=(LISTING,),
        tests=("tests/package/test_manifest.py::test_each_broken_rule_is_told",),
    ),
    Item(
        "F5",
        "The description is true, in whole sentences, says how to begin, and claims nothing that is missing.",
        _FUNCTIONAL,
        checks=(LISTING, DESCRIPTION),
        tests=(
            "tests/package/test_manifest.py::test_each_broken_rule_is_told",
            "tests/certification/test_checks.py::test_a_description_that_says_what_nobody_can_is_told",
        ),
        reading="Each of its sentences was read beside what the skill does. The five things it lists are there.",
    ),
    Item(
        "F6",
        "The short description is one sentence; the long one names what is needed.",
        _FUNCTIONAL,
        checks=(LISTING,),
        reading="The long one names the one thing needed: the permission for reminders, and a device that"
        " has them, for the nightly question. All else needs nothing.",
    ),
    Item(
        "F7",
        "Name, texts, invocation and icon are free of Amazon's marks and of devices.",
        _POLICY,
        checks=(LISTING,),
        reading="The icon was looked at in both sizes: two speech bubbles, one pale and one coral, under a"
        " moon on a dark disc; no device, no letter, no mark of Amazon's or of a known brand.",
    ),
    Item(
        "F8",
        "Icons of 108 and 512 pixels, of our own drawing.",
        _MANIFEST,
        checks=(LISTING,),
        tests=("tests/package/test_package.py::test_the_icons_have_amazons_sizes",),
        reading="Both sizes are drawn from interaction_models/icon.svg, a few shapes that stand in this project.",
    ),
    Item(
        "F9",
        "Cards, where there are some, add something, are spelt right and hold nothing personal.",
        _FUNCTIONAL,
        tests=(
            "tests/certification/test_every_state.py::test_the_only_card_asks_for_the_permission",
            "tests/certification/test_slots.py::test_every_filling_of_the_slots_is_answered",
            "tests/nightly/test_permission_answers.py::test_refused_is_taken_gracefully",
        ),
    ),
    Item(
        "F10",
        "Links open, over HTTPS, on the right page, in the language of the locale; no mark in the domain.",
        _POLICY,
        checks=(LISTING,),
        tests=(
            "tests/package/test_package.py::test_the_policies_are_pages_of_the_site",
            "tests/package/test_package.py::test_what_alexa_would_not_take_is_told_in_a_sentence_and_nothing_is_written",
        ),
        reading="docs/privacy.md and docs/terms.md are what the links lead to; they are in English, and of this"
        " skill alone. That they open on the day of the submission is for whoever publishes them to try.",
    ),
    Item(
        "F11",
        "Testing instructions cover reminders, the check-in, and how to start afresh.",
        _FUNCTIONAL,
        checks=(LISTING, INSTRUCTIONS),
        tests=("tests/certification/test_checks.py::test_instructions_that_lead_astray_are_told",),
        reading="Followed to the letter on a simulated Echo, which as at home hears nothing for the skill without"
        " its name, but while it listens. What it cannot show is left to an Echo: the step about screens,"
        " what the Alexa app shows, and whether Alexa herself understands each phrase as the simulator does.",
    ),
    Item(
        "F12",
        "The skill is no renamed sample and has something of its own.",
        _FUNCTIONAL,
        reading="No part of it comes from a template: the content follows an article on emotional intimacy, and"
        " the check-in for two voices, tonight's question and the unsafe path are its own. The store could"
        " not be searched for a skill of the same name; that is left to whoever submits it.",
    ),
    Item(
        "F13",
        "On a screen everything can be read, and on a device without one nothing breaks.",
        _FIELD,
        checks=(FIRST_VISIT, EVERY_SENTENCE),
        tests=(
            "tests/screens/test_drawn.py::test_a_screen_is_whole_legible_and_in_bounds",
            "tests/screens/test_touching.py::test_a_check_in_is_taken_by_touch_alone",
            "tests/handlers/test_screens.py::test_every_intent_in_every_state_gives_a_valid_screen",
            "tests/handlers/test_screens.py::test_a_device_without_a_screen_gets_none",
        ),
    ),
)
