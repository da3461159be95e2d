"""Large workbooks of invented people and communities, written anew for each run of the benchmarks."""

from __future__ import annotations

import random
from pathlib import Path

import xlsxwriter
from stdnum.cn import ric

HEADINGS = (
    "序号", "所在社区", "姓名", "身份证号", "联系电话", "性别", "政治面貌", "职务", "是否一肩挑", "职业资格",
    "学历", "等级", "工龄", "考核不合格年数", "社保缴费基数", "任职时间", "调整前月报酬", "个人缴费", "报酬来源", "备注",
)  # fmt: skip
_FAMILY, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"


def community(place: int) -> str:
    return f"第{place:03}社区"


def write_workers(path: Path, rows: int, communities: int) -> Path:
    """A roster of that many rows and 20 columns."""
    chance = random.Random(1)
    pick = chance.choice
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("花名册")
    sheet.write(0, 0, "幸福街道社区工作者花名册")
    sheet.write_row(1, 0, HEADINGS)
    for number in range(rows):
        born = f"{chance.randint(1960, 2000)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        id_number = f"440981{born}{chance.randint(0, 999):03}"
        row = [
            number + 1,
            community(number % communities + 1),
            pick(_FAMILY) + pick(_GIVEN) + pick(_GIVEN),
            id_number + ric.calc_check_digit(f"{id_number}0"),
            f"1380000{number % 10_000:04}",
            pick("男女"),
            pick(("党员", "群众")),
            pick(("书记", "副书记", "委员", "公益性岗位")),
            pick("是否"),
            pick(("无", "助理社会工作师")),
            pick(("本科", "大专")),
            chance.randint(1, 18),
            chance.randint(0, 30),
            chance.randint(0, 3),
            round(chance.uniform(3_000, 9_000), 2),
            f"{chance.randint(2005, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            round(chance.uniform(2_000, 5_000), 2),
            round(chance.uniform(200, 900), 2),
            pick(("财政", "自筹")),
            pick(("", "待核")),
        ]
        sheet.write_row(number + 2, 0, row)
    book.close()
    return path


def write_one_community(path: Path, place: int) -> Path:
    """A workbook of a single community: itself, and its people on a tab of their own."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("基本情况")
    sheet.write(0, 0, f"{community(place)}基本情况表")
    sheet.write_row(1, 0, ("社区名称", "常住户数", "党组织设置", "办公经费", "服务经费", "党建经费"))
    sheet.write_row(2, 0, (community(place), 1_000 + place, "党支部", 50_000, 100_000, 20_000))
    people = book.add_worksheet("人员")
    people.write_row(0, 0, ("社区", "姓名", "职务", "任职时间"))
    for number, post in enumerate(("书记", "副书记", "委员", "委员", "公益性岗位"), start=1):
        name = f"{_FAMILY[place % 16]}{_GIVEN[number]}{_GIVEN[place % 20]}"
        people.write_row(number, 0, (community(place), name, post, "2019年3月"))
    book.close()
    return path
