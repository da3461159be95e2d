"""The open questions of an import, each with its choices; the one that the keyboard is in shows its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from street_desk.exchange.importing import Question, Region
from street_desk.language import N_, _
from street_desk.ui.import_words import open_answer

_MOST = 100


class _AnswerBox(QComboBox):
    """A question's options. Enter opens them; Qt would press the dialog's button, and import with the question open."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Not when the list closes or the window comes back: nobody went to the question then.
        if event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.OtherFocusReason,
        ):
            self.entered.emit()


class QuestionsPanel(QScrollArea):
    """`answered` carries a question's id and the text of the option chosen, "" for none; `wanted` the id of one whose
    cell is to be shown."""

    answered = Signal(str, str)
    wanted = Signal(str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.asked: dict[str, tuple[QLabel, QComboBox]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(4, 6, 6, 6)
        self._rows = QVBoxLayout()
        whole.addLayout(self._rows)
        self._more = QLabel(objectName="quiet")
        self._more.setWordWrap(True)
        whole.addWidget(self._more)
        whole.addStretch()
        self.setWidget(inside)

    def show_questions(
        self, questions: Sequence[Question], regions: Sequence[Region], names: Mapping[str, str]
    ) -> None:
        """Brings the questions up to date. One that was asked before keeps its box, and the keyboard in it."""
        shown = {question.id: question for question in questions[:_MOST]}
        for gone in [name for name in self.asked if name not in shown]:
            for widget in self.asked.pop(gone):
                self._rows.removeWidget(widget)
                widget.deleteLater()
        for name, question in shown.items():
            if name not in self.asked:
                self.asked[name] = self._ask(name)
            label, box = self.asked[name]
            where = "  ".join(filter(None, (names.get(name), question.tab, question.cell)))
            label.setText(f"{where}  {question.text.text()}")
            box.clear()
            box.addItem(open_answer(question, regions), "")
            for option in question.options:
                box.addItem(option.text(), option.text())
            box.setCurrentIndex(0 if question.answer is None else question.answer + 1)
            box.setAccessibleName(label.text())
            box.setToolTip(box.currentText())
        more = len(questions) - len(shown)
        self._more.setText(_(N_("{n} more questions come when these are answered.")).format(n=more))
        self._more.setVisible(more > 0)

    def _ask(self, name: str) -> tuple[QLabel, QComboBox]:
        label, box = QLabel(), _AnswerBox()
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        # After the policy, of which it is a part.
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        # Later: the box is still at its own signal, and the answer may take the question and its box away.
        box.activated.connect(
            lambda _place: self.answered.emit(name, str(box.currentData())),
            Qt.ConnectionType.QueuedConnection,
        )
        box.entered.connect(lambda: self.wanted.emit(name))
        for widget in (label, box):
            self._rows.addWidget(widget)
        return label, box
