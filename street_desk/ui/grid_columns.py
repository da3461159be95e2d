"""The columns of one grid: their widths, order, hiding and standing still, kept on this PC for each sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QMenu

from street_desk import preferences
from street_desk.domain.sheets import Column
from street_desk.ui.grid_layout import Layout, moved
from street_desk.ui.grid_menu import COLUMN_DEEDS, add_deeds
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_shown import show_columns

if TYPE_CHECKING:
    from street_desk.ui.grid_view import GridView

_VALUE = "value"
_PADDING = 14


class Columns:
    """Lays the columns of one view of a GridModel out."""

    def __init__(self, view: GridView, model: GridModel) -> None:
        self._view, self._model = view, model
        self.layout = Layout.read(preferences.layout(model.sheet.name)).keyed(model.sheet)
        self._laying = False
        self._resized: set[int] = set()
        for header in view.headings.both:
            header.sectionResized.connect(self._note)
            header.sectionHandleDoubleClicked.connect(self._fit)
            header.settled.connect(self._settle)
            header.moved_to.connect(self._move_to)
        model.modelReset.connect(self.apply)
        self.apply()

    # Laying out ------------------------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Brings the grid to the layout: columns, widths, what stands still."""
        model = self._model
        shown = tuple(self.layout.shown(model.sheet.columns))
        if not model.sheet.single and shown != model.columns:
            self._show(shown)
            return
        self._laying = True
        try:
            still = 0 if model.sheet.single else self.layout.still(model.sheet, shown)
            self._view.freeze(still)
            self.lay_widths()
        finally:
            self._laying = False
        naming = [column.key for column in shown[:still]]
        named = model.sheet.naming not in naming
        if named != model.named_rows:
            model.named_rows = named
            self._view.numbers.forget_widths()
        self._view.headings.settle()

    def lay_widths(self) -> None:
        """Sets the widths anew: after another font, or a change of the columns."""
        held, self._laying = self._laying, True
        for place, width in enumerate(self._widths()):
            self._view.set_width(place, width)
        self._laying = held
        self._view.updateGeometries()

    def _digit(self) -> int:
        return max(1, self._view.fontMetrics().horizontalAdvance("0"))

    def _widths(self) -> list[int]:
        one = self._digit()
        if self._model.sheet.single:
            return [round(self.layout.widths.get(_VALUE, 60) * one)]
        return [
            round(self.layout.widths[column.key] * one)
            if column.key in self.layout.widths
            else max(self._view.headings.main.least_width(column), column.width * one + _PADDING)
            for column in self._model.columns
        ]

    def _show(self, shown: Sequence[Column]) -> None:
        """Other columns: the model begins anew, and the cursor stays on its cell or beside where it was."""
        view, model = self._view, self._model
        at = view.currentIndex()
        key = model.columns[at.column()].key if at.isValid() else ""
        scrolled = view.verticalScrollBar().value(), view.horizontalScrollBar().value()
        show_columns(model, shown)
        if at.isValid():
            keys = [column.key for column in shown]
            column = keys.index(key) if key in keys else min(at.column(), len(keys) - 1)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            view.selectionModel().setCurrentIndex(model.index(at.row(), column), flags)
        view.verticalScrollBar().setValue(scrolled[0])
        view.horizontalScrollBar().setValue(scrolled[1])

    def keep(self, layout: Layout) -> None:
        """Takes another layout and keeps it on this PC."""
        self.layout = layout
        preferences.keep_layout(self._model.sheet.name, layout.named(self._model.sheet).kept())
        self.apply()

    # Widths ----------------------------------------------------------------------------------------------------------

    def _note(self, place: int, before: int, after: int) -> None:
        if not self._laying and before and after:
            self._resized.add(place)

    def _settle(self) -> None:
        """A border was let go: selected columns get the width of the one that was drawn."""
        if not self._resized:
            return
        place = max(self._resized)
        self._resized.clear()
        whole = self._whole()
        self._set(whole if place in whole else [place], self._view.width_of(place))

    def _set(self, places: Sequence[int], width: int) -> None:
        one, columns = self._digit(), self._model.columns
        keys = [_VALUE] if self._model.sheet.single else [columns[place].key for place in places]
        widths = {**self.layout.widths, **dict.fromkeys(keys, round(width / one, 2))}
        self.keep(replace(self.layout, widths=widths))

    def _fit(self, place: int) -> None:
        whole = self._whole()
        for one in whole if place in whole else [place]:
            self._set([one], self._needed(one))

    def fit_columns(self) -> None:
        """Makes the selected columns as wide as what can be seen of them."""
        for place in self._touched():
            self._set([place], self._needed(place))

    def _needed(self, place: int) -> int:
        """The width that the rows in sight need, and the heading on two lines."""
        view, model = self._view, self._model
        metrics = view.fontMetrics()
        last = view.rowAt(view.viewport().height() - 1)
        rows = range(max(0, view.rowAt(0)), (last if last >= 0 else model.rowCount() - 1) + 1)
        texts = (model.look(model.index(row, place)).text for row in rows)
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + _PADDING
        return (
            widest
            if model.sheet.single
            else max(widest, view.headings.main.least_width(model.columns[place]))
        )

    # Order, hiding, standing still -----------------------------------------------------------------------------------

    def _touched(self) -> list[int]:
        """The columns that the selection touches, else the cursor's."""
        found = {n for _t, left, _b, right in self._view.blocks.picked() for n in range(left, right + 1)}
        return sorted(found or {max(0, self._view.currentIndex().column())})

    def _whole(self) -> list[int]:
        last = self._model.rowCount() - 1
        picked = [p for p in self._view.blocks.picked() if p[0] == 0 and p[2] == last]
        return sorted({n for _t, left, _b, right in picked for n in range(left, right + 1)})

    def hide_columns(self) -> None:
        """Hides the columns that the selection touches; the last one stays."""
        model, touched = self._model, self._touched()
        if model.sheet.single or len(touched) == len(model.columns):
            return
        hidden = self.layout.hidden | {model.columns[n].key for n in touched}
        self._arrange(self.layout.ordered(model.sheet.columns), hidden)

    def show_columns(self) -> None:
        """Shows every column again, each at its place."""
        self._arrange(self.layout.ordered(self._model.sheet.columns), ())

    def reveal(self, key: str) -> None:
        """Shows one column again, where it is hidden: something in it is wanted."""
        if key in self.layout.hidden:
            ordered = self.layout.ordered(self._model.sheet.columns)
            self._arrange(ordered, self.layout.hidden - {key})

    def columns_as_first(self) -> None:
        """Order, widths, hiding and standing still as the sheet has them at first."""
        self.keep(Layout())

    def _arrange(self, order: Sequence[Column], hidden: object) -> None:
        sheet = self._model.sheet
        self.keep(self.layout.arranged(sheet, order, frozenset(hidden)))  # type: ignore[call-overload]

    def move_columns_left(self) -> None:
        """Moves the columns that the selection touches one place to the left."""
        touched = self._touched()
        if touched[0] > 0:
            self._move(touched, touched[0] - 1)

    def move_columns_right(self) -> None:
        touched = self._touched()
        if touched[-1] + 1 < len(self._model.columns):
            self._move(touched, touched[-1] + 2)

    def _move_to(self, gap: int) -> None:
        self._move(self._whole(), gap)

    def _move(self, places: Sequence[int], gap: int) -> None:
        """Puts columns together before the column of that number, and keeps them selected."""
        view, model = self._view, self._model
        if model.sheet.single or not places:
            return
        shown, row = model.columns, view.currentIndex().row()
        keys = [shown[n].key for n in places]
        rows = [(top, bottom) for top, _l, bottom, _r in view.blocks.picked()]
        # What stands behind the gap and stays: columns that are moved are no mark for themselves.
        before = next((c for c in shown[gap:] if c.key not in keys), None)
        self._arrange(moved(self.layout.ordered(model.sheet.columns), keys, before), self.layout.hidden)
        first = [c.key for c in model.columns].index(keys[0])
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for top, bottom in rows:
            chosen.select(model.index(top, first), model.index(bottom, first + len(keys) - 1))
        view.selectionModel().setCurrentIndex(model.index(row, first), flags.NoUpdate)
        view.selectionModel().select(chosen, flags.ClearAndSelect)
        view.scrollTo(model.index(row, first))

    def freeze_columns(self) -> None:
        """Lets the columns up to the cursor's stand still."""
        model, place = self._model, self._view.currentIndex().column()
        if not model.sheet.single and 0 <= place < len(model.columns) - 1:
            self.keep(replace(self.layout, frozen=model.columns[place].key))

    def unfreeze_columns(self) -> None:
        """Lets every column scroll."""
        self.keep(replace(self.layout, frozen=""))

    def choose_columns(self) -> None:
        """Asks which columns to show, and in what order."""
        from street_desk.ui.grid_columns_dialog import ColumnsDialog

        sheet = self._model.sheet
        if sheet.single:
            return
        dialog = ColumnsDialog(self.layout, sheet, self._view)
        if dialog.exec():
            if dialog.as_first():
                self.columns_as_first()
            else:
                self._arrange(*dialog.chosen())

    def menu(self, parent: QMenu) -> QMenu:
        """Puts what can be done with columns into a menu; what makes no sense now is grey."""
        for deed, action in add_deeds(parent, self._view.do, COLUMN_DEEDS):
            action.setEnabled(self.can(deed.name))
        return parent

    def can(self, name: str) -> bool:
        """Whether a deed makes sense now."""
        if self._model.sheet.single:
            return name in ("fit_columns", "columns_as_first")
        return {
            "unfreeze_columns": bool(self._view.frozen),
            "show_columns": bool(self.layout.hidden),
            "columns_as_first": self.layout != Layout(),
        }.get(name, True)
