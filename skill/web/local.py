"""Local mode: without verification, nobody but this very machine is answered."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Request

from skill.web.body import envelope_in, raw_body
from skill.web.refusal import Check, CheckFailedError

_PROXIED = ("Forwarded", "Via", "X-Real-Ip", "Cf-Connecting-Ip", "True-Client-Ip")


class LocalRequests:
    """Lets in whatever this machine sends, verified by nothing else."""

    def admit(self, request: Request) -> dict[str, Any]:
        """Return the envelope that a request carries.

        Raises:
            CheckFailedError: naming the check that failed.
        """
        refuse_strangers(request)
        return envelope_in(raw_body(request))


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_strangers(request: Request) -> None:
    """Refuse a request that did not come from this machine, straight, under a local name.

    A proxy on the same machine would make the open internet look local; a page
    elsewhere could have its own name resolve to this machine, or send what it
    likes to a local name from the visitor's browser. All of that shows in the
    headers, which a page's script cannot change.

    Raises:
        CheckFailedError: naming what gave the stranger away.
    """
    if not is_loopback(request.remote_addr or ""):
        raise CheckFailedError(Check.LOCAL_PEER)
    if any(name in _PROXIED or name.startswith("X-Forwarded") for name, _ in request.headers):
        raise CheckFailedError(Check.LOCAL_PROXY)
    host = request.headers.get("Host", "")
    if not is_loopback(_name_in(host)):
        raise CheckFailedError(Check.LOCAL_NAME)
    if request.headers.get("Origin", f"http://{host}") != f"http://{host}":
        raise CheckFailedError(Check.LOCAL_PAGE)
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        raise CheckFailedError(Check.LOCAL_PAGE)


def _name_in(host: str) -> str:
    """Return the name in a Host header, which may have a port and, for IPv6, brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
