"""This year's figures in a copy of the county's own workbook: which figure where, in which unit, and what is left."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from street_desk.session import Session
from tests.exchange.filling.support import filled, left, values, written
from tests.streets import change, small_street, type_in

HEADING = ("序号", "社区名称", "户数", "办公运转经费", "服务群众专项经费", "党建经费", "合计")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


def test_figures_go_in_by_heading_and_name_in_the_unit_of_the_workbook(
    street: Session, tmp_path: Path
) -> None:
    rows = (
        ("社区经费申报表", None, None, None, None, None, "单位：万元"),
        HEADING,
        (1, "光明社区", 4800, 8, 2, 1, 11),
        (2, "幸福社区", None, None, None, None, None),
        (3, "和平社区居委会", 2900, 8, 2, 1, 11),
    )
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[2:] == [
        (1, "光明社区", 5001, 11, 15, 5, 31),
        (2, "幸福社区", 2999, 8, 12, 2, 22),
        (3, "和平社区居委会", 3000, 10, 13, 3, 26),
    ]
    assert done.count == 15
    assert done.left == ()
    assert "和平社区" in done.taken[0].what.text()


def test_what_cannot_be_placed_is_listed_and_stands_as_it_was(street: Session, tmp_path: Path) -> None:
    rows = (
        (*HEADING, "测算人"),
        (1, "光明社区", 4800, 80000, 20000, 10000, 110000, "张三"),
        (2, "东风社区", 900, 80000, 20000, 10000, 110000, "李四"),
        ("合计", None, 5700, 160000, 40000, 20000, 220000, None),
        ("注：按户数测算", *[None] * 7),
    )
    template = written(tmp_path / "县.xlsx", ("表", rows))
    done, (sheet,) = filled(street, template)
    assert left(done, "column") == {"测算人": "no column has this heading"}
    assert left(done, "row") == {
        "东风社区": "2027 has no community of this name; its row stays as it is",
        "合计": "its figures are typed and no formulas (C4, D4, E4, F4, G4): they are still the old ones",
    }
    assert left(done, "community") == dict.fromkeys(
        ("幸福社区", "和平社区"), "the workbook has no row for it"
    )
    assert values(sheet)[2:] == [tuple(row) for row in rows[2:]]
    assert not done.complete


def test_asked_for_approved_and_spent_are_told_apart(street: Session, tmp_path: Path) -> None:
    change(street, 2027, "communities", 1, office_approved="70000", office_ceiling="90000")
    rows = (
        ("社区名称", "办公运转经费", "办公运转经费批复数", "办公运转经费控制数", "控制数"),
        ("幸福社区", None, None, None, None),
    )
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[1] == ("幸福社区", 80000, 70000, 90000, 90000)
    assert left(done, "column") == {}


def test_a_total_adds_up_the_funds_that_its_table_has(street: Session, tmp_path: Path) -> None:
    rows = (("社区名称", "办公运转经费", "党建经费", "经费合计"), ("光明社区", 1000, 1000, 2000))
    _done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[1] == ("光明社区", 110000, 50000, 160000)


def test_units_of_columns_and_of_rows_are_kept(street: Session, tmp_path: Path) -> None:
    by_column = (
        ("社区名称", "办公运转经费（元）", "党建经费（万元）"),
        ("光明社区", None, None),
    )
    by_row = (
        ("社区名称", "单位", "办公运转经费", "党建经费"),
        ("光明社区", "元", 80000, 20000),
        ("和平社区", "万元", 8, 2),
    )
    template = written(tmp_path / "县.xlsx", ("甲", by_column), ("乙", by_row))
    _done, (one, other) = filled(street, template)
    assert values(one)[1] == ("光明社区", 110000, 5)
    assert values(other)[1:] == [("光明社区", "元", 110000, 50000), ("和平社区", "万元", 10, 3)]


def test_tables_of_one_tab_have_units_of_their_own(street: Session, tmp_path: Path) -> None:
    rows = (
        ("表一 办公经费", None, "单位：万元"),
        ("社区名称", "户数", "办公运转经费"),
        ("光明社区", 1, 8),
        (None, None, None),
        ("表二 党建经费", None, "单位：元"),
        ("社区名称", "党员数", "党建经费"),
        ("光明社区", None, 20000),
    )
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[2] == ("光明社区", 5001, 11)
    assert values(sheet)[6] == ("光明社区", None, 50000)
    # Both tables lack the other communities, which is said once.
    assert [one.text for one in done.left if one.kind == "community"] == ["幸福社区", "和平社区"]


def test_a_community_that_only_one_table_has_is_named_with_the_other(street: Session, tmp_path: Path) -> None:
    names = ("光明社区", "和平社区", "幸福社区")
    one = (("社区名称", "户数"), *((name, 1) for name in names))
    other = (("社区名称", "党建经费"), *((name, 20000) for name in names[:2]))
    done, _sheets = filled(street, written(tmp_path / "县.xlsx", ("基本", one), ("经费", other)))
    assert left(done, "community") == {"幸福社区": "the table in the tab 经费 has no row for it"}


def test_a_column_without_a_unit_among_others_with_one_is_not_guessed(
    street: Session, tmp_path: Path
) -> None:
    rows = (("社区名称", "办公运转经费（万元）", "党建经费"), ("光明社区", None, None))
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[1] == ("光明社区", 11, None)
    assert "states no unit" in left(done, "column")["党建经费"]


@pytest.mark.parametrize("heading", ["办公运转经费", "合计"])
def test_old_amounts_of_another_size_hold_their_column(street: Session, tmp_path: Path, heading: str) -> None:
    rows = (("社区名称", "户数", heading), ("光明社区", 1, 11), ("和平社区", 1, 10), ("幸福社区", 1, 8))
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert [row[2] for row in values(sheet)[1:]] == [11, 10, 8]
    assert "10,000" in left(done, "column")[heading]


def test_last_years_columns_get_last_years_figures(tmp_path: Path) -> None:
    with_years = small_street(tmp_path, 2026)
    change(
        with_years, 2026, "communities", 1, office_approved="70000", service_approved="1", party_approved="2"
    )
    with_years.open_year(2027)
    row = int(with_years.book(2027).rows("communities")[0]["id"])
    change(with_years, 2027, "communities", row, households="5100")
    rows = (
        ("社区名称", "户数", "2026年户数", "上年批复", "上年办公运转经费", "2024年户数", "上年执行"),
        ("幸福社区", 1, 2, 60000, 50000, 5, 6),
    )
    done, (sheet,) = filled(with_years, written(tmp_path / "县.xlsx", ("表", rows)))
    with_years.close()
    assert values(sheet)[1] == ("幸福社区", 5100, 2999, 70003, 70000, 5, 6)
    assert left(done, "column") == {
        "2024年户数": "a figure of another year",
        "上年执行": "the file has no figures of 2026 for it; what stands there stays (G2)",
    }


def test_last_years_file_is_a_template_and_its_texts_are_named(tmp_path: Path) -> None:
    session = small_street(tmp_path)
    rows = (("测试街道2026年社区经费表", None), ("社区名称", "办公运转经费"), ("光明社区", 100000))
    done, (sheet,) = filled(session, written(tmp_path / "去年.xlsx", ("2026年", rows)))
    session.close()
    assert values(sheet)[0][0] == "测试街道2026年社区经费表"
    assert values(sheet)[2] == ("光明社区", 110000)
    said = "still says 2026: change the text to 2027 in the copy"
    assert left(done, "row") == {"2026年": said, "测试街道2026年社区经费表": said}


def test_tables_of_other_years_beside_this_years_get_the_figures_of_theirs(tmp_path: Path) -> None:
    def of(year: int) -> tuple[tuple[object, ...], ...]:
        return ((f"{year}年社区经费表", None), ("社区名称", "党建经费"), ("光明社区", 10000))

    years = small_street(tmp_path, 2026)
    change(years, 2026, "communities", 3, party_approved="40000")
    years.open_year(2027)
    type_in(years, 2027, "communities", {"name": "新民社区"})
    template = written(tmp_path / "县.xlsx", ("甲", of(2025)), ("乙", of(2026)), ("丙", of(2027)))
    done, sheets = filled(years, template)
    years.close()
    assert [values(sheet)[2][1] for sheet in sheets] == [10000, 40000, 50000]
    assert left(done, "row") == {"甲": "a table of 2025; that of 2027 is filled in, this one stays as it is"}
    assert list(left(done, "community")) == ["幸福社区", "和平社区", "新民社区"]


def test_where_the_year_has_nothing_the_old_figure_does_not_pass_for_a_new_one(
    street: Session, tmp_path: Path
) -> None:
    change(street, 2027, "communities", 1, residents="6000")
    rows = (
        ("社区名称", "常住人口", "辖区面积", "备注"),
        ("幸福社区", 5000, 1.5, None),
        ("和平社区", 4000, 1.6, None),
        ("光明社区", None, 1.7, None),
    )
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[1:] == [
        ("幸福社区", 6000, None, None),
        ("和平社区", None, None, None),
        ("光明社区", None, None, None),
    ]
    assert left(done, "column") == {
        "辖区面积": "2027 has no figures for it; the old ones were taken out (C2, C3, C4)"
    }
    assert left(done, "row") == {
        "和平社区": "常住人口: 2027 has nothing to put there; the old text was taken out"
    }


def test_words_and_dates_are_written_as_the_column_has_them(street: Session, tmp_path: Path) -> None:
    change(street, 2027, "workers", 1, appointed="2013-07")
    change(street, 2027, "workers", 2, appointed="2015-03-02")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["所在社区", "姓名", "职务", "任职时间", "职业资格"])
    sheet.append(["光明社区", "甲一", "主任", datetime.date(2010, 1, 1), None])
    sheet.append(["光明社区", "乙二", "主任", None, "助理社工师"])
    book.save(tmp_path / "名册.xlsx")
    _done, (out,) = filled(street, tmp_path / "名册.xlsx")
    assert [out["C2"].value, out["C3"].value] == ["主任", "副书记（副主任）"]
    assert [out["D2"].value, out["D3"].value] == [
        datetime.datetime(2013, 7, 1),
        datetime.datetime(2015, 3, 2),
    ]
    assert out["E2"].value == "高级社会工作师"


@pytest.mark.parametrize(
    ("old", "new"),
    [("2010.01", "2013.07"), ("2010年1月", "2013年7月"), ("2010-01", "2013-07"), (None, "2013年7月")],
)
def test_months_in_words_keep_their_way(street: Session, tmp_path: Path, old: object, new: str) -> None:
    change(street, 2027, "workers", 1, appointed="2013-07")
    rows = (("所在社区", "姓名", "职务", "任职时间"), ("光明社区", "甲一", "书记", old))
    _done, (sheet,) = filled(street, written(tmp_path / "名册.xlsx", ("表", rows)))
    assert values(sheet)[1][3] == new


def test_areas_are_written_in_the_unit_of_the_heading(street: Session, tmp_path: Path) -> None:
    change(street, 2027, "communities", 3, area_km2="1.25")
    rows = (("社区名称", "辖区面积（公顷）"), ("光明社区", None))
    _done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[1] == ("光明社区", 125)


def test_people_are_found_and_those_without_a_row_are_named(street: Session, tmp_path: Path) -> None:
    type_in(street, 2027, "workers", {"community": "光明社区", "name": "戊五", "post": "委员"})
    rows = (
        ("所在社区", "姓名", "职务", "月报酬合计"),
        ("光明社区", "乙二", None, None),
        ("光明社区", "己六", "委员", 9),
    )
    done, (sheet,) = filled(street, written(tmp_path / "名册.xlsx", ("表", rows)))
    assert values(sheet)[1][2] == "副书记（副主任）"
    assert values(sheet)[2] == ("光明社区", "己六", "委员", 9)
    assert left(done, "row") == {
        "己六": "2027 has no such row; it stays as it is",
        "光明社区 甲一": "the workbook has no row for it",
        "光明社区 戊五": "the workbook has no row for it",
    }


ROSTER = (("所在社区", "姓名", "身份证号", "职务"), ("光明社区", "甲一", None, "书记"))
INVENTED = "440981198001010018"


def test_ids_stay_out_unless_they_are_asked_for(street: Session, tmp_path: Path) -> None:
    change(street, 2027, "workers", 1, id_number=INVENTED)
    template = written(tmp_path / "名册.xlsx", ("表", ROSTER))
    done, (sheet,) = filled(street, template)
    assert values(sheet)[1][2] is None
    assert "only when they are asked for in full" in left(done, "column")["身份证号"]
    done, (sheet,) = filled(street, template, unmasked=True)
    assert values(sheet)[1][2] == INVENTED
    assert left(done, "column") == {}


@pytest.mark.parametrize("held", [INVENTED, "440981********0018"])
def test_an_id_that_the_cell_has_already_is_not_left(street: Session, tmp_path: Path, held: str) -> None:
    change(street, 2027, "workers", 1, id_number=INVENTED)
    rows = (ROSTER[0], ("光明社区", "甲一", held, "书记"))
    done, (sheet,) = filled(street, written(tmp_path / "名册.xlsx", ("表", rows)))
    assert values(sheet)[1][2] == held
    assert left(done, "column") == {}


def test_columns_that_name_a_row_are_never_written(street: Session, tmp_path: Path) -> None:
    change(street, 2027, "communities", 3, code="440981001003")
    rows = (("社区代码", "社区名称", "户数"), ("440981001999", "光明社区", 1))
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[1] == ("440981001999", "光明社区", 5001)
    assert "440981001003" in left(done, "row")["光明社区"]


def test_merged_cells_are_left_and_named(street: Session, tmp_path: Path) -> None:
    rows = (
        ("社区名称", "户数", "办公运转经费"),
        ("光明社区", 1, 80000),
        ("和平社区", 1, None),
    )
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows), merges=["C2:C3"]))
    assert values(sheet)[1:] == [("光明社区", 5001, 80000), ("和平社区", 3000, None)]
    assert "merged over several rows" in left(done, "row")["光明社区"]
    assert "inside merged cells" in left(done, "row")["和平社区"]


def test_a_turned_table_and_a_card_are_filled_where_their_values_stand(
    street: Session, tmp_path: Path
) -> None:
    turned = (
        ("社区名称", "光明社区", "和平社区"),
        ("常住户数", 1, 2),
        ("党建经费", 1000, 2000),
        ("党员数", 3, 4),
    )
    _done, (sheet,) = filled(street, written(tmp_path / "转.xlsx", ("表", turned)))
    assert values(sheet)[:3] == [turned[0], ("常住户数", 5001, 3000), ("党建经费", 50000, 30000)]


def test_a_card_is_filled_beside_its_labels_and_never_over_them(street: Session, tmp_path: Path) -> None:
    change(street, 2027, "communities", 3, residents="15000", party_members="300")
    card = (
        ("社区基本情况表", None, None, None),
        ("社区名称", "光明社区", "常住户数", 4000),
        ("党建经费", None, "党员数", 200),
        ("常住人口", 12000, "办公运转经费", None),
    )
    done, (sheet,) = filled(street, written(tmp_path / "卡.xlsx", ("表", card)))
    assert values(sheet)[1:] == [
        ("社区名称", "光明社区", "常住户数", 5001),
        ("党建经费", 50000, "党员数", 300),
        ("常住人口", 15000, "办公运转经费", 110000),
    ]
    assert done.count == 5
    crowded = (*card[:3], ("常住人口", 12000, "办公运转经费", None), ("网格数", "户籍人口", None, "星级"))
    done, (sheet,) = filled(street, written(tmp_path / "挤.xlsx", ("表", crowded)))
    assert values(sheet)[4][:2] == ("网格数", "户籍人口")


def test_a_heading_that_is_only_alike_leaves_its_column(street: Session, tmp_path: Path) -> None:
    rows = (("社区名称", "低保户数", "党建经费"), ("光明社区", 12, None))
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[1] == ("光明社区", 12, 50000)
    assert "低保户数" in left(done, "column")


def test_pay_is_this_years_unless_the_heading_says_that_it_is_the_one_before(
    street: Session, tmp_path: Path
) -> None:
    rows = (
        ("所在社区", "姓名", "职务", "月报酬", "调整前月报酬", "上年月报酬"),
        ("光明社区", "甲一", "书记", 2400, 2400, 2400),
    )
    done, (sheet,) = filled(street, written(tmp_path / "册.xlsx", ("表", rows)))
    pay = street.assessment(2027).value("workers", 1, "month_pay") / 100
    assert values(sheet)[1][3:5] == (pay, 2400)
    assert left(done, "column") == {"上年月报酬": "another column of the table has this heading already"}


def test_sums_typed_as_words_are_named_too(street: Session, tmp_path: Path) -> None:
    rows = (
        ("社区名称", "户数", "党员数", "备注"),
        ("光明社区", 1, None, None),
        ("合计", "5,001户", None, "略"),
    )
    done, _sheets = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert left(done, "row") == {
        "合计": "its figures are typed and no formulas (B3): they are still the old ones"
    }


@pytest.mark.parametrize("lines", [0, 3])
def test_a_form_without_names_names_every_community(street: Session, tmp_path: Path, lines: int) -> None:
    rows = (("社区经费申报表", *[None] * 3), ("序号", "社区名称", "户数", "党建经费"))
    numbered = [(n + 1, None, None, None) for n in range(lines)]
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", (*rows, *numbered))))
    assert list(left(done, "community")) == ["幸福社区", "和平社区", "光明社区"]
    assert done.count == 0
    assert values(sheet)[2:] == numbered


def test_rows_that_are_no_communitys_are_named(street: Session, tmp_path: Path) -> None:
    rows = (
        ("社区名称", "户数", "党建经费"),
        ("光明社区", 1, 20000),
        ("街道本级", None, 30000),
        (None, 7, 8000),
    )
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert values(sheet)[2:] == [tuple(row) for row in rows[2:]]
    assert left(done, "row") == {
        "街道本级": "“街道本级” is no community; its row stays as it is",
        "B4": "this row has no name; it stays as it is",
    }
