"""A county's own columns: what they hold, and what becomes of them when they are renamed, removed or carried."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk.domain import own_editing
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.catalogue.own_columns import Number, own_key, own_kind
from street_desk.domain.comments import commented, on_sheet
from street_desk.domain.edits import Change, Edit
from street_desk.domain.kinds import Kind
from street_desk.domain.problems import CellEmpty, Problem, UnreadableValue
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Session
from tests.streets import change, small_street, state_of, type_in


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


def _do(street: Session, *changes: Change | None, year: int = 2027) -> None:
    street.apply(Edit(message("x"), tuple(c for c in changes if c is not None), year))


def add(
    street: Session,
    heading: str,
    kind: str = "text",
    sheet: str = "communities",
    on_form: bool = False,
    year: int = 2027,
) -> str:
    """Adds an own column, and gives its key."""
    others = [street.book(y) for y in street.years() if y != year]
    row_id = street.next_id("own_columns")
    made = own_editing.adding(street.book(year), others, sheet, heading, kind, on_form, row_id)
    _do(street, made, year=year)
    return str((made.after or {})["key"])


def _keys(street: Session, year: int = 2027) -> list[str]:
    return [c.key for c in street.sheet("communities", year).columns if own_kind(c.key) is not None]


def test_every_kind_of_value_is_typed_kept_and_read_again(street: Session) -> None:
    keys = [
        add(street, heading, kind)
        for heading, kind in (
            ("网格员", "text"),
            ("满意率", "number"),
            ("检查日期", "date"),
            ("物业补贴", "money"),
        )
    ]
    assert keys == ["own_text_1", "own_number_2", "own_date_3", "own_money_4"]
    assert [c.heading for c in street.sheet("communities", 2027).columns[-4:]] == [
        *("网格员", "满意率", "检查日期", "物业补贴"),
    ]
    cells = dict(zip(keys, ("甲一", "98.25", "2027年3月1日", "1.2万"), strict=True))
    change(street, 2027, "communities", 2, **cells)
    change(street, 2027, "communities", 1, own_number_2="-3", own_money_4="-0.5")
    held = street.book(2027).row("communities", 2)
    assert held is not None
    assert [held[key] for key in keys] == ["甲一", Decimal("98.25"), "2027-03-01", 1_200_000]
    before = street.book(2027).rows("communities")
    street.close()
    again = Session.open(street.path)
    assert again.book(2027).rows("communities") == before
    sheet, book = again.sheet("communities", 2027), again.book(2027)
    first = book.rows("communities")[0]
    assert [book.text(sheet[k], first.get(k)) for k in keys] == ["", "-3", "", "-0.50"]
    assert again.store.rows("communities", 2027)[1]["own_number_2"] == -3
    again.close()


def test_what_does_not_fit_is_refused_by_its_heading(street: Session) -> None:
    key = add(street, "物业补贴", "money")
    changes, refused = street.typed(2027, "communities", [Typed(1, key, "很多")])
    assert not changes
    assert "物业补贴" in refused[0].problem.text()


def test_adding_is_one_edit_and_undoes(street: Session) -> None:
    before = state_of(street)
    add(street, "网格员")
    assert _keys(street) == ["own_text_1"]
    street.undo()
    assert state_of(street) == before
    assert _keys(street) == []
    street.redo()
    assert _keys(street) == ["own_text_1"]


@pytest.mark.parametrize(
    "heading",
    ["社区名称", "户数", "households", "Households", " 备 注 ", "合计", "控制数", "网格 员", "own_text_1"],
)
def test_a_heading_that_is_taken_is_refused(street: Session, heading: str) -> None:
    add(street, "网格员")
    with pytest.raises(Problem):
        add(street, heading)
    assert _keys(street) == ["own_text_1"]


@pytest.mark.parametrize("heading", ["物业补贴（万元）", "物业补贴(元/月)", "物业补贴万元"])
def test_the_heading_of_an_amount_states_no_unit(street: Session, heading: str) -> None:
    with pytest.raises(own_editing.HeadingInUnit):
        add(street, heading, "money")
    assert add(street, heading, "number") == "own_number_1"


def test_a_heading_is_some_text(street: Session) -> None:
    with pytest.raises(CellEmpty):
        add(street, "  ")
    with pytest.raises(UnreadableValue):
        add(street, "长" * 31)
    with pytest.raises(own_editing.NoOwnColumns):
        add(street, "网格员", sheet="figures")


def test_the_same_heading_may_stand_in_another_sheet(street: Session) -> None:
    add(street, "网格员")
    assert add(street, "网格员", sheet="workers") == "own_text_2"


def test_renaming_keeps_the_values(street: Session) -> None:
    key = add(street, "网格员")
    change(street, 2027, "communities", 1, **{key: "甲一"})
    row = own_editing.found(street.book(2027), "网格员", "communities")
    _do(street, own_editing.changing(street.book(2027), row, "专职网格员", False))
    assert street.sheet("communities", 2027)[key].shown() == "专职网格员"
    assert street.book(2027).rows("communities")[0][key] == "甲一"
    row = own_editing.found(street.book(2027), key)
    assert own_editing.changing(street.book(2027), row, "专职网格员", False) is None


def test_a_column_moves_behind_the_others(street: Session) -> None:
    first, second, third = (add(street, heading) for heading in ("甲列", "乙列", "丙列"))
    book = street.book(2027)
    assert own_editing.moving_last(book, own_editing.found(book, third)) is None
    _do(street, own_editing.moving_last(book, own_editing.found(book, first)))
    assert _keys(street) == [second, third, first]
    street.undo()
    assert _keys(street) == [first, second, third]


def test_removing_takes_the_values_and_undo_brings_them_back(street: Session) -> None:
    key = add(street, "物业补贴", "money")
    change(street, 2027, "communities", 1, **{key: "100"})
    change(street, 2027, "communities", 3, **{key: "300"})
    before = state_of(street)
    book = street.book(2027)
    row = own_editing.found(book, key)
    assert own_editing.filled(book, row) == 2
    _do(street, *own_editing.removing(book, row))
    assert not any(key in r for r in street.store.rows("communities", 2027).values())
    assert _keys(street) == []
    street.undo()
    assert state_of(street) == before
    # A key is never given to another column.
    street.redo()
    assert add(street, "别的补贴", "money") == "own_money_2"


def test_removing_takes_the_comments_on_its_cells_along_and_undo_brings_them_back(street: Session) -> None:
    key = add(street, "网格员")
    change(street, 2027, "communities", 1, **{key: "甲一"})
    for cell in (("communities", 1, key), ("communities", 2, key), ("communities", 2, "name")):
        _do(street, commented(street.book(2027), *cell, "待核", street.next_id))
    before = state_of(street)
    book = street.book(2027)
    _do(street, *own_editing.removing(book, own_editing.found(book, key)))
    assert list(on_sheet(book, "communities")) == [(2, "name")]
    after = state_of(street)
    street.undo()
    assert state_of(street) == before
    street.redo()
    assert state_of(street) == after


def test_columns_and_values_go_on_into_the_next_year(street: Session) -> None:
    key = add(street, "物业补贴", "money", on_form=True)
    change(street, 2027, "communities", 1, **{key: "100"})
    street.open_year(2028)
    assert _keys(street, 2028) == [key]
    assert street.book(2028).rows("communities")[0][key] == 10_000
    # Each year is its own: what is removed in one stays in the other.
    book = street.book(2028)
    _do(street, *own_editing.removing(book, own_editing.found(book, key)), year=2028)
    assert (_keys(street, 2027), _keys(street, 2028)) == ([key], [])
    assert street.book(2027).rows("communities")[0][key] == 10_000
    assert add(street, "物业 补贴", "money", year=2028) == key, "the same column as in the other year"


def test_what_a_value_was_is_told_in_its_own_kind(street: Session) -> None:
    key = add(street, "物业补贴", "money")
    change(street, 2027, "communities", 1, **{key: "100"})
    change(street, 2027, "communities", 1, **{key: "250.5"})
    assert [one.after for one in street.history_of("communities", 1, key)] == [25_050, 10_000]


def test_a_key_tells_the_kind_and_no_catalogue_column_has_such_a_key() -> None:
    assert own_key("number", 7) == "own_number_7"
    assert isinstance(own_kind("own_number_7"), Number)
    assert own_kind("own_colour_7") is None
    assert not [c.key for s in SHEETS.values() for c in s.columns if own_kind(c.key) is not None]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,234.5", "1234.5"),
        ("-0.0001", "-0.0001"),
        (3, "3"),
        (0.1 + 0.2, "0.3"),
        ("１２", "12"),
        ("5户", "5"),
    ],
)
def test_numbers_are_exact(raw: object, value: str) -> None:
    kind: Kind = Number()
    assert kind.read(raw) == Decimal(value)
    assert kind.parse(kind.text(kind.read(raw))) == Decimal(value)


@pytest.mark.parametrize("raw", ["1.23456", "abc", "1e9", "1000000001", "约5"])
def test_what_is_no_such_number_is_refused(raw: str) -> None:
    with pytest.raises(UnreadableValue):
        Number().read(raw)


def test_a_row_added_with_own_values_is_whole(street: Session) -> None:
    key = add(street, "网格员", sheet="workers")
    type_in(street, 2027, "workers", {"community": "光明社区", "name": "戊五", key: "是"})
    assert street.book(2027).rows("workers")[-1][key] == "是"
    street.undo()
    street.redo()
    assert street.store.rows("workers", 2027)[5][key] == "是"
