"""What else stands on a form to be adapted: its title, its attachment number and its notes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.forms.layout import FormLayout
from street_desk.domain.forms.notes import KINDS
from street_desk.language import N_, _

_KEY = Qt.ItemDataRole.UserRole


class WordsPart(QWidget):
    """Title and number, the kinds of notes that the form has of itself, and the office's own notes."""

    def __init__(self, title: str, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLineEdit(placeholderText=title, maxLength=60)
        self.number = QLineEdit(placeholderText=number, maxLength=20)
        fields = QFormLayout()
        fields.addRow(_(N_("&Title after street and year")), self.title)
        fields.addRow(_(N_("Attachment &number")), self.number)
        self.kinds = QListWidget()
        for kind, words in KINDS.items():
            item = QListWidgetItem(_(words))
            item.setData(_KEY, kind)
            self.kinds.addItem(item)
        self.kinds.setCurrentRow(0)
        self.notes = QPlainTextEdit(tabChangesFocus=True)
        self.notes.setPlaceholderText(_(N_("One note a line")))
        for view in (self.kinds, self.notes):
            view.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        row = QHBoxLayout()
        for words, view in (
            (N_("N&otes of the form that are printed"), self.kinds),
            (N_("O&wn notes below them"), self.notes),
        ):
            label = QLabel(_(words))
            label.setBuddy(view)
            view.setAccessibleName(label.text().replace("&", ""))
            part = QVBoxLayout()
            part.addWidget(label)
            part.addWidget(view, 1)
            row.addLayout(part, 1)
        said = QLabel(
            _(
                N_(
                    "What says that a figure was set by hand, is provisional or leaves something out of a sum is "
                    "always printed."
                )
            ),
            objectName="quiet",
            wordWrap=True,
        )
        column = QVBoxLayout(self)
        column.addLayout(fields)
        column.addLayout(row, 1)
        column.addWidget(said)

    def show_layout(self, layout: FormLayout) -> None:
        """The words as a layout has them."""
        self.title.setText(layout.title)
        self.number.setText(layout.number)
        self.notes.setPlainText("\n".join(layout.notes))
        for item in self._items():
            hidden = item.data(_KEY) in layout.hidden
            item.setCheckState(Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked)

    def hidden(self) -> tuple[str, ...]:
        """The kinds of notes that are left out."""
        items = (item for item in self._items() if item.checkState() != Qt.CheckState.Checked)
        return tuple(str(item.data(_KEY)) for item in items)

    def own_notes(self) -> tuple[str, ...]:
        return tuple(filter(None, (line.strip() for line in self.notes.toPlainText().splitlines())))

    def _items(self) -> list[QListWidgetItem]:
        return [self.kinds.item(n) for n in range(self.kinds.count())]
