"""Rows and fen that once went missing in silence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from street_desk.domain.forms import Options
from street_desk.exchange.exporting import export
from street_desk.session import Session
from tests.streets import change, small_street


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return small_street(tmp_path)


def _book(path: Path, **tabs: Sequence[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_first_row_with_unknown_words_is_a_row_and_its_cells_are_refused(
    street: Session, tmp_path: Path
) -> None:
    rows = [
        ("所在社区", "姓名", "职务", "职业资格"),
        ("幸福社区", "张三", "党建指导员", "心理咨询师"),
        ("幸福社区", "李四", "委员", "无"),
    ]
    batch = street.plan_import(2027, [_book(tmp_path / "a.xlsx", 花名册=rows)], {})
    (region,) = batch.previews[0].regions
    assert {r.cell for r in region.refused} >= {"C2", "D2"}
    assert "张三" in {c.after["name"] for c in batch.changes if c.after}
    assert not batch.complete


@pytest.mark.parametrize("unit", ["yuan", "wan"])
def test_a_fen_changed_in_our_own_export_is_a_change(street: Session, tmp_path: Path, unit: str) -> None:
    change(street, 2027, "workers", 1, former_pay="2400")
    export(
        street.papers("pay", 2027, Options(unit="wan" if unit == "wan" else "yuan")), tmp_path / "pay.xlsx"
    )
    book = openpyxl.load_workbook(tmp_path / "pay.xlsx")
    sheet = book.worksheets[0]
    shown = 0.24 if unit == "wan" else 2400
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == shown and c.column_letter >= "R"][:1]
    cell.value = shown + (0.00005 if unit == "wan" else 0.5)
    book.save(tmp_path / "pay.xlsx")
    batch = street.plan_import(2027, [tmp_path / "pay.xlsx"], {})
    assert [c.after for c in batch.changes] == [{"former_pay": 240_050}]


def test_leaving_out_a_new_community_takes_its_other_tabs_along(street: Session, tmp_path: Path) -> None:
    path = _book(
        tmp_path / "two.xlsx",
        基本=[("社区名称", "户数"), ("新社区", 1000), ("幸福社区", 2999)],
        党建=[("社区名称", "党员数"), ("新社区", 50), ("幸福社区", 60)],
    )
    batch = street.plan_import(2027, [path], {})
    first, second = ("two.xlsx", "基本", "A2"), ("two.xlsx", "党建", "A2")
    assert batch.leaving_out({first}).changes == batch.leaving_out({first, second}).changes
    assert all(c.before is not None for c in batch.leaving_out({first}).changes)
