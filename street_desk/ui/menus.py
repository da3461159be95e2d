"""The menus: every action of the window by name and key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QMessageBox

from street_desk import __version__, preferences
from street_desk.domain.problems import Problem, ReadOnly
from street_desk.language import CHINESE, ENGLISH, N_, _, current, message
from street_desk.ui import asking
from street_desk.ui.filling import fill_in
from street_desk.ui.form_layout_button import adapt_shown
from street_desk.ui.grid_menu import ARRANGING, add_deeds
from street_desk.ui.knowing_menu import add_knowing
from street_desk.ui.paper_menu import add_paper
from street_desk.ui.saving_copy import save_copy
from street_desk.ui.seeking_menu import Seeking
from street_desk.ui.turning import turn
from street_desk.ui.view_menu import ViewMenu

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow

_Keys = QKeySequence.StandardKey


class Menus:
    """Builds the menu bar and keeps it true: what cannot be done now is grey."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._with_file: list[QAction] = []
        self._with_changes: list[QAction] = []
        self._languages: dict[str, QAction] = {}
        self._file_menu()
        self._edit_menu()
        self._data_menu()
        self._year_menu()
        self._view_menu()
        help_menu = self._menu(N_("&Help"))
        self._action(help_menu, N_("&About Street Desk"), self._about)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(_(title))

    def _action(
        self, menu: QMenu, title: str, act: Callable[[], object], keys: object = None, needs: str = ""
    ) -> QAction:
        action = menu.addAction(_(title))
        action.triggered.connect(lambda _checked=False: act())
        if keys is not None:
            action.setShortcuts(keys if isinstance(keys, list) else [QKeySequence(keys)])
        if needs:
            (self._with_file if needs == "file" else self._with_changes).append(action)
        return action

    def _file_menu(self) -> None:
        window = self._window
        menu = self._menu(N_("&File"))
        self._action(menu, N_("&New: start from last year's workbook…"), window.begin, _Keys.New)
        self._action(menu, N_("&Open…"), window.ask_open, _Keys.Open)
        self._recent = menu.addMenu(_(N_("Opened las&t")))
        menu.aboutToShow.connect(self._open_file_menu)
        self._action(menu, N_("Sa&mple street…"), window.open_sample)
        menu.addSeparator()
        self._action(menu, N_("&Import workbooks…"), self._import, "Ctrl+I", "changes")
        self._report = self._action(menu, N_("Sa&ve the report of the import…"), self._save_report)
        self._action(menu, N_("Import &records…"), self._import_records, needs="file")
        self._action(menu, N_("&Fill in the county's workbook…"), lambda: fill_in(window), needs="file")
        self._action(menu, N_("&Save"), self.save, _Keys.Save, "file")
        self._action(menu, N_("Save a &copy…"), lambda: save_copy(window), _Keys.SaveAs, "file")
        menu.addSeparator()
        self._with_file += add_paper(window, menu)
        menu.addSeparator()
        self._action(menu, N_("C&lose the file"), window.close_file, "Ctrl+F4", "file")
        self._action(menu, N_("E&xit"), window.close, _Keys.Quit)

    def _edit_menu(self) -> None:
        window = self._window
        menu = self._menu(N_("&Edit"))
        self._undo = self._action(menu, N_("&Undo"), window.undo, _Keys.Undo, "file")
        self._redo = self._action(menu, N_("&Redo"), window.redo, "Ctrl+Y", "file")
        menu.addSeparator()
        for deed, action in add_deeds(menu, self._in_grid):
            (self._with_changes if deed.changes else self._with_file).append(action)
        menu.addSeparator()
        seeking = menu.addMenu(_(N_("F&ind and go to")))
        for title, act, keys in Seeking(window).deeds():
            self._action(seeking, title, act, keys, "file")

    def _data_menu(self) -> None:
        for _deed, action in add_deeds(self._menu(N_("&Data")), self._in_grid, ARRANGING):
            self._with_file.append(action)

    def _year_menu(self) -> None:
        menu = self._menu(N_("&Year"))
        act = self.open_next_year
        self._open_year = self._action(menu, N_("&Open the next year"), act, needs="changes")
        self._action(menu, N_("A &figure that changes inside the year…"), self._dated, needs="changes")
        self._action(menu, N_("&Adapt the form…"), lambda: adapt_shown(self._window), needs="changes")

    def _view_menu(self) -> None:
        menu = self._menu(N_("&View"))
        self._full = self._action(menu, N_("&Ids and phones in full"), self._unmask, needs="file")
        self._full.setCheckable(True)
        self._view = ViewMenu(self._window, menu, self._in_grid)
        self._action(menu, N_("Next &tab"), lambda: turn(self._window, 1), "Ctrl+PgDown", "file")
        self._action(menu, N_("P&revious tab"), lambda: turn(self._window, -1), "Ctrl+PgUp", "file")
        self._with_file += add_knowing(self._window, menu)
        languages = menu.addMenu("语言 &Language")
        group = QActionGroup(languages)
        for title, code in (("简体中文", CHINESE), ("English", ENGLISH)):
            action = self._action(languages, title, lambda code=code: self._speak(code))
            action.setActionGroup(group)
            action.setCheckable(True)
            self._languages[code] = action

    def refresh(self) -> None:
        """What can be done now, and what undo would undo."""
        session, page = self._window.session, self._window.page
        for action in self._with_file:
            action.setEnabled(session is not None)
        for action in self._with_changes:
            action.setEnabled(session is not None and not session.read_only)
        for action, word, what in (
            (self._undo, N_("&Undo"), session.undoable() if session else None),
            (self._redo, N_("&Redo"), session.redoable() if session else None),
        ):
            action.setEnabled(what is not None and session is not None and not session.read_only)
            text = what.text().replace("&", "&&") if what else ""
            action.setText(f"{_(word)}  {text[:40]}" if text else _(word))
        self._languages[current()].setChecked(True)
        self._view.refresh()
        self._full.setChecked(page is not None and page.models["workers"].unmasked)
        if session is not None:
            self._open_year.setText(
                _(N_("&Open {year} from {before}")).format(
                    year=max(session.years()) + 1, before=max(session.years())
                )
            )

    def _speak(self, code: str) -> None:
        self._window.language_asked.emit(code)
        # A cell that cannot be left keeps the window, and its language, as they are.
        self._languages[current()].setChecked(True)

    def _open_file_menu(self) -> None:
        page = self._window.page
        self._report.setEnabled(page is not None and bool(page.report))
        self._recent.clear()
        for path in preferences.recent():
            action = self._recent.addAction(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self._window.open(path))
        self._recent.setEnabled(not self._recent.isEmpty())

    def _in_grid(self, name: str) -> None:
        view = self._window.page.view() if self._window.page else None
        if view is None:
            return
        line = self._window.focusWidget()
        page = self._window.page
        typing = isinstance(line, QLineEdit) and page is not None and page.isAncestorOf(line)
        if typing and name in ("cut", "copy", "paste"):
            # While a cell is typed in, these are about its text.
            getattr(line, name)()
        elif view.editing.commit_editor():
            view.do(name)

    def _import(self) -> None:
        from street_desk.ui.import_dialog import import_workbooks

        paths = asking.files_to_open(self._window, _(N_("Import workbooks…")), asking.WORKBOOKS)
        if paths and self._window.page is not None and self._window.settle():
            import_workbooks(self._window.page, paths)

    def _save_report(self) -> None:
        from street_desk.ui.import_report import save_report

        page = self._window.page
        if page is not None and page.report:
            save_report(page, page.report)

    def _import_records(self) -> None:
        from street_desk.ui.import_records import ImportRecords

        if self._window.session is not None and self._window.settle():
            ImportRecords(self._window.session, self._window).exec()

    def open_next_year(self) -> None:
        """Opens the year after the last one, shows it, and says what was carried into it."""
        window, session, page = self._window, self._window.session, self._window.page
        if session is None or page is None or not window.settle():
            return
        before = max(session.years())
        try:
            session.open_year(before + 1)
        except Problem as problem:
            page.refuse(problem)
            return
        window.show_year(before + 1)
        book = session.book(before + 1)
        said = N_(
            "{year} is open; carried forward from {before}: {communities} communities and {workers} workers."
        )
        window.page.tell(
            _(said).format(
                year=before + 1,
                before=before,
                communities=len(book.ids("communities")),
                workers=len(book.ids("workers")),
            )
        )

    def _dated(self) -> None:
        from street_desk.ui.by_hand import DatedDialog

        page = self._window.page
        if page is None or not self._window.settle():
            return
        page.turn_to("figures")
        if not page.session.standard(page.year).by_month:
            page.tell(
                _(N_("This year's standard works out nothing month by month: a figure holds all year."))
            )
        else:
            DatedDialog(page.models["figures"], self._window).exec()

    def save(self) -> None:
        """Takes in what is being typed, and says that there is nothing more to save."""
        session, page = self._window.session, self._window.page
        if session is None or page is None or not self._window.settle():
            return
        if session.read_only:
            page.refuse(ReadOnly(path=session.path.name))
            return
        said = _(N_("Everything is saved already: each entry goes into {file} as it is typed."))
        page.tell(said.format(file=session.path.name))

    def _unmask(self) -> None:
        page = self._window.page
        assert page is not None
        full = self._full.isChecked()
        if full and not page.session.read_only:
            page.session.note(message(N_("Ids and phones shown in full in the window")), page.year)
        for model in page.models.values():
            model.show_full(full)
        page.show_cell()

    def _about(self) -> None:
        text = _(
            N_("Street Desk {version}\nWorks offline; nothing leaves this PC. Apache License 2.0.")
        ).format(version=__version__)
        QMessageBox.about(self._window, _(N_("About Street Desk")), text)
