"""How the words of workbooks are recognised: totals, notes, instructions, signatures."""

from __future__ import annotations

import re
from functools import lru_cache

from street_desk.domain.catalogue import OFFICE
from street_desk.domain.kinds import matching

_TOTALS = (
    "合计",
    "小计",
    "总计",
    "共计",
    "总合计",
    "总和",
    "累计",
    "合计数",
    "本页合计",
    "本页小计",
    "汇总",
    "全街合计",
    "过次页",
    "转次页",
    "转下页",
    "承前页",
    "承上页",
    "接上页",
    "接前页",
    "上页结转",
    "结转下页",
    "本页累计",
)
_TOTAL = re.compile(r"(?:合计|小计|总计|共计)(?:[(:].*|\d+[个人户]?.*)?$")
_AVERAGE = re.compile(r"(?:平均|平均数|平均值|人均|均值|户均)$")
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|附|填表说明|填写说明|填报说明|编制说明|填表要求|填报要求|填写要求|注意事项)\d*(?:[:.、,;(]|$)"
)
_SENTENCE = re.compile(r"[。;:!?]|^\(?\d{1,2}[)、.,]\D|^[一二三四五六七八九十]{1,2}、")
_ADVICE = re.compile(
    r"填写|填报|填全称|如实|请填|请按|必填|选填|整数|精确到|保留|格式|例如|如:|下拉|不超过|按实"
)
_EXAMPLE = re.compile(r"(?:示例|例|样例|例如|举例|填写示例)[:\d]*$")

_BEHIND = r"(?:\((?:签字|签名|盖章|公章|签章|章)\))*"
_LABELS: dict[str, str] = {
    matching(name): column.key for column in OFFICE for name in column.names if column.key in
    ("street", "head", "finance_head", "reviewer", "preparer", "phone")
}  # fmt: skip
# Labels that end another's value and are offered nowhere.
_OTHERS = (
    "填报日期", "填表日期", "填报时间", "填表时间", "上报日期", "日期", "单位", "金额单位", "计量单位", "分管领导",
    "主要领导", "主管领导", "复核人", "年度", "编制单位", "制表日期",
)  # fmt: skip
_LABEL = re.compile("(" + "|".join(sorted((*_LABELS, *_OTHERS), key=len, reverse=True)) + rf"){_BEHIND}:")


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """A heading or label as it is compared: no spaces or line breaks, one width, no marks such as * or a last colon."""
    return matching(text).replace("*", "").rstrip(":")


def is_total(text: str) -> bool:
    """Whether a label says that its row sums others up: 合 计, 小计, 幸福街道合计."""
    bare = plain(text)
    return bare in _TOTALS or (len(bare) <= 14 and _TOTAL.search(bare) is not None)


_CONTINUES = re.compile(
    r"\(?(?:续表?|接上表|续上表|承上表|转下页|下转第?.{0,3}页|续表[一二三四五六七八九\d]+)\)?$|第.{1,3}页(?:[,;、]?共.{1,3}页)?$"
)


def is_continuation(text: str) -> bool:
    """Whether a text only says that a table goes on: 续表, (续), 第2页."""
    return _CONTINUES.match(plain(text)) is not None


_TITLE = re.compile(
    r"(?:表|名册|花名册|一览|台账|清单|名单|情况|明细|汇总)(?:\(.*\))*$|表\(|批复|20\d\d年"
    r"|^(?:附[件表]?|表)?[(]?[一二三四五六七八九十\d]{1,3}[)、.:]|^(?:附件|附表|表)[一二三四五六七八九十\d]{1,2}(?!楼|组|区)"
)


def is_title(text: str) -> bool:
    """Whether a text reads like the title of a table: 党建经费批复表（续）, 二、党建经费, 表二 社区经费, 2025年经费."""
    bare = plain(text)
    return _TITLE.search(bare) is not None or is_continuation(bare)


def is_grand(text: str) -> bool:
    """Whether a total's label is that of the whole table and not of a group."""
    return "小计" not in plain(text)


_PARTLY = re.compile(r"\(?其中(?!村|路|街|巷)")
_ASIDE = re.compile(
    r"\(?(?:另|另外|另有|此外|除此之外)[:,、)]"
    r"|(?:.{0,8}(?:街道|镇|乡|区|市|县))?(?:本级|机关|办事处|街道办)(?:本级|机关)?(?:\(.*\))?$"
    r"|.{0,8}街道.{0,6}(?<!社区)(?:办|办公室|科|股|所|中心)$|街道$|(?:其他|其它|预留|待分配|未分配|机动)(?:经费|资金|部分)?$"
)


def is_partly(text: str) -> bool:
    """Whether a row's name says that it is a part of what other rows say: 其中：老旧社区."""
    return _PARTLY.match(plain(text)) is not None


def is_aside(text: str) -> bool:
    """Whether a row's name is that of no community, though its figures may count: 街道本级, 另：…, 机关."""
    return _ASIDE.match(plain(text)) is not None or is_partly(text)


def is_average(text: str) -> bool:
    return _AVERAGE.match(plain(text)) is not None


def is_note(text: str) -> bool:
    """Whether a row that begins with this text explains: 注：…, 填写说明：…"""
    return _NOTE.match(matching(text)) is not None


def is_sentence(text: str) -> bool:
    """Whether a text is too much for a name: long, with a full stop, or a numbered remark."""
    return len(text) >= 16 or _SENTENCE.search(matching(text)) is not None


def is_advice(text: str) -> bool:
    """Whether a cell says how to fill its column in: 填写全称, 整数, 精确到两位小数."""
    return _ADVICE.search(matching(text)) is not None


_NOTHING = frozenset(("-", "--", "—", "——", "–", "/", "\\", "无", "…", "……", "_", "×", "暂无", "空"))
_NOTHING |= {"在职", "在任", "在岗", "现任", "至今"}


def is_dash(text: str) -> bool:
    """Whether a cell only says that there is nothing: —, /, 无; of somebody who has not left, 在职."""
    return plain(text) in _NOTHING


def is_example(text: str) -> bool:
    return _EXAMPLE.match(plain(text)) is not None


def is_signature(text: str) -> bool:
    """Whether a text begins with a label of the office: 填表人：, 审核人（签字）："""
    return _LABEL.match(matching(text)) is not None


def office_values(texts: list[str]) -> dict[str, str]:
    """What the labels of a row name, by key of the office sheet; a label's value may stand in the next cell."""
    found: dict[str, str] = {}
    line = "  ".join(texts)
    spots = list(_spots(line))
    ends = [*(start for _, start, _ in spots[1:]), len(line)]
    for (key, _, begin), end in zip(spots, ends, strict=False):
        value = line[begin:end].strip(" \u3000_＿\t")
        value = re.split(r"\s{2,}|\u3000{2,}|\n", value)[0].strip()
        value = re.sub(r"[(（](?:盖章|公章|签章|章|签字)[)）]$", "", value).strip()
        if key and value and len(value) <= 40:
            found.setdefault(key, value)
    return found


# Not inside a longer word: 项目负责人 is none of the office's own people.
_LINE_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])("
    + "|".join(r"\s*".join(name) for name in sorted((*_LABELS, *_OTHERS), key=len, reverse=True))
    + r")\s*(?:[(（](?:签字|签名|盖章|公章|签章|章)[)）]\s*)*[:：]"
)


def _spots(line: str) -> list[tuple[str, int, int]]:
    """Where labels stand in a line as written: key of the office sheet or "", start, end."""
    return [(_LABELS.get(matching(m[1]), ""), m.start(), m.end()) for m in _LINE_LABEL.finditer(line)]
