"""The looks of the program in one place: colours, fonts, margins."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from street_desk import paths

INK = QColor("#1f2933")
QUIET = QColor("#6b7a89")
PAPER = QColor("#ffffff")
SHADE = QColor("#f2f5f8")
HEAD = QColor("#e6ecf2")
HEAD_PICKED = QColor("#cfdeeb")
HEAD_WHOLE = QColor("#b3cde3")
LINE = QColor("#d5dde5")
BORDER = QColor("#9db2c4")
ACCENT = QColor("#1d5c8f")
TOTAL = QColor("#eaf0e4")
PICKED = QColor("#d6e6f4")
REFUSED = QColor("#fadbd6")
REFUSED_PICKED = QColor("#eec3cb")
TINT = QColor("#fdf3cf")
TINT_BAR = QColor("#a8820f")
SEVERITY = {"error": QColor("#c0392b"), "note": QColor("#c77d0a"), "hint": QColor("#5f8fb4")}

ROW_HEIGHT = 26
MARGIN = 10

SHEET = f"""
QWidget#arranged {{ background: #fdf6e3; border-bottom: 1px solid {LINE.name()}; }}
QPushButton#line {{ border: none; color: {ACCENT.name()}; text-decoration: underline; padding: 2px 6px; }}
QPushButton#line:focus {{ border: 1px solid {ACCENT.name()}; }}
QWidget#bar {{ background: {PAPER.name()}; border-bottom: 1px solid {LINE.name()}; }}
QLabel#cell {{ color: {ACCENT.name()}; font-weight: 600; }}
QLabel#quiet {{ color: {QUIET.name()}; }}
QLabel#title {{ font-size: 20pt; font-weight: 600; color: {ACCENT.name()}; }}
QLabel#lead {{ font-size: 11pt; color: {QUIET.name()}; }}
QLabel#legend {{ background: {TINT.name()}; color: {TINT_BAR.darker(140).name()}; padding: 2px 8px; }}
QLabel#total {{ font-weight: 600; }}
QLabel#refused {{ background: #fbeae8; color: {SEVERITY["error"].name()}; padding: 6px 10px; }}
QLabel#told {{ background: #e9f3ec; color: #24613a; padding: 6px 10px; }}
QLabel#drop {{ background: #f5f9fc; color: {ACCENT.name()}; border: 2px dashed {ACCENT.name()}; border-radius: 10px;
    font-size: 14pt; font-weight: 600; }}
QPushButton#primary {{ background: {ACCENT.name()}; color: white; border: none; border-radius: 4px;
    padding: 8px 22px; font-weight: 600; }}
QPushButton#primary:hover {{ background: #17496f; }}
QPushButton#primary:disabled {{ background: #a9bccb; }}
QPushButton#primary:focus {{ border: 2px solid {INK.name()}; padding: 6px 20px; }}
QPushButton:disabled {{ color: #a5b1bd; }}
QPushButton#card {{ background: {PAPER.name()}; border: 1px solid {LINE.name()}; border-radius: 6px;
    padding: 14px 18px; text-align: left; }}
QPushButton#card:hover, QPushButton#card:focus {{ border: 1px solid {ACCENT.name()}; background: #f5f9fc; }}
QToolButton#unit {{ border: 1px solid {LINE.name()}; background: {PAPER.name()}; padding: 2px 10px; }}
QToolButton#unit:checked {{ background: {ACCENT.name()}; color: white; border-color: {ACCENT.name()}; }}
QToolButton#zoom::menu-indicator {{ image: none; }}
QToolButton#unit:focus {{ border: 1px solid {INK.name()}; }}
QTabBar#sheets::tab {{ padding: 6px 14px; border: 1px solid {LINE.name()}; border-top: none;
    background: {SHADE.name()}; margin-right: 2px; color: {QUIET.name()}; }}
QTabBar#sheets::tab:selected {{ background: {PAPER.name()}; color: {ACCENT.name()}; font-weight: 600;
    border-bottom: 3px solid {ACCENT.name()}; }}
QHeaderView::section {{ background: {HEAD.name()}; color: {INK.name()}; border: none;
    border-right: 1px solid {LINE.name()}; border-bottom: 1px solid {LINE.name()}; padding: 4px 6px; }}
QTableView {{ gridline-color: {LINE.name()}; border: none; }}
QTableCornerButton::section {{ background: {HEAD.name()}; border: none; }}
"""


def apply(application: QApplication) -> None:
    """Gives the program its font, palette and style sheet."""
    if sys.platform != "win32":
        application.setStyle("Fusion")
    application.setFont(font())
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, QColor("#f7f9fb")),
        (QPalette.ColorRole.WindowText, INK),
        (QPalette.ColorRole.Base, PAPER),
        (QPalette.ColorRole.AlternateBase, SHADE),
        (QPalette.ColorRole.Text, INK),
        (QPalette.ColorRole.Button, QColor("#eef2f6")),
        (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Highlight, ACCENT),
        (QPalette.ColorRole.HighlightedText, PAPER),
        (QPalette.ColorRole.ToolTipBase, PAPER),
        (QPalette.ColorRole.ToolTipText, INK),
        (QPalette.ColorRole.PlaceholderText, QUIET),
    ):
        palette.setColor(role, color)
    application.setPalette(palette)
    application.setStyleSheet(SHEET)


def font() -> QFont:
    """Microsoft YaHei UI on Windows; elsewhere the bundled Noto Sans SC, since a system may have no Chinese font."""
    if sys.platform == "win32":
        return QFont("Microsoft YaHei UI", 9)
    QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / "NotoSansSC-Regular.ttf"))
    chosen = QFont("Noto Sans SC")
    chosen.setPointSizeF(10)
    return chosen
