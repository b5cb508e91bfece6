"""Telling Amazon's requests from everybody else's, before anything is done with them.

The order and the rules are those of Amazon's "Host a Custom Skill as a Web
Service": certificate, signature over the raw body, then, inside the body,
the timestamp and the application id.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from flask import Request

from skill.web.body import envelope_in, raw_body
from skill.web.certificates import SigningCertificates
from skill.web.refusal import Check, CheckFailedError

CERTIFICATE_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"
LONGEST_SIGNATURE = 2048
"""Characters; base64 of an RSA signature of 4,096 bits has 684."""

_PADDING: Final = padding.PKCS1v15()
_HASH: Final = hashes.SHA256()

TOLERANCE = timedelta(seconds=150)
EVENT_TOLERANCE = timedelta(seconds=3600)
EVENTS = (
    "AlexaSkillEvent.SkillEnabled",
    "AlexaSkillEvent.SkillDisabled",
    "AlexaSkillEvent.SkillPermissionChanged",
    "AlexaSkillEvent.SkillPermissionAccepted",
    "AlexaSkillEvent.SkillAccountLinked",
)
"""Events that Amazon sends again for up to an hour while they are not acknowledged."""


class SignedRequests:
    """Lets a request in when Amazon signed it, lately, for this skill.

    Args:
        certificates: where signing keys come from.
        skill_id: whose requests to let in; None lets nobody's in.
        clock: returns the present moment, aware.
    """

    def __init__(
        self, certificates: SigningCertificates, skill_id: str | None, clock: Callable[[], datetime]
    ) -> None:
        self._certificates = certificates
        self._skill_id = skill_id
        self._clock = clock

    def admit(self, request: Request) -> dict[str, Any]:
        """Return the envelope that a request carries.

        Raises:
            CheckFailedError: naming the check that failed.
        """
        address = request.headers.get(CERTIFICATE_HEADER)
        signature = request.headers.get(SIGNATURE_HEADER)
        if not address or not signature:
            raise CheckFailedError(Check.SIGNATURE_HEADERS)
        body = raw_body(request)
        now = self._clock()
        self._verify_signature(address, signature, body, now)
        envelope = envelope_in(body)
        verify_timestamp(envelope, now)
        self._verify_application(envelope)
        return envelope

    def _verify_signature(self, address: str, signature: str, body: bytes, now: datetime) -> None:
        if len(signature) > LONGEST_SIGNATURE:
            raise CheckFailedError(Check.SIGNATURE_FORM)
        try:
            signed = base64.b64decode(signature, validate=True)
        except (binascii.Error, ValueError):
            raise CheckFailedError(Check.SIGNATURE_FORM) from None
        key = self._certificates.key_at(address, now).key
        try:
            key.verify(signed, body, _PADDING, _HASH)
        except InvalidSignature:
            raise CheckFailedError(Check.SIGNATURE) from None

    def _verify_application(self, envelope: Mapping[str, Any]) -> None:
        if self._skill_id is None:
            raise CheckFailedError(Check.SKILL_ID_SETTING)
        found: Any = envelope
        for key in ("context", "System", "application", "applicationId"):
            found = found.get(key) if isinstance(found, dict) else None
        if found != self._skill_id:
            raise CheckFailedError(Check.APPLICATION_ID)


def verify_timestamp(envelope: Mapping[str, Any], now: datetime) -> None:
    """Refuse a request that was not sent just now, such as one that is played again.

    Raises:
        CheckFailedError: naming the check that failed.
    """
    request = envelope.get("request")
    if not isinstance(request, dict):
        raise CheckFailedError(Check.TIMESTAMP_FORM)
    try:
        sent = datetime.fromisoformat(request["timestamp"])
    except (KeyError, TypeError, ValueError):
        raise CheckFailedError(Check.TIMESTAMP_FORM) from None
    if sent.tzinfo is None:
        raise CheckFailedError(Check.TIMESTAMP_FORM)
    tolerance = EVENT_TOLERANCE if request.get("type") in EVENTS else TOLERANCE
    if abs(now - sent) > tolerance:
        raise CheckFailedError(Check.TIMESTAMP)
