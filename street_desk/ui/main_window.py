"""The main window: the welcome page, the first-run page, or an open file.

What an open file needs is imported when one is opened: the welcome page is there at once.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from street_desk import preferences
from street_desk.domain.problems import DeskInUse, FileExists, Problem
from street_desk.language import N_, _
from street_desk.ui import asking, screens, stepping
from street_desk.ui.beginning import BeginningPage
from street_desk.ui.dropping import Dropping
from street_desk.ui.grid_clip import Clip
from street_desk.ui.looked_at import LookedAt
from street_desk.ui.menus import Menus
from street_desk.ui.showing import Showing
from street_desk.ui.sums_label import SumsLabel
from street_desk.ui.view_menu import ZoomBox
from street_desk.ui.welcome import Welcome

if TYPE_CHECKING:
    from street_desk.first_run import Beginning
    from street_desk.session import Session
    from street_desk.ui.desk_page import DeskPage


class Held(NamedTuple):
    """An open file on its way from one window to another: its year, how it is shown, where copies for reading lie."""

    session: Session
    year: int
    looked_at: LookedAt
    copies: tempfile.TemporaryDirectory[str]


class MainWindow(QMainWindow):
    """One window, one file at a time. `language_asked` carries a language to show everything in."""

    language_asked = Signal(object)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._copies = tempfile.TemporaryDirectory(prefix="street-desk-")
        self.page: DeskPage | None = None
        self.session: Session | None = None
        screens.fit(self, 1_440, 860)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.welcome = Welcome()
        self.welcome.begin_asked.connect(self.begin)
        self.welcome.open_asked.connect(self.ask_open)
        self.welcome.sample_asked.connect(self.open_sample)
        self.welcome.recent_asked.connect(self.open)
        self.beginning = BeginningPage()
        self.beginning.left.connect(self._show_start)
        self.beginning.asked.connect(self.start)
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.beginning)
        self.showing = Showing(self)
        self._clip = Clip()
        self._sums = SumsLabel()
        self.statusBar().addPermanentWidget(self._sums, 1)
        self.statusBar().addPermanentWidget(ZoomBox(self.showing))
        self.menus = Menus(self)
        self.dropping = Dropping(self)
        self._show_start()
        if not preferences.recent():
            # The first run on this PC: the guided page; the welcome page is one step back.
            self.begin()

    def _show_start(self) -> None:
        """The welcome page."""
        self.welcome.read_recent()
        self._stack.setCurrentWidget(self.welcome)
        self.setWindowTitle(_(N_("Street Desk")))
        self.menus.refresh()

    def begin(self) -> None:
        """The guided page of the first run."""
        if self.close_file():
            self._stack.setCurrentWidget(self.beginning)
            self.beginning.street.setFocus()

    def start(self, asked: Beginning) -> None:
        """Makes the file the guided page asked for, and shows its first form."""
        title = _(N_("Where to keep the street's file"))
        name = f"{asked.street}.desk"
        if (path := asking.file_to_save(self, title, name, asking.DESKS, ".desk")) is not None:
            self.start_in(path, asked)

    def start_in(self, path: Path, asked: Beginning) -> None:
        from street_desk import first_run
        from street_desk.ui.import_dialog import review

        if path.exists():
            self.beginning.refuse(FileExists(path=str(path)).text())
            return
        try:
            session, batch = first_run.begin(path, asked, lambda *plan: review(self, *plan))
        except Problem as problem:
            self.beginning.refuse(problem.text())
            return
        if session is None:
            return
        self._show(session, asked.year)
        assert self.page is not None
        if batch is not None:
            self.page.turn_to("funding")

    def ask_open(self) -> None:
        if (path := asking.file_to_open(self, _(N_("Open a file…")), asking.DESKS)) is not None:
            self.open(path)

    def load(self, path: Path) -> bool:
        """Opens a file for writing; False where the one that is open could not be let go.

        Raises the Problems of `Session.open`.
        """
        from street_desk.session import Session

        if not self.close_file():
            return False
        session = Session.open(path)
        self._show(session, max(session.years()))
        return True

    def open(self, path: Path) -> bool:
        """Opens a file for writing; one in use elsewhere is offered for reading, any other Problem is said."""
        try:
            return self.load(path)
        except DeskInUse as problem:
            return asking.wants_to_read(self, problem) and self._open_copy(path)
        except Problem as problem:
            asking.tell(self, problem)
            return False

    def _open_copy(self, path: Path) -> bool:
        """A verified copy of a file that someone else has open, for reading."""
        from street_desk.session import Session
        from street_desk.store import backup

        try:
            copy = backup.readable_copy(path, Path(self._copies.name))
            session = Session.open(copy, read_only=True)
        except Problem as problem:
            asking.tell(self, problem)
            return False
        self._show(session, max(session.years()))
        return True

    def open_sample(self) -> None:
        """Makes the sample street in a folder the user chooses, and opens it."""
        folder = asking.folder_to_use(self, _(N_("A folder for the sample street")))
        if folder is not None:
            self.open_sample_in(folder)

    def open_sample_in(self, folder: Path) -> None:
        from street_desk import first_run
        from street_desk.ui.import_run import progress

        if not self.close_file():
            return
        try:
            with progress(self) as proceed:
                session, _workbook = first_run.make_sample(folder, proceed)
        except Problem as problem:
            asking.tell(self, problem)
            return
        self._show(session, first_run.SAMPLE_YEAR)

    def _show(self, session: Session, year: int) -> None:
        self.session = session
        if not session.read_only:
            preferences.remember(session.path)
            asking.work_in(session.path.parent)
        session.watch(self._follow)
        self.show_year(year)

    def show_year(self, year: int) -> None:
        """Shows another year of the open file, on the same tab."""
        from street_desk.ui.desk_page import DeskPage

        assert self.session is not None
        if not self.let_go():
            return
        held = LookedAt.of(self.page) if self.page is not None else None
        self._drop_page()
        self.page = DeskPage(self.session, year, showing=self.showing, clip=self._clip)
        self.page.year_asked.connect(self.show_year)
        self.page.adopted.connect(self._follow_adopted)
        self.page.summed.connect(self._sums.say)
        self.page.step_asked.connect(lambda number: stepping.step_to(self, number))
        self.page.entry_asked.connect(lambda entry: stepping.go_to_entry(self, entry))
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        if held is not None:
            held.give(self.page)
        self.page.take_focus()
        name, program = self.session.path.name, _(N_("Street Desk"))
        shown = _(N_("{file} (read only)")).format(file=name) if self.session.read_only else name
        self.setWindowTitle(f"{shown} — {program}")
        self.menus.refresh()

    def _follow_adopted(self, said: str) -> None:
        """Everything on the page rests on the standard: it is made anew under the other one."""
        if self.page is not None:
            part = self.page.standard_part()
            self.show_year(self.page.year)
            self.page.show_standard_part(part)
            self.page.tell(said)

    def _drop_page(self) -> None:
        if self.page is not None:
            assert self.session is not None
            self.session.unwatch(self.page.follow)
            self._clip.end_cut()
            self._stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
            self._sums.say("")

    def settle(self) -> bool:
        """Takes in what is being typed; False where it does not fit, and then nothing goes on."""
        page = self.page
        if page is None or page.panes.settle():
            return page is None or (view := page.view()) is None or view.editing.commit_editor()
        return False

    def let_go(self) -> bool:
        """Settles, and asks about figures of the standard not adopted; False to stay."""
        return self.settle() and (self.page is None or self.page.lets_go())

    def close_file(self) -> bool:
        """Lets the open file go; everything typed is in it already. False where a text that does not fit is open."""
        if not self.let_go():
            return False
        self._drop_page()
        if self.session is not None:
            self.session.close()
            self.session = None
        self._show_start()
        return True

    def hand_over(self) -> Held | None:
        """Gives the open file away, as it is shown, to the window that takes this one's place."""
        if self.session is None or self.page is None:
            return None
        held = Held(self.session, self.page.year, LookedAt.of(self.page), self._copies)
        self.session.unwatch(self._follow)
        self._drop_page()
        self.session = None
        self._copies = tempfile.TemporaryDirectory(prefix="street-desk-")
        return held

    def take_over(self, held: Held) -> None:
        """Shows a file that another window had open."""
        self._copies.cleanup()
        self._copies = held.copies
        self._show(held.session, held.year)
        if self.page is not None:
            held.looked_at.give(self.page)

    def _follow(self, _changed: object) -> None:
        self.menus.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.close_file():
            event.ignore()
            return
        self._copies.cleanup()
        super().closeEvent(event)

    # Edits -----------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        stepping.step(self, lambda session: session.undo())

    def redo(self) -> None:
        stepping.step(self, lambda session: session.redo())
