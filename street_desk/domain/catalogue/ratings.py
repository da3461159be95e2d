"""Ratings (评议): what residents and others say of a community, a row an item."""

from __future__ import annotations

from street_desk.domain.catalogue.scales import Score
from street_desk.domain.kinds import Choice, Count, Option, Reference, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

ITEMS = Choice(
    (
        Option(
            "residents",
            N_("residents' satisfaction"),
            "居民满意度",
            ("居民", "群众满意度", "居民评议", "群众评议", "满意度", "居民满意度测评"),
        ),
        Option(
            "organisation",
            N_("the party organisation"),
            "党组织",
            ("党组织评议", "党组织评价", "党员评议", "党建考核"),
        ),
        Option("departments", N_("the departments"), "部门评价", ("部门", "部门评议", "职能部门评价")),
        Option("street", N_("the street's assessment"), "街道考核", ("街道", "街道评价", "街道评议")),
        Option("other", N_("other"), "其他", ("其它", "其他评议")),
    )
)

RATINGS = Sheet(
    "ratings",
    N_("Ratings"),
    "评议",
    (
        Column(
            "community",
            N_("Community"),
            "所在社区",
            Reference("communities"),
            ("社区", "社区名称", "被评议社区"),
            required=True,
            width=14,
        ),
        Column(
            "item", N_("Item"), "评议项目", ITEMS, ("项目", "评议内容", "评价项目"), required=True, width=14
        ),
        Column("score", N_("Score"), "得分", Score(), ("分数", "评分", "评议得分"), required=True),
        Column("weight", N_("Weight"), "权重", Score(), ("权重(%)", "占比")),
        Column("sample", N_("Asked"), "样本数", Count(), ("调查人数", "参评人数", "评议人数"), width=9),
        Column("satisfied", N_("Satisfied"), "满意数", Count(), ("满意人数",), width=9),
        Column("note", N_("Note"), "备注", Text(), ("说明", "备 注"), width=18),
    ),
    identity=("community", "item"),
    found_by=("id",),
)
