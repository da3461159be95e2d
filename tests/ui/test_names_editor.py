"""A cell that names several communities: typed, completed and put in by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from street_desk.session import Session
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from street_desk.ui.names_editor import NamesEdit
from tests.streets import small_street, type_in

KEY = Qt.Key
# A list that drops down has no window of its own to raise on a screen that is none.


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    type_in(session, 2027, "duties", {"title": "社区矫正", "department": "司法局"})
    yield session
    session.close()


def _opened(qtbot: Any, street: Session) -> tuple[GridModel, GridView, NamesEdit]:
    model = GridModel(street, "duties", 2027)
    street.watch(model.follow)
    view = GridView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(1_600, 500)
    view.show()
    view.moves.move_to(model.index_of(1, "communities"))
    view.setFocus()
    QTest.keyClick(view, KEY.Key_F2)
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, NamesEdit)
    return model, view, editor


def _pick_first(editor: NamesEdit) -> None:
    offered = editor.names.popup()
    assert offered is not None
    assert offered.isVisible()
    QTest.keyClick(offered, KEY.Key_Down)
    QTest.keyClick(offered, KEY.Key_Return)


def _compose(editor: NamesEdit, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def test_names_are_completed_one_after_another(qtbot: Any, street: Session) -> None:
    _model, view, editor = _opened(qtbot, street)
    _compose(editor, "光明")
    _pick_first(editor)
    assert editor.text() == "光明社区"
    _compose(editor, "、和平")
    _pick_first(editor)
    assert editor.text() == "光明社区、和平社区"
    QTest.keyClick(editor, KEY.Key_Return)
    QApplication.processEvents()
    assert street.book(2027).rows("duties")[0]["communities"] == (2, 3)
    assert view.state() != GridView.State.EditingState


def test_alt_down_offers_every_community(qtbot: Any, street: Session) -> None:
    _model, _view, editor = _opened(qtbot, street)
    QTest.keyClick(editor, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    offered = editor.names.popup()
    assert offered is not None
    assert offered.isVisible()
    assert editor.names.completionCount() == 3


def test_alt_down_in_the_grid_opens_the_cell_with_the_list(qtbot: Any, street: Session) -> None:
    _model, view, editor = _opened(qtbot, street)
    QTest.keyClick(editor, KEY.Key_Escape)
    QTest.keyClick(view, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    again = view.indexWidget(view.currentIndex())
    assert isinstance(again, NamesEdit)
    offered = again.names.popup()
    assert offered is not None
    assert offered.isVisible()


def test_a_name_that_is_not_there_is_refused_and_the_text_stays(qtbot: Any, street: Session) -> None:
    model, view, editor = _opened(qtbot, street)
    said: list[Any] = []
    model.refused.connect(said.append)
    _compose(editor, "没有社区")
    QApplication.sendEvent(
        editor, QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier)
    )
    qtbot.waitUntil(lambda: isinstance(view.indexWidget(view.currentIndex()), NamesEdit) and bool(said))
    assert "communities" not in street.book(2027).rows("duties")[0]
    again = view.indexWidget(view.currentIndex())
    assert isinstance(again, NamesEdit)
    assert again.text() == "没有社区"
