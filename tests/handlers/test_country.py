"""The device's country decides whose numbers are spoken, where the household lets it be known."""

from __future__ import annotations

import pytest
from ask_sdk_model.services import ApiClientResponse

from skill.handlers.country import ADDRESS_SCOPES
from skill.simulator.alexa_api import AlexaApi, ApiRequest
from skill.simulator.envelope import DeviceSettings
from tests.handlers.echo import Home


class AddressApi(AlexaApi):
    """Alexa's cloud, which notes when it is asked for an address and may fail then."""

    def __init__(self, settings: DeviceSettings, answer: ApiClientResponse | None) -> None:
        super().__init__(settings)
        self.asked = 0
        self._answer_instead = answer

    def invoke(self, request: ApiRequest) -> ApiClientResponse:
        """Answer truly, or as told."""
        if "/settings/address/" in request.url:
            self.asked += 1
            if self._answer_instead is not None:
                return self._answer_instead
        return super().invoke(request)


def home(
    country: str | None, *, scopes: frozenset[str] = frozenset(), **answer: object
) -> tuple[Home, AddressApi]:
    """A household with a device somewhere, and the cloud that knows where."""
    settings = DeviceSettings(country=country, permissions=scopes)
    instead = ApiClientResponse(headers=[], **answer) if answer else None
    api = AddressApi(settings, instead)
    return Home(device=settings, api_client=api), api


@pytest.mark.parametrize("scope", ADDRESS_SCOPES)
def test_the_country_is_read_where_it_was_allowed_before(scope: str) -> None:
    """With either permission, an American English Echo in New Zealand speaks New Zealand's numbers."""
    there, _ = home("NZ", scopes=frozenset({scope}))
    echo = there.echo()

    assert "call one one one." in echo.say("i am afraid").speech
    assert "Women's Refuge is on" in echo.say("yes").speech


def test_nothing_is_asked_where_it_was_not_allowed() -> None:
    """Without the permission there is no call for it, no card, and the locale decides."""
    there, api = home("NZ")

    answer = there.echo().say("i am afraid")

    assert "nine one one, or your local emergency number" in answer.speech
    assert answer.response is not None
    assert "card" not in str(answer.response)
    assert api.asked == 0


def test_nothing_but_danger_asks_for_it() -> None:
    """A tip is nobody's reason to look where they live."""
    there, api = home("NZ", scopes=frozenset(ADDRESS_SCOPES))

    there.echo().say("tip")

    assert api.asked == 0


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (204, ""),
        (403, '{"type": "FORBIDDEN"}'),
        (500, ""),
        (200, "no JSON"),
        (200, "{}"),
        (200, '{"countryCode": null}'),
        (200, '{"countryCode": "New Zealand"}'),
        (200, '{"countryCode": 64}'),
        (200, "[]"),
    ],
)
def test_a_country_that_is_not_told_leaves_the_locale(status: int, body: str) -> None:
    """No answer, and no sense in it, takes nothing from what somebody in danger hears."""
    there, api = home("NZ", scopes=frozenset(ADDRESS_SCOPES), status_code=status, body=body)

    answer = there.echo().say("i am afraid")

    assert "nine one one, or your local emergency number" in answer.speech
    assert api.asked == 1
