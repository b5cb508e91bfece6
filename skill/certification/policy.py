"""Policy: items P1 to P16, for which a skill is turned down or taken down."""

from __future__ import annotations

from typing import Final

from skill.certification.item import Item
from skill.certification.parts import (
    LISTING,
    NO_CATCH_ALL,
    PERMISSIONS,
    PRIVACY_ANSWERS,
    content,
)
from skill.content.findings import Rule

_POLICY: Final = 'Amazon, "Policy Requirements for an Alexa Skill"'
_REMINDERS: Final = 'Amazon, "Alexa Reminders Guidelines for Usage"'
_MANIFEST: Final = 'Amazon, "Skill Manifest Schema"'
_FIELD: Final = "an Amazon evangelist's advice to developers"

_BREAKAGES: Final = "tests/content/test_rules.py::test_finds_what_was_broken_and_nothing_else"

POLICY: Final = (
    Item(
        "P1",
        "No hint that Amazon endorses it; nobody else's property; no affiliation claimed.",
        _POLICY,
        checks=(LISTING, content(Rule.NEVER_SAID, Rule.ATTRIBUTION)),
        tests=(_BREAKAGES,),
        reading="The one name of somebody else is the Gottman Institute, in one optional part of a definition,"
        " as the source of what it says and nothing more.",
    ),
    Item(
        "P2",
        "Not directed at children, and answered so.",
        _POLICY,
        checks=(PRIVACY_ANSWERS,),
        reading="The words and the icon were looked at: nothing in them is for children, and the listing says"
        " that the skill is meant for adults.",
    ),
    Item(
        "P3",
        "Personal information only with notice, consent and a policy; permissions count.",
        _POLICY,
        checks=(PERMISSIONS, PRIVACY_ANSWERS, LISTING),
        tests=(
            "tests/nightly/test_faults.py::test_without_the_permission_alexa_asks_and_nothing_is_stored",
            "tests/dialog/test_policy.py::test_privacy_is_answered_and_the_question_before_comes_back",
        ),
    ),
    Item(
        "P4",
        "The privacy link leads to the policy itself, of this skill and its data.",
        _POLICY,
        checks=(LISTING,),
        tests=(
            "tests/package/test_package.py::test_the_policies_are_pages_of_the_site",
            "tests/package/test_policies.py::test_the_policy_tells_of_every_part_of_the_record",
            "tests/package/test_policies.py::test_the_times_in_the_policy_are_the_true_ones",
            "tests/package/test_policies.py::test_no_log_is_kept_for_longer_than_the_policy_says",
            "tests/web/test_serve_docs.py::test_a_backup_is_made_while_the_store_is_open_and_is_gone_in_time",
        ),
        reading="docs/privacy.md was read beside the record's fields (skill/dialog/household.py and history.py): each is"
        " there with how long it is kept and how to delete it. It names neither the publisher nor an address to write"
        " to; whoever publishes the skill must.",
    ),
    Item(
        "P5",
        "No information about anybody's physical or mental health is collected.",
        _POLICY,
        checks=(PRIVACY_ANSWERS,),
        tests=(
            "tests/dialog/test_results.py::test_a_check_in_together_is_counted_by_area_and_one_alone_is_not",
            "tests/dialog/test_safety.py::test_unsafe_wins_in_every_state_and_keeps_nothing",
            "tests/dialog/test_check_in_course.py::test_a_low_mood_gets_a_kind_word_and_no_question",
        ),
        reading="The six questions ask how close two people feel, nothing of body or mind; a low mood or danger"
        " said aloud is answered and not kept.",
    ),
    Item(
        "P6",
        "Where health is near, a disclaimer in the description, and one that is spoken.",
        _POLICY,
        checks=(LISTING, content(Rule.SAFETY_WORDING)),
        tests=(
            "tests/dialog/test_check_in_course.py::test_the_first_check_in_of_a_household_carries_the_disclaimer_once",
        ),
    ),
    Item(
        "P7",
        "No claim to save lives; no emergency service is called.",
        _POLICY,
        checks=(LISTING, content(Rule.SAFETY_WORDING)),
        tests=(
            "tests/dialog/test_safety.py::test_the_first_turn_names_the_emergency_number_and_asks_before_any_other",
        ),
        reading="The unsafe path says that the skill cannot call anyone, and names numbers to call oneself.",
    ),
    Item(
        "P8",
        "Nothing sexually explicit.",
        _POLICY,
        checks=(content(Rule.SEX),),
        tests=(_BREAKAGES,),
        reading="Three mild clauses in all, each read for whether a guest could overhear it.",
    ),
    Item(
        "P9",
        "No profanity, hatred, violence, drugs, weapons, gambling, alcohol or tobacco.",
        _POLICY,
        reading="docs/script.md was read for it: there is none. The drinks named are tea, coffee and hot milk, and the"
        " one game is a round of cards.",
    ),
    Item(
        "P10",
        "Nothing of forced marriage or of foretelling anybody's gender.",
        _POLICY,
        checks=(content(Rule.INCLUSIVE),),
        reading="The words occur once in the content, in the name of Scotland's helpline, which is given to"
        " somebody who has said that they are not safe and that they are in Scotland.",
    ),
    Item(
        "P11",
        "No advertising, no other skills, no paid reviews, no donations.",
        _POLICY,
        checks=(PRIVACY_ANSWERS, content(Rule.NEVER_SAID)),
        reading="docs/script.md was read for it: nothing is sold, named or asked for but what the skill does.",
    ),
    Item(
        "P12",
        "Nothing that users made is passed on unseen.",
        _POLICY,
        tests=("tests/certification/test_slots.py::test_every_filling_of_the_slots_is_answered",),
        reading="Nothing that users say is kept or spoken: the record holds ids, counts and times.",
    ),
    Item(
        "P13",
        "No pranks, no spying on a partner; one partner's answers are not told to the other.",
        _POLICY,
        tests=(
            "tests/dialog/test_resume.py::test_the_offer_alone_says_nothing_of_mode_place_or_answers",
            "tests/dialog/test_resume.py::test_one_taken_alone_never_turns_into_one_together",
            "tests/dialog/test_results.py::test_a_split_is_said_once_and_without_who",
        ),
    ),
    Item(
        "P14",
        "Nothing personal is read aloud unasked or put into a reminder.",
        _REMINDERS,
        checks=(content(Rule.PUBLIC_PROMPT),),
        tests=(
            "tests/nightly/test_questions.py::test_every_reminder_there_can_be_is_fit_for_any_room",
            "tests/reminders/test_reminder_text.py::test_every_public_prompt_of_the_catalog_keeps_the_rules_for_reminders",
        ),
    ),
    Item(
        "P15",
        "No single intent that sends whatever is said to something else.",
        _FIELD,
        checks=(NO_CATCH_ALL,),
    ),
    Item(
        "P16",
        "The manifest's answers are true.",
        _MANIFEST,
        checks=(PRIVACY_ANSWERS, PERMISSIONS),
        tests=("tests/package/test_manifest.py::test_each_broken_rule_is_told",),
        reading="Each answer was held against the code: no purchase, no advertisement, no health data; use is"
        " kept under a hash of the user id, so personal information is answered with yes.",
    ),
)
