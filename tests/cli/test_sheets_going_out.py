"""The command that lets a sheet out as a workbook or as text."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk import language
from street_desk.session import Session
from tests.streets import change


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_sheet_goes_out_and_comes_back_as_nothing(
    street_desk: Any, desk: str, tmp_path: Path, ending: str
) -> None:
    language.use("zh_CN")
    path = tmp_path / f"社区{ending}"
    ran = street_desk("export", desk, "--year", 2027, "--sheet", "communities", "--to", path, "--json")
    assert ran.code == 0
    assert ran.data == {"files": [{"path": str(path), "sheet": "communities", "rows": 3}]}
    ran = street_desk("import", desk, path, "--year", 2027, "--json")
    assert ran.data["applied"] is False
    (region,) = ran.data["workbooks"][0]["regions"]
    assert (region["new"], region["changed"], region["same"]) == (0, 0, 3)


def test_ids_stay_masked_unless_asked_for_and_that_is_logged(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    session = Session.open(Path(desk))
    change(session, 2027, "workers", 1, id_number="440981198401011236")
    session.close()
    path = tmp_path / "w.csv"
    ask = ("export", desk, "--year", 2027, "--sheet", "workers", "--to", path)
    assert street_desk(*ask).code == 0
    assert "440981198401011236" not in path.read_text(encoding="utf-8-sig")
    before = len(street_desk("log", desk, "--json").data["edits"])
    assert street_desk(*ask, "--unmasked").code == 0
    assert "440981198401011236" in path.read_text(encoding="utf-8-sig")
    assert len(street_desk("log", desk, "--json").data["edits"]) == before + 1


def test_amounts_can_go_out_in_ten_thousand_yuan(street_desk: Any, desk: str, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    ask = ("export", desk, "--year", 2027, "--sheet", "communities", "--to", path)
    assert street_desk(*ask, "--unit", "wan").code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["Total (10,000 yuan)"] == "22.00"
    assert street_desk(*ask[:-1], tmp_path / "c.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "c.xlsx").active is not None


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--to", "OUT.xlsx"), 2, "--form or a sheet with --sheet"),
        (
            ("--form", "funding", "--sheet", "workers", "--to", "OUT.xlsx"),
            2,
            "--form or a sheet with --sheet",
        ),
        (("--sheet", "nothing", "--to", "OUT.xlsx"), 3, "nothing"),
        (("--sheet", "workers", "--to", "OUT.pdf"), 3, ".xlsx or .csv"),
    ],
)
def test_what_cannot_go_out_is_said(
    street_desk: Any, desk: str, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    named = [str(tmp_path / one) if one.startswith("OUT") else one for one in arguments]
    ran = street_desk("export", desk, "--year", 2027, *named)
    assert ran.code == code
    assert said in ran.err
    assert ran.out == ""
