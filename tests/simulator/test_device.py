"""The virtual device does to a skill what an Echo and Alexa's cloud would do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.clock import MovableClock
from skill.simulator.echo.device import APOLOGY, DeviceError, VirtualDevice
from skill.simulator.echo.envelope import APPLICATION_ID, DEVICE_ID, USER_ID, DeviceSettings
from skill.simulator.echo.protocol import ProtocolViolationError
from skill.simulator.understanding.invocation import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable

    from skill.simulator.echo.envelope import Envelope

START = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
DOCUMENT = {
    "type": "Alexa.Presentation.APL.RenderDocument",
    "token": "question",
    "document": {"type": "APL", "version": "1.4", "mainTemplate": {"items": []}},
}


class Ears:
    """Understands "open counter", "ask counter ..." and one-word intents."""

    def invocation(self, utterance: str) -> Invocation:
        """What follows the invocation name."""
        if utterance == "open counter":
            return Invocation(launch=True, rest="")
        return Invocation(
            utterance.startswith("ask counter "), utterance.removeprefix("ask counter ")
        )

    def intent(self, utterance: str) -> Envelope:
        """An intent named after the words said."""
        return {"name": utterance.title() + "Intent", "confirmationStatus": "NONE", "slots": {}}


def answer(
    speech: str | None = "Yes?",
    *,
    reprompt: str | None = "Still there?",
    end: bool | None = False,
    **rest: object,
) -> Envelope:
    """A response envelope; what is None is left out."""
    body: dict[str, Any] = dict(rest)
    if speech is not None:
        body["outputSpeech"] = {"type": "SSML", "ssml": f"<speak>{speech}</speak>"}
    if reprompt is not None:
        body["reprompt"] = {"outputSpeech": {"type": "PlainText", "text": reprompt}}
    if end is not None:
        body["shouldEndSession"] = end
    return {"version": "1.0", "sessionAttributes": {}, "response": body}


class CountingSkill:
    """Counts the turns of a session in its attributes, and answers as it is told."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.answers: dict[str, Envelope | Exception] = {}

    def __call__(self, envelope: dict[str, Any]) -> Envelope:
        """Answer one request envelope."""
        self.received.append(envelope)
        request = envelope["request"]
        name = request["intent"]["name"] if request["type"] == "IntentRequest" else request["type"]
        prepared = self.answers.get(name)
        if isinstance(prepared, Exception):
            raise prepared
        if prepared is not None:
            return prepared
        if request["type"] == "SessionEndedRequest" or "session" not in envelope:
            return {"version": "1.0", "response": {}}
        turn = envelope["session"]["attributes"].get("turn", 0) + 1
        return answer(f"Turn {turn}.") | {"sessionAttributes": {"turn": turn, "pair": (1, 2)}}

    @property
    def types(self) -> list[str]:
        """The types of the requests that came in."""
        return [envelope["request"]["type"] for envelope in self.received]


@pytest.fixture
def skill() -> CountingSkill:
    return CountingSkill()


@pytest.fixture
def make(skill: CountingSkill) -> Callable[..., VirtualDevice]:
    def device(settings: DeviceSettings | None = None, **options: Any) -> VirtualDevice:
        api = AlexaApi(settings)
        return VirtualDevice(
            skill,
            Ears(),
            api=api,
            clock=MovableClock(START),
            rng=Random(7),
            **options,
        )

    return device


@pytest.fixture
def device(make: Callable[..., VirtualDevice]) -> VirtualDevice:
    return make()


def test_a_launch_opens_a_session_with_a_launch_request(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """Turn 1 is heard, the microphone waits, and the request was a new session's LaunchRequest."""
    exchange = device.launch()
    assert (
        exchange.speech,
        exchange.reprompt,
        exchange.session_open,
    ) == ("Turn 1.", "Still there?", True)
    assert exchange.request_type == "LaunchRequest"
    assert skill.received[0]["session"]["new"] is True


def test_a_request_envelope_says_who_where_and_when(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """The made-up household, device and skill are the same in session and context, with time and locale."""
    device.launch()
    envelope = skill.received[0]
    system = envelope["context"]["System"]
    assert (
        system["application"]
        == envelope["session"]["application"]
        == {"applicationId": APPLICATION_ID}
    )
    assert system["user"] == envelope["session"]["user"] == {"userId": USER_ID}
    assert system["device"] == {"deviceId": DEVICE_ID, "supportedInterfaces": {}}
    assert system["apiEndpoint"] == "https://api.amazonalexa.com"
    assert envelope["request"]["timestamp"] == "2026-11-23T20:00:00Z"
    assert envelope["request"]["locale"] == "en-US"


def test_identifiers_are_new_for_every_request_and_session(
    make: Callable[..., VirtualDevice], skill: CountingSkill
) -> None:
    """Three requests have three identifiers, two sessions two, and the same seed gives the same again."""
    for _ in range(2):
        other = make()
        other.launch()
        other.say("yes")
        other.launch()
    ids = [(e["request"]["requestId"], e["session"]["sessionId"]) for e in skill.received]
    assert ids[:3] == ids[3:]
    assert len({request for request, _ in ids}) == 3
    assert [ids[0][1] == ids[1][1], ids[1][1] == ids[2][1]] == [True, False]


@pytest.mark.parametrize("screen", [False, True], ids=["no screen", "screen"])
def test_the_sdk_reads_every_kind_of_envelope(
    make: Callable[..., VirtualDevice], skill: CountingSkill, *, screen: bool
) -> None:
    """The real SDK deserialises each request the device can send, with the fields in their places."""
    device = make(
        DeviceSettings(
            screen=screen, permissions=frozenset({"alexa::alerts:reminders:skill:readwrite"})
        )
    )
    skill.answers["LaunchRequest"] = answer(directives=[DOCUMENT] if screen else [])
    device.launch()
    device.say("yes")
    if screen:
        device.touch(["answer", "yes"])
    device.exit()
    device.launch()
    device.error()
    device.disable_skill()
    read = [DefaultSerializer().deserialize(json.dumps(e), RequestEnvelope) for e in skill.received]
    assert [envelope.request.object_type for envelope in read] == skill.types
    assert all(envelope.request.timestamp == START for envelope in read)
    assert (read[0].context.viewport is not None) is screen
    if screen:
        assert read[0].context.viewport.mode.value == "HUB"
        assert read[0].context.viewports[0].configuration.current.size.pixel_width == 1280
        assert (
            read[1].context.alexa_presentation_apl.to_dict().items()
            >= {"token": "question"}.items()
        )
        assert read[2].request.arguments == ["answer", "yes"]
    scopes = read[0].context.system.user.permissions.scopes
    assert scopes["alexa::alerts:reminders:skill:readwrite"].status.value == "GRANTED"


def test_session_attributes_come_back_as_json_and_die_with_the_session(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """The second turn gets what the first returned, as JSON; a later session begins with none."""
    device.launch()
    assert device.say("yes").speech == "Turn 2."
    assert skill.received[1]["session"]["attributes"] == {"turn": 1, "pair": [1, 2]}
    assert skill.received[1]["session"]["new"] is False
    device.exit()
    assert device.launch().speech == "Turn 1."


def test_session_attributes_that_are_not_returned_are_lost(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """A response without sessionAttributes leaves the next turn without any."""
    device.launch()
    skill.answers["YesIntent"] = {"version": "1.0", "response": answer()["response"]}
    device.say("yes")
    assert device.say("no").speech == "Turn 1."


def test_a_skill_cannot_change_what_the_device_recorded(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """A handler that writes into its envelope writes into its own copy."""
    exchange = device.launch()
    skill.received[0]["request"]["type"] = "Nonsense"
    assert exchange.request_type == "LaunchRequest"


def test_nobody_hears_what_does_not_call_the_skill(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """Outside a session, words that call nobody reach Alexa and not the skill."""
    assert device.say("yes").request is None
    assert skill.received == []


def test_an_invocation_with_a_request_is_a_one_shot(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """Asking the counter for a tip opens a new session with the TipIntent."""
    exchange = device.say("ask counter tip")
    assert (exchange.intent_name, exchange.session_open) == ("TipIntent", True)
    assert skill.received[0]["session"]["new"] is True


def test_a_comfortable_device_takes_anything_as_a_one_shot(
    make: Callable[..., VirtualDevice], skill: CountingSkill
) -> None:
    """Without the need of an invocation, the first word said is already the skill's."""
    assert make(needs_invocation=False).say("  tip ").intent_name == "TipIntent"
    assert skill.received[0]["session"]["new"] is True


@pytest.mark.parametrize(
    ("words", "kind"), [("open counter", "LaunchRequest"), ("ask counter tip", "IntentRequest")]
)
def test_calling_the_skill_in_its_own_session_begins_another(
    device: VirtualDevice, skill: CountingSkill, words: str, kind: str
) -> None:
    """The session is new, with another identifier and no attributes."""
    device.launch()
    device.say(words)
    first, second = skill.received
    assert (second["request"]["type"], second["session"]["new"]) == (kind, True)
    assert second["session"]["attributes"] == {}
    assert first["session"]["sessionId"] != second["session"]["sessionId"]


def test_the_first_silence_plays_the_reprompt_and_the_second_ends_the_session(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """The reprompt needs no skill; then the skill is told that nobody answered."""
    device.launch()
    first, second, third = device.silence(), device.silence(), device.silence()
    assert (first.speech, first.session_open, first.request) == ("Still there?", True, None)
    assert (second.speech, second.session_open) == ("", False)
    assert skill.types == ["LaunchRequest", "SessionEndedRequest"]
    assert skill.received[1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert skill.received[1]["session"]["attributes"]["turn"] == 1
    assert skill.received[1]["session"]["new"] is False
    assert (third.request_type, third.intent_name, third.speech) == (None, None, "")


def test_an_answer_after_the_reprompt_goes_on_and_brings_a_reprompt_of_its_own(
    device: VirtualDevice,
) -> None:
    """Silence, an answer, silence: the session is still open."""
    device.launch()
    device.silence()
    assert device.say("yes").speech == "Turn 2."
    assert device.silence().speech == "Still there?"


@pytest.mark.parametrize("reprompt", [None, ""])
def test_without_a_reprompt_the_first_silence_ends_the_session(
    device: VirtualDevice, skill: CountingSkill, reprompt: str | None
) -> None:
    """A missing or empty reprompt is not played."""
    skill.answers["LaunchRequest"] = answer(reprompt=reprompt)
    device.launch()
    assert device.silence().request_type == "SessionEndedRequest"


def test_saying_nothing_is_silence(device: VirtualDevice) -> None:
    """An utterance of blanks plays the reprompt."""
    device.launch()
    assert device.say(" \t").speech == "Still there?"


def test_halves_of_characters_are_heard_as_question_marks(device: VirtualDevice) -> None:
    """What is no text in any encoding does not break the request."""
    assert device.say("ask counter t\udcc3p").intent_name == "T?PIntent"


def test_a_skill_that_ends_its_session_is_not_told_so(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """After shouldEndSession true there is no SessionEndedRequest, and the session is closed."""
    skill.answers["StopIntent"] = answer("Goodbye.", reprompt=None, end=True)
    device.launch()
    assert (device.stop().speech, device.session_open) == ("Goodbye.", False)
    device.exit()
    assert skill.types == ["LaunchRequest", "IntentRequest"]


@pytest.mark.parametrize(
    ("screen", "shows", "stays"),
    [(False, False, False), (True, False, False), (True, True, True)],
    ids=["no screen", "empty screen", "something on the screen"],
)
def test_without_should_end_session_only_a_screen_keeps_the_session(
    make: Callable[..., VirtualDevice],
    skill: CountingSkill,
    *,
    screen: bool,
    shows: bool,
    stays: bool,
) -> None:
    """The session outlives such a response only on a device that shows what the skill sent."""
    skill.answers["LaunchRequest"] = answer(
        reprompt=None, end=None, directives=[DOCUMENT] if shows else []
    )
    assert make(DeviceSettings(screen=screen)).launch().session_open is stays


def test_exit_ends_the_session_before_the_skill_can_speak(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """The reason is USER_INITIATED, and no StopIntent was sent."""
    device.launch()
    assert device.exit().session_open is False
    assert skill.received[-1]["request"]["reason"] == "USER_INITIATED"


def test_new_session_ends_the_old_one_and_the_next_words_begin_another(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """Two launches with a new session between them are two sessions; without one open it does nothing."""
    assert device.new_session().request is None
    device.launch()
    device.new_session()
    device.launch()
    assert skill.types == ["LaunchRequest", "SessionEndedRequest", "LaunchRequest"]


def test_a_power_cut_tells_the_skill_nothing(device: VirtualDevice, skill: CountingSkill) -> None:
    """The session is gone without a SessionEndedRequest, and the next one starts from nothing."""
    device.launch()
    assert device.power_off().heard == "(power cut)"
    assert (device.session_open, skill.types) == (False, ["LaunchRequest"])
    assert device.launch().speech == "Turn 1."


def test_an_error_on_alexas_side_ends_the_session_and_says_why(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """The reason is ERROR with Amazon's type of error."""
    device.launch()
    assert device.error("ENDPOINT_TIMEOUT", "Too slow.").session_open is False
    request = skill.received[-1]["request"]
    assert request["reason"] == "ERROR"
    assert request["error"] == {"type": "ENDPOINT_TIMEOUT", "message": "Too slow."}


def test_disabling_the_skill_sends_its_event_and_makes_the_household_a_stranger(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """The event has no session and the old user; whoever comes next is another user."""
    device.launch()
    device.disable_skill()
    device.launch()
    event = skill.received[1]
    assert (
        event["request"]["type"],
        "session" in event,
    ) == ("AlexaSkillEvent.SkillDisabled", False)
    assert event["context"]["System"]["user"] == {"userId": USER_ID}
    assert skill.received[2]["session"]["user"]["userId"] != USER_ID


def test_touching_the_screen_sends_a_user_event(
    make: Callable[..., VirtualDevice], skill: CountingSkill
) -> None:
    """The event has the document's token and the arguments of what was touched."""
    device = make(DeviceSettings(screen=True))
    skill.answers["LaunchRequest"] = answer(directives=[DOCUMENT])
    device.launch()
    assert device.touch(["answer", "yes"]).speech == "Turn 1."
    request = skill.received[1]["request"]
    assert (request["token"], request["arguments"]) == ("question", ["answer", "yes"])
    assert (
        skill.received[1]["context"]["Alexa.Presentation.APL"].items()
        >= {"token": "question"}.items()
    )


def test_there_is_nothing_to_touch_without_a_document(
    make: Callable[..., VirtualDevice], skill: CountingSkill
) -> None:
    """No session, an empty screen, and a screen that went away each refuse the touch."""
    device = make(DeviceSettings(screen=True))
    with pytest.raises(DeviceError, match="nothing to touch"):
        device.touch(["yes"])
    device.launch()
    with pytest.raises(DeviceError, match="nothing to touch"):
        device.touch(["yes"])
    skill.answers["YesIntent"] = answer(directives=[DOCUMENT])
    device.say("yes")
    device.settings = DeviceSettings(screen=False)
    with pytest.raises(DeviceError, match="nothing to touch"):
        device.touch(["yes"])


def test_short_waits_leave_the_session_and_long_ones_end_it(
    device: VirtualDevice, skill: CountingSkill
) -> None:
    """After seven seconds nothing; after eight the reprompt; after hours the session is over."""
    device.launch()
    assert device.wait(timedelta(seconds=7)) == ()
    (reprompted,) = device.wait(timedelta(seconds=8))
    assert reprompted.speech == "Still there?"
    device.say("yes")
    assert [e.speech for e in device.wait(timedelta(hours=2))] == ["Still there?", ""]
    assert skill.received[-1]["request"]["timestamp"] == "2026-11-23T20:00:31Z"
    assert device.clock() == START + timedelta(hours=2, seconds=15)


def test_waiting_until_a_time_uses_the_devices_zone(make: Callable[..., VirtualDevice]) -> None:
    """Half past nine in Kolkata is 16:00 UTC, which is tomorrow by now."""
    device = make(DeviceSettings(time_zone="Asia/Kolkata"))
    device.wait_until(time(21, 30))
    assert device.clock() == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


def refusals() -> list[tuple[str, object, str]]:
    """Responses to a launch on a device without a screen, and the rules that they break."""
    return [
        ("a set", {"version": "1.0", "response": {}, "sessionAttributes": {1, 2}}, "not-json"),
        ("not a number", {"version": "1.0", "response": {"x": float("nan")}}, "not-json"),
        ("no response in it", {"version": "1.0"}, "not-an-envelope"),
        ("nothing", None, "not-an-envelope"),
        (
            "8,001 characters of speech",
            answer("a" * (8001 - len("<speak></speak>"))),
            "speech-too-long",
        ),
        ("25 KB", answer("a") | {"sessionAttributes": {"x": "é" * 12_500}}, "response-too-long"),
        ("a bare ampersand", answer("Tom & Jerry"), "invalid-ssml"),
        ("an unknown tag", answer("<blink>now</blink>"), "invalid-ssml"),
        ("an eleven-second break", answer('<break time="11s"/>'), "invalid-ssml"),
        ("a break of no length", answer('<break time="soon"/>'), "invalid-ssml"),
        ("six sounds", answer('<audio src="soundbank://x"/>' * 6), "too-much-audio"),
        ("text after the speech", answer("a</speak><speak>b"), "invalid-ssml"),
        (
            "no speak element",
            answer(None, outputSpeech={"type": "SSML", "ssml": "<p>hello</p>"}),
            "invalid-ssml",
        ),
        (
            "speech without words",
            answer(None, outputSpeech={"type": "SSML", "text": "hello"}),
            "invalid-speech",
        ),
        ("a reprompt and the end", answer(end=True), "reprompt-on-closed-session"),
        ("a reprompt and no word on the end", answer(end=None), "reprompt-on-closed-session"),
        (
            "an end of no kind",
            answer(None, reprompt=None, end=None, shouldEndSession="yes"),
            "invalid-should-end-session",
        ),
        (
            "a list of attributes",
            answer() | {"sessionAttributes": [1]},
            "invalid-session-attributes",
        ),
        ("a document without a screen", answer(directives=[DOCUMENT]), "unsupported-directive"),
        (
            "a sound file",
            answer(directives=[{"type": "AudioPlayer.Play"}]),
            "unsupported-directive",
        ),
        ("directives of no kind", answer(directives={}), "invalid-directives"),
        ("a card of no kind", answer(card={"type": "Post"}), "invalid-card"),
        (
            "a long card",
            answer(card={"type": "Simple", "title": "t", "content": "c" * 8000}),
            "card-too-long",
        ),
        (
            "a long address",
            answer(card={"type": "Standard", "image": {"smallImageUrl": "u" * 2001}}),
            "card image URL-too-long",
        ),
    ]


@pytest.mark.parametrize(
    ("response", "rule"), [r[1:] for r in refusals()], ids=[r[0] for r in refusals()]
)
def test_a_response_that_alexa_refuses_raises(
    device: VirtualDevice, skill: CountingSkill, response: Envelope, rule: str
) -> None:
    """The rule is named, and the skill is told that its session ended in an error."""
    device.skill = lambda envelope: (
        response if envelope["request"]["type"] == "LaunchRequest" else skill(envelope)  # type: ignore[index]  # JSON
    )
    with pytest.raises(ProtocolViolationError) as raised:
        device.launch()
    assert rule in {violation.rule for violation in raised.value.violations}
    assert device.session_open is False
    assert skill.received[-1]["request"]["error"]["type"] == "INVALID_RESPONSE"
    assert device.last is not None
    assert device.last.speech == APOLOGY


@pytest.mark.parametrize(
    "response",
    [
        answer("a" * (8000 - len("<speak></speak>"))),
        answer(
            '<amazon:effect name="whispered">Tom &amp; <break time="10s"/> Jerry</amazon:effect>'
        ),
        answer('<break strength="strong"/>' + '<audio src="soundbank://x"/>' * 5),
        answer(reprompt=None, end=True),
        answer(card={"type": "Simple", "title": "t", "content": "c" * 7999}),
        answer(card={"type": "Standard", "image": {"smallImageUrl": "u" * 2000}}),
        answer() | {"sessionAttributes": {"x": "é" * 12_000}},
        {"version": "1.0", "response": {}, "x": "y" * (24 * 1024 - 43)},
        answer(card={"type": "AskForPermissionsConsent", "permissions": ["x"]}),
        answer(directives=[{"type": "Connections.StartConnection"}]),
        answer(None, outputSpeech={"type": "PlainText", "text": "Tom & Jerry"}),
    ],
)
def test_a_response_at_the_limits_passes(
    device: VirtualDevice, skill: CountingSkill, response: Envelope
) -> None:
    """What Alexa takes, the device takes."""
    skill.answers["LaunchRequest"] = response
    assert device.launch().violations == ()


def test_a_size_is_told_in_its_unit(device: VirtualDevice, skill: CountingSkill) -> None:
    """A response is measured in bytes of UTF-8, speech in characters."""
    skill.answers["LaunchRequest"] = {"version": "1.0", "response": {}, "x": "é" * 12_300}
    with pytest.raises(
        ProtocolViolationError, match="The response has 24,643 bytes; Alexa takes 24,576"
    ):
        device.launch()
    skill.answers["LaunchRequest"] = answer("é" * 8000)
    with pytest.raises(
        ProtocolViolationError, match="The speech has 8,015 characters; Alexa takes 8,000"
    ):
        device.launch()


def test_a_lenient_device_apologises_as_alexa_does(
    make: Callable[..., VirtualDevice], skill: CountingSkill
) -> None:
    """Alexa's own apology is heard, the session is over, and the exchange tells why."""
    device = make(strict=False)
    skill.answers["LaunchRequest"] = answer("Tom & Jerry")
    exchange = device.launch()
    assert (exchange.speech, exchange.session_open) == (APOLOGY, False)
    assert [violation.rule for violation in exchange.violations] == ["invalid-ssml"]


def test_what_a_skill_raises_gets_through_a_strict_device_only(
    make: Callable[..., VirtualDevice], skill: CountingSkill
) -> None:
    """A strict device lets the exception pass; a lenient one apologises and names it."""
    skill.answers["LaunchRequest"] = KeyError("turn")
    strict = make()
    with pytest.raises(KeyError):
        strict.launch()
    assert strict.session_open is False
    exchange = make(strict=False).launch()
    assert exchange.speech == APOLOGY
    assert exchange.violations[0].detail == "The skill raised KeyError: 'turn'"


@pytest.mark.parametrize(
    "response",
    [
        answer(None, reprompt=None, end=True),
        answer("Goodbye.", reprompt=None, end=None),
        answer(None, reprompt=None, end=None, card={"type": "Simple"}),
    ],
    ids=["a flag", "speech", "a card"],
)
def test_the_end_of_a_session_takes_no_answer(
    device: VirtualDevice, skill: CountingSkill, response: Envelope
) -> None:
    """Anything in the response to a SessionEndedRequest is refused."""
    skill.answers["SessionEndedRequest"] = response
    device.launch()
    with pytest.raises(ProtocolViolationError, match="empty response"):
        device.exit()


def test_a_card_is_kept_for_the_alexa_app(device: VirtualDevice, skill: CountingSkill) -> None:
    """The exchange has the card as it was sent, and None when there was none."""
    card = {"type": "Simple", "title": "A tip", "content": "Talk."}
    skill.answers["LaunchRequest"] = answer(card=card)
    assert (device.launch().card, device.say("yes").card) == (card, None)


def test_a_screen_may_show_what_has_a_token(
    make: Callable[..., VirtualDevice], skill: CountingSkill
) -> None:
    """A document with a token is on the screen until the session ends; one without is refused."""
    device = make(DeviceSettings(screen=True))
    skill.answers["LaunchRequest"] = answer(directives=[DOCUMENT])
    assert device.launch().directives == (DOCUMENT,)
    shown = [device.document]
    device.say("yes")
    shown.append(device.document)
    device.exit()
    shown.append(device.document)
    assert shown == [DOCUMENT, DOCUMENT, None]
    skill.answers["LaunchRequest"] = answer(directives=[DOCUMENT | {"token": ""}])
    with pytest.raises(ProtocolViolationError, match="no token"):
        device.launch()


def test_slots_are_their_resolved_identifier_or_what_was_said(device: VirtualDevice) -> None:
    """A match gives its id, no match the words, an unfilled slot nothing."""
    matched = {
        "status": {"code": "ER_SUCCESS_MATCH"},
        "values": [{"value": {"name": "Time", "id": "time"}}],
    }
    missed = {"status": {"code": "ER_SUCCESS_NO_MATCH"}, "values": []}
    slots = {
        "theme": {
            "name": "theme",
            "value": "our time",
            "resolutions": {"resolutionsPerAuthority": [matched]},
        },
        "who": {"name": "who", "value": "us", "resolutions": {"resolutionsPerAuthority": [missed]}},
        "at": {"name": "at", "value": "21:30"},
        "days": {"name": "days"},
    }
    device._understanding = type(
        "Slots", (Ears,), {"intent": lambda *_: {"name": "X", "slots": slots}}
    )()
    assert device.say("ask counter tip").slots == {"theme": "time", "who": "us", "at": "21:30"}
