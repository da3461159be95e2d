"""An open file's page: explanation, findings, sums, forms, undo that shows what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from street_desk.session import Session
from street_desk.ui import printing, style
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.findings_panel import FindingsPanel
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
    page.views["communities"].moves.go_to(2, "office_fund")
    said = _explained(page)
    for part in ("和平社区", "100,000.00", "S1", "基础50,000元", "3,000户至5,000户（均含）", "正好3,000户"):
        assert part in said


def test_a_name_that_looks_like_tags_is_shown_as_it_is(page: DeskPage, street: Session) -> None:
    page.views["communities"].moves.go_to(1, "households")
    change(street, 2026, "communities", 1, name="<big>粗</big>社区")
    page.views["communities"].moves.go_to(2, "households")
    page.views["communities"].moves.go_to(1, "households")
    assert "<big>" in _explained(page)
    assert page.explanation._cell.textFormat() == Qt.TextFormat.PlainText


def test_the_bar_says_what_a_setting_rests_on(page: DeskPage) -> None:
    page.turn_to("figures")
    page.views["figures"].moves.go_to(1, "setting.star_year")
    assert "根据评定结果" in _explained(page)
    assert "上年星级" in _explained(page)


def test_the_bar_says_what_a_check_noticed(page: DeskPage, street: Session) -> None:
    change(street, 2026, "communities", 1, party_organisation="无")
    page.views["communities"].moves.go_to(1, "party_organisation")
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
    assert said[-1] == "求和 290,000.00元   平均 ≈96,666.67元   计数 3   最小 80,000.00元   最大 110,000.00元"
    column = view.model().index_of(1, "households").column()
    view.blocks.pick(0, column, 1, column)
    assert said[-1] == "求和 5,999   平均 2,999.5   计数 2   最小 2,999   最大 3,000"
    assert flag


def test_undo_jumps_to_what_it_changed(page: DeskPage, street: Session) -> None:
    change(street, 2026, "workers", 3, former_pay="3000")
    page.views["communities"].moves.go_to(1, "name")
    page.turn_to("communities")
    page.jump(street.undo())
    view = page.view()
    assert view is page.views["workers"]
    row, column = page.models["workers"].cell(view.currentIndex())
    assert (row, column.key) == (3, "former_pay")


def test_undo_puts_the_cursor_on_the_first_cell_of_a_block(
    page: DeskPage, street: Session, qtbot: Any
) -> None:
    view = page.views["communities"]
    model = page.models["communities"]
    first = model.index_of(1, "households")
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n5\t6\n")
    view.moves.move_to(first)
    view.blocks.paste()
    for act in (street.undo, street.redo):
        view.moves.move_to(model.index(0, 0))
        page.jump(act())
        assert view.currentIndex() == first


def test_a_notice_moves_nothing_and_lies_over_no_cell(page: DeskPage, qtbot: Any) -> None:
    view = page.view()
    assert view is not None
    before = view.mapTo(page, view.rect().topLeft()), view.size()
    page.tell("好" * 200)
    assert page.notice.isVisible()
    assert (view.mapTo(page, view.rect().topLeft()), view.size()) == before
    assert page.notice.geometry().bottom() < before[0].y()
    assert page.notice.height() > page.fontMetrics().lineSpacing() * 2


def test_a_notice_goes_when_the_matter_is_mended_or_left(page: DeskPage, street: Session) -> None:
    view = page.views["communities"]
    for leave in (
        lambda: change(street, 2026, "communities", 1, households="77"),
        lambda: page.turn_to("workers"),
        lambda: QTest.mouseClick(page.notice, Qt.MouseButton.LeftButton),
    ):
        page.turn_to("communities")
        QGuiApplication.clipboard().setText("很多\n更多\n")
        view.moves.go_to(1, "households")
        view.blocks.paste()
        assert page.notice.isVisible()
        assert page.notice.objectName() == "refused"
        leave()
        assert not page.notice.isVisible()


def test_a_notice_goes_by_itself_after_eight_seconds(page: DeskPage) -> None:
    page.tell("好")
    assert page.notice._timer.interval() == 8_000
    assert page.notice._timer.isActive()
    page.notice._timer.timeout.emit()
    assert not page.notice.isVisible()


def test_a_refused_paste_names_its_first_row_and_column(page: DeskPage) -> None:
    view = page.views["workers"]
    page.turn_to("workers")
    QGuiApplication.clipboard().setText("11010519491231002X\n123\n123\n")
    view.moves.go_to(page.models["workers"].rows.ids[1], "id_number")
    view.blocks.paste()
    said = page.notice.text()
    assert "3" in said
    assert "身份证号" in said
    assert said.index("3") < said.index("身份证号")


def test_a_street_without_findings_says_so_at_the_top(qtbot: Any) -> None:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show_findings([])
    panel.show()
    assert panel._none.geometry().bottom() < 80
    assert panel._none.geometry().top() - panel._head.geometry().bottom() < 12


def test_the_bar_colours_a_finding_by_its_severity(page: DeskPage, street: Session) -> None:
    change(street, 2026, "communities", 1, party_organisation="无", households="")
    seen = {}
    for key in ("party_organisation", "households"):
        page.views["communities"].moves.go_to(1, key)
        seen[key] = page.explanation._html
    assert style.SEVERITY["note"].name() in seen["party_organisation"]
    assert style.SEVERITY["error"].name() not in seen["party_organisation"]
    assert style.SEVERITY["error"].name() in seen["households"]


def test_the_bar_never_shows_half_a_line(page: DeskPage) -> None:
    page.resize(700, 500)
    page.views["communities"].moves.go_to(2, "total_fund")
    text = page.explanation._text
    line = page.explanation._line
    assert text.viewport().height() % line == 0
    assert text.document().size().height() % line == 0
    scroll = text.verticalScrollBar()
    assert scroll.maximum() > 0
    scroll.setValue(line + 5)
    assert scroll.value() == line


def test_the_parts_of_a_sum_are_added_and_other_steps_follow(page: DeskPage) -> None:
    page.views["communities"].moves.go_to(2, "total_fund")
    said = _explained(page)
    assert said.count(" ＋ ") == 2
    assert said.count(" → ") == 1
    page.views["communities"].moves.go_to(2, "office_fund")
    assert " ＋ " not in _explained(page)


def test_the_streets_total_follows(page: DeskPage, street: Session) -> None:
    assert page.head.total.text() == "全街道应保障：790,000.00元"
    change(street, 2026, "communities", 1, households="3000")
    assert page.head.total.text() == "全街道应保障：820,000.00元"


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
    assert "820,000" not in form.document.getAllText(0).text()
    change(street, 2026, "communities", 1, households="3000")
    qtbot.waitUntil(lambda: form.document.pageCount() > 0)
    assert "820,000" in form.document.getAllText(0).text()


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


def test_the_standard_has_its_tab_and_adopting_shows_the_year_anew(qtbot: Any, tmp_path: Path) -> None:
    from street_desk.domain.standards.editing import Identity
    from street_desk.ui.main_window import MainWindow

    small_street(tmp_path).close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.open(tmp_path / "street.desk")
    window.page.turn_to("standard")
    standard = window.page.forms["standard"]
    place = next(n for n, f in enumerate(standard.figures.figures) if f.words.text() == "不足3,000户")
    standard.figures.setData(standard.figures.index(place, 3), "35000")
    standard.adopt_as(Identity("ours", "我们的标准", "1号"))
    model = window.page.models["communities"]
    assert model.data(model.index_of(1, "office_fund")) == "85,000.00"
    assert window.page._places[window.page.tabs.currentIndex()] == "standard"
    assert "我们的标准" in window.page.notice.text()
    window.close()


def test_a_figure_set_by_hand_is_marked_and_taken_back(page: DeskPage, street: Session) -> None:
    from street_desk.ui.by_hand import ByHandDialog

    model = page.models["communities"]
    dialog = ByHandDialog(model, 1, "office_fund", page)
    dialog.figure.setText("1409.50")
    dialog._accept()
    assert "--note" not in dialog.refused.text()
    dialog.reason.setText("上级压减")
    dialog._accept()
    assert dialog.result() == ByHandDialog.DialogCode.Accepted
    look = model.look(model.index_of(1, "office_fund"))
    assert (look.text, look.by_hand) == ("＊1,409.50", True)
    assert model.text(model.index_of(1, "office_fund")) == "1409.50"
    page.turn_to("communities")
    page.views["communities"].moves.go_to(1, "office_fund")
    assert "上级压减" in _explained(page)
    assert ByHandDialog(model, 1, "office_fund", page).reason.text() == "上级压减"
    street.undo()
    assert not model.look(model.index_of(1, "office_fund")).by_hand


def test_a_wage_that_changes_in_july_becomes_a_field_of_its_own(page: DeskPage, street: Session) -> None:
    from street_desk.ui.by_hand import DatedDialog

    model = page.models["figures"]
    fields = model.rowCount()
    dialog = DatedDialog(model, page)
    dialog.value.setText("1400")
    dialog._accept()
    assert model.rowCount() == fields + 1
    index = model.index_of(street.book(2026).figures["id"], "minimum_wage@2026-07")
    assert model.data(index) == "1,400.00"
    assert (
        "2026年7月起"
        in [str(model.headerData(n, Qt.Orientation.Vertical)) for n in range(model.rowCount())][index.row()]
    )
    assert street.assessment(2026).value("workers", 1, "year_pay") == 6 * 471_700 + 6 * 501_700
    street.undo()
    assert model.rowCount() == fields
