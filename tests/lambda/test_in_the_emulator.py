"""The built artifact holds whole conversations in AWS's Runtime Interface Emulator."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distributions, version
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from botocore.session import Session as AwsSession

from skill.content.catalog import load_catalog
from skill.dialog.record_json import household_from_json
from skill.interaction_model.model import available_locales
from skill.reminders.schedule import Weekday
from skill.simulator.echo.envelope import Session
from tests.support.dynamodb_server import AWS_SETTINGS
from tests.support.lambda_emulator import ROOT, InvocationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skill.simulator.echo.device import VirtualDevice
    from tests.support.lambda_deployment import Deployment
    from tests.support.lambda_emulator import Artifact

# The artifact is built once, by whichever process has this group.
pytestmark = pytest.mark.xdist_group("lambda")

QUESTIONS = [question.text for question in load_catalog().questions]
ALEXA_WAITS = 8000
"""Milliseconds until Alexa gives up, the network included."""


def talk(echo: VirtualDevice, *utterances: str) -> str:
    """Say some things one after another, and return what Alexa answers to the last."""
    return [echo.say(utterance) for utterance in utterances][-1].speech


def test_the_artifact_carries_what_lambda_needs_and_nothing_of_the_ways_in(
    artifact: Artifact, record_property: Callable[[str, object], None]
) -> None:
    """The handler, the skill and the SDK are in it; no web framework, terminal or test is."""
    inside = {path.name for path in artifact.folder.iterdir()}
    assert {"app.py", "skill", "ask_sdk_core", "ask_sdk_model", "boto3", "tzdata"} <= inside
    assert inside.isdisjoint(
        {"flask", "gunicorn", "cryptography", "rich", "click", "rapidfuzz", "babel", "tests"}
    )
    size = sum(path.stat().st_size for path in artifact.files())
    # Lambda unpacks 250 MB at most; every megabyte is also read at a cold start.
    assert size < 25_000_000
    record_property("figure", f"Lambda artifact: {size / 1e6:.1f} MB unpacked")


def test_the_artifact_carries_the_releases_that_the_tests_ran_with(artifact: Artifact) -> None:
    """The lock that it is made from and the one of this environment say the same."""
    inside = {found.name: found.version for found in distributions(path=[str(artifact.folder)])}
    assert {"ask-sdk-core", "botocore", "closer-together"} <= inside.keys()
    assert inside == {name: version(name) for name in inside}


def test_the_artifact_does_not_tell_where_it_was_built(artifact: Artifact) -> None:
    """One commit gives the same bytes on every machine, so that deploying it again changes nothing."""
    traces = (str(ROOT).encode(), str(artifact.folder).encode())
    for path in artifact.files():
        content = path.read_bytes()
        assert not any(trace in content for trace in traces), path


def test_everything_in_the_artifact_is_compiled(artifact: Artifact) -> None:
    """No source is without bytecode, which holds whatever the times of the files are."""
    for source in artifact.folder.rglob("*.py"):
        compiled = source.parent / "__pycache__" / f"{source.stem}.cpython-313.pyc"
        # Bit 0: checked by hash, not by time; bit 1: and not even by that (PEP 552).
        assert compiled.read_bytes()[4] == 0b01, source


REGIONS = ("us-east-1", "eu-west-1", "ap-northeast-1", "us-gov-west-1", "cn-north-1")
CLIENT = """
import sys
from botocore.session import Session
for region in sys.argv[1:]:
    client = Session().create_client("dynamodb", region_name=region)
    print(client.meta.endpoint_url, *client.meta.service_model.operation_names)
"""


@pytest.mark.usefixtures("aws_settings")
def test_the_trimmed_client_finds_dynamodb_in_every_region(artifact: Artifact) -> None:
    """It knows three operations, and every address that the whole of botocore knows."""
    done = subprocess.run(
        [artifact.python, "-W", "ignore", "-c", CLIENT, *REGIONS],
        cwd=artifact.folder,
        env={"PYTHONDONTWRITEBYTECODE": "1", **AWS_SETTINGS},
        capture_output=True,
        text=True,
        check=True,
    )
    whole = [AwsSession().create_client("dynamodb", region_name=region) for region in REGIONS]
    assert done.stdout.splitlines() == [
        f"{client.meta.endpoint_url} DeleteItem GetItem PutItem" for client in whole
    ]


def test_a_cold_function_answers_a_launch_within_alexas_patience(
    deployment: Deployment, record_property: Callable[[str, object], None]
) -> None:
    """The first answer asks something, in time; later ones bring a new tip each."""
    with deployment.cold() as function:
        echo = deployment.echo(function)
        assert talk(echo, "open").endswith("?")
        assert echo.session_open
        tips = [talk(echo, "tip") for _ in range(5)]
        assert len(set(tips)) == 5
        cold, warm = function.cold_milliseconds, sorted(function.milliseconds[1:])[2]
    assert cold < ALEXA_WAITS
    record_property("figure", f"Lambda: first answer {cold:.0f} ms cold, a tip {warm:.1f} ms warm")


def test_a_check_in_goes_on_at_the_very_question_in_another_process(
    deployment: Deployment,
) -> None:
    """The process dies between two answers; the next one, cold, asks for the missing answer."""
    with deployment.cold() as first:
        echo = deployment.echo(first)
        assert QUESTIONS[0] in talk(echo, "open", "together", "yes")
        assert QUESTIONS[1] in talk(echo, "yes", "yes")
        # One of the two has answered the second question, and then all goes dark.
        talk(echo, "sometimes")
    with deployment.cold() as second:
        echo = deployment.echo(second)
        assert talk(echo, "open").endswith("?")
        assert QUESTIONS[1] in talk(echo, "yes")
        assert QUESTIONS[2] in talk(echo, "no")
        for question in QUESTIONS[3:]:
            assert question in talk(echo, "yes", "yes")
        result = talk(echo, "yes", "yes")
        assert not any(question in result for question in QUESTIONS)
        assert "opening up" in result
    found = deployment.kept.load(deployment.settings.user_id)
    assert found is not None
    household = household_from_json(found.document)
    assert household.check_in is None
    assert len(household.history) == 1


def test_a_session_goes_on_in_another_process(deployment: Deployment) -> None:
    """Lambda may run each turn of one session elsewhere: "another" still follows the tip."""
    with deployment.cold() as function:
        echo = deployment.echo(function)
        first = talk(echo, "tip")
        assert echo.session_open
    with deployment.cold() as function:
        echo.skill = function
        second = talk(echo, "yes")
    assert second
    assert second != first


def test_nightly_reminders_are_set_through_the_api_that_the_request_names(
    deployment: Deployment,
) -> None:
    """Seven reminders, one a weekday, at the couple's own half past nine."""
    with deployment.cold() as function:
        echo = deployment.echo(function)
        answer = talk(echo, "SetNightlyIntent time=21:30", "yes")
        log = function.log
    assert "nine thirty" in answer
    rules = [
        kept.body["trigger"]["recurrence"]["recurrenceRules"][0]  # type: ignore[index] # checked by the cloud
        for kept in deployment.alexa.cloud.reminders
    ]
    assert len(rules) == len(Weekday)
    assert all("BYHOUR=21;BYMINUTE=30" in rule for rule in rules)
    assert {request.headers["Authorization"] for request in deployment.alexa.requests} == {
        f"Bearer {deployment.settings.api_access_token}"
    }
    assert deployment.settings.api_access_token not in log
    assert deployment.settings.user_id not in log


def test_a_device_with_a_screen_shows_what_is_said_and_can_be_touched(
    deployment: Deployment,
) -> None:
    """The question of the check-in is on the screen in its own words, and a touch answers it."""
    with deployment.cold() as function:
        echo = deployment.echo(function, screen=True)
        talk(echo, "open", "together")
        echo.touch(["yes"])
        assert echo.document is not None
        assert QUESTIONS[0] in json.dumps(echo.document, ensure_ascii=False)
        # Two people answer; the second touch brings the next question.
        echo.touch(["yes"])
        assert QUESTIONS[1] in echo.touch(["sometimes"]).speech
        assert QUESTIONS[1] in json.dumps(echo.document, ensure_ascii=False)


@pytest.mark.parametrize("locale", available_locales())
def test_every_locale_is_answered(deployment: Deployment, locale: str) -> None:
    """A launch, a tip and help have answers on devices of each language there is a model for."""
    with deployment.cold() as function:
        echo = deployment.echo(function, locale=locale)
        for utterance in ("open", "tip", "help", "GetHelpIntent"):
            assert talk(echo, utterance)
        assert "[ERROR]" not in function.log


def test_disabling_the_skill_deletes_what_is_kept(deployment: Deployment) -> None:
    """The record is there after a conversation, and gone after SkillDisabled."""
    event = deployment.writer.skill_event("AlexaSkillEvent.SkillDisabled", deployment.settings)
    with deployment.cold() as function:
        talk(deployment.echo(function), "open", "tip")
        assert deployment.kept.load(deployment.settings.user_id) is not None
        function(event)
    assert deployment.kept.load(deployment.settings.user_id) is None


def test_a_request_for_another_skill_fails_the_invocation(deployment: Deployment) -> None:
    """It raises, so that Lambda reports an error and counts it, and nothing is kept."""
    stranger = replace(deployment.settings, application_id="amzn1.ask.skill.another")
    envelope = deployment.writer.in_session({"type": "LaunchRequest"}, stranger, Session("s"))
    with deployment.cold() as function:
        with pytest.raises(InvocationError) as refusal:
            function(envelope)
        log = function.log
    assert refusal.value.type == "RequestRefusedError"
    assert deployment.kept.load(stranger.user_id) is None
    assert stranger.user_id not in log


@contextmanager
def credentials_endpoint() -> Iterator[tuple[str, list[str | None]]]:
    """Where a function with snapshots gets its role's keys, and the tokens that it was asked with."""
    expiration = datetime.now(tz=UTC) + timedelta(hours=1)
    keys = {
        "AccessKeyId": "AKIDSNAPSHOT",
        "SecretAccessKey": "secret",
        "Token": "token",
        "Expiration": expiration.isoformat(),
    }
    tokens: list[str | None] = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tokens.append(self.headers["Authorization"])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(keys).encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/credentials", tokens
        finally:
            server.shutdown()


def test_a_function_with_snapshots_gets_its_credentials_where_lambda_has_them(
    deployment: Deployment,
) -> None:
    """With SnapStart there are no keys in the environment, but an address to ask for them.

    AWS, "Activating and managing Lambda SnapStart". What the trimming left of
    botocore can do that, and the table is reached with those keys.
    """
    without_keys = dict.fromkeys(name for name in AWS_SETTINGS if "KEY" in name or "TOKEN" in name)
    with (
        credentials_endpoint() as (address, tokens),
        deployment.cold(
            **without_keys,
            AWS_CONTAINER_CREDENTIALS_FULL_URI=address,
            AWS_CONTAINER_AUTHORIZATION_TOKEN="of the function",  # noqa: S106 - made up
        ) as function,
    ):
        talk(deployment.echo(function), "open", "tip")
        assert "[ERROR]" not in function.log
    assert set(tokens) == {"of the function"}
    assert deployment.kept.load(deployment.settings.user_id) is not None


@pytest.mark.parametrize(
    ("variable", "value"), [("CLOSER_STORE", None), ("CLOSER_SKILL_ID", "my skill")]
)
def test_a_wrong_setting_is_one_sentence_that_names_it(
    deployment: Deployment, variable: str, value: str | None
) -> None:
    """The function does not start, and its log says which variable is wrong and what it may be."""
    envelope = deployment.writer.in_session(
        {"type": "LaunchRequest"}, deployment.settings, Session("s")
    )
    with deployment.cold(**{variable: value}) as function:
        with pytest.raises(InvocationError):
            function(envelope)
        log = function.log
    assert f"[ERROR] ConfigurationError: {variable} " in log


def test_a_function_that_cannot_reach_its_table_still_answers(deployment: Deployment) -> None:
    """A couple gets a tip in time from a function whose table is nowhere to be found."""
    with deployment.cold(CLOSER_DYNAMODB_ENDPOINT="http://127.0.0.1:9") as function:
        assert talk(deployment.echo(function), "tip")
        assert function.cold_milliseconds < ALEXA_WAITS
