"""The page to try the skill on, served in local mode only, and the one route that it posts to.

Behind the page stands the same virtual device as behind ``closer talk``: the
shipped interaction model understands what is typed or said, and the whole skill
answers. Nothing of a conversation is kept in the browser; a page that is loaded
anew has a new device in the same household.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, abort, request

from skill.config import Settings
from skill.errors import CloserError, ConfigurationError
from skill.interaction_model.folder import models_folder
from skill.interaction_model.model import available_locales
from skill.persistence.store import HouseholdStore
from skill.simulator.echo.clock import read_duration
from skill.simulator.echo.device import VirtualDevice
from skill.simulator.echo.exchange import Exchange
from skill.simulator.echo.masking import masked
from skill.simulator.echo.reminder_service import PERMISSION, KeptReminder
from skill.simulator.echo.screen import card_text, document_text
from skill.simulator.echo.touch_targets import touch_targets
from skill.simulator.talk.commands import Outcome, perform
from skill.web.local import refuse_strangers
from skill.web.refusal import CheckFailedError
from skill.web.simulated_home import SimulatedHome

_STATIC: Final = Path(__file__).parent / "static"
_ICON: Final = "icon.svg"
# The system's own table of types is not to be relied on: some systems call scripts plain text.
_FILES: Final = {
    "simulator.html": "text/html",
    "simulator.css": "text/css",
    "simulator.js": "text/javascript",
    _ICON: "image/svg+xml",
}

MOST_CHARACTERS: Final = 500
"""Of an utterance; whatever is longer is cut off, as Alexa stops listening."""
MOST_OF_A_PAGE_ID: Final = 64
LONGEST_WAIT: Final = timedelta(days=7)

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
STRANGERS_ARE_TOLD: Final = (
    "This page answers only the computer that it runs on, and only when its address is opened "
    "directly: type the address into the browser.\n"
)

_DAYS: Final = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did on the page.

    Args:
        page: the id that the page gave itself.
        name: what was done; see :data:`ACTS`.
        value: what belongs to it, such as what was said; empty where nothing does.
        arguments: of a touch, what the touched part sends.
    """

    page: str
    name: str
    value: str = ""
    arguments: tuple[object, ...] = ()

    @classmethod
    def from_json(cls, asked: object) -> Act:
        """Read an act as the page posts it.

        Raises:
            ConfigurationError: it is none.
        """
        fields = asked if isinstance(asked, Mapping) else {}
        page, name, value = (fields.get(key, "") for key in ("page", "do", "value"))
        arguments = fields.get("arguments", [])
        if (
            not all(isinstance(text, str) for text in (page, name, value))
            or not isinstance(arguments, list)
            or not 0 < len(page) <= MOST_OF_A_PAGE_ID
        ):
            message = (
                "The page sent what the skill's computer does not understand; reload the page."
            )
            raise ConfigurationError(message)
        return cls(page, name, value[:MOST_CHARACTERS], tuple(arguments))


def simulator_page(settings: Settings, store: HouseholdStore) -> Blueprint:
    """Make the page, its files and its route, all for this machine alone."""
    blueprint = Blueprint("simulator", __name__)
    home = SimulatedHome(settings, store)

    @blueprint.before_request
    def only_this_machine() -> None:
        refuse_strangers(request)

    @blueprint.errorhandler(CheckFailedError)
    def refused(error: CheckFailedError) -> Response:
        _log.warning("request refused check=%s status=403", error.check)
        return Response(STRANGERS_ARE_TOLD, status=403, mimetype="text/plain")

    @blueprint.after_request
    def with_policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    @blueprint.get("/", provide_automatic_options=False)
    def page() -> Response:
        return _file("simulator.html")

    @blueprint.get("/static/<name>", provide_automatic_options=False)
    def file(name: str) -> Response:
        return _file(name)

    @blueprint.post("/simulator", provide_automatic_options=False)
    def act() -> Response:
        try:
            act = Act.from_json(request.get_json(silent=True))
        except ConfigurationError as error:
            return _json({"error": str(error)}, status=400)
        try:
            return _json(_done(home, act))
        except CloserError as error:
            # The request was a good one; it is the device that cannot do it now.
            return _json({"error": str(error)})

    return blueprint


def _file(name: str) -> Response:
    """Answer with one of the page's own files, and nothing else that lies there."""
    if name not in _FILES:
        abort(404)
    # The icon is the one that the store shows.
    folder = models_folder() if name == _ICON else _STATIC
    return Response((folder / name).read_bytes(), mimetype=_FILES[name])


def _json(value: object, *, status: int = 200) -> Response:
    """Answer with JSON whose fields stand in the order in which Amazon's do."""
    return Response(json.dumps(value), status=status, mimetype="application/json")


def _done(home: SimulatedHome, act: Act) -> dict[str, object]:
    """Do what a person did, and tell what came of it.

    Raises:
        CloserError: it cannot be done, in a sentence.
    """
    with home.device(act.page) as device:
        outcome, now = Outcome(), device
        if act.name == "locale":
            now = home.replace_device(act.page, locale=act.value)
            outcome = Outcome(note="The device was set up anew, in another language.")
        elif act.name in ACTS:
            outcome = ACTS[act.name](device, act)
        else:
            message = "The page asked for something that does not exist; reload the page."
            raise ConfigurationError(message)
        return {
            "exchanges": [_told(exchange) for exchange in outcome.exchanges],
            "note": outcome.note,
            "state": _state(now, home.reminders),
        }


def _say(device: VirtualDevice, act: Act) -> Outcome:
    return Outcome((device.say(act.value),))


def _touch(device: VirtualDevice, act: Act) -> Outcome:
    return Outcome((device.touch(act.arguments),))


def _advance(device: VirtualDevice, act: Act) -> Outcome:
    if read_duration(act.value) > LONGEST_WAIT:
        message = "Nobody waits for more than a week at a time."
        raise ConfigurationError(message)
    return perform(f"/advance {act.value}", device)


def _move_in(device: VirtualDevice, act: Act) -> Outcome:
    """Set the clock as the browser's is, if that is a time zone that is known here too."""
    try:
        device.move_to(act.value or None)
    except ConfigurationError:
        _log.info("The browser's time zone is not known here; the device keeps its own.")
    return Outcome()


def _command(name: str) -> Callable[[VirtualDevice, Act], Outcome]:
    return lambda device, act: perform(f"/{name} {act.value}", device)


ACTS: Final[Mapping[str, Callable[[VirtualDevice, Act], Outcome]]] = {
    "begin": _move_in,
    "say": _say,
    "touch": _touch,
    "advance": _advance,
    **{
        name: _command(name)
        for name in ("silence", "new", "screen", "time", "zone", "reminders", "disable")
    },
}
"""What can be done on the page, besides choosing another language, which takes another device."""


def _told(exchange: Exchange) -> dict[str, Any]:
    return {
        "heard": exchange.heard,
        "speech": exchange.speech,
        "open": exchange.session_open,
        "intent": exchange.intent_name,
        "slots": exchange.slots,
        "card": card_text(exchange.card or {}),
        "refused": [violation.detail for violation in exchange.violations],
        "request": masked(exchange.request),
        "response": masked(exchange.response),
    }


def _state(device: VirtualDevice, reminders: tuple[KeptReminder, ...]) -> dict[str, Any]:
    settings, document = device.settings, device.document
    return {
        "open": device.session_open,
        "now": device.clock().isoformat(timespec="milliseconds"),
        "zone": settings.time_zone or "UTC",
        "locale": settings.locale,
        "locales": available_locales(),
        "screen": settings.screen,
        "shown": document is not None,
        "lines": document_text(document or {}),
        "targets": [
            {"label": target.label, "arguments": target.arguments}
            for target in touch_targets(document or {})
        ],
        "allowed": PERMISSION in settings.permissions,
        "reminders": [told for reminder in reminders for told in _told_of(reminder)],
    }


def _told_of(reminder: KeptReminder) -> list[dict[str, str]]:
    """Tell when a reminder goes off, as a person says it, and what it says."""
    return [
        {
            "days": ", ".join(name for day, name in _DAYS.items() if day in rule.days),
            "at": f"{rule.at:%H:%M}",
            "text": reminder.content["text"],
        }
        for rule in reminder.rules
    ]
