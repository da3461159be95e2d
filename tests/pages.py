"""Pages for the tests: a street of two years, and a Page as stable text to compare with tests/expected.

STREET_DESK_EXPECTED=write writes the expected files anew; read the difference before you keep it.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from street_desk.domain.documents import Document, Paper
from street_desk.domain.forms import TABLES, Options, fill
from street_desk.domain.pages import Page
from street_desk.session import Session
from tests.streets import change, small_street

EXPECTED = Path(__file__).parent / "expected"
OF_SHEETS = [form.id for form in TABLES.values() if form.sheet]
"""The forms whose rows are those of a sheet."""
DAY = datetime.date(2026, 11, 24)
LONG_NAME = (
    "幸福街道东风里北小区五号院及周边历史文化保护片区联合社区居民委员会"
    "（筹备阶段暂定名称，待民政部门正式核准后启用）"
)


def two_years(folder: Path) -> Session:
    """The small street in 2026 with what was approved and spent, carried forward to 2027."""
    session = small_street(folder, 2026)
    for row, (approved, spent) in zip(
        session.book(2026).ids("communities"),
        (("80000", "79512.35"), ("100000", "99000"), ("110000", "88000")),
        strict=True,
    ):
        change(
            session,
            2026,
            "communities",
            row,
            office_approved=approved,
            service_approved="0",
            party_approved="0",
            office_actual=spent,
        )
    session.open_year(2027)
    change(session, 2027, "office", 1, head="王建国", preparer="李㛃", phone="03121234567")
    figures = session.book(2027).ids("figures")[0]
    change(session, 2027, "figures", figures, counted_on="2026-09-30", household_basis="常住户数，来源：公安")
    return session


def filled(session: Session, form: str = "funding", year: int = 2027, **options: Any) -> Page:
    return papers(session, form, year, **options)[0]


def papers(session: Session, form: str, year: int = 2027, **options: Any) -> tuple[Page, ...]:
    found = papers_of(session, form, year, **options)
    pages = tuple(paper for paper in found if isinstance(paper, Page))
    assert len(pages) == len(found)
    return pages


def papers_of(session: Session, form: str, year: int = 2027, **options: Any) -> tuple[Paper, ...]:
    """A form or a submission, be it of tables or texts."""
    code = options.pop("code", "")
    return fill(form, session.assessment(year), date=DAY, options=Options(**options), code=code)


def column(page: Page, key: str) -> list[str]:
    """What a column shows, from the first row to the total."""
    place = next(n for n, c in enumerate(page.columns) if c.key == key)
    return [row.boxes[place].text for row in page.rows]


def dumped(page: Page) -> str:
    """All of a Page as text, one thing a line."""
    lines = [
        f"{page.form} {page.year} {page.street} {page.paper} landscape={page.landscape} {page.unit} "
        f"places={page.places} sheet={page.sheet} size={page.size}",
        page.attachment,
        page.title,
        page.notice,
        " | ".join(page.meta),
        *(
            f"column {c.key} {'/'.join(c.path)} {c.source or '-'} {c.width} {c.align} {c.number_format or '-'}"
            for c in page.columns
        ),
        *(f"heading {h.row},{h.column} {h.rows}x{h.columns} {h.text}" for h in page.header),
    ]
    for row in page.rows:
        lines.append(row.kind)
        for place, box in zip(page.columns, row.boxes, strict=True):
            if box.text or box.formula or box.span > 1:
                span = f" span={box.span}" if box.span > 1 else ""
                lines.append(
                    f"    {place.key}: {box.text} = {box.value!s}{span} {box.formula or ''}".rstrip()
                )
    lines += [f"parameter {p.key} {p.clause} {p.item}：{p.words} {p.value}{p.unit}" for p in page.parameters]
    lines += [*page.notes, *page.signature_lines(), page.code_line]
    return "\n".join(lines) + "\n"


def dumped_document(document: Document) -> str:
    """All of a Document as text, one paragraph a line."""
    head = f"{document.form} {document.year} {document.street} {document.date} numbered={document.numbered}"
    lines = [head, document.title]
    for block in document.blocks:
        details = [f"{block.label}|" if block.label else ""]
        details += [f"[{'/'.join(block.words)}]"] if block.words else []
        details += [f"[->{block.refers}]"] if block.refers else []
        lines.append(f"{block.style}: {''.join(details)}{block.text}")
    return "\n".join([*lines, document.code_line]) + "\n"


def texts(papers_: Sequence[Paper]) -> list[Document]:
    """The Documents among them."""
    return [paper for paper in papers_ if isinstance(paper, Document)]


def expect(name: str, text: str) -> None:
    """Compares text with tests/expected/NAME."""
    path = EXPECTED / name
    if os.environ.get("STREET_DESK_EXPECTED") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
