"""The log is for operators: it tells what happened to the skill, and nothing about a household."""

from __future__ import annotations

import json
import logging
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from skill.alexa_api import TimeLimitedApiClient
from skill.persistence.store import household_key, open_store
from skill.simulator.echo.envelope import DeviceSettings, Session, mapping
from skill.simulator.echo.exchange import Exchange
from tests.handlers.echo import CATALOG, START, Home, intent_json
from tests.handlers.loopback import http_server
from tests.support.faulty_store import Fault, FaultyStore

# Everything private is a word that nothing else could have written into the log.
HOUSEHOLD = DeviceSettings(
    user_id="amzn1.ask.account.PRIVATEHOUSEHOLD",
    device_id="amzn1.ask.device.PRIVATEDEVICE",
    api_access_token="PRIVATETOKEN",  # noqa: S106 - it opens nothing
    time_zone="Pacific/Chatham",
)

AFTERNOON = (
    *("open", "AMAZON.HelpIntent", "DefineIntent", "again", "another", "tip", "another", "back"),
    *("together", "yes", "yes", "no", "sometimes", "skip", "ExplainIntent", "back", "no"),
    *("AMAZON.FallbackIntent", "BothAnswerIntent answer=no", "ProgressIntent", "stop"),
    *("together", "yes", *["no"] * 12, "yes"),
    *("alone", "yes", "stop", "prompt", "another", "PrivacyIntent about=partner"),
    *("VerdictIntent", "LowMoodIntent", "GetHelpIntent", "yes"),
    *("SetNightlyIntent", "yes", "NightlyStatusIntent", "CancelNightlyIntent"),
    *("i am afraid", "yes", "UnsafeIntent kind=self_harm"),
    *("BrandNewIntent", "forget us", "no", "forget us", "yes"),
)


def private_words(home: Home, exchanges: list[Exchange]) -> set[str]:
    """Whatever of a conversation would tell an operator, or a thief, something about a household."""
    words = {
        home.device.user_id,
        household_key(home.device.user_id),
        home.device.device_id,
        home.device.api_access_token,
        str(home.device.time_zone),
        "amzn1.",
        "what was said",
    }
    for exchange in exchanges:
        words |= {exchange.speech, exchange.ssml, exchange.reprompt, exchange.intent_name or ""}
        if exchange.request is not None:
            session = mapping(exchange.request.get("session"))
            request = mapping(exchange.request["request"])
            words |= {str(session.get("sessionId", "")), str(request["requestId"])}
            attributes = mapping(session.get("attributes"))
            words.add(str(mapping(attributes.get("check_in")).get("answers", "")))
    words |= set(CATALOG.prompts) | {"talking", "self_harm", "partner"}
    return words - {""}


def assert_nothing_private(text: str, home: Home, exchanges: list[Exchange]) -> None:
    """None of it is in what was logged."""
    assert [word for word in private_words(home, exchanges) if word in text] == []


@pytest.mark.parametrize(
    "fault", [None, *Fault], ids=lambda fault: fault.name.lower() if fault else "none"
)
def test_a_long_conversation_leaves_nothing_private_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: Fault | None
) -> None:
    """No id, token, zone, word or answer is in the log at DEBUG, whatever becomes of store and settings."""
    caplog.set_level(logging.DEBUG)
    # Whatever ran before may have silenced it.
    caplog.set_level(logging.DEBUG, logger="urllib3")
    exchanges: list[Exchange] = []
    with (
        closing(
            open_store(f"sqlite:///{tmp_path}/households.sqlite3", clock=lambda: START)
        ) as store,
        http_server() as settings_api,
    ):
        settings_api.body = json.dumps(HOUSEHOLD.time_zone).encode()
        if fault is not None:
            settings_api.status = 401
        faulty = FaultyStore(store, sleep=lambda _seconds: None)
        home = Home(
            store=faulty,
            device=replace(HOUSEHOLD, api_endpoint=settings_api.endpoint),
            api_client=TimeLimitedApiClient(),
        )
        echo = home.echo()
        for turn, said in enumerate(AFTERNOON):
            faulty.recover()
            if fault is not None and turn % 3:
                faulty.break_down(fault)
            exchanges.append(echo.say(said))
        faulty.recover()
        echo.say("tip")
        exchanges.append(echo.error(message="PRIVATEDEVICE said something"))
        exchanges.append(echo.disable_skill())

    assert_nothing_private(caplog.text, home, exchanges)
    assert "went wrong" not in caplog.text
    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    # The one report of an error on Alexa's side, where nothing else is wrong.
    assert len(lines) == 1 if fault is None else len(lines) >= 1


def test_trouble_with_everything_leaves_nothing_private_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No id, token or word is in the log of a skill whose store raises what it should not, ids and all."""
    caplog.set_level(logging.DEBUG)

    class IndiscreetStore(FaultyStore):
        def load(self, user_id: str) -> None:
            """Raise an error that tells everything."""
            message = f"could not load {user_id} {household_key(user_id)}"
            raise KeyError(message)

    home = Home(device=HOUSEHOLD)
    indiscreet = Home(store=IndiscreetStore(home.kept), device=HOUSEHOLD)
    echo = indiscreet.echo()
    exchanges = [echo.say(said) for said in ("open", "together", "i am afraid", "forget us")]
    session = Session("PRIVATESESSION", {"unsaved": [{"do": "told", "what": "x"}]}, new=False)
    request = {"type": "SessionEndedRequest", "reason": "USER_INITIATED"}
    indiscreet.skill.handle(indiscreet.writer.in_session(request, HOUSEHOLD, session))

    assert_nothing_private(caplog.text, indiscreet, exchanges)
    assert "PRIVATE" not in caplog.text
    assert len(caplog.messages) == 5


def test_a_request_of_unknown_type_is_noted_without_its_name(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One line that names nothing is what the log holds of a type that could be anybody's text."""
    caplog.set_level(logging.DEBUG)
    home = Home(device=HOUSEHOLD)
    request = {"type": "PRIVATE.Type", "intent": intent_json("PRIVATE")}

    home.skill.handle(home.writer.in_session(request, HOUSEHOLD, Session("PRIVATESESSION")))

    assert caplog.messages == ["A request of an unknown type was answered with nothing."]
