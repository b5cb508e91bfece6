"""The device's API answers the SDK's own service client as Amazon's does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiClientRequest, ApiConfiguration
from ask_sdk_model.services.service_exception import ServiceException
from ask_sdk_model.services.ups import UpsServiceClient

from skill.errors import ConfigurationError
from skill.simulator.echo.alexa_api import AlexaApi
from skill.simulator.echo.envelope import DEVICE_ID, DeviceSettings


def settings_client(api: AlexaApi, *, token: str | None = None, endpoint: str | None = None) -> Any:
    """The SDK's client of the Alexa Settings API, calling ours."""
    return UpsServiceClient(
        ApiConfiguration(
            serializer=DefaultSerializer(),
            api_client=api,
            authorization_value=token or api.settings.api_access_token,
            api_endpoint=endpoint or api.settings.api_endpoint,
        )
    )


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", None])
def test_the_time_zone_of_the_device_is_told(zone: str | None) -> None:
    """The SDK gets the zone's name, or None when nobody set one."""
    api = AlexaApi(DeviceSettings(time_zone=zone))
    assert zone == settings_client(api).get_system_time_zone(DEVICE_ID)


def test_a_device_that_moved_tells_its_new_zone() -> None:
    """Changed settings are seen by the next call."""
    api = AlexaApi()
    client = settings_client(api)
    assert client.get_system_time_zone(DEVICE_ID) == "America/New_York"
    api.settings = replace(api.settings, time_zone="Europe/London")
    assert client.get_system_time_zone(DEVICE_ID) == "Europe/London"


def test_a_wrong_token_is_refused() -> None:
    """The SDK raises its own exception with status 401 and Amazon's code."""
    with pytest.raises(ServiceException) as raised:
        settings_client(AlexaApi(), token="stolen").get_system_time_zone(DEVICE_ID)  # noqa: S106 - a made-up token
    assert (raised.value.status_code, raised.value.body.code.value) == (401, "INVALID_TOKEN")


@pytest.mark.parametrize(
    ("device_id", "endpoint"),
    [("another device", None), (DEVICE_ID, "https://api.amazonalexa.com.example.org")],
)
def test_another_device_and_another_host_are_not_found(
    device_id: str, endpoint: str | None
) -> None:
    """The status is 404."""
    with pytest.raises(ServiceException) as raised:
        settings_client(AlexaApi(), endpoint=endpoint).get_system_time_zone(device_id)
    assert raised.value.status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", f"/v2/devices/{DEVICE_ID}/settings/System.timeZone"),
        ("GET", f"/v2/devices/{DEVICE_ID}/settings/System.distanceUnits"),
        ("GET", f"/v2/devices/{DEVICE_ID}/settings/SystemXtimeZone"),
        ("GET", "/"),
    ],
)
def test_everything_else_is_not_found(method: str, path: str) -> None:
    """Other methods, settings and services answer 404."""
    api = AlexaApi()
    headers = [("Authorization", f"Bearer {api.settings.api_access_token}")]
    request = ApiClientRequest(headers=headers, url=api.settings.api_endpoint + path, method=method)
    assert api.invoke(request).status_code == 404


@pytest.mark.parametrize("zone", ["Mars/Olympus_Mons", "../etc/passwd", "", "Europe"])
def test_a_zone_that_does_not_exist_is_refused_by_its_name(zone: str) -> None:
    """The message names the zone; an empty name is no name."""
    with pytest.raises(ConfigurationError) as raised:
        DeviceSettings(time_zone=zone)
    assert repr(zone) in str(raised.value)


def test_settings_can_be_logged_without_their_token() -> None:
    """The token is no part of how the settings print."""
    settings = DeviceSettings()
    assert settings.api_access_token not in repr(settings)
