"""Refusing a request: one word for the operator, nothing for whoever sent it."""

from __future__ import annotations

from enum import StrEnum

from skill.errors import RequestRefusedError


class Check(StrEnum):
    """What a request must pass, in the order in which it is looked at."""

    LOCAL_PEER = "local-peer"
    """Verification is off, and the request does not come from this machine."""
    LOCAL_PROXY = "local-proxy"
    """Verification is off, and the request came through a proxy."""
    LOCAL_NAME = "local-name"
    """Verification is off, and the request is for a host name that is not this machine's own."""
    LOCAL_PAGE = "local-page"
    """Verification is off, and another site's page sent the request."""
    SIGNATURE_HEADERS = "signature-headers"
    """``SignatureCertChainUrl`` or ``Signature-256`` is missing."""
    CONTENT_TYPE = "content-type"
    """The body does not say it is ``application/json``."""
    BODY_SIZE = "body-size"
    """The body is larger than any that Alexa sends."""
    BODY_READ = "body-read"
    """The body did not come whole, in time, or in well-formed chunks."""
    SIGNATURE_FORM = "signature-form"
    """The signature is not base64, or far too long."""
    ADDRESS_FORM = "address-form"
    """The certificate's address is no address."""
    ADDRESS_SCHEME = "address-scheme"
    """The certificate's address is not ``https``."""
    ADDRESS_HOST = "address-host"
    """The certificate's address is not at Amazon's host, or names a user."""
    ADDRESS_PORT = "address-port"
    """The certificate's address has a port other than 443."""
    ADDRESS_PATH = "address-path"
    """The certificate's address is not below ``/echo.api/``, or hides its path."""
    CHAIN_DOWNLOAD = "chain-download"
    """The certificate chain could not be had, or not in time."""
    CHAIN_FORM = "chain-form"
    """What was downloaded holds no certificates."""
    CHAIN_TRUST = "chain-trust"
    """The chain is out of date, for another name, or does not lead to a trusted root."""
    CHAIN_KEY = "chain-key"
    """The certificate's key is not RSA, which Amazon signs with, or not for signing."""
    SIGNATURE = "signature"
    """The signature does not fit the body."""
    BODY_JSON = "body-json"
    """The body is not a JSON object in UTF-8."""
    TIMESTAMP_FORM = "timestamp-form"
    """The request has no timestamp that names one moment."""
    TIMESTAMP = "timestamp"
    """The request is too old, or from the future."""
    SKILL_ID_SETTING = "skill-id-setting"
    """The request is Amazon's, but ``CLOSER_SKILL_ID`` does not say which skill this is."""
    APPLICATION_ID = "application-id"
    """The request is for another skill."""
    ENVELOPE = "envelope"
    """The body is no request envelope."""


class CheckFailedError(RequestRefusedError):
    """A request did not pass a check.

    Args:
        check: which one; for the operator's log alone.
        status: what to answer with; Amazon asks for 400 wherever verification fails.
    """

    def __init__(self, check: Check, *, status: int = 400) -> None:
        super().__init__(str(check))
        self.check = check
        self.status = status
