"""What stands beside the sheet of an import: open questions, what was read and what was not, rows to be removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTabWidget, QTextBrowser

from street_desk.domain.problems import Problem
from street_desk.exchange.importing import Question, Region
from street_desk.exchange.importing.missing import Missing
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.import_missing import MissingPanel
from street_desk.ui.import_questions import QuestionsPanel
from street_desk.ui.import_words import told_of


class SidePanel(QTabWidget):
    """`wanted` carries the address of a cell to be shown."""

    wanted = Signal(str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.questions = QuestionsPanel()
        self.told = QTextBrowser()
        self.told.setOpenLinks(False)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(_(N_("What was read and what was not")))
        self.told.document().setDefaultStyleSheet(f"a {{ color: {style.ACCENT.name()}; }}")
        self.told.anchorClicked.connect(self._follow)
        self._told_of: Region | None = None
        self._problem: Problem | None = None
        self._lines = 0
        self._asked_before = 0
        self.addTab(self.questions, "")
        self.addTab(self.told, _(N_("Notes")))
        self.missing = MissingPanel()
        self.addTab(self.missing, "")
        self.tabBar().setAccessibleName(_(N_("Beside the sheet")))
        self.currentChanged.connect(lambda _place: self._fill())

    def _follow(self, link: QUrl) -> None:
        self.wanted.emit(link.toString())

    def show_questions(
        self, questions: Sequence[Question], regions: Sequence[Region], names: Mapping[str, str]
    ) -> None:
        """The questions of the whole import; `names` are the workbooks they are first asked in."""
        self.questions.show_questions(questions, regions, names)
        still = sum(question.answer is None for question in questions)
        self.setTabText(0, _(N_("Questions {n}")).format(n=still) if still else _(N_("Questions")))
        self.setTabVisible(0, bool(questions))
        if questions and not self._asked_before:
            self.setCurrentIndex(0)
        self._asked_before = len(questions)

    def show_missing(self, rows: Sequence[Missing]) -> None:
        """The rows that no workbook names."""
        self.missing.show_rows(rows)
        self.setTabText(2, _(N_("Missing {n}")).format(n=len(rows)))
        self.setTabVisible(2, bool(rows))

    def show_told(self, region: Region | None, problem: Problem | None = None) -> None:
        """What is told of the table that is looked at, put into words when it is looked at; of none the Problem."""
        self._told_of, self._problem, self._lines = region, problem, 0
        wrong = 0
        if region is not None:
            wrong = len(region.refused) + sum(not total.agrees for total in region.totals)
        self.setTabText(1, _(N_("Notes ✗{n}")).format(n=wrong) if wrong else _(N_("Notes")))
        self._fill()

    def _fill(self) -> None:
        if self.currentWidget() is not self.told or self._lines:
            return
        lines = told_of(self._told_of) if self._told_of is not None else []
        if self._problem is not None:
            lines = [escape(self._problem.message.text()), escape(self._problem.remedy.text())]
        self._lines = len(lines)
        self.told.setHtml("".join(f'<p style="margin:0 0 6px 0">{line}</p>' for line in lines))
