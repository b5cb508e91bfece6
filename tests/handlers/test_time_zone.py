"""The household's nights follow the clock at home, as far as anybody knows it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from ask_sdk_model.services import ApiClientResponse

from skill.alexa_api import TimeLimitedApiClient
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import DeviceSettings
from skill.time_zones import find_zone
from tests.handlers.echo import CATALOG, Home
from tests.handlers.loopback import http_server, nobody_there, silent_server, timed

if TYPE_CHECKING:
    from skill.simulator.echo.alexa_api import ApiRequest

TOKYO = "Asia/Tokyo"

# At 21:45 in New York it is 11:45 of the next day in Tokyo.
BY_DAY = {variant.text for variant in CATALOG.lines["goodbye.day"].variants}
BY_NIGHT = {variant.text for variant in CATALOG.lines["goodbye.night"].variants}


class SettingsApi(AlexaApi):
    """Alexa's cloud, which can be told what to answer and counts how often it is asked.

    Attributes:
        answer: status and body in place of the true ones.
        asked: the paths that were asked for.
    """

    def __init__(self, settings: DeviceSettings) -> None:
        super().__init__(settings)
        self.answer: tuple[int, str] | Exception | None = None
        self.asked: list[str] = []

    def invoke(self, request: ApiRequest) -> ApiClientResponse:
        """Answer as told, or truly."""
        self.asked.append(request.url)
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is None:
            return super().invoke(request)
        status, body = self.answer
        return ApiClientResponse(status_code=status, headers=[], body=body)


def home_in(zone: str | None, **device: str) -> tuple[Home, SettingsApi]:
    """A household whose Echo is set to a zone, and the cloud that knows it."""
    settings = DeviceSettings(time_zone=zone, **device)  # type: ignore[arg-type] # texts only
    api = SettingsApi(settings)
    return Home(device=settings, api_client=api), api


def test_the_device_tells_its_zone() -> None:
    """A goodbye by day, and the zone in the record, is what a household in Tokyo gets at noon."""
    home, api = home_in(TOKYO)
    echo = home.echo()
    echo.say("open")

    assert echo.say("stop").speech in BY_DAY
    record = home.record()
    assert record is not None
    assert (record.time_zone, record.zone_told) == (TOKYO, date(2026, 11, 23))
    assert api.asked == [
        f"https://api.amazonalexa.com/v2/devices/{home.device.device_id}/settings/System.timeZone"
    ]


def test_the_zone_is_asked_for_once_a_night() -> None:
    """One call a night is what it takes, made when the first session of the night begins."""
    home, api = home_in(TOKYO)
    for said in ("open", "tip", "stop", "open", "stop", "tip", "stop"):
        home.echo().say(said)
    assert len(api.asked) == 1

    home.clock.advance(timedelta(days=1))
    home.echo().say("open")

    assert len(api.asked) == 2


def test_the_zone_is_not_asked_for_in_the_middle_of_a_session() -> None:
    """No call is made in a session that goes on past the end of a night."""
    home, api = home_in(TOKYO)
    echo = home.echo()
    echo.say("open")
    home.clock.advance(timedelta(days=1))

    echo.say("tip")

    assert len(api.asked) == 1


def test_a_household_that_moves_is_followed() -> None:
    """The new zone is in the record the night after an Echo was set to another one."""
    home, api = home_in("America/New_York")
    home.echo().say("open")
    api.settings = replace(api.settings, time_zone=TOKYO)
    home.clock.advance(timedelta(days=1))

    home.echo().say("open")

    record = home.record()
    assert record is not None
    assert record.time_zone == TOKYO


NO_ANSWERS: dict[str, tuple[int, str] | Exception] = {
    "204, nobody set one": (204, ""),
    "401": (401, json.dumps({"type": "UNAUTHORIZED", "message": "No."})),
    "403": (403, json.dumps({"type": "FORBIDDEN", "message": "No."})),
    "404": (404, ""),
    "429": (429, json.dumps({"type": "TOO_MANY_REQUESTS"})),
    "500 without a word": (500, ""),
    "500 with a page": (500, "<html>no</html>"),
    "200 without a word": (200, ""),
    "200 with a page": (200, "<html>no</html>"),
    "200 with null": (200, "null"),
    "200 with an object": (200, json.dumps({"timeZone": TOKYO})),
    "200 with a number": (200, "9"),
    "200 with a zone of fantasy": (200, json.dumps("Mars/Olympus_Mons")),
    "200 with a path": (200, json.dumps("../../../etc/passwd")),
    "200 with a folder": (200, json.dumps("America")),
    "200 with an endless name": (200, json.dumps("x" * 100_000)),
    "200 with nothing in it": (200, json.dumps("")),
    "200 with deep nesting": (200, "[" * 100_000),
    "an error of the client": ConnectionError("no network"),
}


@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_without_an_answer_the_locales_own_zone_holds(answer: str) -> None:
    """A goodbye by night is what a new household hears in New York's evening, whatever the API says."""
    home, api = home_in(TOKYO)
    api.answer = NO_ANSWERS[answer]
    echo = home.echo()

    assert echo.say("open").session_open
    assert echo.say("stop").speech in BY_NIGHT
    record = home.record()
    assert record is not None
    assert record.time_zone is None
    assert len(api.asked) == 1


@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_without_an_answer_the_last_known_zone_holds(answer: str) -> None:
    """A goodbye by day is what a household in Tokyo hears the next noon, whatever the API says."""
    home, api = home_in(TOKYO)
    home.echo().say("open")
    home.clock.advance(timedelta(days=1))
    api.answer = NO_ANSWERS[answer]
    echo = home.echo()

    echo.say("open")

    assert echo.say("stop").speech in BY_DAY


def test_a_zone_that_was_not_told_is_asked_for_again() -> None:
    """The zone is in the record once the API works again, on the same night."""
    home, api = home_in(TOKYO)
    api.answer = (500, "")
    home.echo().say("open")
    api.answer = None

    home.echo().say("open")

    record = home.record()
    assert record is not None
    assert record.time_zone == TOKYO


@pytest.mark.parametrize("missing", ["device_id", "api_access_token", "api_endpoint"])
def test_nothing_is_asked_without_what_it_takes(missing: str) -> None:
    """No call, and an answer all the same, is what a device gives that sends no id, token or address."""
    home, api = home_in(TOKYO, **{missing: ""})

    assert home.echo().say("open").session_open
    assert api.asked == []


def test_the_log_tells_that_the_zone_is_not_known(caplog: pytest.LogCaptureFixture) -> None:
    """The kind of failure is all that the log holds of a call that failed."""
    home, api = home_in(TOKYO)
    api.answer = (401, json.dumps({"type": "UNAUTHORIZED", "message": home.device.device_id}))

    home.echo().say("open")

    assert caplog.messages == ["The device's time zone could not be read (ServiceException)."]


def test_who_is_not_safe_leaves_no_trace_of_a_zone() -> None:
    """No record at all is what a first session leaves in which somebody was not safe."""
    home, _ = home_in(TOKYO)

    home.echo().say("i am afraid")

    assert home.record() is None


def test_who_is_not_safe_waits_for_no_zone_and_leaves_no_check_in() -> None:
    """No call at all, and the unfinished check-in gone and nothing else changed, where those are a new night's first words."""
    home, api = home_in(TOKYO)
    echo = home.echo()
    for said in ("together", "yes", "no"):
        echo.say(said)
    before = home.record()
    assert before is not None
    assert before.check_in is not None
    home.clock.advance(timedelta(hours=20))
    api.asked.clear()

    echo = home.echo()
    for said in ("i am afraid", "yes"):
        echo.say(said)

    assert api.asked == []
    after = home.record()
    assert after is not None
    assert after == replace(before, check_in=None, dropped=(before.check_in.id,))


def test_a_settings_api_that_hangs_delays_an_answer_by_little() -> None:
    """An answer, well within three seconds, is what a household gets whose zone nobody tells."""
    with silent_server() as endpoint, timed() as seconds:
        device = DeviceSettings(api_endpoint=endpoint)
        answer = Home(device=device, api_client=TimeLimitedApiClient()).echo().say("open")

    assert answer.session_open
    assert seconds[0] < 3


def test_a_settings_api_that_is_not_there_is_no_trouble(caplog: pytest.LogCaptureFixture) -> None:
    """An answer, and one line in the log, is what a household gets when nothing listens."""
    with nobody_there() as endpoint:
        device = DeviceSettings(api_endpoint=endpoint)
        answer = Home(device=device, api_client=TimeLimitedApiClient()).echo().say("open")

    assert answer.session_open
    assert caplog.messages == ["The device's time zone could not be read (ServiceException)."]


def test_the_zone_comes_over_real_http() -> None:
    """The zone in the record is the one that a real server sent."""
    with http_server() as server:
        server.body = json.dumps(TOKYO).encode()
        home = Home(
            device=DeviceSettings(api_endpoint=server.endpoint), api_client=TimeLimitedApiClient()
        )
        home.echo().say("open")

    record = home.record()
    assert record is not None
    assert record.time_zone == TOKYO
    ((_, headers, _),) = server.seen
    assert headers["Authorization"] == f"Bearer {home.device.api_access_token}"


@pytest.mark.parametrize("name", [TOKYO, "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_zones_are_known(name: str) -> None:
    """An IANA name gives its zone."""
    assert find_zone(name) is not None


@pytest.mark.parametrize(
    "name",
    ["", "/", ".", "..", "Mars", "America", "/etc/localtime", "a\x00b", "\ud800", "x" * 5000],
)
def test_what_is_no_zone_is_told(name: str) -> None:
    """Any other text gives none."""
    assert find_zone(name) is None
