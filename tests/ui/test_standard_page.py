"""The standard in the window: read, changed, tried, adopted as a new one, laid beside others."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QTableView

from street_desk import language
from street_desk.domain.standards import editing
from street_desk.domain.standards.editing import Identity
from street_desk.exchange import packs
from street_desk.session import Session
from street_desk.ui import asking
from street_desk.ui.desk_page import STANDARD
from street_desk.ui.main_window import MainWindow
from street_desk.ui.standard_dialog import IdentityDialog, write_pack
from street_desk.ui.standard_page import StandardPage, clauses_html
from tests.streets import change, small_street


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, 2026)
    session.open_year(2027)
    change(session, 2027, "figures", session.book(2027).figures["id"], minimum_wage="1300")
    yield session
    session.close()


@pytest.fixture
def page(qtbot: Any, street: Session) -> Iterator[StandardPage]:
    made = StandardPage(street, 2027)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    # As the window does it: the page goes before its file is let go.
    made.close()
    made._timer.stop()


def _set(page: StandardPage, item: str, words: str, text: str) -> bool:
    place = next(
        n for n, f in enumerate(page.figures.figures) if f.item.text() == item and f.words.text() == words
    )
    return page.figures.setData(page.figures.index(place, 3), text)


def _type(page: StandardPage, item: str, words: str, text: str) -> bool:
    done = _set(page, item, words, text)
    page.work_out()
    return done


@pytest.mark.parametrize("name", ["figures", "effect", "two", "edges", "supposition"])
def test_the_models_keep_qts_rules(qtmodeltester: Any, page: StandardPage, name: str) -> None:
    part = getattr(page, name)
    qtmodeltester.check(part if name in ("figures", "effect") else part.model, force_py=True)


def test_clauses_doubts_and_choices_are_sentences(street: Session) -> None:
    text = clauses_html(street.standard(2027), {"setting.edge_3000": "below"})
    for part in (
        "S1",
        "每个社区每年不低于5万元",
        "原文未写明正好3,000户",
        "正好3,000户归",
        "3,000户以下一档",
    ):
        assert part in text
    assert "base_plus_band" not in text


def test_changing_a_rate_shows_who_gets_how_much_more(page: StandardPage, street: Session) -> None:
    assert not page.adopt_button.isEnabled()
    assert _type(page, "办公运转经费", "不足3,000户", "35000")
    assert page.effect.rows == [
        ("幸福社区", "办公运转经费", "80,000.00", "85,000.00", "+5,000.00"),
        ("幸福社区", "合计", "220,000.00", "225,000.00", "+5,000.00"),
    ]
    assert page.sum.text() == "全街道合计：790,000.00元 → 795,000.00元（+5,000.00元）"
    assert street.assessment(2027).value("communities", 4, "office_fund") == 8_000_000
    page.discard_button.click()
    page.work_out()
    assert page.effect.rows == []
    assert not page.adopt_button.isEnabled()


def test_what_is_no_figure_is_refused_in_words(page: StandardPage) -> None:
    page.parts.setCurrentIndex(1)
    assert not _set(page, "办公运转经费", "基础", "很多")
    assert page.refusal.isVisible()
    assert "很多" in page.refusal.text()
    assert _type(page, "办公运转经费", "基础", "60000")
    assert not page.refusal.isVisible()
    assert page.effect.rows
    assert _type(page, "办公运转经费", "由县(市、区)财政承担", "0.5")
    for part in ("办公运转经费", "由县(市、区)财政承担", "各方比例之和应为1"):
        assert part in page.refusal.text()
    assert not page.adopt_button.isEnabled()


def test_what_is_refused_leaves_no_totals_standing(page: StandardPage) -> None:
    page.parts.setCurrentIndex(1)
    _type(page, "办公运转经费", "基础", "60000")
    edge = next(f for f in page.figures.figures if f.path[:1] == ("bands",))
    _type(page, edge.item.text(), edge.words.text(), "9000")
    assert edge.item.text() in page.refusal.text()
    assert edge.words.text() in page.refusal.text()
    assert "bands." not in page.refusal.text()
    assert page.effect.rows == []
    assert page.sum.text() == ""
    _type(page, edge.item.text(), edge.words.text(), "3000")
    assert not page.refusal.isVisible()
    assert page.effect.rows


def test_clauses_and_what_if_follow_the_rows(page: StandardPage, street: Session) -> None:
    street.watch(lambda _changed: page.mark_stale())
    figures = street.book(2027).figures["id"]
    before = page.clauses.toPlainText()
    change(street, 2027, "figures", figures, **{"setting.edge_3000": "3,000户以下一档"})
    assert page.clauses.toPlainText() != before
    page.hide()
    change(street, 2027, "figures", figures, **{"setting.edge_3000": ""})
    page.show()
    assert page.clauses.toPlainText() == before
    page.parts.setCurrentWidget(page.supposition)
    first = street.book(2027).ids("communities")[0]
    box = page.supposition.community
    box.setCurrentIndex(2)
    chosen = box.currentData()
    change(street, 2027, "communities", first, name="改名社区")
    change(street, 2027, "communities", 0, name="新社区")
    names = [box.itemText(n) for n in range(box.count())]
    assert "改名社区" in names
    assert "新社区" in names
    assert box.currentData() == chosen


def test_every_total_that_changes_is_said(page: StandardPage) -> None:
    secretary = ("items", 7, "rule", "values", "secretary")
    page.figures.values[secretary] = 600
    page.work_out()
    assert "财政应安排" in page.sum.text()
    assert "全街道合计" not in page.sum.text()
    _type(page, "办公运转经费", "基础", "60000")
    assert "全街道合计：" in page.sum.text()
    assert "财政应安排" in page.sum.text()


def test_the_changed_standard_is_adopted_as_a_new_one(page: StandardPage, street: Session) -> None:
    _type(page, "办公运转经费", "不足3,000户", "35000")
    heard: list[str] = []
    page.adopted.connect(heard.append)
    page.adopt_as(Identity("community-basics-2", "社区保障新标准", "某财发〔2027〕5号"))
    assert heard == ["2027年已改按《社区保障新标准》执行。"]
    standard = street.standard(2027)
    assert (standard.id, standard.title.zh, standard.document.number) == (
        "community-basics-2",
        "社区保障新标准",
        "某财发〔2027〕5号",
    )
    first = street.book(2027).ids("communities")[0]
    assert street.assessment(2027).value("communities", first, "office_fund") == 8_500_000
    assert street.assessment(2026).value("communities", 1, "office_fund") == 8_000_000
    assert any("某财发〔2027〕5号" in note for note in street.papers("funding", 2027)[0].notes)


def test_an_id_that_is_taken_is_refused(page: StandardPage) -> None:
    _type(page, "办公运转经费", "基础", "60000")
    said: list[Any] = []
    page.refused.connect(said.append)
    page.adopt_as(Identity("community-basics", "同名", "1号"))
    assert "community-basics" in said[0].text()


def test_the_dialog_wants_title_and_number(qtbot: Any, street: Session) -> None:
    dialog = IdentityDialog(street.standard(2027), 2027)
    qtbot.addWidget(dialog)
    dialog._accept()
    assert dialog._refused.text()
    dialog.number.setText("某财发〔2027〕5号")
    dialog._accept()
    assert dialog.result() == IdentityDialog.DialogCode.Accepted
    first = datetime.date(2027, 1, 1)
    assert dialog.identity() == Identity("community-basics-2", "社区基本保障标准", "某财发〔2027〕5号", first)
    dialog.effective.setDate(QDate(2027, 7, 1))
    assert dialog.identity().effective == datetime.date(2027, 7, 1)


def test_a_standard_goes_out_as_a_file_and_comes_in_elsewhere(
    page: StandardPage, street: Session, tmp_path: Path
) -> None:
    _type(page, "办公运转经费", "不足3,000户", "35000")
    page.adopt_as(Identity("our-own", "我们的标准", "1号"))
    write_pack(tmp_path / "our-own.toml", street.standard_text(2027))
    (tmp_path / "elsewhere").mkdir()
    other = small_street(tmp_path / "elsewhere")
    elsewhere = StandardPage(other, 2027)
    elsewhere.adopt_text(packs.read_text(tmp_path / "our-own.toml"), "our-own.toml")
    assert other.assessment(2027).value("communities", 1, "office_fund") == 8_500_000
    elsewhere.deleteLater()
    other.close()


def test_two_standards_lie_side_by_side_and_go_out_as_a_form(
    page: StandardPage, qtbot: Any, tmp_path: Path
) -> None:
    page.parts.setCurrentWidget(page.two)
    page.two.other.setCurrentIndex(page.two.other.findData("jianyang-2009"))
    assert ("幸福社区", "办公运转经费", "80,000.00", "6,000.00", "−74,000.00") in page.two.model.rows
    assert any(row[1] == "办公运转经费" for row in page.two.model.rows[:4])
    assert len({row[0] for row in page.two.model.rows[:2]}) == 1
    said: list[str] = []
    page.told.connect(said.append)
    page.two.save_to(tmp_path / "对比.xlsx")
    page.two.save_to(tmp_path / "对比.pdf")
    assert len(said) == 2
    texts = [
        c.value
        for row in openpyxl.load_workbook(tmp_path / "对比.xlsx").worksheets[0].iter_rows()
        for c in row
    ]
    assert "幸福社区" in texts


def test_the_files_own_standards_are_offered_too(
    page: StandardPage, street: Session, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _type(page, "办公运转经费", "不足3,000户", "35000")
    page.adopt_as(Identity("our-own", "我们的标准", "1号"))
    page.adopt_text(packs.pack_text("jianyang-2009"), "jianyang-2009")
    after = StandardPage(street, 2027)
    qtbot.addWidget(after)
    assert after.two.other.findData("our-own") >= 0
    assert after.two.other.findData("jianyang-2009") == -1
    shown: list[str] = []

    def first_own(*arguments: Any) -> tuple[str, bool]:
        shown.extend(arguments[3])
        return next(text for text in shown if "our-own" in text), True

    monkeypatch.setattr("street_desk.ui.standard_dialog.QInputDialog.getItem", first_own)
    after._adopt_other()
    assert street.standard(2027).id == "our-own"
    assert any("jianyang-2009" in text for text in shown)
    after._timer.stop()


def test_the_near_communities_follow_the_distance(page: StandardPage) -> None:
    page.parts.setCurrentWidget(page.edges)
    page.edges.within.setValue(1)
    names = [row[0] for row in page.edges.model.rows]
    assert names == ["和平社区", "幸福社区", "光明社区"]
    whose, items, of, *rest = page.edges.model.rows[1]
    assert (whose, of, *rest) == ("幸福社区", "常住户数", "2,999", "3,000", "1", "+30,000.00")
    assert "办公运转经费" in items
    assert not page.edges.nobody.isVisible()
    page.edges.within.setValue(0)
    assert [row[0] for row in page.edges.model.rows] == ["和平社区"]
    change(page._session, 2027, "communities", 5, households="3100")
    page.edges.work_out()
    assert page.edges.model.rows == []
    assert page.edges.nobody.isVisible()


def test_what_if_shows_totals_and_saves_nothing(page: StandardPage, street: Session) -> None:
    edits = len(street.history())
    page.parts.setCurrentWidget(page.supposition)
    page.supposition.percent.setValue(5)
    rows = {row[0]: row for row in page.supposition.model.rows}
    assert rows["办公运转经费"][1:] == ("290,000.00", "310,000.00", "+20,000.00")
    page.supposition.percent.setValue(0)
    page.supposition.community.setCurrentIndex(1)
    page.supposition.organisation.setCurrentIndex(0)
    rows = {row[0]: row for row in page.supposition.model.rows}
    assert rows["党建经费"][3] == "+30,000.00"
    assert len(street.history()) == edits


def test_a_figure_is_typed_by_keyboard(page: StandardPage, qtbot: Any) -> None:
    from PySide6.QtWidgets import QLineEdit

    page.parts.setCurrentIndex(1)
    view = next(v for v in page.findChildren(QTableView) if v.model() is page.figures)
    place = next(n for n, f in enumerate(page.figures.figures) if f.words.text() == "基础")
    view.setFocus()
    view.setCurrentIndex(page.figures.index(place, 3))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "60000")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.effect.rows) > 0)
    assert page.adopt_button.isEnabled()


# In the window -------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: Any, street: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    # Nobody is there to answer when a test's window closes.
    monkeypatch.setattr(asking, "lets_go_of_figures", lambda _parent: True)
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made._show(street, 2027)
    assert made.page is not None
    made.page.turn_to(STANDARD)
    yield made
    made.close()


def _standard(window: MainWindow) -> StandardPage:
    assert window.page is not None
    found: StandardPage = window.page.forms[STANDARD]
    return found


def test_figures_typed_are_not_left_behind_unasked(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, False, True]
    monkeypatch.setattr(asking, "lets_go_of_figures", lambda _parent: answers.pop(0))
    _type(_standard(window), "办公运转经费", "基础", "60000")
    page = window.page
    assert page is not None
    page.head.years.setCurrentIndex(page.head.years.findData(2026))
    page.head.years.activated.emit(page.head.years.currentIndex())
    assert window.page is page
    assert page.head.years.currentData() == 2027
    assert not window.close_file()
    assert _standard(window).figures.values
    window.show_year(2026)
    assert window.page.year == 2026
    assert answers == []


def test_another_standard_does_not_take_typed_figures_away_unasked(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(asking, "lets_go_of_figures", lambda _parent: answers.pop(0))
    monkeypatch.setattr(
        "street_desk.ui.standard_dialog.ask_pack",
        lambda _parent, _session: (packs.pack_text("jianyang-2009"), "jianyang-2009"),
    )
    page = _standard(window)
    _type(page, "办公运转经费", "基础", "60000")
    page._adopt_other()
    assert page.figures.values
    assert page._session.standard(2027).id == packs.BUILT_IN
    page._adopt_other()
    assert page._session.standard(2027).id == "jianyang-2009"


def test_a_notice_covers_no_button_of_the_standard(window: MainWindow) -> None:
    page, standard = window.page, _standard(window)
    assert page is not None
    standard.parts.setCurrentIndex(1)
    QApplication.processEvents()
    page.tell("好")
    QApplication.processEvents()
    below = standard.mapTo(page, standard.rect().bottomLeft()).y()
    assert page.notice.isVisible()
    assert page.notice.geometry().top() > below
    page.notice.hide()
    QApplication.processEvents()
    assert standard.mapTo(page, standard.rect().bottomLeft()).y() > below


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_no_figure_is_scrolled_away_on_a_small_screen(window: MainWindow, spoken: str) -> None:
    language.use(spoken)
    window.show_year(2027)
    page = _standard(window)
    page.parts.setCurrentIndex(1)
    _type(
        page,
        "office fund" if spoken == "en" else "办公运转经费",
        "base" if spoken == "en" else "基础",
        "60000",
    )
    QApplication.processEvents()
    for view in page.parts.currentWidget().findChildren(QTableView):
        assert view.horizontalScrollBar().maximum() == 0
        assert view.columnWidth(1) > 40


def test_adopting_the_typed_figures_asks_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "lets_go_of_figures", lambda _parent: pytest.fail("asked"))
    page = _standard(window)
    _type(page, "办公运转经费", "基础", "60000")
    page.parts.setCurrentIndex(1)
    page.adopt_as(Identity("our-own", "我们的标准", "1号"))
    assert window.page is not None
    assert _standard(window).parts.currentIndex() == 1
    assert window.page.session.standard(2027).id == "our-own"


def test_sentences_and_choices_are_asked_for_and_adopted(
    page: StandardPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = page.figures
    rows = [n for n, f in enumerate(model.figures) if isinstance(f, editing.Wording)]
    clause = next(n for n in rows if model.figures[n].path[0] == "clauses")
    choice = next(n for n in rows if model.figures[n].path[0] == "settings")
    assert not model.flags(model.index(clause, 3)) & Qt.ItemFlag.ItemIsEditable
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("另有\n规定", True))
    page._reword(model.index(clause, 3))
    assert model.data(model.index(clause, 3)) == "另有 规定"
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("", True))
    page._reword(model.index(clause, 3))
    assert model.data(model.index(clause, 3)) == "另有 规定"
    monkeypatch.setattr(QInputDialog, "getItem", lambda _p, _t, _l, labels, *_: (labels[-1], True))
    page._reword(model.index(choice, 3))
    page.work_out()
    assert page.adopt_button.isEnabled()
    setting = model.figures[choice]
    assert isinstance(setting, editing.Wording)
    assert page.tried().settings[int(setting.path[1])].default == setting.options[-1][0]
    model.discard()
    assert not page.adopt_button.isEnabled() or not model.values
