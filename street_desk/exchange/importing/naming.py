"""Naming: other ways to write a community: the street before it, a former name behind it, two names at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from street_desk.domain.book import stem
from street_desk.domain.kinds import matching
from street_desk.domain.sheets import Row
from street_desk.exchange.importing.likeness import is_bare

_STREET = re.compile(r"(?:街道办事处|街道|办事处)$")
_BODY = re.compile(r"(?:党委|党总支|党支部|党组织|工作站|服务站|服务中心|党群服务中心)$")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_FORMER = re.compile(r"^(?:原名|原|曾用名|更名前|现)[:：]?")
_STOPS = re.compile(r"[、，,；;/／]")
_SPACES = re.compile(r"\s+")


class Street:
    """The street's and the county's own names, as they stand before those of communities."""

    def __init__(self, office: Row) -> None:
        street, county = (matching(str(office.get(key) or "")) for key in ("street", "county"))
        short = _STREET.sub("", street)
        before = f"(?:{re.escape(county)})?" if county else ""
        full = rf"^{before}{re.escape(short)}(?:街道办事处|街道|办事处)"
        # 青山解放路社区 may as well be the name of another community.
        self._full = re.compile(full) if short else None
        self._short = re.compile(rf"^{before}{re.escape(short)}") if short else None

    def off(self, name: str) -> str:
        """A name without the street's full name before it; as it is where nothing would be left."""
        return self._without(self._full, name)

    def others(self, name: str) -> Iterator[str]:
        """What else a name may mean: without the street, without its brackets or what they hold, without a body."""
        bare = self._without(self._short, name)
        for text in (bare, _BRACKETS.sub("", bare), *_BRACKETS.findall(bare)):
            told = _FORMER.sub("", matching(text))
            yield told
            yield _BODY.sub("", told)

    @staticmethod
    def _without(before: re.Pattern[str] | None, name: str) -> str:
        left = before.sub("", matching(name)) if before is not None else matching(name)
        return left if stem(left) else name


def holds_several(name: str) -> bool:
    """Whether a text is the names of several communities."""
    if len([part for part in _STOPS.split(_BRACKETS.sub("", name)) if part.strip()]) > 1:
        return True
    parts = name.split()
    return len(parts) > 1 and not any(is_bare(part) for part in parts)
