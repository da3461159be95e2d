"""Dropping: workbooks and folders of them are let fall on the window to be imported, a street's file to be opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QLabel

from street_desk.domain.problems import FileUnreadable, Problem
from street_desk.exchange.problems import NoWorkbooks
from street_desk.language import N_, _
from street_desk.ui import asking, import_run

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow

_DESK = ".desk"


class Dropping(QObject):
    """Watches what is dragged over the window, and shows where it would go."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.sign = QLabel(window, objectName="drop")
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setWordWrap(True)
        self.sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sign.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):
            self.sign.hide()
            words = self.words(event.mimeData())
            if not words:
                event.ignore()
                return True
            # A workbook is looked at and stays where it is.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if isinstance(event, QDragEnterEvent):
                self._show(words)
            elif isinstance(event, QDragMoveEvent):
                self.sign.show()
            else:
                paths = paths_of(event.mimeData())
                # Later: the program that they were dragged from waits for this to be over.
                QTimer.singleShot(0, lambda: self.take(paths))
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.sign.hide()
        return super().eventFilter(watched, event)

    def words(self, held: QMimeData) -> str:
        """What would be done with what is dragged, "" where that is nothing."""
        from street_desk.exchange.batch import WORKBOOK_ENDINGS

        paths, page = paths_of(held), self._window.page
        if import_run.busy():
            return ""
        if [path.suffix.lower() for path in paths] == [_DESK]:
            return _(N_("Let go to open {file}")).format(file=paths[0].name)
        fit = [path for path in paths if path.is_dir() or path.suffix.lower() in WORKBOOK_ENDINGS]
        if not fit or page is None or page.session.read_only:
            return ""
        return _(N_("Let go to import into {year}")).format(year=page.year)

    def _show(self, words: str) -> None:
        self.sign.setText(words)
        around = self._window.rect()
        place = QRect(0, 0, around.width() * 3 // 5, 120)
        place.moveCenter(around.center())
        self.sign.setGeometry(place)
        self.sign.show()
        self.sign.raise_()

    def take(self, paths: list[Path]) -> None:
        """Imports workbooks that were let fall, or opens a street's file."""
        window = self._window
        if import_run.busy():
            # Let fall twice: the first one is being read.
            return
        if [path.suffix.lower() for path in paths] == [_DESK]:
            window.open(paths[0])
            return
        if window.page is None or not window.settle():
            return
        from street_desk.ui.import_dialog import import_workbooks

        try:
            found = list(_workbooks(paths))
        except Problem as problem:
            asking.tell(window, problem)
            return
        import_workbooks(window.page, found)


def paths_of(held: QMimeData) -> list[Path]:
    """The files and folders that are dragged."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]


def _workbooks(paths: Iterable[Path]) -> Iterable[Path]:
    """The workbooks among what was let fall, those of folders too. Raises NoWorkbooks, FileUnreadable."""
    from street_desk.exchange.batch import workbooks_in

    for path in paths:
        try:
            found = workbooks_in(path) if path.is_dir() else [path]
        except OSError as error:
            raise FileUnreadable(path=str(path)) from error
        if not found:
            raise NoWorkbooks(path=str(path))
        yield from found
