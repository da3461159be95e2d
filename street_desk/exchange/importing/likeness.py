"""Likeness: how alike the names of two communities are, as slips of the pen and of the input method leave them alike.

A likeness is only ever a reason to ask. Names that a numeral, a quarter of the sky or another such mark tells apart,
such as 锦绣东 and 锦绣西, are not alike however much of them is the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from street_desk.domain.book import stem
from street_desk.domain.kinds import matching

ALIKE = 80
"""From here on, of 100, two names are worth a question."""
ENDING = 92
"""The likeness of names that differ in their ending alone: 社区 and 社区居民委员会, 村 and 村委会."""

_VILLAGE = re.compile(r"(?:村民委员会|村委会|村)$")
_MARKS = frozenset("一二三四五六七八九十百0123456789东南西北中上下左右前后新老旧大小内外甲乙丙丁")
_SOUND = 0.28
"""What a character that only sounds like the other costs; one that is another altogether costs 1."""
# The first character of each syllable in the first plane of GB 2312-1980, whose 3,755 characters stand by their sound.
_SYLLABLES = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋"
    "搭呆耽当刀德蹬堤颠碉跌丁丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅"
    "哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括"
    "垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇"
    "拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡扑期掐牵枪橇切钦青琼秋趋圈缺裙"
    "然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑"
    "塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘"
    "匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)
_BEHIND = b"\xd8\xa1"


def root(name: str) -> str:
    """A name without the ending that says what it is: that of a community or that of a village."""
    return _VILLAGE.sub("", stem(name)) or matching(name)


def is_village(name: str) -> bool:
    """Whether a name says that it is a village's committee."""
    bare = matching(name)
    return stem(name) == bare and _VILLAGE.search(bare) is not None


def is_bare(name: str) -> bool:
    """Whether a name says neither that it is a community nor that it is a village."""
    return stem(name) == matching(name) and not is_village(name)


def likeness(one: str, other: str) -> int:
    """How alike two names are, from 0 to 100. A village is never like a community of the same name."""
    if is_village(one) != is_village(other) and not (is_bare(one) or is_bare(other)):
        return 0
    first, second = root(one), root(other)
    if first == second:
        return ENDING
    if abs(len(first) - len(second)) > 1 or not set(first) & set(second):
        return 0
    return _slip(first, second) if len(first) == len(second) else _one_more(first, second)


def _slip(one: str, other: str) -> int:
    """Names of one length, by what the characters that differ cost."""
    cost = 0.0
    for mine, yours in zip(one, other, strict=True):
        if mine == yours:
            continue
        if mine in _MARKS and yours in _MARKS:
            return 0
        cost += _SOUND if _sound(mine) == _sound(yours) is not None else 1
    return round(100 * (1 - cost / len(one)))


def _one_more(one: str, other: str) -> int:
    from rapidfuzz import fuzz

    return round(fuzz.ratio(one, other))


@lru_cache(maxsize=8192)
def _sound(character: str) -> int | None:
    """The syllable of a common character, by number; None for a rare one and for what is none."""
    place = character.encode("gb2312", "replace")
    return bisect_right(_starts(), place) if _starts()[0] <= place < _BEHIND else None


@lru_cache(maxsize=1)
def _starts() -> list[bytes]:
    return [character.encode("gb2312") for character in _SYLLABLES]
