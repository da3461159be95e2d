"""The tabs of a workbook: what they say, how they print, and what stays as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk.domain.edits import Edit
from street_desk.domain.forms import TABLES
from street_desk.domain.own_editing import adding
from street_desk.domain.pages import Box, Page, PageRow, RowsSum
from street_desk.exchange.rereading import differing_cell
from street_desk.exchange.workbooks.tabs import fitted
from street_desk.exchange.xlsx import body_row, tab_names, write_xlsx
from street_desk.language import message
from street_desk.session import Session
from tests.ooxml import faults
from tests.pages import LONG_NAME, filled, papers, two_years
from tests.streets import big_street, change

CODE = "012345678901"
COMMUNITY = "幸福街道东风里北小区五号院及周边历史文化保护片区联合社区居民委员会筹备"
RARE = "㛃𬱖𠅤"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def written(pages: list[Page], folder: Path, **options: bool) -> Any:
    path = folder / "form.xlsx"
    write_xlsx(pages, path)
    assert faults(path) == []
    assert differing_cell(pages, path) is None
    return openpyxl.load_workbook(path, **options)


def notes_of(book: Any) -> dict[str, list[str]]:
    """What the tab of notes says, by heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for label, text in book["说明"].iter_rows(min_row=2, values_only=True):
        heading = label or heading
        found.setdefault(heading, []).append(text)
    return found


def parts_of(page: Page, names: list[str]) -> list[Page]:
    return [replace(page, part=name, landscape=False) for name in names]


def with_rows(page: Page, *rows: PageRow) -> Page:
    return replace(page, rows=(*rows, *page.rows))


def test_the_notes_say_what_the_workbook_is_and_how_to_check_it(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    found = notes_of(written([page], tmp_path))
    assert found["表名"] == ["测试街道2027年社区经费保障申报表"]
    assert found["填报单位"] == ["测试街道"]
    assert found["填报日期"] == ["2026年11月24日"]
    assert found["金额单位"] == ["元"]
    assert found["校验码"] == ["草稿"]
    assert found["执行标准"] == ["社区基本保障标准"]
    assert found["数据截止日期"] == ["2026年9月30日"]
    assert found["附注"] == list(page.notes)
    checking = "".join(found["核对办法"])
    assert "由公式算出的栏：办公运转经费/小计、" in checking
    assert "引用“标准参数”的栏：办公运转经费/基础、办公运转经费/增加、" in checking
    assert "保护" not in checking


def test_every_form_is_written_without_fault_and_read_back_in_every_manner(
    session: Session, tmp_path: Path
) -> None:
    for form in TABLES:
        for options in ({}, {"protected": True}, {"values_only": True}, {"unit": "wan"}, {"paper": "A3"}):
            written([filled(session, form, **options)], tmp_path)


def test_values_only_leaves_no_formula_and_says_so(session: Session, tmp_path: Path) -> None:
    book = written([filled(session, values_only=True)], tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "标准参数" in book.sheetnames
    assert "本工作簿只有数值，没有公式。" in notes_of(book)["核对办法"]


def test_a_protected_workbook_is_locked_without_a_password_on_every_tab(
    session: Session, tmp_path: Path
) -> None:
    book = written([filled(session, protected=True)], tmp_path)
    for sheet in book:
        held = sheet.protection
        assert (held.sheet, held.password, held.selectLockedCells) == (True, None, False)
        assert (held.formatColumns, held.formatRows) == (False, False)
        assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    assert any("没有设密码" in text for text in notes_of(book)["核对办法"])
    assert not any(sheet.protection.sheet for sheet in written([filled(session)], tmp_path))


def test_every_tab_prints_one_page_wide_with_its_number(session: Session, tmp_path: Path) -> None:
    pages = parts_of(filled(session), ["幸福社区", "和平社区", "说明", "标准参数"])
    book = written(pages, tmp_path)
    assert book.sheetnames == ["幸福社区", "和平社区", "说明(2)", "标准参数(2)", "标准参数", "说明"]
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
        assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
        assert sheet.HeaderFooter.differentFirst
        for foot in (sheet.oddFooter, sheet.firstFooter):
            assert "第&P页 共&N页" in foot.center.text
            assert "校验码：草稿" in foot.right.text
        assert sheet.page_margins.left == pytest.approx(10 / 25.4)
    assert notes_of(book)["工作表"] == ["幸福社区、和平社区、说明、标准参数"]


def test_many_communities_have_their_tabs_and_one_account_of_their_notes(
    session: Session, tmp_path: Path
) -> None:
    names = [f"第{n}社区" for n in range(1, 61)]
    pages = parts_of(filled(session), names)
    pages[3] = replace(pages[3], notes=("1．另有说明。",))
    book = written(pages, tmp_path)
    assert len(book.sheetnames) == 62
    said = notes_of(book)
    assert [heading for heading in said if heading.startswith("附注")] == [
        f"附注（{'、'.join(names[:3])}等59个）",
        "附注（第4社区）",
    ]


def test_no_name_of_a_tab_is_one_that_excel_refuses(session: Session) -> None:
    page = filled(session)
    names = ["'甲'", "乙" * 40, "乙" * 41, "[丙]:*?/\\", "A", "a", "丁" * 30 + "'x", "𬱖" * 20]
    found = tab_names(parts_of(page, names))
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.strip("'") == name


def test_sections_and_headings_inside_the_body_span_as_on_paper(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    count = len(page.columns)
    empty = (Box(),)
    section = PageRow("section", (Box("一、经费", "一、经费", span=count), *empty * (count - 1)), 9.0)
    words = (Box("名称", "名称", span=3, label=True), Box(), Box(), Box("金额", "金额", label=True))
    heading = PageRow("heading", (*words, *empty * (count - 4)))
    book = written([with_rows(page, section, heading)], tmp_path)
    sheet = book.worksheets[0]
    top = body_row(page) + 1
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {f"A{top}:R{top}", f"A{top + 1}:C{top + 1}"} <= merged
    assert (sheet.cell(top, 1).font.name, sheet.cell(top, 1).alignment.horizontal) == ("黑体", "left")
    assert sheet.row_dimensions[top].height == pytest.approx(9 / 25.4 * 72, abs=0.3)
    assert (sheet.cell(top + 1, 4).font.name, sheet.cell(top + 1, 4).alignment.horizontal) == (
        "黑体",
        "center",
    )
    assert sheet.cell(top + 1, 4).number_format == "@"


def test_a_row_that_sums_others_names_them(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    boxes = list(page.rows[-1].boxes)
    boxes[12] = replace(boxes[12], formula=RowsSum((0, 1, 2)))
    page = replace(page, rows=(*page.rows[:-1], replace(page.rows[-1], boxes=tuple(boxes))))
    assert written([page], tmp_path).worksheets[0]["M9"].value == "=M6+M7+M8"


def test_a_code_keeps_its_zeros_and_long_and_rare_names_stay(
    session: Session, tmp_path: Path, all_recalculated: Callable[[list[Path]], list[Any]]
) -> None:
    names = [LONG_NAME, COMMUNITY[:34], RARE, "='1'!A1", "-", "@x", "1e5", "_x0041_", "甲\n乙"]
    page = filled(session)
    rows = []
    for number, name in enumerate(names):
        boxes = list(page.rows[0].boxes)
        boxes[1], boxes[4] = Box(name, name), Box(CODE, CODE)
        boxes[12] = Box("", Decimal((-1) ** number * 10**12) + Decimal("0.01"))
        boxes[3], boxes[17] = Box(), Box()
        rows.append(PageRow("data", tuple(boxes)))
    book = written([with_rows(page, *rows)], tmp_path)
    (anew,) = all_recalculated([tmp_path / "form.xlsx"])
    for sheet in (book.worksheets[0], anew.worksheets[0]):
        for number, name in enumerate(names):
            at = body_row(page) + 1 + number
            assert sheet.cell(at, 5).value == CODE
            if name != "_x0041_":
                assert sheet.cell(at, 2).value == name
            assert float(sheet.cell(at, 13).value) == float(
                Decimal((-1) ** number * 10**12) + Decimal("0.01")
            )
            assert sheet.cell(at, 4).value is None
    assert book.worksheets[0].cell(body_row(page) + 1, 5).number_format == "@"


def test_an_own_column_of_codes_comes_as_text(session: Session, tmp_path: Path) -> None:
    book = session.book(2027)
    made = adding(book, (), "communities", "地名代码", "text", True, session.next_id("own_columns"))
    session.apply(Edit(message("test"), (made,), 2027))
    key = str((made.after or {})["key"])
    change(session, 2027, "communities", book.ids("communities")[0], **{key: CODE})
    page = filled(session)
    sheet = written([page], tmp_path).worksheets[0]
    cell = sheet.cell(body_row(page) + 1, len(page.columns))
    assert (cell.value, cell.data_type, cell.number_format) == (CODE, "s", "@")


def test_a_thousand_rows_are_without_fault(tmp_path: Path) -> None:
    session = big_street(tmp_path, 100, 1_000)
    page = filled(session, "pay")
    session.close()
    written([page], tmp_path)


def test_parameters_that_nothing_points_at_are_not_said_to_move_anything(
    session: Session, tmp_path: Path
) -> None:
    for form, options in (("summary", {}), ("funding", {"values_only": True})):
        book = written([filled(session, form, **options)], tmp_path)
        assert book["标准参数"]["A3"].value == "本表供核对，各表的数不引用本表。"
        assert not any("数值改动后" in text for text in notes_of(book)["核对办法"])
    assert "随之变动" in written([filled(session)], tmp_path)["标准参数"]["A3"].value


def test_the_worksheets_of_a_street_are_one_workbook(session: Session, tmp_path: Path) -> None:
    pages = list(papers(session, "worksheet"))
    book = written(pages, tmp_path)
    assert book.sheetnames == ["幸福社区", "和平社区", "光明社区", "标准参数", "说明"]
    said = notes_of(book)
    assert said["填报单位"] == ["测试街道"]
    assert said["工作表"] == ["幸福社区、和平社区、光明社区"]
    assert len([heading for heading in said if heading.startswith("附注")]) == 1
    assert any(str(cell.value).startswith("='标准参数'!") for cell in book["和平社区"]["E"])


def test_signatures_stand_in_letters_of_one_size_that_fit(session: Session, tmp_path: Path) -> None:
    for form in TABLES:
        page = filled(session, form)
        sheet = written([page], tmp_path).worksheets[0]
        found = [cell for cell in sheet[sheet.max_row] if cell.value]
        assert "".join(cell.value for cell in found).replace("　", "") == "".join(page.signature_lines())
        sizes = {cell.font.size for cell in found}
        assert len(sizes) == 1
        assert sizes.pop() >= 8
    named = replace(page, signatures=tuple((label, LONG_NAME) for label, _name in page.signatures))
    sheet = written([named], tmp_path).worksheets[0]
    assert len([cell for cell in sheet[sheet.max_row] if cell.value]) == 1


def test_parts_are_cut_where_each_has_most_room_for_what_stands_in_it() -> None:
    assert fitted([10, 10, 10, 10], [1, 1]) == [(0, 1), (2, 3)]
    assert fitted([10, 10, 10, 10], [3, 1]) == [(0, 2), (3, 3)]
    assert fitted([5, 50, 5], [1, 1, 1]) == [(0, 0), (1, 1), (2, 2)]
    assert fitted([5, 50], [1, 1, 1]) == []
