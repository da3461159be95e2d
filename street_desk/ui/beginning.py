"""从去年的表开始: the one guided page of the first run."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from street_desk.language import N_, _
from street_desk.ui import asking, screens


class BeginningPage(QWidget):
    """Asks for street, county, year, minimum wage and last year's workbook; `asked` carries a Beginning."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.street, self.county, self.wage, self.workbook = (
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
            QLineEdit(),
        )
        self.street.setPlaceholderText(_(N_("such as 幸福街道")))
        self.county.setPlaceholderText(_(N_("such as 某县")))
        self.wage.setPlaceholderText(_(N_("yuan a month; may be left for later")))
        self.workbook.setPlaceholderText(_(N_("Excel; may be left empty to type everything")))
        self.year = QSpinBox()
        self.year.setRange(2000, 2200)
        self.year.setValue(datetime.date.today().year + 1)
        choose = QPushButton(_(N_("Choose…")))
        choose.clicked.connect(self._choose)
        self.workbook.setAccessibleName(_(N_("Last year's workbook")))
        beside = QHBoxLayout()
        beside.addWidget(self.workbook, 1)
        beside.addWidget(choose)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(18)
        form.addRow(_(N_("Street")), self.street)
        form.addRow(_(N_("County")), self.county)
        form.addRow(_(N_("Year to apply for")), self.year)
        form.addRow(_(N_("Last year's local minimum wage")), self.wage)
        form.addRow(_(N_("Last year's workbook")), beside)
        self._refused = QLabel(objectName="refused")
        self._refused.setWordWrap(True)
        self._refused.hide()
        self.start = QPushButton(_(N_("Start")), objectName="primary")
        self.start.clicked.connect(self._ask)
        back = QPushButton(_(N_("Other ways to begin…")))
        back.clicked.connect(self.left)
        for button in (self.start, back, choose):
            # Enter presses the button that has the keyboard, and in a field it starts.
            button.setAutoDefault(True)
        for field in (self.street, self.county, self.wage, self.workbook, self.year.lineEdit()):
            field.returnPressed.connect(self._ask)
            field.textChanged.connect(lambda *_: self.refuse(""))
        buttons = QHBoxLayout()
        buttons.addWidget(back)
        buttons.addStretch()
        buttons.addWidget(self.start)
        column = QVBoxLayout()
        column.addStretch(2)
        column.addWidget(QLabel(_(N_("Start from last year's workbook")), objectName="title"))
        lead = QLabel(
            _(N_("The workbook becomes last year; this year is opened from it, and the form is worked out.")),
            objectName="lead",
        )
        lead.setWordWrap(True)
        column.addWidget(lead)
        column.addSpacing(18)
        column.addLayout(form)
        column.addSpacing(12)
        column.addWidget(self._refused)
        column.addLayout(buttons)
        column.addStretch(3)
        self._scroll = screens.lay_in_middle(self, column)

    def refuse(self, text: str) -> None:
        """Says in place what is wrong; what was typed stays."""
        self._refused.setText(text)
        self._refused.setVisible(bool(text))
        if text:
            # Later: it has to be laid out first.
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._refused))

    def _choose(self) -> None:
        found = asking.file_to_open(self, _(N_("Last year's workbook")), asking.WORKBOOKS)
        if found is not None:
            self.workbook.setText(str(found))

    def _ask(self) -> None:
        from street_desk.domain.kinds import Money
        from street_desk.domain.problems import UnreadableValue
        from street_desk.first_run import Beginning

        self.refuse("")
        if not self.street.text().strip():
            self.refuse(_(N_("Type the street's name first.")))
            self.street.setFocus()
            return
        try:
            wage = Money().parse(self.wage.text())
        except UnreadableValue as problem:
            self.refuse(problem.text())
            self.wage.setFocus()
            return
        workbook = self.workbook.text().strip()
        self.asked.emit(
            Beginning(
                self.street.text().strip(),
                self.county.text().strip(),
                self.year.value(),
                wage,
                Path(workbook) if workbook else None,
            )
        )
