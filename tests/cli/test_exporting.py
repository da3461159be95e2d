"""The export command: how a form is wanted, several files at once, and files that cannot be written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from street_desk import language
from street_desk.session import Session
from tests.streets import change


def _export(street_desk: Any, desk: str, to: Path, *options: object, form: str = "funding") -> Any:
    return street_desk("export", desk, "--year", 2027, "--form", form, "--to", to, *options)


def _size(path: Path) -> tuple[int, int]:
    """Width and height of the first sheet of paper in mm."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        width, height = (round(points / 72 * 25.4) for points in document[0].get_size())
        return width, height
    finally:
        document.close()


def test_a3_paper_is_asked_for(street_desk: Any, desk: str, tmp_path: Path) -> None:
    for paper, size in (("A4", (297, 210)), ("A3", (420, 297))):
        path = tmp_path / f"{paper}.pdf"
        assert _export(street_desk, desk, path, "--paper", paper).code == 0
        assert _size(path) == size


def test_a_form_is_written_with_the_options_that_were_given(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    given = ("--comments", "--page-sums", "--blank", "--values-only", "--protect", "--community", "和平社区")
    for ending in ("pdf", "xlsx"):
        ran = _export(street_desk, desk, tmp_path / f"form.{ending}", *given, "--json")
        assert ran.code == 0, ran.err
        assert [set(one) for one in ran.data["files"]] == [{"path", "form", "pages"}]
    assert openpyxl.load_workbook(tmp_path / "form.xlsx").active is not None


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--paper", "A5"), 2, "A4"),
        (("--community", "没有社区"), 3, "没有社区"),
    ],
)
def test_what_there_is_not_is_refused(
    street_desk: Any, desk: str, tmp_path: Path, given: tuple[str, ...], code: int, said: str
) -> None:
    ran = _export(street_desk, desk, tmp_path / "form.pdf", *given, "--json")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert not (tmp_path / "form.pdf").exists()


def test_a_sheet_as_it_stands_takes_no_options_of_forms(street_desk: Any, desk: str, tmp_path: Path) -> None:
    ran = street_desk(
        "export", desk, "--year", 2027, "--sheet", "workers", "--to", tmp_path / "w.xlsx", "--paper", "A3"
    )
    assert ran.code == 2
    assert not (tmp_path / "w.xlsx").exists()


def test_a_file_that_is_open_elsewhere_is_named_and_the_others_are_written(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert _export(street_desk, desk, out, form="all").code == 0
    before = (out / "funding.xlsx").read_bytes()
    session = Session.open(Path(desk))
    change(session, 2027, "communities", 1, households="3000")
    session.close()
    (out / ".~lock.funding.xlsx#").write_text(",王会计,PC-3,24.11.2026 09:10,file:///x;", encoding="utf-8")
    ran = _export(street_desk, desk, out, "--json", form="all")
    assert ran.code == 1
    assert "王会计" in ran.err
    assert (out / "funding.xlsx").read_bytes() == before
    assert str(out / "funding.xlsx") not in [one["path"] for one in ran.data["files"]]
    assert str(out / "funding.pdf") in [one["path"] for one in ran.data["files"]]
    assert [(one["path"], one["form"]) for one in ran.data["refused"]] == [
        (str(out / "funding.xlsx"), "funding")
    ]


def test_a_single_file_that_is_open_elsewhere_is_a_problem(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"as it was")
    (tmp_path / ".~lock.form.xlsx#").write_text(",王会计,PC-3,24.11.2026 09:10,file:///x;", encoding="utf-8")
    ran = _export(street_desk, desk, path, "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "王会计" in ran.err
    assert path.read_bytes() == b"as it was"


def test_of_many_files_the_one_being_written_is_said_on_standard_error(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    ran = _export(street_desk, desk, tmp_path / "out", "--json", form="all")
    count = len(ran.data["files"])
    lines = [line for line in ran.err.splitlines() if f"of {count})" in line]
    assert len(lines) == count
    assert lines[0].startswith("funding.xlsx (1 ")


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_help_names_every_option_of_a_form(street_desk: Any, spoken: str) -> None:
    language.use(spoken)
    said = street_desk("export", "--help").out
    for option in ("--paper A4|A3", "--comments", "--page-sums", "--blank", "--values-only", "--protect"):
        assert option in said
    assert "--community" in said
