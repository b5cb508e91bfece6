"""Security: items S1 to S8."""

from __future__ import annotations

from typing import Final

from skill.certification.item import Item

_SECURITY: Final = 'Amazon, "Security Requirements for an Alexa Skill"'
_HOST: Final = 'Amazon, "Host a Custom Skill as a Web Service"'
_LAMBDA: Final = 'Amazon, "Host a Custom Skill as an AWS Lambda Function"'
_EVENTS: Final = 'Amazon, "Skill Events in Alexa Skills"'

_ATTACKS: Final = "tests/web/test_attacks.py::test_the_status_of_everything_that_may_be_sent"

SECURITY: Final = (
    Item(
        "S1",
        "Requests for another skill are refused, in Lambda as well.",
        _SECURITY,
        tests=(
            "tests/handlers/test_application_id.py::test_a_request_for_another_skill_is_refused",
            "tests/lambda/test_in_the_emulator.py::test_a_request_for_another_skill_fails_the_invocation",
            "tests/web/test_local.py::test_another_skills_requests_are_refused_where_the_skill_id_is_set",
        ),
    ),
    Item(
        "S2",
        "The endpoint is HTTPS on port 443, with a certificate that others vouch for.",
        _HOST,
        tests=(
            "tests/package/test_package.py::test_what_alexa_would_not_take_is_told_in_a_sentence_and_nothing_is_written",
        ),
        reading="docs/serve.md puts a proxy with a certificate of a public authority in front; on Lambda Amazon"
        " terminates the connection. Which certificate a site has can only be seen there.",
    ),
    Item(
        "S3",
        "Signature, certificate chain and timestamp are verified, and only a test can switch that off.",
        _HOST,
        tests=(
            _ATTACKS,
            "tests/web/test_http_attacks.py::test_the_status_of_what_goes_over_the_wire",
            "tests/web/test_local.py::test_another_machine_is_refused",
        ),
    ),
    Item(
        "S4",
        "A bad request is answered with 400: not with 200, and not with 500.",
        _HOST,
        tests=(
            _ATTACKS,
            "tests/web/test_fuzz.py::test_bytes_from_a_stranger",
            "tests/web/test_fuzz.py::test_bytes_that_are_signed",
        ),
    ),
    Item(
        "S5",
        "Tokens and user ids are neither logged nor passed on.",
        _SECURITY,
        tests=(
            "tests/handlers/test_logs.py::test_a_long_conversation_leaves_nothing_private_in_the_log",
            "tests/handlers/test_logs.py::test_trouble_with_everything_leaves_nothing_private_in_the_log",
            "tests/handlers/test_alexa_api.py::test_the_token_is_never_carried_to_another_address",
            "tests/nightly/test_faults.py::test_no_fault_shows_a_token_or_the_words_of_a_body",
        ),
    ),
    Item(
        "S6",
        "Only this skill may invoke the Lambda function.",
        _LAMBDA,
        tests=("tests/lambda/test_template.py::test_only_this_skill_may_invoke_the_function",),
    ),
    Item(
        "S7",
        "Account linking, where there is any, is on one's own domain, and test credentials are supplied.",
        _SECURITY,
        reading="There is none: no account, no password, no name is asked for.",
    ),
    Item(
        "S8",
        "Data goes when the skill is disabled, and when it is asked for.",
        _EVENTS,
        tests=(
            "tests/memory/test_forgetting.py::test_a_disabled_skill_forgets_at_once",
            "tests/memory/test_forgetting.py::test_forget_us_leaves_nothing_behind",
            "tests/lambda/test_in_the_emulator.py::test_disabling_the_skill_deletes_what_is_kept",
        ),
    ),
)
