"""The mark by which a workbook of our own making is known, whichever format it was saved in since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

MARK = "street-desk"
"""The custom document property; what does not fit into it goes on in street-desk-2, street-desk-3 …"""


def mark_of(properties: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The workbook's own word on itself; what does not read as such is as good as none."""
    # Excel wants properties of at most 255 characters, so a long mark goes on in the next.
    if MARK not in properties:
        return None
    text, part = properties[MARK], 2
    while f"{MARK}-{part}" in properties:
        text += properties[f"{MARK}-{part}"]
        part += 1
    try:
        mark = json.loads(text)
    except ValueError:
        return None
    return mark if isinstance(mark, dict) else None
