"""A form's page: the very PDF to look at, wanted with options, laid out while the window stays alive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QSpinBox, QWidget

from street_desk import language, preferences
from street_desk.domain.edits import Edit, removed
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.form_page import FormPage
from street_desk.ui.import_run import ProgressDialog
from street_desk.ui.laying_out import LayingOut
from street_desk.ui.pdf_view import WHOLE, WIDTH
from tests.streets import big_street, change
from tests.ui.asked import when_asked

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: Any, session: Session, form: str, size: tuple[int, int] = (1_280, 660)) -> FormPage:
    page = DeskPage(session, 2027)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.turn_to(form)
    found = page.forms[form]
    assert isinstance(found, FormPage)
    qtbot.waitUntil(lambda: found.document.pageCount() > 0, timeout=20_000)
    return found


@pytest.fixture
def funding(qtbot: Any, street: Session) -> FormPage:
    return opened(qtbot, street, "funding")


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Session]:
    session = big_street(tmp_path, 60, 1_000)
    yield session
    session.close()


def words(form: FormPage) -> str:
    count = form.document.pageCount()
    return "".join(form.document.getAllText(n).text() for n in range(count)).replace("\r\n", "")


def size(form: FormPage) -> tuple[int, int]:
    """Width and height of the first page in mm."""
    points = form.document.pagePointSize(0)
    return round(points.width() / 72 * 25.4), round(points.height() / 72 * 25.4)


# Options -------------------------------------------------------------------------------------------------------------


def test_an_option_changes_what_is_seen_and_what_is_saved(
    qtbot: Any, funding: FormPage, tmp_path: Path
) -> None:
    assert size(funding) == (297, 210)
    funding.options.actions_["paper"].trigger()
    assert size(funding) == (420, 297)
    funding.options.unit.setCurrentIndex(1)
    assert "单位：万元" in words(funding)
    funding.save_to(tmp_path / "表.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[0]
    assert sheet.page_setup.paperSize == 8
    assert any("万元" in str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row if cell.value)


def test_the_button_says_how_many_options_are_on(funding: FormPage) -> None:
    assert funding.options.button.text() == language.translated("Options")
    funding.options.actions_["page_sums"].trigger()
    assert "1" in funding.options.button.text()


def test_options_are_remembered_form_by_form_on_this_pc(qtbot: Any, street: Session) -> None:
    first = opened(qtbot, street, "funding")
    first.options.actions_["paper"].trigger()
    first.options.actions_["protected"].trigger()
    first.options.unit.setCurrentIndex(1)
    again = opened(qtbot, street, "funding").options.options()
    assert (again.paper, again.protected, again.unit) == ("A3", True, "wan")
    assert opened(qtbot, street, "pay").options.options().paper == "A4"


def test_a_blank_form_is_wanted_once(qtbot: Any, street: Session) -> None:
    first = opened(qtbot, street, "funding")
    assert "2,999" in words(first)
    first.options.actions_["blank"].trigger()
    assert first.options.options().blank
    assert not opened(qtbot, street, "funding").options.options().blank


def test_what_was_remembered_may_be_nonsense(qtbot: Any, street: Session) -> None:
    preferences.keep_form_options("funding", {"paper": "A0", "unit": 7, "comments": "yes"})
    found = opened(qtbot, street, "funding").options.options()
    assert (found.paper, found.unit, found.comments) == ("A4", "yuan", False)


def test_one_community_is_chosen_where_each_has_a_page_of_its_own(
    qtbot: Any, street: Session, funding: FormPage
) -> None:
    assert not funding.options.community.isVisible()
    form = opened(qtbot, street, "worksheet")
    box = form.options.community
    assert box.isVisible()
    assert [box.itemText(n) for n in range(1, box.count())] == ["幸福社区", "和平社区", "光明社区"]
    assert form.document.pageCount() == 3
    box.setCurrentIndex(2)
    assert form.document.pageCount() == 1
    assert "和平社区" in words(form)
    box.setCurrentIndex(0)
    assert form.document.pageCount() == 3


def test_the_community_that_is_chosen_follows_its_name_and_gives_all_when_it_is_gone(
    qtbot: Any, street: Session
) -> None:
    form = opened(qtbot, street, "worksheet")
    form.options.community.setCurrentIndex(1)
    change(street, 2027, "communities", 1, name="新幸福社区")
    assert "新幸福社区" in words(form)
    assert form.options.community.currentText() == "新幸福社区"
    change(street, 2027, "workers", 4, community="和平社区")
    row = next(row for row in street.book(2027).rows("communities") if row["id"] == 1)
    street.apply(Edit(message("test"), (removed("communities", row),), 2027))
    assert form.options.community.currentIndex() == 0
    assert form.document.pageCount() == 2


def test_the_name_that_is_suggested_says_what_it_is(
    qtbot: Any, street: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def answer(_parent: Any, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        suggested.append(Path(start).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    form = opened(qtbot, street, "worksheet")
    form.save(".pdf")
    form.options.community.setCurrentIndex(1)
    form.save(".xlsx")
    assert suggested[0].endswith("测算单.pdf")
    assert "幸福社区" not in suggested[0]
    assert "幸福社区" in suggested[1]


# Looking at it -------------------------------------------------------------------------------------------------------


def test_pages_are_turned_by_buttons_number_and_keys(qtbot: Any, street: Session) -> None:
    form = opened(qtbot, street, "worksheet")
    bar, at = form.bar, form.view.pageNavigator().currentPage
    assert (bar.page.value(), bar.page.maximum()) == (1, 3)
    assert not bar.before.isEnabled()
    bar.after.click()
    assert (at(), bar.page.value()) == (1, 2)
    bar.page.setFocus()
    bar.page.selectAll()
    QTest.keyClicks(bar.page, "3")
    QTest.keyClick(bar.page, Qt.Key.Key_Return)
    assert at() == 2
    assert not bar.after.isEnabled()
    form.setFocus()
    assert form.view.hasFocus()
    QTest.keyClick(form.view, Qt.Key.Key_Home)
    assert at() == 0
    QTest.keyClick(form.view, Qt.Key.Key_End)
    assert at() == 2


def test_ctrl_and_the_wheel_zoom(funding: FormPage) -> None:
    view = funding.view
    view.zoom_to(100)
    middle = QPointF(view.viewport().rect().center())
    for angle, percent in ((120, 125), (-120, 100), (-120, 75)):
        turn = QWheelEvent(
            middle, middle, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, CTRL,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), turn)
        assert view.percent() == percent
        assert funding.bar.zoom.currentText() == f"{percent} %"


def test_zoom_by_keys_buttons_and_to_fit(funding: FormPage) -> None:
    view, bar = funding.view, funding.bar
    assert view.zoomMode() == WIDTH
    bar.zoom.activated.emit(bar.zoom.findData(WHOLE))
    assert view.zoomMode() == WHOLE
    # No more to scroll than the margins.
    assert view.verticalScrollBar().maximum() <= 12
    whole = view.percent()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.percent() > whole
    bar.smaller.click()
    assert view.percent() <= whole
    view.zoom_to(400)
    assert not bar.larger.isEnabled()
    view.zoom_to(25)
    assert not bar.smaller.isEnabled()


def test_text_is_found_one_place_after_another(qtbot: Any, street: Session) -> None:
    form = opened(qtbot, street, "worksheet")
    bar = form.bar
    bar.wanted.setText("光明社区")
    qtbot.waitUntil(lambda: "2" in bar.found.text())
    QTest.keyClick(bar.wanted, Qt.Key.Key_Return)
    assert form.view.pageNavigator().currentPage() == 2
    first = bar.found.text()
    bar.on.click()
    assert bar.found.text() != first
    bar.on.click()
    assert bar.found.text() == first
    bar.wanted.setText("没有这个词")
    qtbot.waitUntil(lambda: bar.found.text() == language.translated("not found"))


def test_the_place_that_is_looked_at_stays_when_the_form_is_laid_out_anew(
    qtbot: Any, street: Session
) -> None:
    form = opened(qtbot, street, "worksheet", (1_000, 500))
    form.view.turn_to(2)
    before = form.view.verticalScrollBar().value()
    assert before > 0
    change(street, 2027, "communities", 1, households="3500")
    assert form.view.verticalScrollBar().value() == before
    assert form.bar.page.value() == 3


def test_what_stands_in_for_a_font_is_said_quietly(qtbot: Any, funding: FormPage) -> None:
    from street_desk.exchange.fonts import substitutions

    said = [one.text() for one in substitutions()]
    assert funding.bar.fonts.isVisible() == bool(said)
    funding.bar.say_fonts(["仿宋未安装：改用宋体"])
    assert "仿宋" in funding.bar.fonts.toolTip()
    with qtbot.waitSignal(funding.told) as told:
        funding.bar.fonts.click()
    assert "仿宋" in told.args[0]
    funding.bar.say_fonts([])
    assert not funding.bar.fonts.isVisible()


# What cannot be laid out ---------------------------------------------------------------------------------------------


def test_a_character_without_a_font_leads_to_its_cell(qtbot: Any, street: Session) -> None:
    form = opened(qtbot, street, "pay")
    page = form.parent()
    while not isinstance(page, DeskPage):
        assert isinstance(page, QWidget)
        page = page.parent()
    change(street, 2027, "workers", 2, name="乙😀二")
    assert "😀" in form.refusal.text.text()
    assert form.document.pageCount() == 0
    assert not form.bar.isEnabled()
    form.refusal.go.click()
    view = page.view()
    assert view is page.views["workers"]
    row, column = page.models["workers"].cell(view.currentIndex())
    assert (row, column.key) == (2, "name")
    change(street, 2027, "workers", 2, name="乙二")
    page.turn_to("pay")
    assert form.document.pageCount() > 0
    assert not form.refusal.isVisible()


def test_a_form_that_cannot_be_laid_out_is_said_when_it_is_to_be_saved(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    form = opened(qtbot, street, "pay")
    change(street, 2027, "workers", 2, name="乙😀二")
    said: list[str] = []

    def read(box: QMessageBox) -> None:
        said.append(box.text())
        box.accept()

    when_asked(QMessageBox, read)
    form.save_to(tmp_path / "表.pdf")
    assert "😀" in said[0]
    assert not (tmp_path / "表.pdf").exists()


# Long forms ----------------------------------------------------------------------------------------------------------


def test_the_window_lives_while_a_long_form_is_laid_out(qtbot: Any, large: Session) -> None:
    pages = large.papers("pay", 2027)
    laying = LayingOut()
    laid: list[bytes] = []
    laying.laid.connect(laid.append)
    laying.start(list(pages) * 4)
    assert laying.running
    turns = 0
    until = time.monotonic() + 60
    while not laid and time.monotonic() < until:
        QApplication.processEvents()
        turns += 1
    assert laid[0].startswith(b"%PDF")
    assert turns > 20


def test_a_new_layout_takes_the_place_of_one_that_still_runs(qtbot: Any, large: Session) -> None:
    laying = LayingOut()
    laid: list[bytes] = []
    laying.laid.connect(laid.append)
    laying.start(list(large.papers("pay", 2027)) * 4)
    assert laying.running
    laying.start(large.papers("funding", 2027))
    qtbot.waitUntil(lambda: bool(laid), timeout=30_000)
    qtbot.wait(200)
    assert len(laid) == 1
    assert len(laid[0]) < 300_000


def test_laying_out_can_be_stopped_and_begun_again(qtbot: Any, large: Session) -> None:
    form = opened(qtbot, large, "funding")
    form.laying_out.start(list(large.papers("pay", 2027)) * 4)
    stop = next(b for b in form.findChildren(QPushButton) if b.text() == language.translated("Stop"))
    again = next(b for b in form.findChildren(QPushButton) if b.text() == language.translated("Lay it out"))
    assert stop.isVisible()
    assert form.document.pageCount() == 0
    stop.click()
    assert not form.laying_out.running
    assert again.isVisible()
    again.click()
    qtbot.waitUntil(lambda: form.document.pageCount() > 0, timeout=20_000)
    assert not again.isVisible()


def test_saving_a_long_form_can_be_cancelled(qtbot: Any, large: Session, tmp_path: Path) -> None:
    form = opened(qtbot, large, "pay")
    path = tmp_path / "表.pdf"
    path.write_bytes(b"as it was")
    told: list[str] = []
    form.told.connect(told.append)
    when_asked(ProgressDialog, lambda dialog: dialog.cancel.click())
    form.save_to(path)
    assert path.read_bytes() == b"as it was"
    assert told == [language.translated("Stopped; nothing was changed.")]
    assert [one.name for one in tmp_path.glob(".*.pdf")] == []


# Small screens -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
@pytest.mark.parametrize("form", ["funding", "worksheet"])
def test_everything_of_a_form_is_within_reach_on_a_small_screen(
    qtbot: Any, street: Session, speech: str, form: str
) -> None:
    language.use(speech)
    # What 1280 × 720 leaves at 150 %.
    page = opened(qtbot, street, form, (849, 390))
    page.options.actions_["paper"].trigger()
    page.bar.wanted.setText("社区")
    QApplication.processEvents()
    whole = page.window()
    assert whole.width() == 849
    for kind in (QPushButton, QSpinBox):
        for control in page.findChildren(kind):
            if control.isVisible():
                where = control.mapTo(page, control.rect().bottomRight())
                assert page.rect().contains(where), control
                assert control.width() >= control.minimumSizeHint().width()
    assert page.view.height() > 150
