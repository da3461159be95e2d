"""Notices: one sentence that lies over a page and goes away by itself, so that nothing below it moves."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

_SHOWN_MS = 8_000


class Notice(QLabel):
    """Lies at the lower edge of what is in `over`, the first one that is seen; a click sends it away too."""

    def __init__(self, page: QWidget, over: tuple[QWidget, ...]) -> None:
        super().__init__(page, objectName="told")
        self._page, self._over = page, over
        self.setWordWrap(True)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, text: str) -> None:
        """Something was done."""
        self._show(text, "told")

    def refuse(self, text: str) -> None:
        """Something was not taken."""
        self._show(text, "refused")

    def _show(self, text: str, name: str) -> None:
        # The style sheet knows a notice by its name, and reads it only when asked to.
        self.setObjectName(name)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(text)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Lies where it belongs; to be asked again when the page changes its size."""
        page = self._page
        below = next((widget for widget in self._over if widget.isVisibleTo(page)), page)
        where = QRect(below.mapTo(page, below.rect().topLeft()), below.size())
        height = self.heightForWidth(where.width())
        self.setGeometry(where.left(), where.bottom() + 1 - height, where.width(), height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()
