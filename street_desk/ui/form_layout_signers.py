"""Who signs a form to be adapted: their words on paper, and names other than the office's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.catalogue import OFFICE
from street_desk.domain.forms.form import OFFICE_SIGNERS
from street_desk.domain.forms.layout import Signer
from street_desk.language import N_, _
from street_desk.ui import style

_KEY = Qt.ItemDataRole.UserRole
_WHO, _LABEL, _NAME = range(3)


class SignersPart(QWidget):
    """The signature line as a table: who, the words before the name, and a name in place of the office's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(_(N_("Signatures")))
        self.table.setHorizontalHeaderLabels(
            [_(N_("Who signs")), _(N_("Words on paper")), _(N_("Name, empty for the office's"))]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(
            max(style.ROW_HEIGHT, self.fontMetrics().lineSpacing() + 8)
        )
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        said = QLabel(
            _(
                N_(
                    "The names of the office are those of its sheet; type one here only where somebody else signs "
                    "this form."
                )
            ),
            objectName="quiet",
            wordWrap=True,
        )
        self.add = QPushButton(_(N_("Add &signature")), autoDefault=False)
        self.choices = QMenu(self.add)
        for key in OFFICE_SIGNERS:
            self.choices.addAction(OFFICE[key].shown(), lambda key=key: self._add(key))
        self.choices.addAction(_(N_("Signs by hand")), lambda: self._add(""))
        self.add.setMenu(self.choices)
        self.remove = _button(N_("&Remove"), self._remove)
        self.up = _button(N_("Move &up"), lambda: self._move(-1))
        self.down = _button(N_("Move &down"), lambda: self._move(1))
        buttons = QVBoxLayout()
        for button in (self.add, self.remove, self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.table, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.addWidget(said)
        column.addLayout(row, 1)

    def show_signers(self, signers: Sequence[Signer], at: int = 0, column: int = _LABEL) -> None:
        """The signature line as it is."""
        self.table.setRowCount(0)
        self.table.setRowCount(len(signers))
        for place, signer in enumerate(signers):
            who = OFFICE[signer.key].shown() if signer.key else _(N_("Signs by hand"))
            for n, text in enumerate((who, signer.label, signer.name)):
                item = QTableWidgetItem(text)
                if n == _WHO:
                    item.setData(_KEY, signer.key)
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(place, n, item)
        self.table.setCurrentCell(min(at, len(signers) - 1), column)
        self.remove.setEnabled(len(signers) > 1)

    def signers(self) -> tuple[Signer, ...]:
        """The signature line as it is typed."""
        return tuple(
            Signer(self._text(row, _LABEL), self._key(row), self._text(row, _NAME))
            for row in range(self.table.rowCount())
        )

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None
        return item

    def _text(self, row: int, column: int) -> str:
        return self._item(row, column).text().strip()

    def _key(self, row: int) -> str:
        return str(self._item(row, _WHO).data(_KEY))

    def _add(self, key: str) -> None:
        signers = [*self.signers(), Signer(OFFICE[key].heading if key else "", key)]
        self.show_signers(signers, len(signers) - 1)
        self.table.setFocus()

    def _remove(self) -> None:
        signers, at = list(self.signers()), self.table.currentRow()
        if len(signers) > 1 and at >= 0:
            del signers[at]
            self.show_signers(signers, at, self.table.currentColumn())

    def _move(self, step: int) -> None:
        signers, at = list(self.signers()), self.table.currentRow()
        if at >= 0 and 0 <= at + step < len(signers):
            signers.insert(at + step, signers.pop(at))
            self.show_signers(signers, at + step, self.table.currentColumn())


def _button(title: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(_(title), autoDefault=False)
    button.clicked.connect(lambda _checked=False: act())
    return button
