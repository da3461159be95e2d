"""The dialog of a sheet's own columns: what a county adds to the sheet, each step an Edit that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain import own_editing
from street_desk.domain.catalogue.own_columns import KINDS, own_rows
from street_desk.domain.edits import Change, Edit
from street_desk.domain.problems import Problem
from street_desk.domain.sheets import Row
from street_desk.language import N_, Message, _, message
from street_desk.ui import style
from street_desk.ui.grid_model import GridModel
from street_desk.ui.table_model import TableModel, fit_columns, table_view


class OwnColumns(QDialog):
    """The own columns of a grid's sheet in a list, and below it what the next one is to be."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._session, self._year, self._sheet = model.session, model.year, model.sheet.name
        self.setWindowTitle(_(N_("Own columns of {sheet}")).format(sheet=model.sheet.shown()))
        self.setMinimumWidth(520)
        heads = [_(N_("Heading")), _(N_("Kind of value")), _(N_("On the form")), _(N_("Filled"))]
        self.columns = TableModel(heads, 3, self)
        self.list = table_view(self.columns, self.windowTitle())
        self.list.setTabKeyNavigation(False)
        self.list.setMinimumHeight(4 * style.ROW_HEIGHT)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.heading = QLineEdit()
        self.heading.setMaxLength(30)
        self.kind = QComboBox()
        for option in KINDS.options:
            self.kind.addItem(option.shown(), option.key)
        form = own_editing.form_of(self._sheet)
        self.on_form = QCheckBox(
            _(N_("also on the form “{form}”, at the right")).format(form=form.shown() if form else "")
        )
        self.on_form.setVisible(form is not None)
        self.refused = QLabel(objectName="refused", wordWrap=True, visible=False)
        self.add = self._button(N_("&Add"), self._add)
        self.change = self._button(N_("Cha&nge"), self._change)
        self.last = self._button(N_("Move to the &end"), self._move_last)
        self.remove = self._button(N_("Re&move…"), self._remove)
        self._lay_out()
        self.show_columns()
        self.heading.setFocus()

    def _button(self, title: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(_(title), autoDefault=False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        lead = QLabel(
            _(
                N_(
                    "Columns that only this county needs. They are imported by their heading, exported, "
                    "and carried into the next year."
                )
            ),
            objectName="quiet",
            wordWrap=True,
        )
        fields = QFormLayout()
        fields.addRow(_(N_("&Heading")), self.heading)
        fields.addRow(_(N_("&Kind of value")), self.kind)
        fields.addRow("", self.on_form)
        acts = QHBoxLayout()
        for button in (self.add, self.change, self.last, self.remove):
            acts.addWidget(button)
        acts.addStretch()
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        self.add.setObjectName("primary")
        # Enter in the heading adds the column.
        self.add.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(lead)
        column.addWidget(self.list, 1)
        column.addLayout(fields)
        column.addWidget(self.refused)
        column.addLayout(acts)
        column.addWidget(close)

    # What there is ---------------------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        """The rows that describe the sheet's own columns."""
        return own_rows(self._session.book(self._year).rows(own_editing.NAME), self._sheet)

    def chosen(self) -> Row | None:
        """The column chosen in the list."""
        rows, place = self.rows(), self.list.currentIndex().row()
        return rows[place] if 0 <= place < len(rows) else None

    def show_columns(self, chosen: int = 0) -> None:
        """The list as it is now, with one row of it chosen by its id."""
        book, rows = self._session.book(self._year), self.rows()
        self.columns.show_rows(
            [
                (
                    str(row["heading"]),
                    KINDS.format(row["kind"]),
                    _(N_("yes")) if row.get("form") else "",
                    str(own_editing.filled(book, row)),
                )
                for row in rows
            ]
        )
        fit_columns(self.list)
        place = next((n for n, row in enumerate(rows) if row["id"] == chosen), -1)
        if place >= 0:
            self.list.selectRow(place)
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.chosen()
        for button in (self.change, self.last, self.remove):
            button.setEnabled(row is not None)
        if row is not None:
            self.heading.setText(str(row["heading"]))
            self.kind.setCurrentIndex(self.kind.findData(row["kind"]))
            self.on_form.setChecked(row.get("form") == "yes")

    # What is done ----------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        session, row_id = self._session, self._session.next_id(own_editing.NAME)
        heading = self.heading.text()
        others = [session.book(year) for year in session.years() if year != self._year]
        said = message(N_("{sheet}: column {heading} added"), sheet=self._spoken, heading=heading.strip())
        if self._do(
            said,
            lambda: own_editing.adding(
                *(session.book(self._year), others, self._sheet, heading),
                *(str(self.kind.currentData()), self.on_form.isChecked(), row_id),
            ),
        ):
            self.show_columns()
            self.list.clearSelection()
            self.list.setCurrentIndex(self.columns.index(-1, -1))
            self.heading.clear()
            self.on_form.setChecked(False)
            self.heading.setFocus()

    def _change(self) -> None:
        row = self.chosen()
        if row is not None:
            heading, on_form = self.heading.text(), self.on_form.isChecked()
            said = message(
                N_("{sheet}: column {heading} is now {text}"),
                sheet=self._spoken,
                heading=str(row["heading"]),
                text=heading.strip(),
            )
            if self._do(said, lambda: own_editing.changing(self._book, row, heading, on_form)):
                self.show_columns(int(row["id"]))

    def _move_last(self) -> None:
        row = self.chosen()
        if row is not None:
            said = message(
                N_("{sheet}: column {heading} moved to the end"),
                sheet=self._spoken,
                heading=str(row["heading"]),
            )
            if self._do(said, lambda: own_editing.moving_last(self._book, row)):
                self.show_columns(int(row["id"]))

    def _remove(self) -> None:
        row = self.chosen()
        if row is None or not self._may_go(row):
            return
        said = message(
            N_("{sheet}: column {heading} removed"), sheet=self._spoken, heading=str(row["heading"])
        )
        if self._do(said, lambda: own_editing.removing(self._book, row)):
            self.show_columns()
            self.heading.clear()

    def _may_go(self, row: Row) -> bool:
        """Whether a column may go with what stands in it: that is asked first."""
        count = own_editing.filled(self._book, row)
        if not count:
            return True
        said = _(N_("“{heading}” is filled in {n} rows. Remove the column with these values?"))
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.windowTitle(),
            said.format(heading=row["heading"], n=count),
            parent=self,
        )
        remove = box.addButton(_(N_("Remove")), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(_(N_("Keep")), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is remove

    def _do(self, what: Message, changes: Callable[[], Any]) -> bool:
        """Makes one Edit of what `changes` gives; a Problem is said below the fields, and nothing is done."""
        try:
            found = changes()
            made: tuple[Change, ...] = found if isinstance(found, tuple) else (found,) if found else ()
            if made:
                self._session.apply(Edit(what, made, self._year))
        except Problem as problem:
            self.refused.setText(problem.text())
            self.refused.show()
            return False
        self.refused.hide()
        return True

    @property
    def _book(self) -> Any:
        return self._session.book(self._year)

    @property
    def _spoken(self) -> Any:
        return self._model.sheet.spoken
