"""What offices write for a worker's post, title, schooling and the like: the Choices of the sheet Workers."""

from __future__ import annotations

from collections.abc import Iterator

from street_desk.domain.kinds import Choice, Option
from street_desk.language import N_

_JOINED = ("兼", "、", "/", "(", "", "及", "和", ",")
_ORGANISATIONS = (
    *("", "社区", "党委", "党总支", "党支部", "社区党委", "社区党总支", "社区党支部"),
    *("支部", "总支", "党组织", "社区党组织", "社区总支", "社区支部"),
)


def _both(party: str, committee: str) -> Iterator[str]:
    """How offices join a post in the party organisation and the one in the residents' committee."""
    for organisation in _ORGANISATIONS:
        for place in ("", "居委会", "社区居委会", "社区"):
            for joint in _JOINED:
                yield f"{organisation}{party}{joint}{place}{committee}{')' if joint == '(' else ''}"
            for joint in ("兼", "、", "/"):
                yield f"{place}{committee}{joint}{organisation}{party}"
    for organisation in _ORGANISATIONS:
        yield f"{organisation}{party}"
    for place in ("", "居委会", "社区居委会", "社区", "居委"):
        yield f"{place}{committee}"


POSTS = Choice(
    (
        Option(
            "secretary",
            N_("secretary (director)"),
            "书记(主任)",
            ("书记主任一肩挑", "书记、主任一肩挑", "一肩挑", *_both("书记", "主任")),
        ),
        Option(
            "deputy",
            N_("deputy secretary (deputy director)"),
            "副书记(副主任)",
            ("专职副书记", "党委专职副书记", "专职副主任", *_both("副书记", "副主任")),
        ),
        Option(
            "member",
            N_("committee member"),
            "委员",
            (
                *("两委委员", "两委成员", "两委", "支委", "居委", "专职委员", "社区委员"),
                *("居委会委员", "社区居委会委员", "居委会成员", "居委委员"),
                *("党委委员", "党总支委员", "总支委员", "党支部委员", "支部委员", "支委委员", "社区党委委员"),
                *("组织委员", "宣传委员", "纪检委员", "妇女委员", "党组织委员"),
            ),
        ),
        Option(
            "public",
            N_("public-welfare post"),
            "公益性岗位",
            ("公益岗", "公益岗位", "公益性岗位人员", "公益性岗", "公益岗人员", "公益岗位人员", "公岗"),
        ),
        # 网格员 and 社区专干 are neither of the two committees nor, by their name, paid as public-welfare posts.
        Option(
            "other",
            N_("other"),
            "其他",
            (
                *("其它", "其他人员", "网格员", "专职网格员", "兼职网格员", "社区专干", "专干"),
                *("社区工作人员", "工作人员", "专职工作者", "社区专职工作者", "专职社区工作者", "社区工作者"),
                *("专职工作人员", "社工", "干事", "协管员", "后备干部", "聘用人员"),
            ),
        ),
    )
)

TITLES = Choice(
    (
        Option(
            "senior",
            N_("senior social worker"),
            "高级社会工作师",
            ("高级社工师", "高级社工", "高级", "高级社会工作者", "社会工作师(高级)"),
        ),
        Option(
            "social_worker",
            N_("social worker"),
            "社会工作师",
            (
                *("社工师", "中级", "中级社会工作师", "中级社工师", "中级社工", "中级社会工作者"),
                *("社会工作师(中级)", "社工师(中级)", "中级职称"),
            ),
        ),
        Option(
            "assistant",
            N_("assistant social worker"),
            "助理社会工作师",
            (
                *("助理社工师", "助理社工", "初级", "助理", "初级社会工作师", "初级社工师", "初级社工"),
                *("初级社会工作者", "助理社会工作师(初级)", "助理社会工作者", "初级职称"),
            ),
        ),
        Option(
            "none", N_("none"), "无", ("没有", "/", "—", "-", "无证", "未取得", "暂无", "未考取", "无资格")
        ),
    )
)

SEXES = Choice(
    (
        Option("male", N_("male"), "男", ("男性", "m", "男士", "男同志")),
        Option("female", N_("female"), "女", ("女性", "f", "女士", "女同志")),
    )
)

_OTHER_PARTIES = (
    *("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟"),
    *("民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员", "九三学社社员", "台盟盟员"),
    *("民革会员", "民主党派成员", "民主党派人士"),
)

POLITICAL = Choice(
    (
        Option(
            "party",
            N_("party member"),
            "中共党员",
            (
                "党员",
                "中共预备党员",
                "预备党员",
                "中共",
                "中共正式党员",
                "正式党员",
                "共产党员",
                "中国共产党党员",
                "中国共产党员",
                "中共党员(预备)",
                "党员(预备)",
            ),
        ),
        Option(
            "league", N_("youth league member"), "共青团员", ("团员", "共青团", "中国共青团员", "青年团员")
        ),
        Option("democratic", N_("member of another party"), "民主党派", _OTHER_PARTIES),
        Option(
            "masses",
            N_("no party"),
            "群众",
            ("无党派", "无党派人士", "一般群众", "普通群众", "普通公民"),
        ),
    )
)

EDUCATION = Choice(
    (
        Option(
            "postgraduate",
            N_("postgraduate"),
            "研究生",
            (
                "硕士",
                "博士",
                "硕士研究生",
                "博士研究生",
                "研究生及以上",
                "研究生(硕士)",
                "硕士及以上",
                "在职研究生",
                "全日制研究生",
                "研究生学历",
            ),
        ),
        Option(
            "bachelor",
            N_("bachelor"),
            "本科",
            (
                "大学本科",
                "大学",
                "学士",
                "本科及以上",
                "本科学历",
                "全日制本科",
                "在职本科",
                "函授本科",
                "本科(学士)",
                "大学本科及以上",
            ),
        ),
        Option(
            "college",
            N_("college"),
            "大专",
            (
                "专科",
                "大学专科",
                "大专学历",
                "高职",
                "专科及以上",
                "大专及以上",
                "全日制大专",
                "在职大专",
                "函授大专",
                "高等职业教育",
            ),
        ),
        Option(
            "secondary",
            N_("secondary"),
            "高中(中专)",
            (
                "高中",
                "中专",
                "职高",
                "高中及以下",
                "高中/中专",
                "中专/高中",
                "中专(高中)",
                "高中或中专",
                "中等专科",
                "中等专业学校",
                "中技",
                "技校",
                "中职",
                "职中",
                "高中学历",
                "中专学历",
            ),
        ),
        Option("primary", N_("lower"), "初中及以下", ("初中", "小学", "初中以下", "初中学历", "小学及以下")),
    )
)

IN_COMMITTEES = ("secretary", "deputy", "member")
"""The posts that belong to the two committees (两委)."""
