"""The dialog that adapts a form to what the county asks for: columns, title, notes, signatures; one Edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain import form_editing
from street_desk.domain.form_editing import Adaptable
from street_desk.domain.forms import form_named
from street_desk.domain.forms.adapting import layout_of
from street_desk.domain.forms.layout import NAME, FormLayout
from street_desk.domain.problems import Problem
from street_desk.exchange.form_files import ENDING, read_form_file, write_form_file
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.ui import asking, style
from street_desk.ui.form_layout_columns import ColumnsPart
from street_desk.ui.form_layout_signers import SignersPart
from street_desk.ui.form_layout_words import WordsPart

_FILES = N_("Layouts of forms (*.deskform)")


class OtherForm(Problem):
    what = N_("{file} is about another form, “{form}”.")
    to_do = N_("Turn to that form and load it there.")


def adapt(parent: QWidget, session: Session, year: int, form_id: str) -> bool:
    """Asks how a form is to be and makes it so; False where nothing was changed."""
    try:
        form_editing.require_open(session.book(year))
        dialog = FormLayoutDialog(session, year, form_id, parent)
    except Problem as problem:
        asking.tell(parent, problem)
        return False
    done = dialog.exec() == QDialog.DialogCode.Accepted and dialog.changed
    dialog.deleteLater()
    return done


class FormLayoutDialog(QDialog):
    """A form as the office has it, in three parts; nothing is changed before it is accepted."""

    def __init__(self, session: Session, year: int, form_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._year, self._form = session, year, form_id
        self._adaptable = Adaptable.of(form_id, session.assessment(year))
        self.changed = False
        form = self._adaptable.form
        self.setWindowTitle(_(N_("Adapt the form “{form}”")).format(form=form.shown()))
        self.columns = ColumnsPart(self._adaptable)
        # What a form with rows of its own prints may be more than this, such as the community's name.
        self.words = WordsPart("" if form.write else form.title, str(form.number))
        self.signers = SignersPart()
        self.parts = QTabWidget()
        for part, title in (
            (self.columns, N_("&Columns")),
            (self.words, N_("T&itle and notes")),
            (self.signers, N_("Si&gnatures")),
        ):
            self.parts.addTab(part, _(title))
        self.told = QLabel(objectName="told", wordWrap=True, visible=False)
        self.refused = QLabel(objectName="refused", wordWrap=True, visible=False)
        self.load = self._button(N_("&Load from a file…"), self._load)
        self.save = self._button(N_("Sa&ve to a file…"), self._save)
        self.reset = self._button(N_("As the &program has it"), lambda: self.show_layout(FormLayout()))
        self._lay_out()
        layout = layout_of(session.book(year), form_id)
        self.show_layout(layout)
        if unknown := form_editing.unknown(self._adaptable, layout):
            self._say_left(unknown)
        self.columns.list.setFocus()

    def _lay_out(self) -> None:
        files = QHBoxLayout()
        for button in (self.load, self.save, self.reset):
            files.addWidget(button)
        files.addStretch()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        files.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN, style.MARGIN, style.MARGIN, style.MARGIN)
        column.addWidget(self.parts, 1)
        column.addWidget(self.told)
        column.addWidget(self.refused)
        column.addLayout(files)
        line = self.fontMetrics().lineSpacing()
        most = self.screen().availableSize()
        self.resize(min(44 * line, most.width()), min(28 * line, most.height() * 9 // 10))

    def _button(self, title: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(_(title), autoDefault=False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def show_layout(self, layout: FormLayout) -> None:
        """All parts as a layout has them."""
        self.columns.show_layout(layout)
        self.words.show_layout(layout)
        self.signers.show_signers(self._adaptable.signers(layout))
        self.refused.hide()
        self.told.hide()

    def layout_chosen(self) -> FormLayout:
        """What is chosen and typed."""
        return FormLayout(
            self.words.title.text().strip(),
            self.words.number.text().strip(),
            self.columns.columns(),
            self.signers.signers(),
            self.words.own_notes(),
            self.words.hidden(),
        )

    def accept(self) -> None:
        """Makes it one Edit; what does not go is said, and the dialog stays."""
        session = self._session
        try:
            edit = form_editing.adapting(
                session.assessment(self._year), self._form, self.layout_chosen(), session.next_id(NAME)
            )
            if edit is not None:
                session.apply(edit)
                self.changed = True
        except Problem as problem:
            self._refuse(problem)
            return
        super().accept()

    # Files -----------------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        path = asking.file_to_open(self, _(N_("Load the form from a file")), _FILES)
        if path is not None:
            self.load_from(path)

    def load_from(self, path: Path) -> None:
        """Shows what a file says of the form; it is taken when the dialog is accepted."""
        try:
            form, found = read_form_file(path)
            if form != self._form:
                raise OtherForm(file=path.name, form=form_named(form).shown())
        except Problem as problem:
            self._refuse(problem)
            return
        layout, left = form_editing.taken(self._session.book(self._year), form, found)
        self.show_layout(layout)
        if left:
            self._say_left(left)

    def _save(self) -> None:
        named = f"{form_named(self._form).title}{ENDING}"
        path = asking.file_to_save(self, _(N_("Save the form to a file")), named, _FILES, ENDING)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Saves what is chosen, so that another office can load it."""
        book = self._session.book(self._year)
        try:
            layout = form_editing.tidied(self._adaptable, self.layout_chosen())
            write_form_file(path, self._form, form_editing.shared(book, self._form, layout))
        except Problem as problem:
            self._refuse(problem)
            return
        self.refused.hide()
        said = message(N_("Saved {path}; the names of people are not in it."), path=str(path))
        self._tell(said.text())

    def _say_left(self, headings: list[str]) -> None:
        said = N_("Left out, because this form does not have them: {columns}.")
        self._tell(message(said, columns=tuple(headings)).text())

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()

    def _refuse(self, problem: Problem) -> None:
        self.told.hide()
        self.refused.setText(problem.text())
        self.refused.show()
