from __future__ import annotations

import datetime

import pytest

from street_desk.domain import documents
from street_desk.domain.documents import Block, Document
from street_desk.exchange.fonts import chain
from street_desk.exchange.prose_layout import (
    EDGE,
    HEAD,
    HEIGHT,
    LETTER,
    MM,
    STEP,
    WIDTH,
    ProseLayout,
    TextLine,
    lay_out_prose,
    with_numbers,
)

SIGNED = (
    Block("signature", "测试街道办事处", before=2),
    Block("date", "2026年11月24日"),
    Block("contact", "（联系人：某某；联系电话：03121234567）"),
)


def document(*blocks: Block) -> Document:
    return Document("letter", 2027, "测试街道", "请示", datetime.date(2026, 11, 24), blocks)


def laid(*blocks: Block) -> ProseLayout:
    return lay_out_prose(document(*blocks))


def sheets_of(layout: ProseLayout) -> list[list[str]]:
    return [[line.text for line in sheet.texts] for sheet in layout.sheets]


def end(line: TextLine) -> float:
    return line.x + chain(line.style).width(line.text, line.size) + line.apart * (len(line.text) - 1)


def test_a_sheet_holds_22_lines_of_28_letters() -> None:
    layout = laid(Block("paragraph", "字" * (26 + 28 * 30)))
    assert [len(sheet) for sheet in sheets_of(layout)] == [22, 9]
    first, second, *_ = layout.sheets[0].texts
    assert (len(first.text), len(second.text)) == (26, 28)
    assert first.size == 16
    assert second.x == pytest.approx(28 * MM)
    assert first.x == pytest.approx(28 * MM + 2 * LETTER)
    assert second.y - first.y == pytest.approx(225 * MM / 22)


def test_full_lines_reach_both_edges_and_the_last_one_does_not() -> None:
    layout = laid(
        Block("paragraph", "经测算，2027年社区经费共需1,234,567.89元，其中办公运转经费290,000元。" * 4)
    )
    *full, last = layout.sheets[0].texts
    assert all(end(line) == pytest.approx(EDGE + WIDTH, abs=0.5) for line in full)
    assert end(last) < EDGE + WIDTH - 10


def test_nothing_stands_outside_the_text_area() -> None:
    layout = laid(
        documents.title("title", "很长的街道名称" * 9, "关于申请", "2027年", "社区保障经费的请示"),
        Block("addressee", "测试县财政局：", before=0),
        Block("heading", "一、" + "标题" * 40),
        *[Block("paragraph", "正文，" * 100)] * 8,
        Block("attachment", "名称" * 40, label="附件：1．"),
        Block("signature", "很长的街道名称" * 9),
        *SIGNED[1:],
    )
    for sheet in layout.sheets:
        for line in sheet.texts:
            assert line.x >= EDGE - 0.1
            assert end(line) <= EDGE + WIDTH + 0.5
            assert HEAD < line.y < HEAD + HEIGHT


def test_further_lines_of_an_attachment_begin_below_its_name() -> None:
    layout = laid(
        Block("attachment", "很长的附件名称" * 6, label="附件：1．", column=4.6),
        Block("attachment", "另一个附件", label="2．", column=1.6, indent=3),
    )
    label, name, further, second, other = layout.sheets[0].texts
    assert (label.text, second.text, other.text) == ("附件：1．", "2．", "另一个附件")
    assert further.x == name.x == pytest.approx(other.x, abs=0.5)
    # 2. stands below 1.
    assert second.x == pytest.approx(label.x + 3 * LETTER)


def test_the_date_leaves_four_letters_free_and_the_signature_stands_above_its_middle() -> None:
    layout = laid(Block("paragraph", "妥否，请批示。"), *SIGNED)
    _text, signature, date, contact = layout.sheets[0].texts
    assert end(date) == pytest.approx(EDGE + WIDTH - 4 * LETTER, abs=0.3)
    assert (signature.x + end(signature)) / 2 == pytest.approx((date.x + end(date)) / 2, abs=0.3)
    assert date.y - signature.y == pytest.approx(STEP)
    assert contact.x == pytest.approx(EDGE + 2 * LETTER)


@pytest.mark.parametrize("lines", range(14, 24))
@pytest.mark.parametrize("attachments", [0, 1, 5, 12, 30])
def test_the_signature_never_stands_on_a_sheet_without_text(lines: int, attachments: int) -> None:
    names = [Block("attachment", f"附件名称{n}", label=f"{n}．") for n in range(attachments)]
    layout = laid(*[Block("paragraph", "正文。")] * lines, *names, *SIGNED)
    found = sheets_of(layout)
    signed = next(sheet for sheet in found if "测试街道办事处" in sheet)
    assert "2026年11月24日" in signed
    assert "（联系人：某某；联系电话：03121234567）" in signed
    above = [text for text in signed if text.startswith(("正文", "附件名称"))]
    assert len(above) >= 2
    if attachments <= 12:
        assert "正文。" in signed
    assert sum(sheet.count("正文。") for sheet in found) == lines


def test_a_heading_stays_with_the_text_below_it() -> None:
    for lines in range(17, 23):
        layout = laid(
            *[Block("paragraph", "正文。")] * lines,
            Block("heading", "一、标题"),
            Block("paragraph", "下文。"),
        )
        sheet = next(sheet for sheet in sheets_of(layout) if "一、标题" in sheet)
        assert "下文。" in sheet


def test_what_is_whole_is_not_parted() -> None:
    for lines in range(18, 23):
        layout = laid(
            *[Block("paragraph", "正文。")] * lines,
            Block("paragraph", "金额" * 40, whole=True),
            Block("paragraph", "后。"),
        )
        holding = [sheet for sheet in sheets_of(layout) if any("金额" in text for text in sheet)]
        assert len(holding) == 1


def test_sheets_are_numbered_outside_the_text_on_the_outer_side() -> None:
    layout = laid(Block("paragraph", "字" * 1000))
    odd, code = layout.foot(1)
    even, _ = layout.foot(2)
    assert (odd.text, even.text, code.text) == ("— 1 —", "— 2 —", "校验码：草稿")
    assert odd.size == even.size == 14
    letter = LETTER * 14 / 16
    assert end(odd) == pytest.approx(EDGE + WIDTH - letter, abs=0.3)
    assert even.x == pytest.approx(EDGE + letter, abs=0.3)
    # The dash stands 7 mm below the text.
    assert odd.y - 14 * 0.36 == pytest.approx(HEAD + HEIGHT + 7 * MM)


def test_a_cover_has_no_number() -> None:
    cover = Document("submission", 2027, "", "封面", datetime.date(2026, 11, 24), (), numbered=False)
    assert lay_out_prose(cover).foot(1) == ()


def test_an_entry_ends_with_the_sheet_that_it_refers_to() -> None:
    layout = laid(
        Block("entry", "申报表", label="附件1", column=4, refers="funding"),
        Block("entry", "无", label="附件2"),
    )
    layout = with_numbers(layout, 3, {"funding": 12})
    first, second = layout.sheets[0].pieces
    assert [text.text for text in first.texts] == ["附件1", "申报表", "12"]
    assert end(first.texts[-1]) == pytest.approx(EDGE + WIDTH)
    assert [rule.dotted for rule in first.rules] == [True]
    assert [text.text for text in second.texts] == ["附件2", "无"]
    assert layout.foot(layout.first)[0].text == "— 3 —"


def test_a_line_to_write_on_stands_below_what_a_cover_asks_for() -> None:
    layout = laid(Block("particular", "", label="单位负责人：", column=9))
    (rule,) = layout.sheets[0].rules
    assert not rule.dotted
    assert rule.right - rule.x > 100
