"""An open file's page: explanation, findings, sums, forms, undo that shows what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtPrintSupport import QPrinter

from street_desk.session import Session
from street_desk.ui import printing
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.form_page import FormPage
from tests.conftest import Poppler
from tests.streets import change, small_street


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, 2026)
    yield session
    session.close()


@pytest.fixture
def page(qtbot: Any, street: Session) -> DeskPage:
    made = DeskPage(street, 2026)
    qtbot.addWidget(made)
    made.resize(1440, 800)
    made.show()
    return made


def _explained(page: DeskPage) -> str:
    return page.explanation.text()


def test_the_bar_explains_a_figure_with_its_clause(page: DeskPage) -> None:
    page.views["communities"].go_to(2, "office_fund")
    said = _explained(page)
    for part in ("和平社区", "100,000.00", "S1", "基础50,000元", "3,000户至5,000户（均含）", "正好3,000户"):
        assert part in said


def test_the_bar_says_what_a_setting_rests_on(page: DeskPage) -> None:
    page.turn_to("figures")
    page.views["figures"].go_to(1, "setting.star_year")
    assert "根据评定结果" in _explained(page)
    assert "上年星级" in _explained(page)


def test_the_bar_says_what_a_check_noticed(page: DeskPage, street: Session) -> None:
    change(street, 2026, "communities", 1, party_organisation="无")
    page.views["communities"].go_to(1, "party_organisation")
    assert "未单独设立党组织" in _explained(page)


def test_a_double_click_on_a_finding_goes_to_its_cell(page: DeskPage, street: Session) -> None:
    change(street, 2026, "workers", 3, deductions="99999")
    panel = page.findings
    assert panel.model.findings[0].sheet == "workers"
    panel.view.doubleClicked.emit(panel.model.index(0))
    view = page.view()
    assert view is page.views["workers"]
    row, column = page.models["workers"].cell(view.currentIndex())
    assert (row, column.key) == (3, "deductions")


def test_the_findings_follow_the_edits(page: DeskPage, street: Session) -> None:
    before = page.findings.model.findings
    change(street, 2026, "communities", 1, households="")
    assert page.findings.model.findings[0].severity == "error"
    street.undo()
    assert page.findings.model.findings == before


def test_the_sum_and_count_of_the_selection_are_shown(page: DeskPage, qtbot: Any) -> None:
    view = page.views["communities"]
    column = view.model().index_of(1, "office_fund").column()
    said: list[str] = []
    page.summed.connect(said.append)
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.blocks.pick(0, column, 2, column)
    assert said[-1] == "求和 290,000.00元   计数 3"
    column = view.model().index_of(1, "households").column()
    view.blocks.pick(0, column, 1, column)
    assert said[-1] == "求和 5,999   计数 2"
    assert flag


def test_undo_jumps_to_what_it_changed(page: DeskPage, street: Session) -> None:
    change(street, 2026, "workers", 3, former_pay="3000")
    page.views["communities"].go_to(1, "name")
    page.turn_to("communities")
    page.jump(street.undo())
    view = page.view()
    assert view is page.views["workers"]
    row, column = page.models["workers"].cell(view.currentIndex())
    assert (row, column.key) == (3, "former_pay")


def test_the_streets_total_follows(page: DeskPage, street: Session) -> None:
    assert page._total.text() == "全街道应保障：790,000.00元"
    change(street, 2026, "communities", 1, households="3000")
    assert page._total.text() == "全街道应保障：820,000.00元"


def _form(page: DeskPage, qtbot: Any, name: str) -> FormPage:
    page.turn_to(name)
    form = page.forms[name]
    assert isinstance(form, FormPage)
    qtbot.waitUntil(lambda: form.document.pageCount() > 0)
    return form


@pytest.mark.parametrize("name", ["funding", "pay"])
def test_a_form_is_previewed_as_its_pdf(page: DeskPage, qtbot: Any, name: str) -> None:
    form = _form(page, qtbot, name)
    text = form.document.getAllText(0).text()
    assert "测试街道2026年" in text
    assert "光明社区" in text


def test_the_preview_follows_an_edit(page: DeskPage, qtbot: Any, street: Session) -> None:
    form = _form(page, qtbot, "funding")
    assert "820,000.00" not in form.document.getAllText(0).text()
    change(street, 2026, "communities", 1, households="3000")
    qtbot.waitUntil(lambda: form.document.pageCount() > 0)
    assert "820,000.00" in form.document.getAllText(0).text()


def test_a_form_is_saved_as_excel_and_pdf(page: DeskPage, qtbot: Any, tmp_path: Path) -> None:
    form = _form(page, qtbot, "funding")
    told: list[str] = []
    form.told.connect(told.append)
    form.save_to(tmp_path / "表.xlsx")
    form.save_to(tmp_path / "表.pdf")
    assert len(told) == 2
    assert openpyxl.load_workbook(tmp_path / "表.xlsx").active is not None
    assert (tmp_path / "表.pdf").read_bytes()[:5] == b"%PDF-"


def test_what_is_printed_is_what_is_previewed(
    page: DeskPage, qtbot: Any, tmp_path: Path, poppler: Poppler
) -> None:
    form = _form(page, qtbot, "funding")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.lay_out(printer, form.document)
    printing.draw(printer, form.document)
    (picture, *others) = poppler.pdftoppm(tmp_path / "printed.pdf", 30)
    assert len(others) == form.document.pageCount() - 1
    from PySide6.QtGui import QImage

    image = QImage(str(picture))
    assert image.width() > image.height()
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    assert dark > 50
