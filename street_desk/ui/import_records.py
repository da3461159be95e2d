"""The dialog of import records: mappings that are remembered, and the workbooks that are kept; both can be let go."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.problems import FileUnwritable, Problem
from street_desk.domain.remembering import Original, Remembered
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, _, message, number, translated
from street_desk.session import Session
from street_desk.ui import asking, screens, style
from street_desk.ui.import_choices import UNITS
from street_desk.ui.table_model import TableModel, fit_columns, table_view

_LINES = 3
# Pairs stay apart whatever their headings hold.
_APART = "    "
_KEPT, _GONE = N_("kept"), N_("not kept")
_Item = TypeVar("_Item")


class ImportRecords(QDialog):
    """Two lists with their buttons. What is removed here is logged and cannot be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mappings: list[Remembered] = []
        self._originals: list[Original] = []
        self.setWindowTitle(_(N_("Import records")))
        screens.fit(self, 900, 680)
        self.mappings = _list(
            (N_("Workbook"), N_("Sheet"), N_("Columns read"), N_("Answers"), N_("Confirmed")),
            _(N_("Remembered mappings")),
            self,
        )
        self.originals = _list(
            (N_("Workbook"), N_("Size"), N_("Imported"), N_("By"), N_("Content")),
            _(N_("Imported workbooks")),
            self,
        )
        self.details = QTextEdit(readOnly=True, tabChangesFocus=True)
        self.details.setFixedHeight((_LINES + 1) * self.fontMetrics().lineSpacing())
        self.details.setAccessibleName(_(N_("How the table is read")))
        self.forget = QPushButton(_(N_("&Remove")))
        self.save = QPushButton(_(N_("&Save a copy…")))
        self.drop = QPushButton(_(N_("Remove &content…")))
        self.forget.clicked.connect(self._forget)
        self.save.clicked.connect(self._save)
        self.drop.clicked.connect(self._drop)
        for view in (self.mappings, self.originals):
            view.selectionModel().selectionChanged.connect(self._follow_selection)
        self._lay_out()
        self._show()
        self.mappings.setFocus()

    def _lay_out(self) -> None:
        lead = QLabel(
            _(
                N_(
                    "Tables with the same headings are read the same way next time, without being asked about."
                )
            ),
            objectName="quiet",
            wordWrap=True,
        )
        kept = QLabel(
            _(N_("The workbooks as they were imported. Removing a content makes room in the file for more.")),
            objectName="quiet",
            wordWrap=True,
        )
        upper = _group(
            _(N_("Remembered mappings")), (lead, self.mappings, self.details), (self.forget,), self
        )
        lower = _group(_(N_("Imported workbooks")), (kept, self.originals), (self.save, self.drop), self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setIcon(QIcon())
        close.setText(_(N_("C&lose")))
        buttons.rejected.connect(self.reject)
        for button in self.findChildren(QPushButton):
            # Enter closes; it never removes.
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN + 6, style.MARGIN, style.MARGIN + 6, style.MARGIN)
        column.addWidget(upper, 3)
        column.addWidget(lower, 2)
        column.addWidget(buttons)

    def _show(self) -> None:
        """Both lists as the file has them now."""
        self._mappings = self._session.remembered()
        self._originals = self._session.originals()
        _fill(
            self.mappings,
            [
                (
                    one.file,
                    SHEETS[one.sheet].shown() if one.sheet in SHEETS else one.sheet,
                    _(N_("{n} of {all}")).format(
                        n=sum(map(bool, one.columns)), all=sum(map(bool, one.headings()))
                    ),
                    str(len(one.answers) or ""),
                    _minute(one.at),
                )
                for one in self._mappings
            ],
        )
        _fill(
            self.originals,
            [
                (one.file, _size(one.size), _minute(one.when), one.who, _(_KEPT if one.kept else _GONE))
                for one in self._originals
            ],
        )
        self._follow_selection()

    def _follow_selection(self, *_selection: object) -> None:
        mappings, originals = _picked(self.mappings), _picked(self.originals)
        kept = [place for place in originals if self._originals[place].kept]
        writable = not self._session.read_only
        self.forget.setEnabled(bool(mappings) and writable)
        self.save.setEnabled(len(kept) == 1)
        self.drop.setEnabled(bool(kept) and writable)
        self.details.setPlainText(
            "\n".join(reading(self._mappings[mappings[0]])) if len(mappings) == 1 else ""
        )

    def _forget(self) -> None:
        items = [self._mappings[place] for place in _picked(self.mappings)]
        self._do(lambda one: self._session.forget(one.fingerprint), items)
        self.mappings.setFocus()

    def _save(self) -> None:
        one = self._originals[_picked(self.originals)[0]]
        path = asking.file_to_save(
            self, _(N_("Save a copy")), one.file, asking.WORKBOOKS, Path(one.file).suffix.lower()
        )
        if path is not None:
            self._do(lambda one: self._write(one, path), [one])

    def _write(self, one: Original, path: Path) -> None:
        _write(path, self._session.original(one.edit, one.place))
        if not self._session.read_only:
            # It may hold ids and phones, in full.
            self._session.note(message(N_("Saved the imported workbook {file}"), file=one.file), one.year)

    def _drop(self) -> None:
        items = [one for place in _picked(self.originals) if (one := self._originals[place]).kept]
        said = _(N_("The content of {n} imported workbooks is removed from the file.")).format(n=len(items))
        box = QMessageBox(QMessageBox.Icon.Question, _(N_("Street Desk")), said, parent=self)
        box.setInformativeText(_(N_("The imported figures stay. This cannot be undone.")))
        remove = box.addButton(_(N_("Remove")), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(_(N_("Keep")), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is remove:
            self._do(self._session.drop_original, items)
            self.originals.setFocus()

    def _do(self, act: Callable[[_Item], object], items: Sequence[_Item]) -> None:
        """Does it to each, says what stood in the way, and shows what there is now."""
        try:
            for one in items:
                act(one)
        except Problem as problem:
            asking.tell(self, problem)
        self._show()


def reading(one: Remembered) -> list[str]:
    """How a remembered table is read, in words: each heading with its column, the unit, the answers."""
    arrows = []
    for heading, key in zip(one.headings(), one.columns, strict=False):
        if heading and not key:
            arrows.append(_(N_("{heading} (not read)")).format(heading=heading))
        elif heading or key:
            arrows.append(f"{heading} → {_title(one.sheet, key)}")
    said = [_APART.join(arrows)]
    if one.unit:
        unit = _(UNITS.get(one.unit, one.unit))
        said.append(_(N_("Unit: {unit}")).format(unit=unit))
    for question, answer in one.answers.items():
        # Before the colon stands what kind of question it was, after it the cell or the name that was asked about.
        asked = question.partition(":")[2] or question
        said.append(_(N_("{question}: {answer}")).format(question=asked, answer=translated(answer)))
    return said


def _title(sheet: str, key: str) -> str:
    known = sheet in SHEETS and key in SHEETS[sheet]
    return SHEETS[sheet][key].shown() if known else key


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")


def _size(size: int) -> str:
    return f"{number(max(1, round(size / 1000)))} KB"


def _list(headings: Sequence[str], name: str, parent: QWidget) -> QTableView:
    view = table_view(TableModel([_(heading) for heading in headings], len(headings), parent), name)
    # Tab goes on to the buttons.
    view.setTabKeyNavigation(False)
    view.setMinimumHeight(3 * style.ROW_HEIGHT)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setHighlightSections(False)
    return view


def _fill(view: QTableView, rows: Sequence[Sequence[str]]) -> None:
    model = view.model()
    assert isinstance(model, TableModel)
    model.show_rows(rows)
    fit_columns(view)
    if rows:
        # Whatever keys are held down: the one that opened the dialog still may be.
        flags = QItemSelectionModel.SelectionFlag
        view.selectionModel().setCurrentIndex(model.index(0, 0), flags.ClearAndSelect | flags.Rows)


def _picked(view: QTableView) -> list[int]:
    return [index.row() for index in view.selectionModel().selectedRows()]


def _group(
    title: str, parts: Sequence[QWidget], buttons: Sequence[QPushButton], parent: QWidget
) -> QGroupBox:
    group = QGroupBox(title, parent)
    column = QVBoxLayout(group)
    for part in parts:
        column.addWidget(part, 1 if isinstance(part, QTableView) else 0)
    row = QHBoxLayout()
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    column.addLayout(row)
    return group


def _write(path: Path, content: bytes) -> None:
    """Writes beside and replaces. Raises FileUnwritable."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileUnwritable(path=str(path)) from error
