"""Form layouts: what an office has otherwise on a form than the program, and how that is kept in a row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from street_desk.domain.sheets import Row

NAME = "form_layouts"
"""The sheet that the layouts are kept in."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of a form by its key: `heading` is its words from the top with / between, "" for the form's own."""

    key: str
    heading: str = ""
    shown: bool = True

    @property
    def path(self) -> tuple[str, ...]:
        # Chinese keyboards have a / of their own.
        parts = self.heading.replace("／", "/").split("/")
        return tuple(filter(None, (part.strip() for part in parts)))


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: `key` is the column of the office that names them, "" where they sign by hand.

    `name` stands in the place of the office's.
    """

    label: str
    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class FormLayout:
    """How an office has a form; what is empty is the form's own.

    `columns` are all columns in their order, `notes` stand below those of the form, and `hidden` are the kinds of the
    form's notes that are left out.
    """

    title: str = ""
    number: str = ""
    columns: tuple[Placed, ...] = ()
    signers: tuple[Signer, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Row) -> FormLayout:
        """The layout that a row holds."""
        return cls(
            str(row.get("title") or ""),
            str(row.get("number") or ""),
            tuple(Placed(**one) for one in _held(row, "columns")),
            tuple(Signer(**one) for one in _held(row, "signers")),
            tuple(_held(row, "notes")),
            tuple(_held(row, "hidden")),
        )

    def values(self) -> dict[str, str | None]:
        """What its row holds."""
        return {
            "title": self.title or None,
            "number": self.number or None,
            "columns": _json([_plain(one) for one in self.columns]),
            "signers": _json([_plain(one) for one in self.signers]),
            "notes": _json(list(self.notes)),
            "hidden": _json(list(self.hidden)),
        }


def layout_rows(rows: list[Row]) -> dict[str, Row]:
    """The rows of a year's layouts by form."""
    return {str(row["form"]): row for row in rows}


def _plain(one: Placed | Signer) -> dict[str, Any]:
    """What differs from nothing said."""
    said = {field.name: (getattr(one, field.name), field.default) for field in fields(one)}
    return {name: value for name, (value, usual) in said.items() if value != usual}


def _json(found: list[Any]) -> str | None:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else None


def _held(row: Mapping[str, Any], key: str) -> list[Any]:
    found: list[Any] = json.loads(row.get(key) or "[]")
    return found
