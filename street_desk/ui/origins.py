"""Where a cell's value comes from, in words: the workbook and its cell, or who typed it and when."""

from __future__ import annotations

from street_desk.domain.kinds import Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column
from street_desk.language import N_, Message, message
from street_desk.store.history import ValueEntry
from street_desk.ui.grid_model import GridModel

# How a single cell's entry is called by the grid and by the command: it says no more than the sentence here.
_TYPED = ("{row} {column}: {text}", "{sheet}: {what}", "{sheet}, {row}: {what}")


def origin_of(model: GridModel, row: int, column: Column) -> list[str]:
    """One sentence for the value as it stands, and for one carried from earlier years one more a year."""
    said: list[str] = []
    year = ""
    for one in model.session.origin(model.sheet.name, row, column.key):
        sentence = _sentence(model, column, one)
        said.append((message(N_("In {year}: {said}"), year=year, said=sentence) if year else sentence).text())
        year = str(one.carried.year) if one.carried is not None else ""
    return said


def history_of(model: GridModel, row: int, column: Column, most: int | None = None) -> list[str]:
    """One line for every entry that set a value, the newest first: when, who, and what it became from what."""
    found = model.session.history_of(model.sheet.name, row, column.key, most)
    return [_line(model, column, one).text() for one in found]


def _line(model: GridModel, column: Column, one: ValueEntry) -> Message:
    words = N_("{when} {who}: {before} → {after}")
    if one.entry.what.msgid not in _TYPED:
        words = N_("{when} {who}: {before} → {after} ({what})")
    return message(
        words,
        when=one.entry.at[:16].replace("T", " "),
        who=one.entry.who,
        before=shown(model, column, one.before) or "—",
        after=shown(model, column, one.after) or "—",
        what=one.entry.what,
    )


def _sentence(model: GridModel, column: Column, one: ValueEntry) -> Message:
    who, when = one.entry.who, one.entry.at[:16].replace("T", " ")
    if one.origin is not None:
        raw = one.origin.raw
        if isinstance(column.kind, Masked) and not model.unmasked:
            raw = column.kind.mask_text(raw)
        return message(
            N_("From {file} · {tab} · {cell}, which says “{raw}”; imported {when} by {who}"),
            file=one.origin.file,
            tab=one.origin.tab,
            cell=one.origin.cell,
            raw=raw,
            when=when,
            who=who,
        )
    if one.carried is not None:
        return message(
            N_("Carried from {year} when {who} opened the next year, {when}"),
            year=str(one.carried.year),
            when=when,
            who=who,
        )
    return _entered(one, who, when, shown(model, column, one.before))


def _entered(one: ValueEntry, who: str, when: str, before: str) -> Message:
    named = {"when": when, "who": who, "before": before, "what": one.entry.what}
    if one.entry.what.msgid not in _TYPED:
        if before:
            return message(N_("{when} by {who}, {what}; before: {before}"), **named)
        return message(N_("{when} by {who}, {what}"), **named)
    if one.after is None:
        return message(N_("Emptied {when} by {who}; before: {before}"), **named)
    if before:
        return message(N_("Typed {when} by {who}; before: {before}"), **named)
    return message(N_("Typed {when} by {who}"), **named)


def shown(model: GridModel, column: Column, value: Value) -> str:
    """A value as the grid shows it, ids masked unless they are shown in full."""
    if isinstance(column.kind, Masked) and not model.unmasked:
        return column.kind.mask(value)
    return model.session.book(model.year).format(column, value)
