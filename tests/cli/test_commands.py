"""Commands: what they do, what they print, and the exit codes that scripts rely on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk import language
from street_desk.domain.forms import FORMS
from street_desk.exchange.sample import write_sample_workbook
from street_desk.session import Session
from tests.streets import state_of


def test_new_makes_a_file_with_its_year(street_desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "新.desk"
    ran = street_desk(
        "new", path, "--street", "街道", "--county", "县", "--year", 2027, "--minimum-wage", "1300", "--json"
    )
    assert ran.code == 0
    assert ran.data["year"] == 2027
    (row,) = street_desk("show", path, "figures", "--year", 2027, "--json").data["rows"]
    assert row["minimum_wage"] == "1300.00"
    (office,) = street_desk("show", path, "office", "--year", 2027, "--json").data["rows"]
    assert (office["street"], office["county"]) == ("街道", "县")


def test_year_lists_and_opens(street_desk: Any, desk: str) -> None:
    assert street_desk("year", desk, 2028, "open").code == 0
    found = street_desk("year", desk, "--json").data["years"]
    assert [(y["year"], y["state"], y["standard"]) for y in found] == [
        (2027, "open", "community-basics"),
        (2028, "open", "community-basics"),
    ]
    for year in (2028, 2035):
        ran = street_desk("year", desk, year, "open")
        assert (ran.code, ran.out) == (3, "")


def test_set_types_cells_as_the_grid_would(street_desk: Any, desk: str) -> None:
    ran = street_desk(
        "set", desk, "communities", "--year", 2027, "--row", "幸福社区", "households=３，１００户", "star=5"
    )
    assert ran.code == 0
    row = street_desk("show", desk, "communities", "--year", 2027, "--json").data["rows"][0]
    assert (row["households"], row["star"], row["office_fund"]) == (3100, 5, "100000.00")
    assert row["committee_range"] == {"min": 5, "max": 9}
    assert row["party_organisation"] == "branch"
    assert row["code"] is None


def test_set_adds_rows_and_finds_people_by_community(street_desk: Any, desk: str) -> None:
    assert (
        street_desk(
            "set", desk, "communities", "--year", 2027, "--row", "新社区", "--add", "households=10"
        ).code
        == 0
    )
    assert (
        street_desk(
            "set", desk, "workers", "--year", 2027, "--add", "name=甲一", "community=新社区", "post=书记"
        ).code
        == 0
    )
    ran = street_desk("set", desk, "workers", "--year", 2027, "--row", "甲一", "title=无")
    assert (ran.code, ran.out) == (3, "")
    assert "community=NAME" in ran.err
    assert (
        street_desk(
            "set", desk, "workers", "--year", 2027, "--row", "甲一", "community=新社区", "title=初级"
        ).code
        == 0
    )
    rows = street_desk("show", desk, "workers", "--year", 2027, "--json").data["rows"]
    assert [(r["community"], r["title"]) for r in rows if r["name"] == "甲一"] == [
        ("光明社区", "senior"),
        ("新社区", "assistant"),
    ]


def test_set_of_figures_and_office_takes_no_row(street_desk: Any, desk: str) -> None:
    assert (
        street_desk(
            "set", desk, "figures", "--year", 2027, "minimum_wage=1400", "setting.edge_3000=below"
        ).code
        == 0
    )
    assert street_desk("set", desk, "office", "--year", 2027, "preparer=某人").code == 0
    assert street_desk("set", desk, "figures", "--year", 2027, "--row", "x", "minimum_wage=1").code == 2
    (row,) = street_desk("show", desk, "figures", "--year", 2027, "--json").data["rows"]
    assert (row["minimum_wage"], row["setting.edge_3000"]) == ("1400.00", "below")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ("set", "DESK", "communities", "--year", "2027", "--row", "幸福社区", "office_fund=1"),
            3,
            "worked out by the program",
        ),
        (
            ("set", "DESK", "communities", "--year", "2027", "--row", "幸福社区", "households=abc"),
            3,
            "Households",
        ),
        (
            ("set", "DESK", "communities", "--year", "2027", "--row", "没有社区", "households=1"),
            3,
            "没有社区",
        ),
        (
            ("set", "DESK", "communities", "--year", "2027", "--row", "幸福社区", "--add", "households=1"),
            3,
            "already",
        ),
        (("set", "DESK", "communities", "--year", "2027", "--row", "幸福社区", "colour=red"), 3, "colour"),
        (("set", "DESK", "workers", "--year", "2027", "--row", "甲一", "community=没有"), 3, "没有"),
        (("set", "DESK", "communities", "--year", "2027", "--row", "幸福社区", "households"), 2, "KEY=VALUE"),
        (("set", "DESK", "communities", "--year", "2027", "households=1"), 2, "--row"),
        (("set", "DESK", "houses", "--year", "2027", "--row", "x", "a=1"), 3, "houses"),
        (("show", "DESK", "communities", "--year", "1999"), 3, "1999"),
        (("show", "DESK", "communities"), 2, "--year"),
        (("show", "MISSING", "communities", "--year", "2027"), 3, "does not exist"),
        (("show", "TEXT", "communities", "--year", "2027"), 3, "not a Street Desk file"),
        (("assess", "DESK", "--year", "2031"), 3, "2031"),
        (("explain", "DESK", "--year", "2027", "--community", "没有"), 3, "没有"),
        (("explain", "DESK", "--year", "2027", "--community", "幸福社区", "--item", "x"), 3, "“x”"),
        (("explain", "DESK", "--year", "2027", "--community", "幸福社区", "--worker", "甲一"), 3, "甲一"),
        (("export", "DESK", "--year", "2027", "--form", "nothing", "--to", "OUT.xlsx"), 3, "nothing"),
        (("export", "DESK", "--year", "2027", "--form", "funding", "--to", "OUT.doc"), 3, ".xlsx or .pdf"),
        (("export", "DESK", "--year", "2027", "--form", "all", "--to", "OUT.pdf"), 2, "folder"),
        (
            ("export", "DESK", "--year", "2027", "--form", "funding", "--to", "no/such/OUT.pdf"),
            3,
            "cannot be written",
        ),
        (("import", "DESK", "MISSING.xlsx", "--year", "2027"), 3, "does not exist"),
        (("import", "DESK", "TEXT", "--year", "2027"), 3, "No table of communities"),
        (("import", "DESK", "TEXT", "--year", "2030"), 3, "2030"),
        (("import", "DESK", "TEXT", "--year", "2027", "--answers", "TEXT"), 3, "not a table of answers"),
        (("new", "DESK", "--street", "a", "--county", "b", "--year", "2027"), 3, "exists already"),
        (
            ("new", "NEW.desk", "--street", "a", "--county", "b", "--year", "2027", "--standard", "x"),
            3,
            "no standard",
        ),
        (
            ("new", "NEW.desk", "--street", "a", "--county", "b", "--year", "2027", "--minimum-wage", "x"),
            3,
            "--minimum-wage",
        ),
        (("new", "NEW", "--street", "a"), 2, "--county"),
        (("standards", "show", "x"), 3, "no standard"),
        (("standards", "check", "TEXT"), 3, "refused"),
        (("standards", "check", "MISSING"), 3, "does not exist"),
        (("backup", "DESK", "--to", "DESK"), 3, "exists already"),
        (("verify", "MISSING"), 3, "does not exist"),
        (("undo", "MISSING"), 3, "does not exist"),
        (("redo", "DESK"), 3, "nothing to redo"),
        (("year", "DESK", "2028"), 2, "both the year"),
        (("nonsense",), 2, "nonsense"),
        (("demo",), 2, "FOLDER"),
    ],
)
@pytest.mark.parametrize("json_", [False, True])
def test_bad_input_gets_one_clear_sentence(
    street_desk: Any, desk: str, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str, json_: bool
) -> None:
    (tmp_path / "TEXT").write_text("hello, not a file of ours\n" * 50, encoding="utf-8")
    os.chdir(tmp_path)
    before = Path(desk).read_bytes()
    given = [{"DESK": desk, "TEXT": str(tmp_path / "TEXT")}.get(a, a) for a in arguments]
    ran = street_desk(*given, *(["--json"] if json_ else []))
    assert ran.code == code
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert Path(desk).read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(("OUT", "NEW", "."))]


def test_assess_gives_lines_with_their_steps_and_totals(street_desk: Any, desk: str) -> None:
    data = street_desk("assess", desk, "--year", 2027, "--json").data
    assert data["standard"] == "community-basics"
    assert data["totals"]["total_fund"] == "790000.00"
    assert data["totals"]["public_posts_due"] == 12
    lines = {line["item"]: line for line in data["communities"][1]["lines"]}
    assert lines["office_fund"]["amount"] == "100000.00"
    assert [(s["clause"], s["amount"]) for s in lines["office_fund"]["steps"]] == [
        ("S1", "50000.00"),
        ("S1", "50000.00"),
        ("S1", "100000.00"),
    ]
    assert lines["public_posts_due"]["count"] == 4
    assert lines["office_fund"]["payers"] == {"county": "100000.00"}
    assert data["payers"]["service_fund"] == {"county": "400000.00"}
    street_desk("set", desk, "figures", "--year", 2027, "setting.service_payer=city")
    data = street_desk("assess", desk, "--year", 2027, "--json").data
    assert data["payers"]["service_fund"] == {"city": "400000.00"}


def test_explain_says_why_in_words(street_desk: Any, desk: str) -> None:
    ran = street_desk(
        "explain",
        desk,
        "--year",
        2027,
        "--community",
        "光明社区",
        "--worker",
        "甲一",
        "--item",
        "month_pay",
        "--json",
    )
    (line,) = ran.data["lines"]
    assert line["amount"] == "4717.00"
    assert line["steps"][-1]["amount"] == "4717.00"
    ran = street_desk("explain", desk, "--year", 2027, "--community", "光明社区", "--item", "party_fund")
    assert ran.code == 0
    assert "Party organisation party committee: 50,000 yuan" in ran.out


def test_check_exits_1_when_something_blocks(street_desk: Any, desk: str) -> None:
    assert street_desk("check", desk, "--year", 2027, "--json").code == 0
    street_desk("set", desk, "communities", "--year", 2027, "--row", "幸福社区", "households=")
    ran = street_desk("check", desk, "--year", 2027, "--json")
    assert ran.code == 1
    first = ran.data["findings"][0]
    assert (first["severity"], first["sheet"], first["row"], first["column"]) == (
        "error",
        "communities",
        "幸福社区",
        "households",
    )
    assert set(first) == {"id", "severity", "sheet", "row", "column", "message", "values"}


def test_undo_redo_and_log(street_desk: Any, desk: str) -> None:
    street_desk("set", desk, "communities", "--year", 2027, "--row", "幸福社区", "households=10")
    assert street_desk("undo", desk).code == 0
    edits = street_desk("log", desk, "--json").data["edits"]
    assert "幸福社区" in edits[-2]["what"]
    assert [e["undone"] for e in edits[-2:]] == [True, False]
    assert street_desk("redo", desk).code == 0
    assert (
        street_desk("show", desk, "communities", "--year", 2027, "--json").data["rows"][0]["households"] == 10
    )


def test_unmasked_is_logged_and_masked_is_the_rule(street_desk: Any, desk: str) -> None:
    street_desk(
        "set",
        desk,
        "workers",
        "--year",
        2027,
        "--row",
        "甲一",
        "id_number=11010519491231002X",
        "phone=13800001234",
    )
    row = street_desk("show", desk, "workers", "--year", 2027, "--json").data["rows"][0]
    assert (row["id_number"], row["phone"]) == ("110105********002X", "138****1234")
    row = street_desk("show", desk, "workers", "--year", 2027, "--json", "--unmasked").data["rows"][0]
    assert row["id_number"] == "11010519491231002X"
    assert "full" in street_desk("log", desk, "--json").data["edits"][-1]["what"]


def test_import_previews_imports_and_undoes(street_desk: Any, tmp_path: Path) -> None:
    path, workbook = tmp_path / "x.desk", tmp_path / "去年.xlsx"
    write_sample_workbook(workbook)
    street_desk("new", path, "--street", "街道", "--county", "县", "--year", 2026)
    ran = street_desk("import", path, workbook, "--year", 2026, "--dry-run", "--json")
    assert (ran.code, ran.data["applied"]) == (0, False)
    regions = ran.data["workbooks"][0]["regions"]
    assert {r["sheet"] for r in regions} == {"communities", "workers"}
    assert street_desk("show", path, "communities", "--year", 2026, "--json").data["rows"] == []
    ran = street_desk("import", path, workbook, "--year", 2026, "--json")
    assert (ran.code, ran.data["applied"]) == (0, True)
    rows = street_desk("show", path, "communities", "--year", 2026, "--json").data["rows"]
    assert len(rows) == regions[0]["new"] if regions[0]["sheet"] == "communities" else regions[1]["new"]
    again = street_desk("import", path, workbook, "--year", 2026, "--json").data
    assert again["applied"] is False
    assert all(r["new"] == r["changed"] == 0 for r in again["workbooks"][0]["regions"])
    street_desk("undo", path)
    assert street_desk("show", path, "communities", "--year", 2026, "--json").data["rows"] == []


def test_of_several_workbooks_a_bad_one_changes_nothing_and_the_others_go_in(
    street_desk: Any, tmp_path: Path
) -> None:
    path, folder = tmp_path / "x.desk", tmp_path / "books"
    folder.mkdir()
    write_sample_workbook(folder / "好.xlsx")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "~$好.xlsx").write_bytes(b"lock")
    street_desk("new", path, "--street", "街道", "--county", "县", "--year", 2026)
    ran = street_desk("import", path, folder, "--year", 2026, "--json")
    assert (ran.code, ran.data["applied"]) == (1, True)
    assert {w["file"]: w["problem"] is None for w in ran.data["workbooks"]} == {
        "好.xlsx": True,
        "坏.xlsx": False,
    }


def test_a_year_before_the_first_is_made_as_history(street_desk: Any, tmp_path: Path) -> None:
    path, workbook = tmp_path / "x.desk", tmp_path / "去年.xlsx"
    write_sample_workbook(workbook)
    street_desk("new", path, "--street", "街道", "--county", "县", "--year", 2027)
    assert street_desk("import", path, workbook, "--year", 2026).code == 0
    assert [y["year"] for y in street_desk("year", path, "--json").data["years"]] == [2026, 2027]
    street_desk("undo", path)
    assert [y["year"] for y in street_desk("year", path, "--json").data["years"]] == [2027]


@pytest.mark.parametrize("unit", ["yuan", "wan"])
@pytest.mark.parametrize("form", ["funding", "pay"])
def test_what_the_program_writes_it_reads_back_as_an_empty_edit(
    street_desk: Any, desk: str, tmp_path: Path, form: str, unit: str
) -> None:
    target = tmp_path / "out.xlsx"
    assert (
        street_desk("export", desk, "--year", 2027, "--form", form, "--to", target, "--unit", unit).code == 0
    )
    ran = street_desk("import", desk, target, "--year", 2027, "--json")
    assert (ran.code, ran.data["applied"]) == (0, False)
    (region,) = ran.data["workbooks"][0]["regions"]
    assert (region["new"], region["changed"], region["same"]) == (0, 0, region["rows"])


def test_a_figure_changed_in_our_own_workbook_is_refused_where_it_is_derived_and_taken_where_it_was_typed(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    street_desk("export", desk, "--year", 2027, "--form", "funding", "--to", target)
    book = openpyxl.load_workbook(target)
    sheet = book.active
    assert sheet is not None
    (row,) = [c.row for column in sheet.iter_cols() for c in column if c.value == "幸福社区"]
    (party,) = [c.column for column in sheet.iter_cols() for c in column if str(c.value).startswith("党建")]
    for cell in sheet[row]:
        if cell.value == 2999:
            cell.value = 3500
        if cell.column == party:
            # What was a parameter as it stands.
            assert str(cell.value).startswith("='标准参数'!")
            cell.value = 25000
    book.save(target)
    ran = street_desk("import", desk, target, "--year", 2027, "--json")
    assert ran.code == 1
    (region,) = ran.data["workbooks"][0]["regions"]
    assert region["changed"] == 1
    assert "party_fund" in {r["column"] for r in region["refused"]}
    row_now = street_desk("show", desk, "communities", "--year", 2027, "--json").data["rows"][0]
    assert row_now["households"] == 3500


def test_a_workbook_that_only_shows_figures_is_not_read_in(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    target = tmp_path / "测算单.xlsx"
    street_desk("export", desk, "--year", 2027, "--form", "worksheet", "--to", target)
    ran = street_desk("import", desk, target, "--year", 2027)
    assert ran.code == 3
    assert "only shows figures that it worked out" in ran.err


def test_export_writes_all_forms_into_a_folder(street_desk: Any, desk: str, tmp_path: Path) -> None:
    ran = street_desk("export", desk, "--year", 2027, "--form", "all", "--to", tmp_path / "forms", "--json")
    assert ran.code == 0
    named = sorted(Path(f["path"]).name for f in ran.data["files"])
    assert {"funding.pdf", "funding.xlsx", "summary.pdf", "worksheet.xlsx"} <= set(named)
    assert len(named) == 2 * len(FORMS)
    assert all(f["pages"] >= 1 for f in ran.data["files"])
    assert sorted(os.listdir(tmp_path / "forms")) == named


def test_demo_does_the_main_job_without_a_window(street_desk: Any, tmp_path: Path) -> None:
    ran = street_desk("demo", tmp_path / "示例 demo", "--json")
    assert ran.code == 0
    assert len(ran.data["exports"]) == 2 * len(FORMS)
    assert Path(ran.data["workbook"]).is_file()
    session = Session.open(Path(ran.data["desk"]), read_only=True)
    assert list(session.years()) == [2026, 2027]
    assert session.assessment(2027).totals()["total_fund"] > 0
    session.close()


def test_backup_and_verify(street_desk: Any, desk: str, tmp_path: Path) -> None:
    assert street_desk("verify", desk, "--json").data == {"sound": True, "wrong": []}
    copy = tmp_path / "copy.desk"
    assert street_desk("backup", desk, "--to", copy).code == 0
    one, other = Session.open(Path(desk), read_only=True), Session.open(copy, read_only=True)
    assert state_of(one) == state_of(other)
    one.close()
    other.close()
    kept = street_desk("backup", desk, "--json").data["path"]
    assert Path(kept).is_file()


def test_a_damaged_file_is_told(street_desk: Any, desk: str) -> None:
    content = bytearray(Path(desk).read_bytes())
    content[20_480:24_576] = os.urandom(4_096)
    Path(desk).write_bytes(content)
    ran = street_desk("verify", desk)
    assert ran.code in (1, 3)
    assert "backup" in ran.out + ran.err


def test_after_a_command_nothing_lies_beside_the_file(street_desk: Any, desk: str) -> None:
    street_desk("set", desk, "communities", "--year", 2027, "--row", "幸福社区", "households=10")
    street_desk("show", desk, "communities", "--year", 2027)
    assert [p.name for p in Path(desk).parent.iterdir() if p.name != "data"] == ["street.desk"]


def test_standards_are_listed_shown_and_checked(street_desk: Any) -> None:
    listed = street_desk("standards", "list", "--json").data["standards"]
    assert "community-basics" in [s["id"] for s in listed]
    assert all(set(s) >= {"id", "title", "effective"} for s in listed)
    shown = street_desk("standards", "show", "community-basics", "--json").data
    assert [c["id"] for c in shown["clauses"]] == ["S1", "S2", "S3", "S4", "S5"]
    pack = Path(__file__).parents[2] / "resources" / "standards" / "community-basics.toml"
    assert street_desk("standards", "check", pack, "--json").data["examples"] == shown["examples"]


def test_a_standard_is_adopted_and_compared(street_desk: Any, desk: str, tmp_path: Path) -> None:
    compared = street_desk("standards", "compare", desk, "community-basics", "jianyang-2009", "--json")
    assert compared.code == 0
    office = next(i for i in compared.data["items"] if i["item"] == "office_fund")
    assert (office["from"], office["to"], office["change"]) == ("290000.00", "18000.00", "-272000.00")
    assert street_desk("standards", "adopt", desk, "jianyang-2009", "--json").data["year"] == 2027
    assert street_desk("assess", desk, "--year", 2027, "--json").data["totals"]["office_fund"] == "18000.00"
    pack = tmp_path / "own.toml"
    text = (Path(__file__).parents[2] / "resources/standards/jianyang-2009.toml").read_text(encoding="utf-8")
    pack.write_text(text + "\n# changed\n", encoding="utf-8")
    ran = street_desk("standards", "adopt", desk, pack)
    assert (ran.code, ran.out) == (3, "")
    assert "jianyang-2009" in ran.err
    for arguments in (
        ("adopt", desk, "nothing"),
        ("adopt", desk, tmp_path / "gone.toml"),
        ("compare", desk, "x", "y"),
        ("adopt", desk, "jianyang-2009", "--year", 2031),
    ):
        assert street_desk("standards", *arguments).code == 3


def test_a_figure_is_set_by_hand_with_a_note(street_desk: Any, desk: str) -> None:
    row = ("set", desk, "communities", "--year", 2027, "--row", "幸福社区")
    assert street_desk(*row, "office_fund=1409.50").code == 3
    assert street_desk(*row, "office_fund=1409.50", "--note", "上级压减").code == 0
    shown = street_desk("show", desk, "communities", "--year", 2027, "--json").data["rows"][0]
    assert (shown["office_fund"], shown["total_fund"]) == ("1409.50", "141409.50")
    found = street_desk("check", desk, "--year", 2027, "--json").data["findings"]
    assert any(f["column"] == "office_fund" and "上级压减" in f["message"] for f in found)
    assert street_desk(*row, "office_fund=").code == 0
    shown = street_desk("show", desk, "communities", "--year", 2027, "--json").data["rows"][0]
    assert shown["office_fund"] == "80000.00"


@pytest.mark.parametrize(("chosen", "said"), [("zh_CN", "不存在"), ("en", "does not exist")])
def test_problems_are_said_in_the_users_language(street_desk: Any, chosen: str, said: str) -> None:
    language.use(chosen)
    assert said in street_desk("undo", "nowhere.desk").err


@pytest.mark.parametrize("name", ["p.pdf", "./p.pdf", "p.xlsx", "~p.pdf"])
def test_export_into_the_folder_one_is_in(
    street_desk: Any, desk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = street_desk("export", desk, "--year", 2027, "--form", "pay", "--to", name)
    assert ran.code == 0, ran.err
    assert (tmp_path / name).is_file()
    assert not [p.name for p in tmp_path.iterdir() if ".p." in p.name or p.name.startswith(".")]


def test_a_wrong_ending_is_refused_before_anything_is_said_of_writing(street_desk: Any, desk: str) -> None:
    ran = street_desk("export", desk, "--year", 2027, "--form", "pay", "--to", "p.doc")
    assert ran.code == 3
    assert "Writing" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "b.desk", "--street", " ", "--county", "b", "--year", 2027), "“Street” must not be empty"),
        (("new", "b.txt", "--street", "a", "--county", "b", "--year", 2027), "ends in .desk"),
        (
            ("new", "b.desk", "--street", "a", "--county", "b", "--year", 2027, "--minimum-wage", "0"),
            "more than 0",
        ),
        (("set", "DESK", "communities", "--year", 2027, "--add", "households=5"), "Community"),
        (("set", "DESK", "communities", "--year", 2027, "--add", "name= ", "households=5"), "Community"),
        (("set", "DESK", "workers", "--year", 2027, "--add", "community=幸福社区", "post=书记"), "“Name”"),
        (("set", "DESK", "figures", "--year", 2027, "minimum_wage=0"), "more than 0"),
    ],
)
def test_what_nobody_can_mean_is_refused_in_words(
    street_desk: Any,
    desk: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[Any, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = Path(desk).read_bytes()
    ran = street_desk(*(desk if a == "DESK" else a for a in arguments))
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert Path(desk).read_bytes() == before
    assert not list(tmp_path.glob("b.*"))


def test_the_offices_own_phone_is_kept_and_printed_as_typed(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    assert street_desk("set", desk, "office", "--year", 2027, "phone=0427-2345678").code == 0
    (row,) = street_desk("show", desk, "office", "--year", 2027, "--json").data["rows"]
    assert row["phone"] == "0427-2345678"
    session = Session.open(Path(desk), read_only=True)
    assert session.papers("funding", 2027)[0].signatures[-1] == ("联系电话", "0427-2345678")
    session.close()


def test_an_empty_id_is_null_behind_its_mask(street_desk: Any, desk: str) -> None:
    rows = street_desk("show", desk, "workers", "--year", 2027, "--json").data["rows"]
    assert {(row["id_number"], row["phone"]) for row in rows} == {(None, None)}


def test_assess_says_how_many_rows_a_total_leaves_out(street_desk: Any, desk: str) -> None:
    assert street_desk("assess", desk, "--year", 2027, "--json").data["incomplete"] == {}
    for name in ("幸福社区", "和平社区"):
        street_desk("set", desk, "communities", "--year", 2027, "--row", name, "party_organisation=")
    data = street_desk("assess", desk, "--year", 2027, "--json").data
    assert (data["incomplete"]["party_fund"], data["incomplete"]["total_fund"]) == (2, 2)
    assert "office_fund" not in data["incomplete"]
    lines = street_desk("assess", desk, "--year", 2027).out.splitlines()
    assert [line for line in lines if "without 2 rows" in line]
    assert [line for line in lines if "without" not in line]


def test_set_takes_premises_by_their_id_and_duties_by_their_number(street_desk: Any, desk: str) -> None:
    add = ("set", desk, "premises", "--year", 2027, "--add")
    for community in ("和平社区", "光明社区"):
        assert street_desk(*add, "--row", "活动室", f"community={community}", "area=80㎡").code == 0
    lines = street_desk("show", desk, "premises", "--year", 2027).out.splitlines()
    assert [line.split()[0] for line in lines] == ["id", "1", "2"]
    rows = street_desk("show", desk, "premises", "--year", 2027, "--json").data["rows"]
    number = rows[1]["id"]
    assert street_desk("set", desk, "premises", "--year", 2027, "--row", number, "use=活动室").code == 0
    assert street_desk("set", desk, "premises", "--year", 2027, "--row", "活动室", "area=9").code == 3
    named = ("--row", "活动室", "community=和平社区", "tenure=租赁")
    assert street_desk("set", desk, "premises", "--year", 2027, *named).code == 0
    rows = street_desk("show", desk, "premises", "--year", 2027, "--json").data["rows"]
    assert [(r["community"], r["use"], r["area"], r["tenure"]) for r in rows] == [
        ("和平社区", None, "80", "rented"),
        ("光明社区", "activity", "80", None),
    ]


def test_duties_are_named_by_title_or_number(street_desk: Any, desk: str) -> None:
    add = ("set", desk, "duties", "--year", 2027, "--add")
    assert street_desk(*add, "number=12").code == 3
    assert street_desk(*add, "--row", "社区矫正", "number=12", "department=司法局").code == 0
    for name, cell in (("12", "due_per_community=2万"), ("社区矫正", "assessed=√")):
        assert street_desk("set", desk, "duties", "--year", 2027, "--row", name, cell).code == 0
    (row,) = street_desk("show", desk, "duties", "--year", 2027, "--json").data["rows"]
    assert (row["title"], row["number"], row["due_per_community"], row["assessed"]) == (
        "社区矫正",
        12,
        "20000.00",
        "yes",
    )
