"""Workbooks of our own making: mapped by their mark, typed columns compared as shown, derived ones never imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from street_desk.domain.kinds import FEN, Kind, Money, Rate, Reference, Value, matching
from street_desk.domain.numbers import WAN, ApproximateValue, read_number
from street_desk.domain.people import Masked
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.sheets import Column
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing import units
from street_desk.exchange.importing.draft import Draft, DraftRow
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import NO_COLUMN, SHEETS_READ, Match
from street_desk.exchange.importing.values import ERROR, UNCOMPUTED
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_dash, plain
from street_desk.language import N_, Message, message

_PRINTED = message(N_("printed for comparison"))
_COMPARED = message(N_("a figure of the program; it is compared and not imported"))
_OTHER_YEAR = message(N_("a figure of another year; it is neither compared nor imported"))
_NO_ROW = message(N_("a figure of a row that the file does not hold; it is not imported"))
_RUNNING = ("序号",)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a workbook of our own says of itself; `columns` are the keys by plain heading path.

    `beside` are the tabs that hold nothing to read in: parameters, notes, forms of worked-out figures.
    """

    sheet: str
    year: int
    wan: bool
    places: int
    columns: Mapping[str, str]
    beside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, said: Mapping[str, Any] | None) -> Mark | None:
        """The mark, None for a foreign workbook or a mark that does not hold together."""
        try:
            if said is None or shows_only(said) or said["sheet"] not in SHEETS_READ:
                return None
            columns = {plain(str(path)): str(key) for path, key in said["columns"]}
            return cls(
                str(said["sheet"]),
                int(said["year"]),
                said.get("unit") == units.WAN,
                max(0, min(6, int(said.get("places", 2)))),
                columns,
                frozenset(map(str, said.get("beside") or ())),
            )
        except (KeyError, TypeError, ValueError):
            return None

    # The vocabulary that its headings are found by ---------------------------------------------------------------

    @property
    def sheets(self) -> tuple[str, ...]:
        return (self.sheet,)

    def key(self, sheet: str, text: str) -> str:
        """The column one heading cell names by itself; the text itself where it is a group's."""
        bare = plain(text)
        if bare in self.columns:
            return self.columns[bare] or bare
        return bare if bare and any(bare in path.split("/") for path in self.columns) else ""

    def match(self, sheet: str, paths: Sequence[tuple[str, ...]]) -> list[Match]:
        return [self._match("/".join(plain(part) for part in path)) for path in paths]

    def _match(self, path: str) -> Match:
        key = self.columns.get(path)
        if key is None:
            return NO_COLUMN
        if not key:
            return Match(reason=_PRINTED, why=_PRINTED)
        whole = key.partition(".")[0]
        catalogue = SHEETS[self.sheet]
        said = message(N_("written by this program"))
        if key in catalogue and not catalogue[key].derived:
            return Match(key, key, 100, said)
        return Match(whole if whole in catalogue else "", "", 100, said, _COMPARED, compared=key)

    # What it shows against what is held --------------------------------------------------------------------------

    @property
    def slack(self) -> Decimal:
        """How far a shown amount may be from the exact one, in yuan: half of its last place."""
        return Decimal(10) ** -self.places * (WAN if self.wan else 1) / 2

    def equal(self, column: Column, value: Value, held: Value) -> bool:
        """Whether a typed value is the held one, or that one rounded as it was printed: any other fen is a change."""
        if isinstance(column.kind, Money):
            last_place = Decimal(10) ** -self.places * (WAN if self.wan else 1) * FEN
            printed = (Decimal(held) / last_place).quantize(Decimal(1), rounding=ROUND_HALF_UP) * last_place
            return Decimal(value) in (Decimal(held), printed)
        return bool(value == held)


def shows_only(said: Mapping[str, Any] | None) -> bool:
    """Whether a mark is that of a form without a column to read in, such as a community's worksheet."""
    if said is None or "form" not in said or not isinstance(said.get("columns"), list):
        return False
    return not any(isinstance(column, list) and column[-1:] not in ([], [""]) for column in said["columns"])


def compare(
    mark: Mark, assessment: Assessment | None, draft: Draft, row: DraftRow, row_id: int | None
) -> None:
    """Compares the derived figures of one row; a difference is refused by cell."""
    for heading in draft.table.headings:
        key = heading.match.compared
        cell = draft.table.grid.cell(row.number, heading.column) if key else None
        if cell is None:
            continue
        if assessment is None or mark.year != assessment.book.year:
            draft.skip(cell, _OTHER_YEAR)
        elif row_id is None:
            draft.skip(cell, _NO_ROW)
        elif cell.error:
            draft.refuse(cell, key, message(ERROR, error=cell.error))
        elif cell.uncomputed:
            draft.skip(cell, UNCOMPUTED)
        else:
            why = _difference(mark, assessment, row_id, key, cell.value, cell_text(cell))
            if why is None:
                draft.skip(cell, _COMPARED)
            else:
                draft.refuse(cell, key, why)


def _difference(
    mark: Mark, assessment: Assessment, row_id: int, key: str, raw: object, text: str
) -> Message | None:
    """Why a printed figure is not the program's own; None where it is."""
    whole, _, role = key.partition(".")
    line = assessment.lines(mark.sheet, row_id).get(whole)
    kind = SHEETS[mark.sheet][whole].kind if whole in SHEETS[mark.sheet] else Kind()
    if role:
        # A part has a unit of its own: the multiple of a wage is no money.
        step = next((s for s in line.steps if s.role == role), None) if line else None
        exact = step.amount if step else None
        kind = kind if step and step.unit == "money" else Kind()
    else:
        exact = line.value if line else None
    if exact is None:
        return None if is_dash(text) else message(
            N_("the workbook says {text}, the program has no figure here"), text=text
        )  # fmt: skip
    if isinstance(kind, Money) and not role:
        exact = Decimal(exact) / FEN
    shown = kind.format(int(exact * FEN)) if isinstance(kind, Money) else kind.format(exact)
    agrees = (
        _numbers_agree(mark, kind, exact, raw)
        if isinstance(exact, (int, Decimal)) and not isinstance(kind, (Reference, Masked))
        else _words(text) in (_words(shown), _words(str(exact)))
    )
    if agrees:
        return None
    return message(
        N_("the workbook says {text}, the program works out {shown}; change what it is worked out from"),
        text=text,
        shown=shown,
    )


def _numbers_agree(mark: Mark, kind: Kind, exact: Decimal | int, raw: object) -> bool:
    money = isinstance(kind, Money)
    percent = isinstance(raw, str) and raw.strip().endswith(("%", "％"))
    try:
        bare = str(raw).strip().rstrip("%％") if percent else raw
        said = read_number(bare, _COMPARED, factor=WAN if money and mark.wan else 1)
    except ApproximateValue as problem:
        said = problem.value
    except UnreadableValue:
        return False
    if said is None:
        return False
    if percent:
        said /= 100
    slack = mark.slack if money else Decimal("0.0006") if isinstance(kind, Rate) else Decimal(0)
    return abs(said - Decimal(exact)) <= slack


def _words(text: str) -> str:
    return matching(text).replace("–", "-").replace("—", "-").replace("~", "-").replace("至", "-")
