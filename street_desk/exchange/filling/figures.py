"""The figures that go into a template: this year's and last year's, as a file holds them and as they are worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from street_desk.domain.catalogue.communities import APPROVED
from street_desk.domain.forms import FORMS
from street_desk.domain.forms.assembling import paths_of
from street_desk.domain.forms.form import FormColumn, Source, TableForm
from street_desk.domain.kinds import FEN, Kind, Money, Rate, Reference, References, Text, Value
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.then import year_before
from street_desk.exchange.filling.recognised import FoundColumn
from street_desk.exchange.filling.wanted import Wanted
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import plain


@dataclass(frozen=True, slots=True)
class Amount(Kind):
    """A plain number; `Money` where it is an amount in fen."""


NUMBER = Amount()


@dataclass(frozen=True, slots=True)
class Figures:
    """A year's Assessment and the year before's, None where the file has none. `form`: the form a template is."""

    now: Assessment
    before: Assessment | None
    form: str = ""

    def kind(self, sheet: str, column: FoundColumn) -> Kind:
        """What kind of figure a column holds; money is in fen, a rate a share of one."""
        wanted = column.wanted
        if wanted.printed:
            known = self.printed(sheet, column)
            kinds = {"money": Money(), "count": NUMBER, "number": NUMBER, "rate": Rate()}
            return kinds.get(known.kind, Text()) if known is not None else Text()
        if wanted.role:
            return Money() if self._part_is_money(sheet, wanted) else NUMBER
        return SHEETS[sheet][wanted.key].kind if wanted.key else Money()

    def value(self, sheet: str, row_id: int, column: FoundColumn) -> Value:
        """A row's figure for a column, None where there is none."""
        wanted, row = column.wanted, self.now.book.row(sheet, row_id)
        if row is None:
            return None
        if wanted.printed:
            known = self.printed(sheet, column)
            value = known.value(Source(self.now, sheet, row)) if known is not None else None
            return (
                int(value * FEN) if known and known.kind == "money" and isinstance(value, Decimal) else value
            )
        if wanted.role:
            line = self.now.lines(sheet, row_id).get(wanted.key)
            part = line.part(wanted.role) if line is not None else None
            return (
                int(part * FEN) if isinstance(part, Decimal) and self._part_is_money(sheet, wanted) else part
            )
        if wanted.of:
            return _sum([self._one(sheet, row, key, wanted.prior) for key in wanted.of], wanted.of[0])
        return self._one(sheet, row, wanted.key, wanted.prior)

    def _one(self, sheet: str, row: Row, key: str, prior: bool) -> Value:
        assessment, held = self.now, row
        if prior:
            if self.before is None:
                return None
            then = year_before(self.now, self.before).row(sheet, row)
            if then is None:
                return None
            assessment, held = self.before, then
            if key == "total_fund":
                parts = [self._one(sheet, row, fund, prior) for fund in APPROVED]
                return _sum(parts, "office_fund")
            # What a fund was last year is what was approved; only where that is not known, what was asked for.
            if key in APPROVED and held.get(APPROVED[key]) is not None:
                return held[APPROVED[key]]
        column = SHEETS[sheet][key]
        value = assessment.value(sheet, int(held["id"]), key) if column.derived else held.get(key)
        if value is not None and isinstance(column.kind, (Reference, References)):
            return assessment.book.format(column, value)
        return value

    def _part_is_money(self, sheet: str, wanted: Wanted) -> bool:
        """Whether a part of a figure is an amount; the multiple of a wage is none."""
        for row_id in self.now.book.ids(sheet):
            line = self.now.lines(sheet, row_id).get(wanted.key)
            step = next((s for s in line.steps if s.role == wanted.role), None) if line is not None else None
            if step is not None:
                return step.unit == "money"
        return True

    def printed(self, sheet: str, column: FoundColumn) -> FormColumn | None:
        """The column of the form that a template of our own making is, by its heading; None where there is none."""
        form = FORMS.get(self.form)
        if not isinstance(form, TableForm) or form.sheet != sheet:
            return None
        return next((c for path, c in self._paths(form) if path == _plain(column.path)), None)

    def _paths(self, form: TableForm) -> Iterator[tuple[tuple[str, ...], FormColumn]]:
        for path, column in zip(paths_of(form, self.now), form.columns, strict=True):
            if column.kind != "serial":
                yield _plain(path), column
        # What a heading says below it of its year (截至6月) was another thing in that year.
        for column in form.columns:
            if column.kind != "serial" and any("{" in part for part in column.path):
                for word in ("决算", "预计全年"):
                    yield _plain((column.path[0], word)), column
                yield _plain(column.path[:1]), column


def _sum(parts: list[Value], key: str) -> Value:
    """Amounts added up; what is worked out is known only as a whole, what was typed as far as it was."""
    known = [part for part in parts if part is not None]
    whole = len(known) == len(parts) or (bool(known) and key not in APPROVED)
    return sum(known) if whole else None


def _plain(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(part) for part in path if part)
