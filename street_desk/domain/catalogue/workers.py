"""Community workers (社区工作者): a row a person, community and post a year."""

from __future__ import annotations

from street_desk.domain.catalogue.people import EDUCATION, POLITICAL, POSTS, SEXES, TITLES
from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Count, Money, Rate, Reference, Text, yes_no
from street_desk.domain.people import IdNumber, Phone
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_, Words

_CAREER = Words("任职", "In post")
_MONTH, _YEAR = Words("每月报酬", "A month"), Words("全年", "A year")

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
            (
                "身份证号码",
                "身份证",
                "公民身份号码",
                "身份证件号",
                "身份证件号码",
                "证件号",
                "证件号码",
                "居民身份证号",
            ),
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
            group=_CAREER,
        ),
        Column(
            "left",
            N_("Left"),
            "离任时间",
            Day(),
            ("离任日期", "离岗时间", "离职时间"),
            width=11,
            group=_CAREER,
        ),
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
        Column("base_pay", N_("Base pay"), "基本报酬", Money(), ("基本工资",), derived=True, group=_MONTH),
        Column(
            "post_subsidy",
            N_("Post subsidy"),
            "职务补贴",
            Money(),
            ("岗位补贴", "职务津贴"),
            derived=True,
            group=_MONTH,
        ),
        Column(
            "title_subsidy",
            N_("Title subsidy"),
            "职业资格补贴",
            Money(),
            ("职称补贴", "职业津贴", "社工津贴", "资格补贴"),
            derived=True,
            width=12,
            group=_MONTH,
        ),
        Column(
            "month_pay",
            N_("Pay a month"),
            "月合计",
            Money(),
            ("月报酬合计", "月应发"),
            derived=True,
            group=_MONTH,
        ),
        Column(
            "net_pay", N_("Net a month"), "实发", Money(), ("实发数", "月实发"), derived=True, group=_MONTH
        ),
        Column(
            "year_pay",
            N_("Pay a year"),
            "年合计",
            Money(),
            ("年报酬合计", "年报酬"),
            derived=True,
            width=12,
            group=_YEAR,
        ),
        Column(
            "employer_insurance",
            N_("Employer insurance"),
            "单位缴纳社保",
            Money(),
            ("单位缴费",),
            derived=True,
            width=13,
            group=_YEAR,
        ),
        Column(
            "finance_due", N_("Due from finance"), "财政应安排", Money(), derived=True, width=12, group=_YEAR
        ),
        Column("change", N_("Change"), "增幅", Rate(), ("增长率",), derived=True),
        Column("note", N_("Note"), "备注", Text(), ("说明",), width=18),
    ),
    identity=("community", "name"),
    naming="name",
    found_by=("id_number", "name"),
    carried=True,
)
