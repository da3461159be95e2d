"""The workbooks of an import as one list: what each brings, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from street_desk.domain.problems import Problem
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing import CHANGED, HELD, NEW, SAME, Preview
from street_desk.exchange.problems import NothingFound
from street_desk.language import N_, _
from street_desk.ui import style

_Index = QModelIndex | QPersistentModelIndex


class File(NamedTuple):
    """A workbook: what it would bring, or the Problem it has; a Preview may come with a Problem, to be corrected."""

    path: Path
    preview: Preview | None
    problem: Problem | None = None


def files_of(workbooks: Sequence[Path], batch: Batch) -> list[File]:
    """The workbooks of a batch in their order."""
    problems = dict(zip(batch.failed, batch.problems, strict=True))
    previews = iter(batch.previews)
    return [
        File(path, batch.bare.get(path), problems[path]) if path in problems else File(path, next(previews))
        for path in workbooks
    ]


class FilesModel(QAbstractListModel):
    """One entry a workbook, with its state in words."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.files: list[File] = []

    def show_files(self, files: list[File]) -> None:
        """The same workbooks as they stand now, or others."""
        if [one.path for one in files] == [one.path for one in self.files]:
            self.files = files
            if files:
                self.dataChanged.emit(self.index(0), self.index(len(files) - 1))
            return
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.files)

    def state(self, place: int) -> tuple[str, bool]:
        """What a workbook would bring, in words, and whether something is wrong with it."""
        file = self.files[place]
        if file.problem is not None:
            # The whole sentence, which names the file again, stands at the right and in the tooltip.
            bare = isinstance(file.problem, NothingFound)
            return _(N_("no table was found in it") if bare else N_("cannot be read")), True
        assert file.preview is not None
        regions = file.preview.regions
        parts = []
        for state, words in (
            (NEW, N_("{n} new")),
            (CHANGED, N_("{n} changed")),
            (HELD, N_("waiting: {n}")),
        ):
            if count := sum(region.count(state) for region in regions):
                parts.append(_(words).format(n=count))
        if not parts:
            parts = [_(N_("{n} the same")).format(n=sum(region.count(SAME) for region in regions))]
        asked = len(file.preview.questions)
        refused = sum(len(region.refused) for region in regions)
        wrong = sum(not total.agrees for region in regions for total in region.totals)
        for count, words in (
            (asked, N_("questions: {n}")),
            (refused, N_("refused: {n}")),
            (wrong, N_("wrong totals: {n}")),
        ):
            if count:
                parts.append(_(words).format(n=count))
        return "  ".join(parts), bool(refused or wrong)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        file = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{file.path.name}\n{self.state(index.row())[0]}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = file.problem.text() if file.problem is not None else self.state(index.row())[0]
            return f"{file.path.name}\n{said}\n{file.path.parent}"
        return None


class _Delegate(QStyledItemDelegate):
    """Two lines: the name, and what the workbook brings."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, FilesModel)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, style.PICKED)
        inner, metrics = rect.adjusted(8, 4, -6, -4), painter.fontMetrics()
        line = metrics.lineSpacing()
        said, wrong = model.state(index.row())
        for place, (text, ink, elide) in enumerate(
            (
                (model.files[index.row()].path.name, style.INK, Qt.TextElideMode.ElideMiddle),
                (said, style.SEVERITY["error"] if wrong else style.QUIET, Qt.TextElideMode.ElideRight),
            )
        ):
            painter.setPen(ink)
            shown = metrics.elidedText(text, elide, inner.width())
            painter.drawText(inner.left(), inner.top() + place * line, inner.width(), line, 0, shown)
        painter.setPen(style.LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.lineSpacing() + 9)  # type: ignore[attr-defined]


class FilesView(QListView):
    """The list; one workbook is looked at."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.files = FilesModel(self)
        self.setModel(self.files)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_(N_("Workbooks")))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(120)
