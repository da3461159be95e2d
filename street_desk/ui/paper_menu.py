"""The File menu's part about paper: printing a form, all forms, and what goes out as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from street_desk.language import N_, _

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage
    from street_desk.ui.main_window import MainWindow

FIRST = "funding"
"""The form that is printed where a sheet is looked at."""


def add_paper(window: MainWindow, menu: QMenu) -> list[QAction]:
    """Adds the entries; each needs an open file."""
    made: list[QAction] = []

    def add(title: str, act: Callable[[DeskPage], object], keys: QKeySequence | None = None) -> None:
        def chosen() -> None:
            # What is being typed goes in first.
            if window.page is not None and window.settle():
                act(window.page)

        action = menu.addAction(_(title))
        if keys is not None:
            action.setShortcut(keys)
        action.triggered.connect(lambda _checked=False: chosen())
        made.append(action)

    add(N_("&Print the form…"), _print, QKeySequence(QKeySequence.StandardKey.Print))
    add(N_("Print &all forms…"), _print_all)
    add(N_("Export all forms to a fol&der…"), _export_all)
    add(N_("&Export this sheet as shown…"), _export, QKeySequence("Ctrl+Shift+E"))
    return made


def _print(page: DeskPage) -> None:
    if not hasattr(page.stack.currentWidget(), "print"):
        page.turn_to(FIRST)
    page.stack.currentWidget().print()  # type: ignore[attr-defined]


def _print_all(page: DeskPage) -> None:
    from street_desk.ui.printing_all import PrintAllDialog

    dialog = PrintAllDialog(page.session, page.year, page)
    dialog.exec()
    dialog.deleteLater()


def _export_all(page: DeskPage) -> None:
    from street_desk.ui.batch_dialog import BatchDialog

    dialog = BatchDialog(page.session, page.year, page)
    dialog.exec()
    dialog.deleteLater()


def _export(page: DeskPage) -> None:
    from street_desk.ui.exporting_shown import export_as_shown

    export_as_shown(page)
