"""Communities (社区): one row a community and year."""

from __future__ import annotations

from street_desk.domain.catalogue.scales import Seats, Stars
from street_desk.domain.kinds import Area, Choice, Count, Digits, Money, Option, Range, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_, Words

ORGANISATIONS = Choice(
    (
        Option("committee", N_("party committee"), "党委", ("社区党委", "党委员会")),
        Option("general_branch", N_("general branch"), "党总支", ("总支", "社区党总支", "党总支部")),
        Option("branch", N_("branch"), "党支部", ("支部", "社区党支部")),
        Option("none", N_("none of its own"), "未单独设立", ("无", "未设立", "未单独成立")),
    )
)

STAR = Stars()

_CEILING, _DUE = Words("控制数", "Ceiling"), Words("应安排数", "Due")
_APPROVED, _SPENT = Words("批复数", "Approved"), Words("执行数", "Spent")
_POSTS = Words("岗位和职数", "Posts and seats")

COMMUNITIES = Sheet(
    "communities",
    N_("Communities"),
    "社区",
    (
        Column(
            "code", N_("Code"), "社区代码", Digits(12), ("代码", "编码", "社区编码", "统计代码"), width=13
        ),
        Column(
            "name",
            N_("Community"),
            "社区名称",
            Text(60),
            (
                "社区",
                "名称",
                "社区名",
                "社区(村)名称",
                "村(社区)名称",
                "村(社区)",
                "社区居委会名称",
                "社区(居委会)名称",
                "居委会",
                "居委会名称",
                "社区居委会",
                "单位名称",
                "单位",
            ),
            required=True,
            width=14,
        ),
        Column("class", N_("Class"), "类别", Text(20), ("社区类别", "社区类型", "类型")),
        Column(
            "households",
            N_("Households"),
            "常住户数",
            Count(),
            ("户数", "总户数", "居民户数", "常住居民户数", "现有户数"),
            required=True,
        ),
        Column(
            "residents",
            N_("Residents"),
            "常住人口",
            Count(),
            ("人口", "总人口", "人口数", "常住人口数", "居民人数"),
        ),
        Column("registered", N_("Registered"), "户籍人口", Count(), ("户籍人口数", "户籍人数")),
        Column(
            "area_km2",
            N_("Area km²"),
            "辖区面积",
            Area(measure="km2"),
            ("面积", "辖区面积(平方公里)", "管辖面积"),
        ),
        Column("grids", N_("Grids"), "网格数", Count(high=10_000), ("网格", "网格个数")),
        Column(
            "secretary", N_("Secretary"), "书记姓名", derived=True, aliases=("书记", "社区书记", "党组织书记")
        ),
        Column(
            "party_organisation",
            N_("Party organisation"),
            "党组织设置",
            ORGANISATIONS,
            (
                "党组织",
                "党组织形式",
                "党组织类型",
                "党组织类别",
                "党组织设置形式",
                "组织设置",
                "支部设置",
            ),
            width=14,
        ),
        Column("party_members", N_("Party members"), "党员数", Count(), ("党员", "党员人数", "党员总数")),
        Column(
            "committee_seats",
            N_("Committee seats"),
            "两委核定职数",
            Seats(),
            ("核定职数", "两委职数", "两委核定数", "职数", "两委成员职数"),
            width=12,
        ),
        Column(
            "star",
            N_("Star rating"),
            "星级",
            STAR,
            ("评定星级", "星级评定", "党组织星级", "本年星级", "星级等次"),
        ),
        Column("pay_star", N_("Star that pays"), "执行星级", STAR, derived=True),
        Column(
            "office_ceiling", N_("Office ceiling"), "办公运转经费控制数", Money(), width=16, group=_CEILING
        ),
        Column(
            "service_ceiling",
            N_("Service ceiling"),
            "服务和发展专项经费控制数",
            Money(),
            width=20,
            group=_CEILING,
        ),
        Column("party_ceiling", N_("Party ceiling"), "党建经费控制数", Money(), width=13, group=_CEILING),
        Column(
            "office_fund",
            N_("Office fund"),
            "办公运转经费",
            Money(),
            ("运转经费", "工作经费", "办公经费", "办公运行经费", "办公"),
            derived=True,
            width=13,
            group=_DUE,
        ),
        Column(
            "service_fund",
            N_("Service fund"),
            "服务和发展专项经费",
            Money(),
            (
                "服务群众专项经费",
                "惠民资金",
                "服务专项经费",
                "服务和发展经费",
                "专项经费",
                "服务群众经费",
                "服务经费",
                "服务",
            ),
            derived=True,
            width=16,
            group=_DUE,
        ),
        Column(
            "party_fund",
            N_("Party fund"),
            "党建经费",
            Money(),
            ("党建工作经费", "党组织工作经费", "党组织活动经费", "党建"),
            derived=True,
            width=12,
            group=_DUE,
        ),
        Column(
            "total_fund",
            N_("Total"),
            "合计",
            Money(),
            ("经费合计", "总计", "合计金额", "金额合计", "小计"),
            derived=True,
            width=13,
            group=_DUE,
        ),
        Column(
            "office_approved",
            N_("Office approved"),
            "办公运转经费批复数",
            Money(),
            ("办公运转经费批复",),
            width=16,
            group=_APPROVED,
        ),
        Column(
            "service_approved",
            N_("Service approved"),
            "服务和发展专项经费批复数",
            Money(),
            ("服务和发展专项经费批复",),
            width=20,
            group=_APPROVED,
        ),
        Column(
            "party_approved",
            N_("Party approved"),
            "党建经费批复数",
            Money(),
            ("党建经费批复",),
            width=13,
            group=_APPROVED,
        ),
        Column(
            "office_actual",
            N_("Office spent"),
            "办公运转经费执行数",
            Money(),
            ("办公运转经费决算数",),
            width=16,
            group=_SPENT,
        ),
        Column(
            "service_actual",
            N_("Service spent"),
            "服务和发展专项经费执行数",
            Money(),
            ("服务和发展专项经费决算数",),
            width=20,
            group=_SPENT,
        ),
        Column(
            "party_actual",
            N_("Party spent"),
            "党建经费执行数",
            Money(),
            ("党建经费决算数",),
            width=13,
            group=_SPENT,
        ),
        Column(
            "public_posts_due",
            N_("Public posts due"),
            "公益性岗位应配数",
            Count(),
            derived=True,
            width=14,
            group=_POSTS,
        ),
        Column(
            "committee_range",
            N_("Committee range"),
            "两委职数范围",
            Range(),
            derived=True,
            width=12,
            group=_POSTS,
        ),
        Column("committee_actual", N_("Committee in post"), "两委实有", Count(), derived=True, group=_POSTS),
        Column(
            "public_posts_actual",
            N_("Public posts filled"),
            "公益性岗位实有",
            Count(),
            derived=True,
            width=13,
            group=_POSTS,
        ),
        Column("posts_requested", N_("Posts requested"), "申请调剂数", Count(high=999), group=_POSTS),
        Column("posts_granted", N_("Posts granted"), "分配数", Count(high=999), group=_POSTS),
        Column("note", N_("Note"), "备注", Text(), ("说明", "备 注"), width=18),
    ),
    identity=("name",),
    naming="name",
    found_by=("code", "name"),
    carried=True,
)

FUNDS = ("office", "service", "party")
"""The three funds of a community; each has a *_ceiling, *_fund, *_approved and *_actual column."""

APPROVED = {f"{fund}_fund": f"{fund}_approved" for fund in FUNDS}
"""Where the fund columns of a foreign workbook land, in that workbook's year."""
