"""What a cell rests on: its full working under F1, its history in the bar, the findings one after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QGuiApplication

from street_desk import language
from street_desk.domain.people import Masked
from street_desk.session import Session
from street_desk.ui import asking
from street_desk.ui.main_window import MainWindow
from street_desk.ui.working_window import WorkingWindow
from tests.streets import change, small_street


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    small_street(tmp_path, 2026).close()
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.open(tmp_path / "street.desk")
    yield made
    made.close()


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _press(window: MainWindow, keys: str) -> None:
    """The action of the menus that has these keys."""
    action = next(a for a in window.findChildren(QAction) if a.shortcut().toString() == keys)
    assert action.isEnabled()
    action.trigger()


def _working(window: MainWindow, sheet: str, row: int, key: str) -> str:
    page = window.page
    assert page is not None
    page.turn_to(sheet)
    page.views[sheet].moves.go_to(row, key)
    _press(window, "F1")
    shown = page.knowing.window
    assert isinstance(shown, WorkingWindow)
    assert shown.isVisible()
    assert not shown.isModal()
    return shown.text.toPlainText()


def _here(window: MainWindow) -> tuple[str, int, str]:
    page = window.page
    assert page is not None
    view = page.view()
    assert view is not None
    sheet = next(name for name, one in page.views.items() if one is view)
    row, column = page.models[sheet].cell(view.currentIndex())
    return sheet, row, column.key


def test_f1_shows_every_step_its_clause_and_the_inputs(window: MainWindow, session: Session) -> None:
    said = _working(window, "communities", 2, "office_fund")
    line = session.assessment(2026).lines("communities", 2)["office_fund"]
    standard = session.standard(2026)
    for step in line.steps:
        assert step.message.text() in said
        assert standard.clause[step.clause].text.text() in said
    assert "3,000" in said
    assert "100,000.00" in said


def test_f1_on_a_total_shows_the_working_of_its_parts_and_what_is_left_to_the_county(
    window: MainWindow, session: Session
) -> None:
    said = _working(window, "communities", 2, "total_fund")
    for key in ("office_fund", "service_fund", "party_fund"):
        for step in session.assessment(2026).lines("communities", 2)[key].steps:
            assert step.message.text() in said
    pay = _working(window, "workers", 1, "month_pay")
    setting = session.standard(2026).setting["star_year"]
    assert setting.basis.text() in pay


def test_f1_says_what_last_years_figure_was_and_what_makes_the_difference(
    window: MainWindow, session: Session
) -> None:
    session.open_year(2027)
    row = next(r for r in session.book(2027).rows("communities") if r["name"] == "幸福社区")
    change(session, 2027, "communities", row["id"], households="3100")
    window.show_year(2027)
    said = _working(window, "communities", row["id"], "office_fund")
    now = session.assessment(2027).value("communities", row["id"], "office_fund")
    before = session.assessment(2026).value("communities", 1, "office_fund")
    assert now > before
    assert f"{before / 100:,.2f}" in said
    assert f"+{(now - before) / 100:,.2f}" in said
    assert "2,999" in said
    assert "3,100" in said
    # A row that is as last year says only that.
    same = next(r for r in session.book(2027).rows("communities") if r["name"] == "和平社区")
    assert "2,999" not in _working(window, "communities", same["id"], "office_fund")


def test_f1_on_a_typed_cell_shows_its_whole_history_and_the_bar_the_last_of_it(
    window: MainWindow, session: Session
) -> None:
    for value in ("3001", "3002", "3003", "3004", "3005", "3006"):
        change(session, 2026, "communities", 1, households=value)
    said = _working(window, "communities", 1, "households")
    for step in ("2,999 → 3,001", "3,004 → 3,005", "3,005 → 3,006"):
        assert step in said
    assert window.page is not None
    bar = window.page.explanation.text()
    assert "3,004 → 3,005" in bar
    assert "2,999 → 3,001" not in bar


def test_the_history_of_an_id_is_masked(window: MainWindow, session: Session) -> None:
    change(session, 2026, "workers", 1, id_number="440981199001011234")
    change(session, 2026, "workers", 1, id_number="440981199001015678")
    said = _working(window, "workers", 1, "id_number")
    kind = session.sheet("workers", 2026)["id_number"].kind
    assert isinstance(kind, Masked)
    assert kind.mask("440981199001011234") in said
    assert "440981199001011234" not in said
    assert "440981199001015678" not in said


def test_the_working_follows_an_edit_and_can_be_copied_and_saved(
    window: MainWindow, session: Session, tmp_path: Path, monkeypatch: Any
) -> None:
    _working(window, "communities", 1, "office_fund")
    page = window.page
    assert page is not None
    shown = page.knowing.window
    assert shown is not None
    before = shown.text.toPlainText()
    change(session, 2026, "communities", 1, households="5001")
    assert shown.text.toPlainText() != before
    shown.copy()
    assert QGuiApplication.clipboard().text() == "\n".join(shown.lines())
    monkeypatch.setattr(asking, "file_to_save", lambda *_: tmp_path / "计算过程.txt")
    shown.save()
    text = (tmp_path / "计算过程.txt").read_text(encoding="utf-8-sig")
    assert text.splitlines() == shown.lines()
    assert "1. " in text


def test_f1_where_there_is_no_cell_opens_nothing(window: MainWindow) -> None:
    page = window.page
    assert page is not None
    page.turn_to("funding")
    _press(window, "F1")
    assert page.knowing.window is None
    page.turn_to("communities")
    page.views["communities"].moves.move(3, 1)
    _press(window, "F1")
    assert page.knowing.window is None
    assert page.notice.isVisible()


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_every_figure_has_a_working_in_both_languages(
    window: MainWindow, session: Session, spoken: str
) -> None:
    session.open_year(2027)
    window.show_year(2027)
    language.use(spoken)
    for sheet in ("communities", "workers"):
        for row in session.book(2027).ids(sheet)[:2]:
            for column in session.sheet(sheet, 2027):
                assert column.shown() in _working(window, sheet, row, column.key)


# Findings ------------------------------------------------------------------------------------------------------------


def test_f7_goes_through_all_findings_over_the_sheets_and_around(
    window: MainWindow, session: Session
) -> None:
    change(session, 2026, "workers", 3, deductions="99999")
    change(session, 2026, "communities", 2, households="")
    page = window.page
    assert page is not None
    page.turn_to("communities")
    page.views["communities"].moves.move(0, 0)
    found: list[tuple[str, int, str]] = []
    for _press_no in range(60):
        _press(window, "F7")
        if found and _here(window) == found[0]:
            break
        found.append(_here(window))
        sheet, row, key = found[-1]
        said = [
            f.message.text()
            for f in session.findings(2026)
            if (f.sheet, f.row, f.column) == (sheet, row, key)
        ]
        assert all(text in page.explanation.text() for text in said)
    wanted = {
        (f.sheet, f.row, f.column) for f in session.findings(2026) if f.column in session.sheet(f.sheet, 2026)
    }
    assert wanted <= set(found)
    assert {"communities", "workers"} <= {sheet for sheet, _row, _key in found}
    _press(window, "F7")
    _press(window, "Shift+F7")
    assert _here(window) == found[0]
    _press(window, "Shift+F7")
    assert _here(window) == found[-1]


def test_f7_from_a_form_begins_at_the_first_finding(window: MainWindow, session: Session) -> None:
    change(session, 2026, "communities", 2, households="")
    page = window.page
    assert page is not None
    page.turn_to("funding")
    _press(window, "F7")
    assert page.view() is not None


def test_f1_names_another_standard_of_last_year_and_what_it_would_give(
    window: MainWindow, session: Session
) -> None:
    session.open_year(2027)
    row = next(r for r in session.book(2027).rows("communities") if r["name"] == "幸福社区")
    old = session.standard(2026)
    dearer = session.standard_text(2027).replace("base = 50000", "base = 60000")
    # Its worked examples hold for the old figures only.
    dearer = dearer[: dearer.index("[[examples]]")]
    dearer = dearer.replace(f'id = "{old.id}"', 'id = "dearer"', 1) + _EXAMPLES
    session.adopt(2027, dearer, "dearer")
    window.show_year(2027)
    said = _working(window, "communities", row["id"], "office_fund")
    assert "90,000.00" in said
    assert f"《{old.title.text()}》" in said or f"“{old.title.text()}”" in said
    # The old standard gives this year's row what it got last year.
    assert said.count("80,000.00") >= 2
    assert "+10,000.00" in said


_EXAMPLES = "".join(
    f"""
[[examples]]
name = "{households}户"
for = "communities"
facts = {{ households = {households}, party_organisation = "branch" }}
expect = {{ party_fund = 20000 }}
"""
    for households in (1, 2, 3, 4, 5)
)


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_the_mouse_over_a_finding_says_it(qtbot: Any, tmp_path: Path, spoken: str) -> None:
    from PySide6.QtCore import Qt

    from street_desk.ui.desk_page import DeskPage

    session = small_street(tmp_path, 2026)
    change(session, 2026, "communities", 1, households="")
    language.use(spoken)
    page = DeskPage(session, 2026)
    qtbot.addWidget(page)
    model = page.models["communities"]
    said = next(f for f in session.findings(2026) if (f.row, f.column) == (1, "households"))
    index = model.index_of(1, "households")
    assert said.message.text() in model.data(index, int(Qt.ItemDataRole.ToolTipRole))
    assert model.look(index).severity == said.severity
    session.close()
