"""Going: the rows, columns and tabs that a few letters name, the best first.

「xf hs」 is the column 户数 of 幸福社区: the first words name the row, by its characters, its pinyin or the initials of
that, and what is left names the column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from street_desk.domain.kinds import matching
from street_desk.domain.pinyin import found, initials, spelled
from street_desk.domain.pinyin_matching import matches

_RUN = 200
_MOST_COLUMNS = 5
_LONGEST = 10
_NUMBER, _SAME, _BEGINS, _SOUNDS, _INSIDE = range(5)


class Named(NamedTuple):
    """A row as it can be gone to: its id and what it is called; `place` counts from 0."""

    id: int
    name: str
    place: int


class Tab(NamedTuple):
    """A tab as it can be gone to: a grid with its rows and its columns by key and heading, or a form with neither.

    `numbered` is the row that has a number before it.
    """

    name: str
    title: str
    columns: Sequence[tuple[str, str]] = ()
    rows: Sequence[Named] = ()
    numbered: Callable[[int], Named | None] = lambda _number: None


class Goal(NamedTuple):
    """Where one can go: a tab, a row of it, a column of that. In order they are the best first."""

    rank: int
    order: int
    place: int
    column: int
    tab: str
    row: int = 0
    key: str = ""


def goals(asked: str, tabs: Sequence[Tab], here: int) -> Iterator[list[Goal]]:
    """What is meant by what was typed, some at a time; `here` is the tab that is looked at, whose rows come first.

    Where nothing is typed, every tab.
    """
    words = asked.split()
    if not words:
        yield [Goal(_SAME, order, -1, -1, tab.name) for order, tab in enumerate(tabs)]
        return
    yield [*_tabs(asked, tabs), *_in_tab(words, tabs[here])]
    for order in sorted(range(len(tabs)), key=lambda order: (order != here, order)):
        tab = tabs[order]
        for names, columns in _splits(words, tab):
            left = iter(tab.rows)
            while run := list(islice(left, _RUN)):
                yield [
                    Goal(rank, order + 1 if order != here else 0, row.place, column, tab.name, row.id, key)
                    for row in run
                    if (rank := _rank(names, row.name)) is not None
                    for column, key in columns
                ]


def _tabs(asked: str, tabs: Sequence[Tab]) -> Iterator[Goal]:
    for order, tab in enumerate(tabs):
        if (rank := _rank(asked, tab.title)) is not None:
            yield Goal(rank, order, -1, -1, tab.name)


def _in_tab(words: Sequence[str], tab: Tab) -> Iterator[Goal]:
    """A row by its number, and a column of the row where the cursor is."""
    number, rest = words[0], words[1:]
    row = (
        tab.numbered(int(number))
        if number.isascii() and number.isdigit() and len(number) < _LONGEST
        else None
    )
    if row is not None:
        for column, key in _columns(rest, tab) if rest else [(-1, "")]:
            yield Goal(_NUMBER, 0, row.place, column, tab.name, row.id, key)
    for column, key in _columns(words, tab):
        rank = _rank("".join(words), tab.columns[column][1])
        yield Goal(_INSIDE if rank is None else rank, 0, -1, column, tab.name, 0, key)


def _splits(words: Sequence[str], tab: Tab) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The ways to read words as a row's name and a column's heading."""
    yield "".join(words), [(-1, "")]
    for end in range(len(words) - 1, 0, -1):
        if columns := _columns(words[end:], tab):
            yield "".join(words[:end]), columns


def _columns(words: Sequence[str], tab: Tab) -> list[tuple[int, str]]:
    """The columns whose heading these words are in, the nearest first."""
    asked = "".join(words)
    ranked = [
        (rank, column, key)
        for column, (key, heading) in enumerate(tab.columns)
        if (rank := _rank(asked, heading)) is not None
    ]
    return [(column, key) for _rank_of, column, key in sorted(ranked)[:_MOST_COLUMNS]]


def _rank(asked: str, name: str) -> int | None:
    """How well a name fits; None where it does not."""
    bare, plain = matching(asked), matching(name)
    if not plain or not (bare in plain or found(bare, plain) or matches(bare, plain)):
        return None
    if bare == plain:
        return _SAME
    if plain.startswith(bare):
        return _BEGINS
    sounds = bare.isascii() and (initials(plain).startswith(bare) or spelled(plain).startswith(bare))
    return _SOUNDS if sounds else _INSIDE
