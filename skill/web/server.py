"""Serving the skill: what ``closer serve`` does."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from collections.abc import Callable
from functools import partial

from flask import Flask
from gunicorn.app.base import BaseApplication
from werkzeug.serving import is_running_from_reloader

from skill.app import build_skill, utc_now
from skill.config import Settings
from skill.errors import ConfigurationError
from skill.persistence.sqlite import SQLiteStore
from skill.persistence.store import RETENTION
from skill.web.application import create_app
from skill.web.local import is_loopback

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_WORKERS = 2
"""Processes; two use both processors of a small machine and take about 60 MB each."""

GUNICORN: dict[str, object] = {
    "worker_class": "skill.web.worker.TurnWorker",
    "threads": 8,
    # Of a worker that has stopped altogether; a turn takes three seconds at worst.
    "timeout": 30,
    # How long a stopping worker has for the turns in hand; Alexa waits no longer.
    "graceful_timeout": 8,
    # Longer than proxies keep an idle connection, so that none is closed as it is used.
    "keepalive": 75,
    "limit_request_line": 1024,
    "limit_request_fields": 64,
    "limit_request_field_size": 4096,
    # Nothing that a proxy says about the client is used, so no proxy is believed.
    "forwarded_allow_ips": "",
    "control_socket_disable": True,
    "proc_name": "closer",
}
"""gunicorn's settings ("Settings" in its documentation)."""

_NOT_HERE = "it is no address of this machine; 127.0.0.1 always is"

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def serve(
    settings: Settings,
    *,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    workers: int | None = None,
    local: bool = False,
    debug: bool = False,
) -> None:
    """Serve the skill until told to stop; SIGTERM lets the turns in hand end first.

    Args:
        settings: how the skill runs.
        host: the name or address to listen on.
        port: the port; 0 takes a free one.
        workers: how many processes; by default two, and one where something is
            kept in memory that they would have to share.
        local: also serve the page to try the skill on, which listens on this machine alone.
        debug: use Flask's own server, which starts anew whenever the code changes.

    Raises:
        ConfigurationError, StoreError: what is wrong, in a sentence.
        SystemExit: the server was told to stop.
    """
    alone = local or settings.store == "memory://"
    workers = (1 if alone else DEFAULT_WORKERS) if workers is None else workers
    if workers < 1:
        message = f"{workers} workers can do nothing; give --workers 1 or more."
        raise ConfigurationError(message)
    if alone and workers > 1:
        message = (
            f"{workers} workers cannot share what is kept in memory: give --workers 1, or name "
            "a file in CLOSER_STORE and leave --local out."
        )
        raise ConfigurationError(message)
    logging.basicConfig(level=settings.log_level, format=LOG_FORMAT)
    if debug and is_running_from_reloader():
        _run_flask(create_app(settings, local=local), host, port)
        return
    _keep_to_this_machine(settings, host, local=local, debug=debug)
    with listening_socket(host, port) as listener:
        address, port, *_ = listener.getsockname()
        # Mistakes are told here, once and in a sentence, not by every worker.
        skill = build_skill(settings)
        try:
            skill.store.check()
            if isinstance(skill.store, SQLiteStore):
                # DynamoDB forgets by itself; a file has to be told, and a start is often enough.
                skill.store.purge(utc_now() - RETENTION)
        finally:
            skill.store.close()
        url = f"http://{f'[{address}]' if ':' in address else address}:{port}"
        sys.stdout.write(_announcement(url, local=local))
        sys.stdout.flush()
        if not debug:
            make_app = partial(create_app, settings, local=local)
            GunicornServer(make_app, listener, workers=workers, log_level=settings.log_level).run()
    _run_flask(create_app(settings, local=local), host, port)


class GunicornServer(BaseApplication):
    """gunicorn, embedded; to run it is to end with it.

    Args:
        make_app: makes the application, once in every worker: connections to a
            store must not be shared between processes.
        listener: a socket that listens; it is gunicorn's from now on.
        workers: how many processes.
        log_level: the level of the skill's own log; gunicorn's is quieter.
    """

    def __init__(
        self,
        make_app: Callable[[], Flask],
        listener: socket.socket,
        *,
        workers: int,
        log_level: str = "INFO",
    ) -> None:
        self._make_app = make_app
        self._config = {
            **GUNICORN,
            "bind": f"fd://{listener.detach()}",
            "workers": workers,
            "loglevel": "debug" if log_level == "DEBUG" else "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's settings; neither its command line nor its files are looked at."""
        for name, value in self._config.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application."""
        return self._make_app()


def _run_flask(app: Flask, host: str, port: int) -> None:
    # Every error has its answer here, so the debugger in the browser would see none.
    app.run(host, port, debug=True, use_debugger=False)  # nosec B201


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address.

    Raises:
        ConfigurationError: it cannot be had, and why.
    """
    if not 0 <= port <= 65_535:
        message = f"{port} is no port; it may be 1 to 65535, or 0 for any that is free."
        raise ConfigurationError(message)
    family, address = _resolved(host)
    try:
        return socket.create_server((address, port), family=family, backlog=128)
    except OSError as error:
        reason = {
            errno.EADDRINUSE: f"port {port} is in use; stop what uses it, or give another --port (make run PORT=8001)",
            errno.EACCES: f"port {port} needs rights that you do not have; give a --port above 1023",
        }.get(error.errno or 0, _NOT_HERE)
        message = f"Cannot listen on {host}: {reason}."
        raise ConfigurationError(message) from None


def _resolved(host: str) -> tuple[int, str]:
    """Return the address family and the address that a host name stands for."""
    try:
        family, *_, address = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    except OSError:
        message = f"Cannot listen on {host}: {_NOT_HERE}."
        raise ConfigurationError(message) from None
    return family, str(address[0])


def _keep_to_this_machine(settings: Settings, host: str, *, local: bool, debug: bool) -> None:
    """Refuse to be reachable by others with anything that is meant for this machine alone.

    Raises:
        ConfigurationError: naming what has to change.
    """
    _, address = _resolved(host)
    if is_loopback(address):
        return
    if local or debug:
        option = "--local" if local else "--debug"
        message = f"{option} is for this machine alone; listen on 127.0.0.1, not on {address}."
        raise ConfigurationError(message)
    if not settings.verify_requests:
        message = (
            f"CLOSER_VERIFY_REQUESTS is off, and {address} can be reached by others, who could "
            "then pose as Alexa; switch it on, or listen on 127.0.0.1."
        )
        raise ConfigurationError(message)


def _announcement(url: str, *, local: bool) -> str:
    there = f"Closer Together is at {url}/" if local else f"Alexa's endpoint is {url}/alexa"
    return f"{there} and tells its health at {url}/healthz. Ctrl-C stops it.\n"
