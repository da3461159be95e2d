from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.forms import TABLES
from street_desk.domain.forms.blank import blanked
from street_desk.domain.pages import Box, ColumnSum, Given, Page, PageRow
from street_desk.exchange.layout import lay_out
from street_desk.session import Session
from tests.pages import column, filled, two_years
from tests.streets import big_street


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def place(page: Page, key: str) -> int:
    return next(n for n, found in enumerate(page.columns) if found.key == key)


@pytest.mark.parametrize("form", list(TABLES))
def test_only_serial_numbers_names_and_labels_are_left(session: Session, form: str) -> None:
    page = filled(session, form, blank=True)
    kept = {"serial", "name", "community", "item", "clause", "unit"}
    for row in page.rows:
        for found, box in zip(page.columns, row.boxes, strict=True):
            assert not box.text or box.label or (found.key in kept and row.kind == "data")
    full = filled(session, form)
    key = next(column.key for column in page.columns if column.key in ("name", "item"))
    assert list(filter(None, column(page, key))) == list(filter(None, column(full, key)))
    assert page.header == full.header
    assert page.title == full.title


def test_it_says_that_it_is_blank_and_leaves_date_and_names_to_be_written(session: Session) -> None:
    page = filled(session, blank=True)
    assert page.code_line == "校验码：空白表"
    assert page.meta[1] == "填报日期：　　　　年　　月　　日"
    assert page.meta[2] == "单位：元"
    assert {name for _label, name in page.signatures} == {""}


def test_its_notes_are_the_document_and_its_clauses(session: Session) -> None:
    notes = filled(session, blank=True).notes
    assert notes
    assert all(note.startswith(f"{n}．依据：") for n, note in enumerate(notes, 1))
    assert not any("来源" in note or "截止" in note for note in notes)


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("sums", [False, True])
@pytest.mark.parametrize("communities", [1, 13, 40])
def test_empty_rows_go_on_to_the_end_of_the_last_sheet(
    tmp_path: Path, paper: str, communities: int, sums: bool
) -> None:
    session = big_street(tmp_path, communities, 1)
    page = filled(session, paper=paper, blank=True, page_sums=sums)
    session.close()
    added = [row for row in page.rows if row.kind == "data"][communities:]
    assert len(added) >= 3
    assert not any(box.text for row in added for box in row.boxes)
    layout = lay_out(page)
    head = layout.head if len(layout.sheets) == 1 else 16
    free = layout.height - 74 - head - layout.header_height - layout.sheets[-1].height
    assert 0 <= free < 1.6 * 72
    assert len(layout.sheets[-1].rows) > 3


def test_every_row_is_high_enough_to_write_in(session: Session) -> None:
    for form in TABLES:
        for row in filled(session, form, blank=True).rows:
            assert row.height >= 9 or row.kind in ("section", "heading")


def test_the_sums_take_in_the_added_rows_and_show_nothing_yet(session: Session) -> None:
    page = filled(session, blank=True)
    total = page.rows[-1].boxes[place(page, "office_fund")]
    assert (total.text, total.value) == ("", 0)
    assert total.formula == ColumnSum(0, len(page.rows) - 2)
    added = page.rows[-2].boxes[place(page, "office_fund")]
    assert (added.text, added.value) == ("", 0)
    assert added.formula is not None


def test_values_only_leaves_no_formula(session: Session) -> None:
    page = filled(session, blank=True, values_only=True)
    assert not any(box.formula or box.value == 0 for row in page.rows for box in row.boxes)


def test_columns_to_write_in_are_about_equally_wide_and_fill_the_same_room(session: Session) -> None:
    full, page = filled(session), filled(session, blank=True)
    assert sum(c.width for c in page.columns) == pytest.approx(sum(c.width for c in full.columns), abs=0.2)
    assert page.columns[1].width == full.columns[1].width
    assert all(c.width > 11 for c in page.columns[2:])


def test_sections_and_headings_stay_and_get_no_more_rows(session: Session) -> None:
    page = filled(session)
    others = [Box()] * (len(page.columns) - 1)
    section = PageRow("section", (Box("一、经费", "一、经费", span=len(page.columns)), *others))
    made = Page(**{name: getattr(page, name) for name in Page.__slots__} | {"rows": (section, *page.rows)})
    blank = blanked(made)
    assert blank.rows[0] == section
    assert len(blank.rows) == len(made.rows)


def test_what_a_worksheet_adds_up_is_still_added_up_of_the_same_rows(session: Session) -> None:
    full, page = filled(session, "worksheet"), filled(session, "worksheet", blank=True)
    amount = place(page, "amount")
    assert [row.boxes[amount].formula for row in page.rows] == [
        None if isinstance(row.boxes[amount].formula, Given) else row.boxes[amount].formula
        for row in full.rows
    ]
    assert any(row.boxes[amount].formula for row in page.rows)
