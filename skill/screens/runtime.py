"""Whether a device can show what is sent to it."""

from __future__ import annotations

import re

OLDEST = (1, 4)
"""The version of APL that the documents are written in; every newer one shows them too."""

_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\b")


def can_show(max_version: object) -> bool:
    """Tell whether a device whose newest APL is ``max_version``, such as "2024.3", shows our documents.

    A device that does not say a version, or says one that cannot be read, gets none: words
    alone are always right, and a document that a device cannot read is a refused response.
    """
    found = _VERSION.match(max_version) if isinstance(max_version, str) else None
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST
