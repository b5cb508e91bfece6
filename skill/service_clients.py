"""The SDK's clients for Alexa's APIs, imported when one is asked for.

With its factory of clients the SDK imports all of them, a sixteenth of a cold
start, whether a request calls an API or not. Most do not, and those that do
call one or two.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

_SERVICES: Final = "ask_sdk_model.services"
_FACTORY: Final = f"{_SERVICES}.service_client_factory"


class ServiceClientFactory:
    """What the SDK's own class of that name does: ``get_ups_service()`` and the like make a client.

    Args:
        api_configuration: what a client needs to make calls.
    """

    def __init__(self, api_configuration: Any) -> None:
        self._api_configuration = api_configuration

    def __getattr__(self, name: str) -> Any:
        """Return what makes the client that a method of the SDK's factory is named for.

        Raises:
            AttributeError: the SDK has no such service.
        """
        service = name.removeprefix("get_").removesuffix("_service")
        if name != f"get_{service}_service":
            raise AttributeError(name)
        try:
            module = import_module(f"{_SERVICES}.{service}")
        except ModuleNotFoundError:
            raise AttributeError(name) from None
        client = getattr(module, f"{service.title().replace('_', '')}ServiceClient")
        return lambda: client(self._api_configuration)


def install() -> None:
    """Put this factory in the place of the SDK's, unless the SDK has been imported already."""
    if _SERVICES not in sys.modules:
        module = ModuleType(_FACTORY, __doc__)
        vars(module)["ServiceClientFactory"] = ServiceClientFactory
        sys.modules[_FACTORY] = module
