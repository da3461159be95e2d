"""The menus: every action of the window by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

from street_desk import __version__, preferences
from street_desk.domain.problems import Problem
from street_desk.language import CHINESE, ENGLISH, N_, _, message
from street_desk.ui import asking

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow

_Keys = QKeySequence.StandardKey


class Menus:
    """Builds the menu bar and keeps it true: what cannot be done now is grey."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._with_file: list[QAction] = []
        self._with_grid: list[QAction] = []
        self._file_menu()
        self._edit_menu()
        self._year_menu()
        self._view_menu()
        help_menu = self._menu(N_("&Help"))
        self._action(help_menu, N_("About Street Desk"), self._about)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(_(title))

    def _action(
        self, menu: QMenu, title: str, act: Callable[[], object], keys: object = None, needs: str = ""
    ) -> QAction:
        action = menu.addAction(_(title))
        action.triggered.connect(lambda _checked=False: act())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        if needs:
            (self._with_file if needs == "file" else self._with_grid).append(action)
        return action

    def _file_menu(self) -> None:
        window = self._window
        menu = self._menu(N_("&File"))
        self._action(menu, N_("&New: start from last year's workbook…"), window.begin, _Keys.New)
        self._action(menu, N_("&Open…"), window.ask_open, _Keys.Open)
        self._recent = menu.addMenu(_(N_("Opened last")))
        menu.aboutToShow.connect(self._fill_recent)
        self._action(menu, N_("Sample street…"), window.open_sample)
        menu.addSeparator()
        self._action(menu, N_("&Import a workbook…"), self._import, "Ctrl+I", "file")
        self._action(menu, N_("Save a &copy…"), self._save_copy, _Keys.SaveAs, "file")
        menu.addSeparator()
        self._action(menu, N_("&Print the form…"), self._print, _Keys.Print, "file")
        menu.addSeparator()
        self._action(menu, N_("C&lose the file"), window.close_file, "Ctrl+F4", "file")
        self._action(menu, N_("E&xit"), window.close, _Keys.Quit)

    def _edit_menu(self) -> None:
        window = self._window
        menu = self._menu(N_("&Edit"))
        self._undo = self._action(menu, N_("&Undo"), window.undo, _Keys.Undo, "file")
        self._redo = self._action(menu, N_("&Redo"), window.redo, "Ctrl+Y", "file")
        menu.addSeparator()
        for title, name, keys in (
            (N_("Cu&t"), "cut", None),
            (N_("&Copy"), "copy", None),
            (N_("&Paste"), "paste", None),
            (N_("&Fill down"), "fill_down", None),
            (N_("Clear cells"), "clear_cells", None),
            (N_("Remove rows"), "remove_rows", "Ctrl+-"),
        ):
            # The grid answers the usual keys itself, so that they stay an editor's while it is open.
            self._action(menu, title, lambda name=name: self._in_grid(name), keys, "grid")

    def _year_menu(self) -> None:
        menu = self._menu(N_("&Year"))
        self._open_year = self._action(menu, N_("Open the next year…"), self._next_year, needs="file")

    def _view_menu(self) -> None:
        menu = self._menu(N_("&View"))
        self._full = self._action(menu, N_("Ids and phones in full"), self._unmask, needs="file")
        self._full.setCheckable(True)
        languages = menu.addMenu("语言 Language")
        for title, code in (("简体中文", CHINESE), ("English", ENGLISH)):
            self._action(languages, title, lambda code=code: self._window.language_asked.emit(code))

    def refresh(self) -> None:
        """What can be done now, and what undo would undo."""
        session, page = self._window.session, self._window.page
        for action in self._with_file:
            action.setEnabled(session is not None)
        for action in self._with_grid:
            action.setEnabled(page is not None)
        for action, word, what in (
            (self._undo, N_("&Undo"), session.undoable() if session else None),
            (self._redo, N_("&Redo"), session.redoable() if session else None),
        ):
            action.setEnabled(what is not None and session is not None and not session.read_only)
            text = what.text().replace("&", "&&") if what else ""
            action.setText(f"{_(word)}  {text[:40]}" if text else _(word))
        self._full.setChecked(page is not None and page.models["workers"].unmasked)
        if session is not None:
            self._open_year.setText(
                _(N_("Open {year} from {before}…")).format(
                    year=max(session.years()) + 1, before=max(session.years())
                )
            )

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in preferences.recent():
            action = self._recent.addAction(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self._window.open(path))
        self._recent.setEnabled(not self._recent.isEmpty())

    def _in_grid(self, name: str) -> None:
        view = self._window.page.view() if self._window.page else None
        if view is not None:
            getattr(view, name)()

    def _import(self) -> None:
        from street_desk.ui.import_dialog import import_workbook

        path = asking.file_to_open(self._window, _(N_("Import a workbook…")), asking.WORKBOOKS)
        if path is not None and self._window.page is not None:
            import_workbook(self._window.page, path)

    def _save_copy(self) -> None:
        from street_desk.store import backup

        session, page = self._window.session, self._window.page
        assert session is not None
        assert page is not None
        path = asking.file_to_save(
            self._window, _(N_("Save a copy")), session.path.stem, asking.DESKS, ".desk"
        )
        if path is None or path.resolve() == session.path.resolve():
            return
        try:
            backup.copy(session.store, path)
        except Problem as problem:
            asking.tell(self._window, problem)
            return
        page.tell(_(N_("Saved a copy as {path}; the copy is sound.")).format(path=path))

    def _print(self) -> None:
        page = self._window.page
        if page is not None:
            if page.view() is not None:
                page.turn_to("funding")
            page.stack.currentWidget().print()  # type: ignore[attr-defined]

    def _next_year(self) -> None:
        session, page = self._window.session, self._window.page
        assert session is not None
        assert page is not None
        if not self._window.settle():
            return
        try:
            session.open_year(max(session.years()) + 1)
        except Problem as problem:
            page.refuse(problem)
            return
        self._window.show_year(max(session.years()))

    def _unmask(self) -> None:
        page = self._window.page
        assert page is not None
        full = self._full.isChecked()
        if full and not page.session.read_only:
            page.session.note(message(N_("Ids and phones shown in full in the window")), page.year)
        for model in page.models.values():
            model.show_full(full)

    def _about(self) -> None:
        text = _(
            N_("Street Desk {version}\nWorks offline; nothing leaves this PC. Apache License 2.0.")
        ).format(version=__version__)
        QMessageBox.about(self._window, _(N_("About Street Desk")), text)
