"""What the tests share: offscreen windows, LibreOffice and poppler as independent readers of our files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from openpyxl import Workbook

if sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Processes that tests start find the package as the tests do.
os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)

OUTSIDE_PROGRAMS = {
    "needs_libreoffice": {"libreoffice", "recalculated", "all_recalculated"},
    "needs_poppler": {"poppler"},
}

# LibreOffice otherwise trusts the results that a workbook carries, and would prove nothing about its formulas.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""

_not_run = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the tests that need an outside program, and takes them out on Windows, where none is installed."""
    config.stash[_not_run] = []
    for item in list(items):
        used = set(getattr(item, "fixturenames", ()))
        for marker, fixtures in OUTSIDE_PROGRAMS.items():
            if used & fixtures and item.get_closest_marker(marker) is None:
                item.add_marker(marker)
        if sys.platform == "win32" and any(item.get_closest_marker(name) for name in OUTSIDE_PROGRAMS):
            config.stash[_not_run].append(item.nodeid)
            items.remove(item)
            config.hook.pytest_deselected(items=[item])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Names what was not run, so that a green run on Windows does not promise more than it saw."""
    if left_out := config.stash.get(_not_run, []):
        terminalreporter.write_line(f"not run on Windows: {', '.join(left_out)}")


class LibreOffice:
    """LibreOffice without a window and with a profile of its own: opens a file, recalculates it, saves it."""

    def __init__(self, program: str, profile: Path) -> None:
        self._program = program
        self._profile = profile
        settings = profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")

    def __call__(self, source: Path, ending: str, folder: Path) -> Path:
        """Converts `source` to `ending` ("xlsx", "pdf", "csv" …) in `folder` and returns the new file."""
        return self.all([source], ending, folder)[0]

    def all(self, sources: Sequence[Path], ending: str, folder: Path) -> list[Path]:
        """Converts many files at one start, which takes longer than most of them."""
        targets = [folder / f"{source.stem}.{ending}" for source in sources]
        if set(targets) & set(sources):
            raise ValueError("a copy would replace its source")
        command = [
            *(self._program, f"-env:UserInstallation={self._profile.as_uri()}"),
            *(
                "--headless",
                "--norestore",
                "--convert-to",
                ending,
                "--outdir",
                str(folder),
                *map(str, sources),
            ),
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=180)
        # It exits 0, too, when it could not read the file.
        for source, target in zip(sources, targets, strict=True):
            assert target.is_file(), f"LibreOffice made nothing of {source}: {done.stdout}{done.stderr}"
        return targets


class Font(NamedTuple):
    """One font of a PDF as pdffonts lists it."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    has_unicode: bool


@dataclass(frozen=True)
class Poppler:
    """Poppler's tools, which read a PDF with other code than wrote it."""

    folder: Path

    def pdftotext(self, path: Path, *options: str) -> str:
        """The text that a reader would copy out of `path` (options: "-layout", "-f", "1" …)."""
        return self._run("pdftotext", "-enc", "UTF-8", *options, str(path), "-")

    def pdffonts(self, path: Path) -> list[Font]:
        """The fonts that `path` uses."""
        fonts = []
        for line in self._run("pdffonts", str(path)).splitlines()[2:]:
            # A long name pushes the columns to the right, so they are counted from the end.
            named, *answers, _, _ = line.rsplit(maxsplit=5)
            name, *kind, _encoding = named.split()
            fonts.append(Font(name, " ".join(kind), *(answer == "yes" for answer in answers)))
        return fonts

    def pdftoppm(self, path: Path, dpi: int = 100) -> list[Path]:
        """A PNG of each page of `path`."""
        prefix = self.folder / path.stem
        self._run("pdftoppm", "-png", "-r", str(dpi), str(path), str(prefix))
        return sorted(self.folder.glob(f"{path.stem}-*.png"))

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
        assert done.returncode == 0, f"{command[0]} failed: {done.stderr}"
        return done.stdout


@pytest.fixture(scope="session")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of 20,000 invented workers: reading it takes seconds, and tens of megabytes."""
    import xlsxwriter

    path = tmp_path_factory.mktemp("long") / "长名册.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("社区", "姓名", "职务", "备注"))
        for row in range(1, 20_001):
            sheet.write_row(row, 0, ("幸福社区", f"工作者{row}", "委员", f"第{row}行的备注" * 30))
    return path


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice, which must be there: a missing one is a failure, not a skip."""
    return LibreOffice(_program("soffice", "libreoffice"), tmp_path_factory.mktemp("libreoffice") / "profile")


@pytest.fixture
def recalculated(libreoffice: LibreOffice, tmp_path: Path) -> Callable[[Path], Workbook]:
    """Opens a workbook in LibreOffice, which works out every formula anew, and reads the values it got."""

    return lambda path: _recalculated(libreoffice, [path], tmp_path)[0]


@pytest.fixture
def all_recalculated(libreoffice: LibreOffice, tmp_path: Path) -> Callable[[Sequence[Path]], list[Workbook]]:
    """The same for many workbooks, whose names differ, at one start of LibreOffice."""
    return lambda paths: _recalculated(libreoffice, paths, tmp_path)


def _recalculated(libreoffice: LibreOffice, paths: Sequence[Path], folder: Path) -> list[Workbook]:
    import openpyxl

    target = folder / "recalculated"
    target.mkdir(exist_ok=True)
    return [openpyxl.load_workbook(one, data_only=True) for one in libreoffice.all(paths, "xlsx", target)]


@pytest.fixture
def poppler(tmp_path: Path) -> Poppler:
    """Poppler's tools, which must be there: missing ones are a failure, not a skip."""
    for name in ("pdftotext", "pdffonts", "pdftoppm"):
        _program(name)
    folder = tmp_path / "poppler"
    folder.mkdir()
    return Poppler(folder)


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail(f"{names[0]} is not installed: run the tests with installer/dev.py test")
    return found
