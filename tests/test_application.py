"""The desktop: the language of everything can be switched while a file is open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from street_desk import language, preferences
from street_desk.application import Desktop
from street_desk.domain.arranging import Arrangement, Chosen, Filter
from street_desk.domain.shown_unit import IN_WAN
from tests.streets import small_street


def test_the_language_is_switched_with_the_file_open(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    small_street(tmp_path).close()
    language.use("zh_CN")
    desktop = Desktop(qapp)
    desktop.window.open(tmp_path / "street.desk")
    assert "街道台账" in desktop.window.windowTitle()
    for chosen, title, tab in (("en", "Street Desk", "Communities"), ("zh_CN", "街道台账", "社区")):
        desktop.window.language_asked.emit(chosen)
        assert title in desktop.window.windowTitle()
        assert desktop.window.page is not None
        assert desktop.window.page.tabs.tabText(0) == tab
        assert preferences.language() == chosen
        marked = [code for code, action in desktop.window.menus._languages.items() if action.isChecked()]
        assert marked == [chosen]
        assert desktop.window.focusWidget() is desktop.window.page.views["communities"]
    desktop.window.close()
    language.use("en")
    desktop._translate()


def test_what_is_looked_at_stays_so_in_another_language(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    small_street(tmp_path).close()
    language.use("zh_CN")
    desktop = Desktop(qapp)
    desktop.window.open(tmp_path / "street.desk")
    page = desktop.window.page
    assert page is not None
    book = page.session.book(2027)
    home = book.community_name((book.row("workers", 1) or {})["community"])
    order = Arrangement(filters={"community": Filter(Chosen(frozenset({home})))}, order=(("name", True),))
    page.models["workers"].arrange(order)
    page.go_to("workers", 1, "post")
    page.turn_unit()
    desktop.window.language_asked.emit("en")
    shown = desktop.window.page
    assert shown is not None
    assert shown is not page
    assert shown.models["workers"].arrangement == order
    view = shown.view()
    assert view is shown.views["workers"]
    row, column = view.grid_model.cell(view.currentIndex())
    assert (row, column.key) == (1, "post")
    assert shown.showing.unit is IN_WAN
    desktop.window.close()
    language.use("en")
    desktop._translate()


def test_a_file_open_for_reading_stays_so_in_another_language(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    session = small_street(tmp_path, 2026)
    session.open_year(2027)
    language.use("zh_CN")
    desktop = Desktop(qapp)
    assert desktop.window._open_copy(tmp_path / "street.desk")
    desktop.window.show_year(2026)
    assert desktop.window.page is not None
    desktop.window.page.tabs.setCurrentIndex(3)
    desktop.window.language_asked.emit("en")
    assert desktop.window.session is not None
    assert desktop.window.session.read_only
    assert "read only" in desktop.window.windowTitle()
    assert desktop.window.session.path.is_file()
    assert desktop.window.page is not None
    assert (desktop.window.page.year, desktop.window.page.tabs.currentIndex()) == (2026, 3)
    desktop.window.close()
    session.close()
    language.use("en")
    desktop._translate()


def test_preferences_that_cannot_be_read_are_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "StreetDesk").mkdir()
    (tmp_path / "StreetDesk" / "preferences.json").write_text("not json", encoding="utf-8")
    assert preferences.language() is None
    assert preferences.recent() == []
    preferences.remember(tmp_path / "StreetDesk" / "preferences.json")
    assert len(preferences.recent()) == 1


def test_a_pc_that_keeps_no_preferences_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/nothing")
    assert preferences.recent() == []
    preferences.choose_language("en")
    assert preferences.language() is None


def _run(folder: Path, *arguments: str, **display: str) -> subprocess.CompletedProcess[str]:
    """The program as somebody starts it, with these of the variables that name a screen."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in named}
    settings = {"XDG_DATA_HOME": str(folder / "data"), "STREET_DESK_LANGUAGE": "en", **display}
    command = [sys.executable, "-m", "street_desk", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=kept | settings, timeout=60)


@pytest.mark.skipif(sys.platform != "linux", reason="Windows always has a screen")
def test_without_a_screen_it_says_so_and_ends_as_a_problem(tmp_path: Path) -> None:
    done = _run(tmp_path)
    assert done.returncode == 3
    assert "screen" in done.stderr
    assert "street-desk --help" in done.stderr


def test_a_picture_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    done = _run(tmp_path, "--shot", str(tmp_path / "nowhere" / "x.png"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 3
    assert "x.png" in done.stderr
    done = _run(tmp_path, "--shot", str(tmp_path / "x.png"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0
    assert (tmp_path / "x.png").stat().st_size > 1_000
