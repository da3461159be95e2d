"""The dialog of a paste that changes what it pastes."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from street_desk.language import N_, _
from street_desk.ui.grid_pasting import Special

_TIMES = (
    (N_("&As they are"), Decimal(1)),
    (N_("× &10,000 (万元 becomes yuan)"), Decimal(10_000)),
    (N_("÷ 1&0,000 (yuan becomes 万元)"), Decimal("0.0001")),
)


class PasteSpecial(QDialog):
    """Asks what is done to the numbers of a block, and how it is laid."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(N_("Paste special")))
        numbers = QGroupBox(_(N_("Numbers")))
        column = QVBoxLayout(numbers)
        self.times = {factor: QRadioButton(_(words)) for words, factor in _TIMES}
        for button in self.times.values():
            column.addWidget(button)
        self.times[Decimal(1)].setChecked(True)
        self.transposed = QCheckBox(_(N_("&Transposed: rows become columns")))
        self.skip_blanks = QCheckBox(_(N_("&Skip empty cells")))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_(N_("&Paste")))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        for part in (numbers, self.transposed, self.skip_blanks, buttons):
            page.addWidget(part)

    def chosen(self) -> Special:
        """The paste that was asked for."""
        times = next(factor for factor, button in self.times.items() if button.isChecked())
        return Special(times, self.transposed.isChecked(), self.skip_blanks.isChecked())
