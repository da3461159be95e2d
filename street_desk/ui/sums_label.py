"""The sums of what is selected, in the status bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from street_desk.language import N_, _


class SumsLabel(QLabel):
    """The words in the status bar, cut off with dots where there is no room; whole under the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setMinimumWidth(80)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(_(N_("Sums of what is selected")))

    def say(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text.replace("   |   ", "\n"))
        self._fit()

    def whole(self) -> str:
        """All of it, whatever room there is."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        cut = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, cut, max(self.width() - 8, 20)))
