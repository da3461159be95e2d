"""Community workers (社区工作者): a row a person, community and post a year."""

from __future__ import annotations

from collections.abc import Iterator

from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Choice, Count, Money, Option, Rate, Reference, Text, yes_no
from street_desk.domain.people import IdNumber, Phone
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

_JOINED = ("兼", "、", "/", "(", "")


def _both(party: str, committee: str) -> Iterator[str]:
    """How offices join a post in the party organisation and the one in the residents' committee."""
    for organisation in ("", "社区", "党委", "党总支", "党支部", "社区党委", "社区党总支", "社区党支部"):
        for place in ("", "居委会", "社区居委会"):
            for joint in _JOINED:
                yield f"{organisation}{party}{joint}{place}{committee}{')' if joint == '(' else ''}"


POSTS = Choice(
    (
        Option(
            "secretary",
            N_("secretary (director)"),
            "书记(主任)",
            (
                "书记",
                "主任",
                "党支部书记",
                "党总支书记",
                "党委书记",
                "社区书记",
                "社区党委书记",
                "社区党总支书记",
                "社区党支部书记",
                "居委会主任",
                "社区主任",
                *_both("书记", "主任"),
            ),
        ),
        Option(
            "deputy",
            N_("deputy secretary (deputy director)"),
            "副书记(副主任)",
            (
                "副书记",
                "副主任",
                "专职副书记",
                "党委副书记",
                "党总支副书记",
                "党支部副书记",
                "社区副书记",
                "居委会副主任",
                "社区副主任",
                *_both("副书记", "副主任"),
            ),
        ),
        Option(
            "member", N_("committee member"), "委员", ("两委委员", "支委", "居委会委员", "两委成员", "委 员")
        ),
        Option(
            "public",
            N_("public-welfare post"),
            "公益性岗位",
            ("公益岗", "公益岗位", "公益性岗位人员", "公益性岗"),
        ),
        # 网格员 and 社区专干 are neither of the two committees nor, by their name, paid as public-welfare posts.
        Option(
            "other",
            N_("other"),
            "其他",
            ("其它", "其他人员", "网格员", "专职网格员", "社区专干", "专干", "社区工作人员"),
        ),
    )
)

TITLES = Choice(
    (
        Option("senior", N_("senior social worker"), "高级社会工作师", ("高级社工师", "高级社工", "高级")),
        Option(
            "social_worker",
            N_("social worker"),
            "社会工作师",
            ("社工师", "中级", "中级社会工作师", "中级社工师", "中级社工"),
        ),
        Option(
            "assistant",
            N_("assistant social worker"),
            "助理社会工作师",
            ("助理社工师", "助理社工", "初级", "助理", "初级社会工作师", "初级社工师", "初级社工"),
        ),
        Option("none", N_("none"), "无", ("没有", "/", "—", "-")),
    )
)

SEXES = Choice((Option("male", N_("male"), "男"), Option("female", N_("female"), "女")))

POLITICAL = Choice(
    (
        Option("party", N_("party member"), "中共党员", ("党员", "中共预备党员", "预备党员")),
        Option("league", N_("youth league member"), "共青团员", ("团员",)),
        Option("democratic", N_("member of another party"), "民主党派", ()),
        Option("masses", N_("no party"), "群众", ("无党派", "无党派人士", "一般群众")),
    )
)

EDUCATION = Choice(
    (
        Option("postgraduate", N_("postgraduate"), "研究生", ("硕士", "博士", "硕士研究生")),
        Option("bachelor", N_("bachelor"), "本科", ("大学本科", "大学", "学士")),
        Option("college", N_("college"), "大专", ("专科", "大学专科")),
        Option("secondary", N_("secondary"), "高中(中专)", ("高中", "中专", "职高", "高中及以下")),
        Option("primary", N_("lower"), "初中及以下", ("初中", "小学")),
    )
)

IN_COMMITTEES = ("secretary", "deputy", "member")
"""The posts that belong to the two committees (两委)."""

WORKERS = Sheet(
    "workers",
    N_("Workers"),
    "社区工作者",
    (
        Column(
            "community",
            N_("Community"),
            "所在社区",
            Reference("communities"),
            (
                "社区",
                "社区名称",
                "工作社区",
                "所属社区",
                "任职社区",
                "单位",
                "村(社区)",
                "社区居委会",
                "居委会",
                "工作单位",
                "所在单位",
            ),
            required=True,
            width=14,
        ),
        Column("name", N_("Name"), "姓名", Text(60), ("人员姓名", "社区工作者姓名", "名字"), required=True),
        Column(
            "id_number",
            N_("Id number"),
            "身份证号",
            IdNumber(),
            ("身份证号码", "身份证", "公民身份号码"),
            width=20,
        ),
        Column(
            "phone",
            N_("Phone"),
            "联系电话",
            Phone(),
            ("电话", "手机", "手机号", "手机号码", "联系方式"),
            width=13,
        ),
        Column("sex", N_("Sex"), "性别", SEXES, width=6),
        Column("birth", N_("Born"), "出生年月", Month(), ("出生日期", "出生时间", "出生"), width=9),
        Column("political", N_("Political status"), "政治面貌", POLITICAL, ("政治身份",)),
        Column(
            "post",
            N_("Post"),
            "职务",
            POSTS,
            ("岗位", "职位", "现任职务", "岗位名称", "担任职务"),
            required=True,
            width=14,
        ),
        Column(
            "both_posts",
            N_("Both posts"),
            "是否一肩挑",
            yes_no(("一肩挑",), ("非一肩挑",)),
            ("一肩挑", "书记主任一肩挑"),
        ),
        Column(
            "title",
            N_("Title"),
            "职业资格",
            TITLES,
            (
                "资格",
                "职称",
                "专业资格",
                "职业水平",
                "社工证",
                "证书",
                "资格证书",
                "社会工作者职业资格",
                "职业资格证书",
            ),
            width=14,
        ),
        Column("education", N_("Education"), "学历", EDUCATION, ("文化程度", "最高学历")),
        Column("grade", N_("Grade"), "等级", Count(high=99), ("岗位等级", "薪级")),
        Column(
            "service_years", N_("Service years"), "工龄", Count(high=80), ("工作年限", "社区工龄", "工作年数")
        ),
        Column("failed_years", N_("Failed years"), "考核不合格年数", Count(high=80), width=13),
        Column("insurance_base", N_("Insurance base"), "社保缴费基数", Money(), ("缴费基数",), width=12),
        Column(
            "appointed",
            N_("Appointed"),
            "任职时间",
            Day(),
            ("任职日期", "到岗时间", "上岗时间", "入职时间"),
            width=11,
        ),
        Column("left", N_("Left"), "离任时间", Day(), ("离任日期", "离岗时间", "离职时间"), width=11),
        Column(
            "former_pay",
            N_("Former pay"),
            "调整前月报酬",
            Money(),
            ("原月报酬", "现月报酬", "月报酬", "月工资", "原报酬", "调整前报酬", "上年月报酬"),
            width=12,
        ),
        Column(
            "deductions", N_("Own contributions"), "个人缴费", Money(), ("个人缴纳", "个人缴纳社保"), width=11
        ),
        Column(
            "funded_elsewhere",
            N_("Paid from elsewhere a month"),
            "其他资金已保障(月)",
            Money(),
            ("其他资金已保障", "公益性岗位补贴", "就业资金补贴"),
            width=16,
        ),
        Column("pay_source", N_("Pay source"), "报酬来源", Text(60), ("资金来源",)),
        Column("base_pay", N_("Base pay"), "基本报酬", Money(), ("基本工资",), derived=True),
        Column(
            "post_subsidy", N_("Post subsidy"), "职务补贴", Money(), ("岗位补贴", "职务津贴"), derived=True
        ),
        Column(
            "title_subsidy",
            N_("Title subsidy"),
            "职业资格补贴",
            Money(),
            ("职称补贴", "职业津贴", "社工津贴", "资格补贴"),
            derived=True,
            width=12,
        ),
        Column("month_pay", N_("Pay a month"), "月合计", Money(), ("月报酬合计", "月应发"), derived=True),
        Column("net_pay", N_("Net a month"), "实发", Money(), ("实发数", "月实发"), derived=True),
        Column(
            "year_pay", N_("Pay a year"), "年合计", Money(), ("年报酬合计", "年报酬"), derived=True, width=12
        ),
        Column(
            "employer_insurance",
            N_("Employer insurance"),
            "单位缴纳社保",
            Money(),
            ("单位缴费",),
            derived=True,
            width=13,
        ),
        Column("finance_due", N_("Due from finance"), "财政应安排", Money(), derived=True, width=12),
        Column("change", N_("Change"), "增幅", Rate(), ("增长率",), derived=True),
        Column("note", N_("Note"), "备注", Text(), ("说明",), width=18),
    ),
    identity=("community", "name"),
    naming="name",
    found_by=("id_number", "name"),
)
