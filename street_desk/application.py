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
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.main_window import MainWindow


def open_desk(file: Path | None, shot: str | None = None) -> int:
    """Opens the window, on a file where one is given, and runs until it is closed; returns the exit code.

    `shot`: saves a picture of the window once it is usable, and quits. STREET_DESK_QUIT_WHEN_READY=1 quits likewise.
    """
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Street Desk")
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "street-desk.svg")))
    style.apply(application)
    sys.excepthook = _crashed
    translators = _translate(application)
    window = _window()
    code = 0
    if file is not None and not window.open(file):
        code = 3
    window.show()
    if shot is not None or os.environ.get("STREET_DESK_QUIT_WHEN_READY") == "1":
        QTimer.singleShot(0, window, lambda: _leave(application, window, shot))
    result = application.exec()
    del translators
    return code or result


def _window() -> MainWindow:
    window = MainWindow()
    window.language_asked.connect(lambda chosen: _speak(window, chosen))
    return window


def _speak(window: MainWindow, chosen: str) -> None:
    """Shows everything in another language: the words of a window are set when it is made, so it is made anew."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    preferences.choose_language(chosen)
    language.use(chosen)
    application.setProperty("translators", _translate(application))
    path = window.session.path if window.session else None
    place = window.geometry()
    window.close_file()
    fresh = _window()
    fresh.setGeometry(place)
    if path is not None:
        fresh.open(path)
    fresh.show()
    window.close()
    window.deleteLater()


def _translate(application: QApplication) -> list[QTranslator]:
    """Qt's own dialogs in the user's language."""
    if language.current() != language.CHINESE:
        return []
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    return [translator]


def _leave(application: QApplication, window: MainWindow, shot: str | None) -> None:
    application.processEvents()
    if shot is not None:
        window.grab().save(shot)
    window.close()
    application.quit()


def _crashed(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """A bug: keeps a report on this PC and says so. Everything typed before is in the file already."""
    text = "".join(traceback.format_exception(kind, error, where))
    report = paths.logs() / f"crash-{datetime.datetime.now():%Y%m%d-%H%M%S}.txt"
    try:
        report.write_text(text, encoding="utf-8")
    except OSError:
        text += "\n"
    if sys.stderr is not None:
        sys.stderr.write(text)
    if QApplication.instance() is not None:
        said = _(
            N_(
                "Something went wrong in the program. What you typed before is saved.\nThe report is in {path}."
            )
        )
        QMessageBox.critical(None, _(N_("Street Desk")), said.format(path=report))
