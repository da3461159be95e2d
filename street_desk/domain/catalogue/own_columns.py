"""Own columns (自设列): the columns that a county adds to a sheet, a row a column and year; values lie in `extra`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from street_desk.domain.catalogue.scales import SignedMoney
from street_desk.domain.days import Day
from street_desk.domain.kinds import Choice, Count, Kind, Option, Text, Value, yes_no
from street_desk.domain.numbers import AREA, COUNTED, read_number
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.domain.texts import refusal
from street_desk.language import N_, Words, message

_MOST = 10**9
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number of a county's own, below 0 too, with as many decimals as the file's JSON keeps exactly."""

    numeric: ClassVar[bool] = True

    def parse(self, text: str) -> Value:
        return self.read(text)

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        expected = message(N_("Type a number with at most {n} decimals, such as 1.25."), n=_PLACES)
        value = read_number(raw, expected, families=(COUNTED, AREA))
        if value is None:
            return None
        if isinstance(raw, float):
            value = round(value, _PLACES)
        if not -_MOST <= value <= _MOST or value != round(value, _PLACES):
            raise refusal(raw, expected)
        return Decimal(f"{value.normalize():f}")

    def format(self, value: Value) -> str:
        return "" if value is None else f"{value:,}"

    def text(self, value: Value) -> str:
        # A whole number comes out of the file as an int.
        return "" if value is None else f"{Decimal(value):f}"

    def json(self, value: Value) -> object:
        return None if value is None else self.text(value)


KINDS = Choice(
    (
        Option("text", N_("text"), "文字", ("文本",)),
        Option("number", N_("number"), "数字", ("数值", "小数")),
        Option("date", N_("date"), "日期", ("时间",)),
        Option("money", N_("money"), "金额", ("金额(元)",)),
    )
)
_HELD: Mapping[str, Kind] = {
    "text": Text(200),
    "number": Number(),
    "date": Day(),
    "money": SignedMoney(),
}
_KEY = re.compile(rf"own_({'|'.join(_HELD)})_\d+$")

HEADING = Text(30)

OWN_COLUMNS = Sheet(
    "own_columns",
    N_("Own columns"),
    "自设列",
    (
        Column("key", N_("Key"), "列键", Text(40), required=True),
        Column("sheet", N_("Sheet"), "所在表", Text(40), required=True),
        Column("heading", N_("Heading"), "列名", HEADING, required=True, width=16),
        Column("kind", N_("Kind of value"), "数据类型", KINDS, required=True),
        Column("place", N_("Place"), "次序", Count(), required=True),
        Column("form", N_("On the form"), "是否打印", yes_no()),
    ),
    grid=False,
    identity=("key",),
    naming="heading",
    found_by=("key", "heading"),
    carried=True,
)


def own_key(kind: str, number: int) -> str:
    """The key of an own column. It tells the kind, so that its values can be read wherever they are kept."""
    return f"own_{kind}_{number}"


def own_kind(key: str) -> Kind | None:
    """The kind of an own column's values by its key; None for any other key."""
    found = _KEY.match(key)
    return _HELD[found[1]] if found else None


def own_rows(rows: Iterable[Row], sheet: str) -> list[Row]:
    """The rows that describe the own columns of a sheet, in the columns' order."""
    return sorted(
        (row for row in rows if row["sheet"] == sheet), key=lambda row: (row.get("place") or 0, row["id"])
    )


def own_columns(rows: Iterable[Row], sheet: str) -> tuple[Column, ...]:
    """The own columns of a sheet; `rows` describe those of all sheets."""
    return tuple(
        Column(
            str(row["key"]),
            str(row["heading"]),
            str(row["heading"]),
            own_kind(str(row["key"])) or Text(),
            width=14,
            words=Words(str(row["heading"])),
        )
        for row in own_rows(rows, sheet)
    )


def with_own(sheet: Sheet, rows: Iterable[Row]) -> Sheet:
    """A sheet with its own columns at the end; the very same where it has none."""
    own = own_columns(rows, sheet.name)
    return replace(sheet, columns=(*sheet.columns, *own)) if own else sheet
