"""What the tests of the windows share: the program's looks, Chinese words, and preferences of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from street_desk import language
from street_desk.session import Session
from street_desk.ui import style
from tests.streets import small_street


@pytest.fixture(autouse=True)
def _looks(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    language.use("zh_CN")
    if not qapp.styleSheet():
        style.apply(qapp)
    yield
    language.use("en")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    """A small street of 2027, open."""
    session = small_street(tmp_path)
    yield session
    session.close()
