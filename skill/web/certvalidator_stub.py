"""A stand-in for ``certvalidator``, so that flask-ask-sdk can be imported at all.

flask-ask-sdk imports certvalidator through its verifier; certvalidator imports
oscrypto, whose last release cannot parse the version of OpenSSL 3.0.10 and
later and raises at import. This project verifies requests itself
(:mod:`skill.web.verification`), so the import only has to succeed. Whoever
calls the stand-in gets an error: verification can never be skipped in silence.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import NoReturn

_EXPLANATION = "certvalidator is a stand-in here; requests are verified by skill.web.verification"


class PathError(Exception):
    """Named by flask-ask-sdk's verifier; never raised."""


class ValidationError(Exception):
    """Named by flask-ask-sdk's verifier; never raised."""


class CertificateValidator:
    """Cannot be made: whoever tries would believe a certificate was checked."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        _refuse()


def _refuse() -> NoReturn:
    raise RuntimeError(_EXPLANATION)


def install() -> None:
    """Put the stand-in where flask-ask-sdk will look for certvalidator.

    A certvalidator that is already imported works, and is left alone.
    """
    if "certvalidator" in sys.modules:
        return
    package, errors = (
        ModuleType("certvalidator", _EXPLANATION),
        ModuleType("certvalidator.errors", _EXPLANATION),
    )
    vars(package).update(CertificateValidator=CertificateValidator, errors=errors)
    vars(errors).update(PathError=PathError, ValidationError=ValidationError)
    sys.modules["certvalidator"] = package
    sys.modules["certvalidator.errors"] = errors
