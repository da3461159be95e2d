"""Finding and going to: what the Edit menu has of it. The bar and the palette are loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from street_desk.language import N_

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow
    from street_desk.ui.seeking_bar import SeekingBar

_Deed = tuple[str, Callable[[], object], list[QKeySequence]]


class Seeking:
    """The deeds of seeking in a window's page: nothing where no file is open, or a typed text does not fit."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def deeds(self) -> list[_Deed]:
        """Title, deed and keys of each."""
        return [
            (N_("&Find…"), self.find, _keys("Ctrl+F")),
            (N_("&Replace…"), self.replace, _keys("Ctrl+H")),
            (N_("Find &next"), self.on, _keys("F3")),
            (N_("Find &previous"), self.back, _keys("Shift+F3")),
            (N_("&Go to…"), self.go_to, _keys("Ctrl+G", "F5")),
        ]

    def find(self) -> None:
        if (bar := self._bar()) is not None:
            bar.open()

    def replace(self) -> None:
        if (bar := self._bar()) is not None:
            bar.open(replacing=True)

    def on(self) -> None:
        if (bar := self._bar()) is not None:
            bar.step(1)

    def back(self) -> None:
        if (bar := self._bar()) is not None:
            bar.step(-1)

    def go_to(self) -> None:
        """The palette to go anywhere on the page."""
        from street_desk.ui.go_to import GoTo

        if self._window.page is not None and self._window.settle():
            dialog = GoTo(self._window.page)
            dialog.exec()
            dialog.deleteLater()

    def _bar(self) -> SeekingBar | None:
        from street_desk.ui.seeking_bar import seeking_bar

        if self._window.page is None or not self._window.settle():
            return None
        return seeking_bar(self._window.page)


def _keys(*keys: str) -> list[QKeySequence]:
    return [QKeySequence(key) for key in keys]
