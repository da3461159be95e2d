"""The cells of a sheet by column, as arranging needs them: values, how they are shown, what they are sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from street_desk.domain import pinyin
from street_desk.domain.arranging.arrangement import ANY
from street_desk.domain.kinds import Choice, Reference, Value
from street_desk.domain.sheets import Column

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """Where cells are asked for; `code` is the code of the row that a reference names, `severity` of its finding."""

    ids: Callable[[], Sequence[int]]
    values: Callable[[Sequence[int], Column], list[Value]]
    shown: Callable[[Column, Value], str]
    code: Callable[[Column, Value], str]
    severity: Callable[[int, str], str]


class Cells:
    """Keeps what it was asked for until it is told to forget, so that sorting again does not read everything anew."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._values: dict[str, dict[int, Value]] = {}
        self._texts: dict[str, dict[Value, str]] = {}
        self._ranks: dict[tuple[str, bool], dict[Value, Value]] = {}

    def ids(self) -> Sequence[int]:
        """The rows of the sheet in the order they were entered."""
        return self._source.ids()

    def values(self, column: Column, ids: Sequence[int]) -> list[Value]:
        """The values of a column, for these rows."""
        held = self._values.setdefault(column.key, {})
        try:
            return list(map(held.__getitem__, ids))
        except KeyError:
            lacking = [row_id for row_id in ids if row_id not in held]
            held.update(zip(lacking, self._source.values(lacking, column), strict=True))
            return list(map(held.__getitem__, ids))

    def shown(self, column: Column) -> Callable[[Value], str]:
        """How values of a column stand in the grid; "" for the blank."""
        held = self._texts.setdefault(column.key, {None: ""})

        def text(value: Value) -> str:
            found = held.get(value)
            if found is None:
                found = held[value] = self._source.shown(column, value)
            return found

        return text

    def sort_keys(self, column: Column, values: Sequence[Value], by_code: bool = False) -> Sequence[Value]:
        """What these values are sorted by, None for the blank."""
        if column.kind.numeric:
            return values
        ranks = self._ranks.setdefault((column.key, by_code), {None: None, "": None})
        try:
            return list(map(ranks.__getitem__, values))
        except KeyError:
            rank = self._rank(column, by_code)
            # In the order of the rows: what lies together in memory is compared several times faster.
            for value in values:
                if value not in ranks:
                    ranks[value] = rank(value)
            return list(map(ranks.__getitem__, values))

    def prepare(self, column: Column) -> Iterator[None]:
        """Works out beforehand what a column is sorted by, some rows at a time."""
        ids = self.ids()
        for begin in range(0, len(ids), _AT_ONCE):
            self.sort_keys(column, self.values(column, ids[begin : begin + _AT_ONCE]))
            yield

    def _rank(self, column: Column, by_code: bool) -> Callable[[Value], Value]:
        kind = column.kind
        if isinstance(kind, Choice):
            places = {option.key: place for place, option in enumerate(kind.options)}
            return lambda value: places.get(value, len(places))
        if isinstance(kind, Reference):

            def named(value: Value) -> Value:
                code = self._source.code(column, value) if by_code else ""
                name = pinyin.order(self._source.shown(column, value))
                # Who has no code comes behind all that have one.
                return (not code, code, name) if by_code else name or None

            return named
        return lambda value: pinyin.order(value) if isinstance(value, str) else value

    def with_finding(self, key: str, severity: str, ids: Iterable[int]) -> set[int]:
        """The rows whose cell of a column has a finding of that severity."""
        ask = self._source.severity
        return {row_id for row_id in ids if (found := ask(row_id, key)) and severity in (ANY, found)}

    def forget(self, rows: Iterable[int]) -> None:
        """Some rows hold something else now."""
        for row_id in rows:
            for held in self._values.values():
                held.pop(row_id, None)

    def forget_words(self) -> None:
        """Values are shown otherwise now: masked or in full, or the community that they name has another name."""
        self._texts.clear()
        self._ranks.clear()
