"""What is hidden of an envelope before anybody looks at it."""

from __future__ import annotations

from skill.simulator.echo.masking import masked


def test_identifiers_keep_their_kind_and_lose_the_rest() -> None:
    """Wherever one stands, also inside something longer, only its kind can be read."""
    skill = "amzn1.ask.skill.1b2c3d4e-0000-4000-8000-000000000001"
    envelope = {
        "user": {"userId": "amzn1.ask.account.AMAXYZ0123"},
        "person": {"personId": "amzn1.ask.person.ABC-1"},
        "sessionId": "amzn1.echo-api.session.7f4c",
        "resolutions": [{"authority": f"amzn1.er-authority.echo-sdk.{skill}.TOPIC"}],
    }
    assert masked(envelope) == {
        "user": {"userId": "amzn1.ask.account.********"},
        "person": {"personId": "amzn1.ask.person.********"},
        "sessionId": "amzn1.echo-api.session.********",
        "resolutions": [
            {"authority": "amzn1.er-authority.echo-sdk.amzn1.ask.skill.********.TOPIC"}
        ],
    }


def test_tokens_and_ids_in_another_form_are_hidden_altogether() -> None:
    """A name that ends in Token or Id is enough, in objects and in lists."""
    envelope = {
        "apiAccessToken": "Atza|x",
        "user": {"permissions": {"consentToken": "y"}},
        "deviceId": "G090",
        "directives": [{"token": "question", "alertToken": "z"}],
    }
    assert masked(envelope) == {
        "apiAccessToken": "********",
        "user": {"permissions": {"consentToken": "********"}},
        "deviceId": "********",
        "directives": [{"token": "question", "alertToken": "********"}],
    }


def test_everything_else_stays_as_it_is() -> None:
    """Words, numbers, the ids of slot values and the skill's own name for a screen can be read."""
    value = {
        "version": "1.0",
        "new": True,
        "token": "check-in",
        "id": "closeness",
        "text": "amzn1 is a prefix",
        "attributes": {"answers": [1, None, 2.5]},
    }
    assert masked(value) == value


def test_what_was_sent_is_not_touched() -> None:
    """Hiding makes a copy."""
    envelope = {"user": {"userId": "amzn1.ask.account.A"}}
    masked(envelope)
    assert envelope == {"user": {"userId": "amzn1.ask.account.A"}}
