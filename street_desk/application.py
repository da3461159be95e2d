"""The composition root of the desktop: language, fonts, crash hook, a Session, the window."""

from __future__ import annotations

import datetime
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from street_desk import language, paths, preferences
from street_desk.domain.problems import FileUnwritable, NoDisplay, Problem
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.main_window import MainWindow


def open_desk(file: Path | None, shot: str | None = None) -> int:
    """Opens the window, on a file where one is given, and runs until it is closed; returns the exit code.

    `shot`: saves a picture of the window once it is usable, and quits. STREET_DESK_QUIT_WHEN_READY=1 quits likewise.
    Then nobody is there to read a message box, and a Problem with the file is raised. Raises NoDisplay, and
    FileUnwritable for the picture.
    """
    _require_display()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Street Desk")
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "street-desk.svg")))
    style.apply(application)
    sys.excepthook = _crashed
    desktop = Desktop(application)
    alone = shot is not None or os.environ.get("STREET_DESK_QUIT_WHEN_READY") == "1"
    if file is not None and alone:
        desktop.window.load(file)
    desktop.window.show()
    if alone:
        QTimer.singleShot(0, desktop.window, lambda: desktop.leave(shot))
    elif file is not None:
        QTimer.singleShot(0, desktop.window, lambda: desktop.window.open(file))
    code = application.exec()
    if shot is not None and not desktop.pictured:
        raise FileUnwritable(path=shot)
    return code


def _require_display() -> None:
    """Qt would end the whole program without a word about what to do."""
    places = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in places):
        raise NoDisplay


class Desktop:
    """Holds the window. Another language makes it anew, because a window's words are set when it is made."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._translator: QTranslator | None = None
        self.pictured = False
        self._translate()
        self.window = self._made()

    def _made(self) -> MainWindow:
        window = MainWindow()
        window.language_asked.connect(self.speak)
        return window

    def speak(self, chosen: str) -> None:
        """Shows everything in another language, in the same place with the same file, year and tab."""
        before = self.window
        if not before.let_go():
            return
        preferences.choose_language(chosen)
        language.use(chosen)
        self._translate()
        held = before.hand_over()
        self.window = self._made()
        self.window.setGeometry(before.geometry())
        self.window.show()
        self.window.activateWindow()
        if held is not None:
            self.window.take_over(held)
        before.close()
        before.deleteLater()

    def _translate(self) -> None:
        """Qt's own dialogs in the user's language."""
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        if language.current() == language.CHINESE:
            translator = QTranslator(self._application)
            if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._application.installTranslator(translator)
                self._translator = translator

    def leave(self, shot: str | None) -> None:
        """Paints what is waiting, takes the picture, and ends the program."""
        self._application.processEvents()
        if shot is not None:
            self.pictured = self.window.grab().save(shot)
        self.window.close()
        self._application.quit()


def _crashed(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """A bug, or a Problem nobody caught: says so. Everything typed before is in the file already.

    Of a bug a report is kept on this PC.
    """
    if isinstance(error, Problem):
        text, said = error.text(), error.text()
    else:
        text = "".join(traceback.format_exception(kind, error, where))
        report = paths.logs() / f"crash-{datetime.datetime.now():%Y%m%d-%H%M%S}.txt"
        said = _(
            N_(
                "Something went wrong in the program. What you typed before is saved.\nThe report is in {path}."
            )
        )
        said = said.format(path=report)
        try:
            report.write_text(text, encoding="utf-8")
        except OSError:
            said = text
    if sys.stderr is not None:
        sys.stderr.write(text)
    if QApplication.instance() is not None:
        QMessageBox.critical(None, _(N_("Street Desk")), said)
