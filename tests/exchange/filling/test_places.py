"""Where a filled copy may go, what can be filled in at all, and that nothing is left behind where it fails."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.problems import Cancelled, FileMissing, FileUnwritable, Problem, UnknownYear
from street_desk.exchange.filling.problems import NotFillable, OntoItself, OtherEnding
from street_desk.exchange.held import HeldBy, HeldElsewhere, held_elsewhere
from street_desk.exchange.problems import DamagedWorkbook, NothingFound, TooLargeWorkbook
from street_desk.session import Session
from tests.exchange.filling.support import written
from tests.streets import small_street

ROWS = (("社区名称", "户数"), ("光明社区", 1))
FILES = Path(__file__).parents[2] / "files"


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return written(tmp_path / "县.xlsx", ("表", ROWS))


@pytest.mark.parametrize(
    "file", ["workbooks/w01_titles.xls", "workbooks/w01_titles.ods", "workbooks/w01_titles.csv"]
)
def test_other_formats_are_to_be_saved_as_xlsx_first(street: Session, tmp_path: Path, file: str) -> None:
    with pytest.raises(NotFillable) as caught:
        street.fill_workbook(2027, FILES / file, tmp_path / "填.xlsx")
    assert "save it as .xlsx" in caught.value.text("en")


@pytest.mark.parametrize(
    "file", ["workbooks/w01_titles.xls", "workbooks/w01_titles.ods", "workbooks/w01_titles.html"]
)
def test_another_format_under_the_ending_is_refused_too(street: Session, tmp_path: Path, file: str) -> None:
    called = tmp_path / "县.xlsx"
    shutil.copy(FILES / file, called)
    with pytest.raises(Problem) as caught:
        street.fill_workbook(2027, called, tmp_path / "填.xlsx")
    assert ".xlsx" in caught.value.text("en")
    assert not (tmp_path / "填.xlsx").exists()


def test_a_password_is_to_be_taken_off_first(street: Session, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        street.fill_workbook(2027, FILES / "reading" / "locked_agile.xlsx", tmp_path / "填.xlsx")
    # Excel opens this one without asking, and still it is no package.
    with pytest.raises(Problem):
        street.fill_workbook(2027, FILES / "reading" / "own_agile.xlsx", tmp_path / "填.xlsx")
    assert list(tmp_path.glob("*填*")) == []


def test_the_copy_has_the_ending_of_the_template(street: Session, template: Path, tmp_path: Path) -> None:
    with pytest.raises(OtherEnding) as caught:
        street.fill_workbook(2027, template, tmp_path / "填.xlsm")
    assert "填.xlsx" in caught.value.text()


def test_the_template_is_never_written_to(street: Session, template: Path, tmp_path: Path) -> None:
    before = template.read_bytes()
    (tmp_path / "sub").mkdir()
    for same in (template, tmp_path / "sub" / ".." / "县.xlsx"):
        with pytest.raises(OntoItself):
            street.fill_workbook(2027, template, same)
    linked = tmp_path / "另名.xlsx"
    linked.hardlink_to(template)
    with pytest.raises(OntoItself):
        street.fill_workbook(2027, template, linked)
    assert template.read_bytes() == before


def test_what_is_open_elsewhere_is_not_overwritten(street: Session, template: Path, tmp_path: Path) -> None:
    target = tmp_path / "填.xlsx"
    mark = tmp_path / "~$填.xlsx"
    mark.write_bytes(b"\x02zs".ljust(55, b" ") + b"\x02\x00" + "张三".encode("utf-16-le") + b" \x00" * 52)
    # Nothing is there that could be open.
    assert held_elsewhere(target) is None
    street.fill_workbook(2027, template, target)
    before = target.read_bytes()
    assert held_elsewhere(target) == "张三"
    with pytest.raises(HeldBy) as caught:
        street.fill_workbook(2027, template, target)
    assert "填.xlsx" in caught.value.text()
    assert "张三" in caught.value.text()
    mark.unlink()
    (tmp_path / ".~lock.填.xlsx#").write_text(",李四,PC,24.11.2026 10:00,file:///x;", encoding="utf-8")
    assert held_elsewhere(target) == "李四"
    (tmp_path / ".~lock.填.xlsx#").unlink()
    (tmp_path / ".~填.xlsx").write_bytes(b"")
    assert held_elsewhere(target) == ""
    with pytest.raises(HeldElsewhere):
        street.fill_workbook(2027, template, target)
    assert target.read_bytes() == before


def test_places_that_are_none(street: Session, template: Path, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        street.fill_workbook(2027, tmp_path / "无.xlsx", tmp_path / "填.xlsx")
    with pytest.raises(FileUnwritable):
        street.fill_workbook(2027, template, tmp_path / "无" / "填.xlsx")
    with pytest.raises(UnknownYear):
        street.fill_workbook(2031, template, tmp_path / "填.xlsx")
    nothing = written(tmp_path / "别的.xlsx", ("表", (("食谱", "周一"), ("早餐", "粥"))))
    with pytest.raises(NothingFound):
        street.fill_workbook(2027, nothing, tmp_path / "填.xlsx")
    assert list(tmp_path.glob("*填*")) == []


@pytest.mark.parametrize("steps", [0, 3])
def test_who_stops_it_leaves_everything_as_it_was(
    street: Session, template: Path, tmp_path: Path, steps: int
) -> None:
    target = tmp_path / "填.xlsx"
    target.write_bytes(b"before")
    told: list[object] = []

    def proceed(progress: object) -> bool:
        told.append(progress)
        return len(told) <= steps

    with pytest.raises(Cancelled):
        street.fill_workbook(2027, template, target, proceed=proceed)
    assert target.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.glob("*填*")) == ["填.xlsx"]


def test_a_damaged_part_is_said_and_leaves_nothing(street: Session, template: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(template) as packed, zipfile.ZipFile(damaged, "w") as out:
        for name in packed.namelist():
            content = packed.read(name)
            out.writestr(name, content.replace(b"</row>", b"", 1) if "sheet1" in name else content)
    with pytest.raises(DamagedWorkbook):
        street.fill_workbook(2027, damaged, tmp_path / "填.xlsx")
    assert list(tmp_path.glob("*填*")) == []


def test_a_bomb_among_the_pictures_is_not_unpacked(street: Session, template: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "大.xlsx"
    shutil.copy(template, bomb)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/image1.png", bytes(48 << 20))
    with pytest.raises(TooLargeWorkbook):
        street.fill_workbook(2027, bomb, tmp_path / "填.xlsx")
    assert list(tmp_path.glob("*填*")) == []
