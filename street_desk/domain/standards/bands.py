"""Bands: a number line cut at edges, each edge owned by one side and said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

import msgspec

from street_desk.language import N_, Message, Words, message

Side = Literal["above", "below"]
Refusal = tuple[str, Message]
"""What a pack got wrong: the key path, and a plain sentence."""


def below(key: str, refusals: Iterable[Refusal]) -> Iterator[Refusal]:
    """Refusals of something that stands under a key."""
    return ((f"{key}.{path}" if path else key, said) for path, said in refusals)


class Edge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one band ends and the next begins, and which of both owns the number itself.

    The side is either stated (`belongs`) or chosen by a setting whose options are "above" and "below".
    """

    at: int | Decimal
    belongs: Side | None = None
    setting: str = ""

    def owner(self, facts: Mapping[str, Any]) -> Side:
        return self.belongs or facts[f"setting.{self.setting}"]


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lookup table's axis: n edges make n + 1 bands, so that nothing gaps and nothing overlaps."""

    id: str
    input: str
    unit: Words
    edges: tuple[Edge, ...]

    def find(self, value: Decimal | int, facts: Mapping[str, Any]) -> int:
        """Which band `value` falls in, 0 for the lowest."""
        for place, edge in enumerate(self.edges):
            if value < edge.at or (value == edge.at and edge.owner(facts) == "below"):
                return place
        return len(self.edges)

    def words(self, place: int, facts: Mapping[str, Any]) -> Message:
        """The band in words, edges' sides included: "3,000户至5,000户（均含）"."""
        low = self.edges[place - 1] if place else None
        high = self.edges[place] if place < len(self.edges) else None
        low_in = low is not None and low.owner(facts) == "above"
        high_in = high is not None and high.owner(facts) == "below"
        values = {"unit": self.unit, "low": low.at if low else "", "high": high.at if high else ""}
        return Message(_WORDS[low is None, high is None, low_in, high_in], values)

    def refusals(self, settings: Mapping[str, tuple[str, ...]]) -> Iterator[Refusal]:
        """What is wrong with the table itself."""
        if not self.edges:
            yield "edges", message(N_("at least one edge is needed"))
        for one, two in zip(self.edges, self.edges[1:], strict=False):
            if one.at >= two.at:
                yield "edges", message(N_("{one} must be above {other}"), one=two.at, other=one.at)
        for edge in self.edges:
            if bool(edge.belongs) == bool(edge.setting):
                yield "edges", message(N_("{at} needs either belongs or setting"), at=edge.at)
            if edge.setting and set(settings.get(edge.setting, ())) != {"above", "below"}:
                said = N_("the setting “{name}” must have the options above and below")
                yield "edges", message(said, name=edge.setting)


_WORDS = {
    (True, False, False, False): N_("under {high} {unit}"),
    (True, False, False, True): N_("up to {high} {unit} (included)"),
    (False, False, True, True): N_("{low} to {high} {unit} (both included)"),
    (False, False, True, False): N_("{low} {unit} (included) to {high} (not included)"),
    (False, False, False, True): N_("{low} {unit} (not included) to {high} (included)"),
    (False, False, False, False): N_("{low} to {high} {unit} (neither included)"),
    (False, True, False, False): N_("over {low} {unit}"),
    (False, True, True, False): N_("{low} {unit} and over"),
}


def placed(run: Any, band_id: str) -> tuple[int, Callable[[], Message]]:
    """Where a run's row falls in a band, and what says so in words when it is asked."""
    band: Band = run.standard.band[band_id]
    value = run.value(band.input)
    place = band.find(value, run.common)

    def words() -> Message:
        return message(
            N_("{input} {value} {unit}, in {band}"),
            input=run.label(band.input),
            value=value,
            unit=band.unit,
            band=band.words(place, run.common),
        )

    return place, words
