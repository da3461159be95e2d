"""The welcome page: what to do when no file is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from street_desk import preferences
from street_desk.language import N_, _
from street_desk.ui import screens


class Welcome(QWidget):
    """New, open, recent, sample."""

    begin_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    recent_asked = Signal(object)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(QLabel(_(N_("Street Desk")), objectName="title"))
        lead = QLabel(
            _(N_("What each community is due, why, and the forms for the county.")), objectName="lead"
        )
        lead.setWordWrap(True)
        column.addWidget(lead)
        column.addSpacing(18)
        for title, text, asked in (
            (
                N_("Start from last year's workbook"),
                N_("Five questions, and the first form is there."),
                self.begin_asked,
            ),
            (N_("Open a file…"), N_("A street's .desk file on this PC or a USB stick."), self.open_asked),
            (N_("Look at the sample street"), N_("An invented street to try things on."), self.sample_asked),
        ):
            card = QPushButton(f"{_(title)}\n{_(text)}", objectName="card")
            card.setAccessibleName(_(title))
            card.clicked.connect(asked)
            column.addWidget(card)
        self._recent = QVBoxLayout()
        column.addSpacing(14)
        column.addLayout(self._recent)
        column.addStretch(3)
        screens.lay_in_middle(self, column)
        self.read_recent()

    def read_recent(self) -> None:
        """Lists the files opened last."""
        while self._recent.count():
            widget = self._recent.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        found = preferences.recent()
        if found:
            self._recent.addWidget(QLabel(_(N_("Opened last")), objectName="quiet"))
        for path in found:
            self._recent.addWidget(self._link(path))

    def _link(self, path: Path) -> QPushButton:
        link = QPushButton(f"{path.stem}    {path.parent}")
        link.setFlat(True)
        link.setStyleSheet("text-align: left; padding: 3px;")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: self.recent_asked.emit(path))
        return link
