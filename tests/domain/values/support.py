"""What the tables of typed cells share."""

from __future__ import annotations

import pytest

from street_desk.domain.kinds import Kind
from street_desk.domain.problems import UnreadableValue


def refused(kind: Kind, raw: object) -> UnreadableValue:
    """Why the kind refuses a cell, said whole in both languages."""
    with pytest.raises(UnreadableValue) as caught:
        kind.read(raw)
    for language in ("en", "zh_CN"):
        assert "{" not in caught.value.text(language)
    return caught.value
