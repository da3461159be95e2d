"""社区基本情况表: what a community is: its households, people, ground, party organisation and rooms."""

from __future__ import annotations

from decimal import Decimal

from street_desk.domain.forms.form import FormColumn, Source, TableForm, nothing, typed, worked
from street_desk.domain.pages import Value
from street_desk.language import N_


def _premises(source: Source) -> Value:
    """The area of all its rooms in m²; None where none has one."""
    areas = source.kept.get("premises")
    if areas is None:
        areas = source.kept["premises"] = _areas(source)
    found: Value = areas.get(source.id)
    return found


def _areas(source: Source) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for row in source.assessment.book.rows("premises"):
        if row.get("area") is not None:
            found[row["community"]] = found.get(row["community"], Decimal(0)) + Decimal(row["area"])
    return found


BASICS = TableForm(
    "basics",
    3,
    "社区基本情况表",
    N_("Communities at a glance"),
    "communities",
    (
        FormColumn(("序号",), "serial", "serial", nothing, width=8, grow=0),
        FormColumn(("社区",), "name", "name", typed("name"), source="name", width=26, grow=1.5),
        FormColumn(("户数",), "households", "count", typed("households"), source="households"),
        FormColumn(("人口", "常住"), "residents", "count", typed("residents"), source="residents"),
        FormColumn(("人口", "户籍"), "registered", "count", typed("registered"), source="registered"),
        FormColumn(
            ("辖区面积（平方公里）",), "area_km2", "area", typed("area_km2"), source="area_km2", width=16
        ),
        FormColumn(("网格数",), "grids", "count", typed("grids"), source="grids"),
        FormColumn(("书记姓名",), "secretary", "text", worked("secretary"), source="secretary", width=18),
        FormColumn(
            ("党组织设置",),
            "party_organisation",
            "text",
            typed("party_organisation"),
            source="party_organisation",
            width=18,
        ),
        FormColumn(("党员数",), "party_members", "count", typed("party_members"), source="party_members"),
        FormColumn(
            ("两委核定职数",), "committee_seats", "count", typed("committee_seats"), source="committee_seats"
        ),
        FormColumn(("星级",), "star", "count", typed("star"), source="star", total=False, width=8),
        FormColumn(("阵地总面积（平方米）",), "premises", "area", _premises, width=18),
    ),
    items=(),
    measured_in="户、人、名",
)
