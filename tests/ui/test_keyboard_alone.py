"""The program by keyboard alone, and for those who hear what is on the screen: names and mnemonics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from street_desk import language
from street_desk.session import Session
from street_desk.ui.grid_menu import DEEDS
from street_desk.ui.main_window import MainWindow
from street_desk.ui.seeking_bar import seeking_bar
from tests.streets import small_street
from tests.ui.windows import KINDS, opened

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
PARTS = (QAbstractSpinBox, QComboBox, QTabBar, QAbstractItemView, QLineEdit, QMenuBar)
"""Controls whose own parts are theirs: the arrows of a row of tabs, the line of a choice, the headings of a table."""


def _controls(top: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    for control in top.findChildren(QWidget):
        above = control.parentWidget()
        inside = False
        while above is not None and above is not top:
            inside = inside or isinstance(above, PARTS)
            above = above.parentWidget()
        if isinstance(control, CONTROLS) and not isinstance(control, QHeaderView) and not inside:
            found.append(control)
    return found


def _name(control: QWidget) -> str:
    """What a screen reader says of a control."""
    spoken = QAccessible.queryAccessibleInterface(control)
    assert spoken
    return str(spoken.text(QAccessible.Text.Name))


def _unnamed(top: QWidget) -> list[str]:
    nameless = [control for control in _controls(top) if not re.search(r"\w", _name(control))]
    return [f"{type(control).__name__} in {type(control.parentWidget()).__name__}" for control in nameless]


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_control_of_a_dialog_has_a_name(
    qtbot: Any, street: Session, tmp_path: Path, kind: str, speech: str
) -> None:
    language.use(speech)
    top = opened(street, kind, tmp_path)
    qtbot.addWidget(top)
    assert _controls(top)
    assert _unnamed(top) == []


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
def test_every_control_of_an_open_file_has_a_name(qtbot: Any, tmp_path: Path, speech: str) -> None:
    language.use(speech)
    small_street(tmp_path).close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    assert _unnamed(window) == []
    assert window.load(tmp_path / "street.desk")
    page = window.page
    assert page is not None
    seeking_bar(page).open(replacing=True)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        assert _unnamed(window) == []
    parts = page.forms["standard"].parts
    for part in range(parts.count()):
        parts.setCurrentIndex(part)
        assert _unnamed(window) == []
    assert len(_controls(window)) > 40
    window.close()


def test_a_control_without_a_name_is_seen(qtbot: Any) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    QLineEdit(top)
    QToolButton(top).setText("▲")
    assert len(_unnamed(top)) == 2


# Menus ---------------------------------------------------------------------------------------------------------------


def _mnemonic(title: str) -> str:
    found = re.search(r"&([^&])", title.replace("&&", ""))
    return found[1].upper() if found else ""


def _menus(menu: QMenu | QMenuBar, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every menu with the titles in it; what is in the list of files and of languages has names of its own."""
    yield path, [action.text() for action in menu.actions() if not action.isSeparator()]
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _menus(below, f"{path}/{action.text()}")


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
def test_every_title_of_a_menu_has_a_letter_of_its_own(qtbot: Any, tmp_path: Path, speech: str) -> None:
    language.use(speech)
    small_street(tmp_path).close()
    window = MainWindow()
    qtbot.addWidget(window)
    assert window.load(tmp_path / "street.desk")
    assert window.page is not None
    view = window.page.view()
    assert view is not None
    under_the_button = view.deeds()
    menus = [*_menus(window.menuBar()), *_menus(under_the_button, "the menu under the right button")]
    assert len(menus) > 7
    for path, titles in menus:
        letters = Counter(filter(None, map(_mnemonic, titles)))
        assert [letter for letter, count in letters.items() if count > 1] == [], path
    bare = {language._(deed.title) for deed in DEEDS if not _mnemonic(deed.title)}
    own = ("Language", "Opened")
    for path, titles in menus:
        if not any(word in path for word in own):
            wanting = (title for title in titles if not _mnemonic(title) and title not in bare)
            assert [title for title in wanting if any(map(str.isalpha, title.split("\t")[0]))] == [], path
    window.close()


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
def test_no_key_means_two_things(qtbot: Any, tmp_path: Path, speech: str) -> None:
    language.use(speech)
    window = MainWindow()
    qtbot.addWidget(window)
    keys: Counter[str] = Counter()
    menus: list[QMenu | QMenuBar] = [window.menuBar()]
    while menus:
        for action in menus.pop().actions():
            keys.update(key.toString() for key in action.shortcuts() if not key.isEmpty())
            if isinstance(below := action.menu(), QMenu):
                menus.append(below)
    assert keys["Ctrl+F"] == 1
    assert [key for key, count in keys.items() if count > 1] == []
