"""The program as a process: the window that closes itself, a picture, help, and where the process ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.streets import small_street

ROOT = Path(__file__).resolve().parents[2]


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    keep = {k: v for k, v in os.environ.items() if not k.startswith("STREET_DESK")}
    return subprocess.run(
        [sys.executable, "-m", "street_desk", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        cwd=folder,
        env=keep | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data"), **environment},
        check=False,
    )


def test_the_window_opens_a_file_and_closes_itself(tmp_path: Path) -> None:
    small_street(tmp_path).close()
    ran = _run(tmp_path, "street.desk", STREET_DESK_QUIT_WHEN_READY="1")
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "data") == ["street.desk"]


def test_the_window_opens_without_a_file(tmp_path: Path) -> None:
    ran = _run(tmp_path, STREET_DESK_QUIT_WHEN_READY="1")
    assert ran.returncode == 0, ran.stderr


def test_a_bad_file_is_said_where_nobody_sees_a_window(tmp_path: Path) -> None:
    (tmp_path / "bad.desk").write_bytes(b"nonsense" * 100)
    for name, said in (("bad.desk", "not a Street Desk file"), ("gone.desk", "does not exist")):
        ran = _run(tmp_path, name, STREET_DESK_QUIT_WHEN_READY="1", STREET_DESK_LANGUAGE="en")
        assert (ran.returncode, ran.stdout) == (3, "")
        assert said in ran.stderr
        assert "Traceback" not in ran.stderr


def test_a_picture_is_saved_of_the_window(tmp_path: Path) -> None:
    small_street(tmp_path).close()
    ran = _run(tmp_path, "street.desk", "--shot", "window.png")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "window.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize(("name", "said"), [("zh_CN.UTF-8", "不存在"), ("en_GB.UTF-8", "does not exist")])
def test_the_systems_language_is_followed(tmp_path: Path, name: str, said: str) -> None:
    ran = _run(tmp_path, "log", "nowhere.desk", LC_ALL=name, LANG=name)
    assert ran.returncode == 3
    assert ran.stdout == ""
    assert said in ran.stderr


def test_commands_load_no_window_and_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys; from street_desk.cli import run; run(['standards', 'list']); "
        "heavy = {'PySide6', 'openpyxl', 'reportlab', 'xlsxwriter', 'pypdfium2', 'xlrd'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr


def test_pyside_keeps_its_references_to_none() -> None:
    """PySide6 6.12.0 loses one at each void call and aborts in the end; the pinned version does not."""
    code = (
        "import sys; from PySide6.QtCore import QObject; o = QObject(); o.setObjectName('x'); "
        "before = sys.getrefcount(None)\n"
        "for _ in range(300): o.setObjectName('x')\n"
        "sys.exit(0 if sys.getrefcount(None) >= before - 50 else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
