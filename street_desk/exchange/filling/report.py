"""What became of a template: how many cells hold this year's figures, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from street_desk.language import N_, Message, message

LeftKind = Literal["column", "row", "community"]

KINDS: dict[LeftKind, str] = {"column": N_("column"), "row": N_("row"), "community": N_("community")}


class Left(NamedTuple):
    """Something that was not filled in: what it is, how it is called, where it stands ("" for nowhere), and why."""

    kind: LeftKind
    text: str
    where: str
    why: Message

    def to_json(self) -> dict[str, str]:
        return {"kind": self.kind, "text": self.text, "where": self.where, "why": self.why.text()}


class Taken(NamedTuple):
    """Something to know that left nothing out: a row that was filled in though it is called otherwise, a tab without
    a table."""

    where: str
    what: Message


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled copy. `count` are the cells that hold this year's figures, `taken` is what to know."""

    path: Path
    count: int
    left: tuple[Left, ...]
    taken: tuple[Taken, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.left

    def to_json(self) -> dict[str, Any]:
        return {
            "filled": self.count,
            "path": str(self.path),
            "left": [one.to_json() for one in self.left],
            "notes": [{"cell": one.where, "text": one.what.text()} for one in self.taken],
        }

    def lines(self) -> Iterator[str]:
        """The report in words, in the current language."""
        said = N_("Filled {n} cells in {path}; every one was read back.")
        yield message(said, n=self.count, path=str(self.path)).text()
        if self.left:
            yield message(N_("Not filled in ({n}):"), n=len(self.left)).text()
        for one in self.left:
            yield "  " + left_line(one).text()
        for note in self.taken:
            yield f"  {note.where}: {note.what.text()}"


def left_line(one: Left) -> Message:
    """One thing left, in a line."""
    kind = message(KINDS[one.kind])
    if one.where:
        return message(
            N_("{kind} {text} ({where}): {why}"), kind=kind, text=one.text, where=one.where, why=one.why
        )
    return message(N_("{kind} {text}: {why}"), kind=kind, text=one.text, why=one.why)
