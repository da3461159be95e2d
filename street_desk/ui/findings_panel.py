"""Findings beside the grid; a double click goes to the cell."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.checks import SEVERITIES, Finding
from street_desk.language import N_, _
from street_desk.ui import style

_Index = QModelIndex | QPersistentModelIndex
_WORDS = {"error": N_("Error"), "note": N_("Needs a note"), "hint": N_("Hint")}


class FindingsModel(QAbstractListModel):
    """The findings of a year in their order."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []

    def show_findings(self, findings: list[Finding]) -> None:
        """Takes a new list; one that says the same leaves the view as it is."""
        if findings != self.findings:
            self.beginResetModel()
            self.findings = findings
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.findings):
            return None
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{place(finding)}\n{finding.message.text()}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{_(_WORDS[finding.severity])} · {place(finding)}: {finding.message.text()}"
        return None


def place(finding: Finding) -> str:
    """Where a finding is, in words."""
    sheet = SHEETS[finding.sheet].shown()
    return f"{sheet} · {finding.name}" if finding.name else sheet


class _Delegate(QStyledItemDelegate):
    """Two lines: where, and what; a coloured bar says how grave."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        finding: Finding = index.model().findings[index.row()]  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, style.PICKED)
        painter.fillRect(
            QRect(rect.left(), rect.top() + 3, 4, rect.height() - 6), style.SEVERITY[finding.severity]
        )
        inner = rect.adjusted(12, 4, -6, -4)
        line = painter.fontMetrics().lineSpacing()
        painter.setPen(style.QUIET)
        painter.drawText(inner.left(), inner.top(), inner.width(), line, 0, place(finding))
        painter.setPen(style.INK)
        flags = int(Qt.TextFlag.TextWordWrap)
        painter.drawText(
            inner.left(),
            inner.top() + line,
            inner.width(),
            inner.height() - line,
            flags,
            finding.message.text(),
        )

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[str, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        finding: Finding = index.model().findings[index.row()]  # type: ignore[attr-defined]
        view: QWidget = self.parent()  # type: ignore[assignment]
        width = max(view.width() - 44, 120)
        text = finding.message.text()
        height = self._heights.get((text, width))
        if height is None:
            metrics = option.fontMetrics  # type: ignore[attr-defined]
            area = metrics.boundingRect(QRect(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap), text)
            height = self._heights[text, width] = metrics.lineSpacing() + area.height() + 10
        return QSize(width, height)


class FindingsPanel(QWidget):
    """The list with its count; `asked` carries the Finding whose cell is wanted."""

    asked = Signal(object)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._head = QLabel(objectName="cell")
        self._none = QLabel(_(N_("Nothing was noticed.")), objectName="quiet")
        self.view = QListView()
        self.view.setAccessibleName(_(N_("Findings")))
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setWordWrap(True)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setItemDelegate(_Delegate(self.view))
        self.model = FindingsModel(self)
        self.view.setModel(self.model)
        self.view.doubleClicked.connect(self._ask)
        self.view.activated.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.MARGIN, 8, 4, 4)
        layout.addWidget(self._head)
        layout.addWidget(self._none)
        layout.addWidget(self.view, 1)
        # Without findings the words stay at the top.
        layout.addStretch()

    def show_findings(self, findings: list[Finding]) -> None:
        self.model.show_findings(findings)
        # They come with the gravest first.
        edges = [
            bisect_left(findings, place, key=lambda f: SEVERITIES.index(f.severity))
            for place in range(len(SEVERITIES) + 1)
        ]
        counts = [(severity, edges[n + 1] - edges[n]) for n, severity in enumerate(SEVERITIES)]
        said = "  ".join(f"{_(_WORDS[severity])} {count}" for severity, count in counts if count)
        title = _(N_("Checks"))
        self._head.setText(f"{title}   {said}")
        self._none.setVisible(not findings)
        self.view.setVisible(bool(findings))

    def _ask(self, index: QModelIndex) -> None:
        self.asked.emit(self.model.findings[index.row()])
