"""A county's own columns on the forms: at the right, added up where they are money, and the page still holds all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk.domain.edits import Edit
from street_desk.domain.forms import TABLES, is_first
from street_desk.domain.forms.widths import needed
from street_desk.domain.own_editing import adding
from street_desk.domain.pages import paper_room
from street_desk.exchange.exporting import export
from street_desk.language import message
from street_desk.session import Session
from tests.pages import OF_SHEETS, filled
from tests.streets import change, small_street


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


def _add(street: Session, sheet: str, heading: str, kind: str, on_form: bool = True) -> str:
    made = adding(street.book(2027), (), sheet, heading, kind, on_form, street.next_id("own_columns"))
    street.apply(Edit(message("x"), (made,), 2027))
    return str((made.after or {})["key"])


def test_only_what_is_asked_for_stands_on_the_form(street: Session) -> None:
    before = filled(street, "funding")
    _add(street, "communities", "网格员", "text", on_form=False)
    _add(street, "workers", "特长", "text")
    assert filled(street, "funding") == before
    key = _add(street, "communities", "物业补贴", "money")
    assert [c.key for c in filled(street, "funding").columns] == [*(c.key for c in before.columns), key]
    assert filled(street, "pay").columns[-1].path == ("特长",)


def test_money_is_added_up_and_in_the_unit_of_the_form(street: Session) -> None:
    key = _add(street, "communities", "物业补贴", "money")
    for row, text in ((1, "10000"), (2, "2500.5"), (3, "-500")):
        change(street, 2027, "communities", row, **{key: text})
    yuan, wan = filled(street, "funding"), filled(street, "funding", unit="wan")
    assert [row.boxes[-1].value for row in yuan.rows] == [
        *(Decimal("10000"), Decimal("2500.5"), Decimal("-500"), Decimal("12000.5")),
    ]
    assert wan.rows[-1].boxes[-1].value == Decimal("1.20005")


@pytest.mark.parametrize("form", [one for one in OF_SHEETS if is_first(TABLES[one])])
def test_the_page_still_holds_every_column(street: Session, form: str, tmp_path: Path) -> None:
    sheet = TABLES[form].sheet
    kinds = (("物业公司", "text"), ("满意率", "number"), ("检查日期", "date"), ("物业补贴", "money"))
    for heading, kind in kinds:
        key = _add(street, sheet, heading, kind)
        change(
            street,
            2027,
            sheet,
            1,
            **{key: {"text": "安居乐业物业服务公司", "date": "2027-03-01"}.get(kind, "123456.5")},
        )
    page = filled(street, form)
    assert sum(c.width for c in page.columns) == pytest.approx(
        paper_room("A4", page.landscape, 10.0), abs=0.5
    )
    assert min(c.width for c in page.columns) > 4
    dated = next(c for c in page.columns if c.path == ("检查日期",))
    assert dated.width >= needed("2027-03-01", page.size) - 0.01, "a date is not broken over two lines"
    # Both formats are read back and compared before they are said to be written.
    assert export([page], tmp_path / "a.xlsx") == 1
    assert export([page], tmp_path / "a.pdf") >= 1
