"""How long a form of 1,000 rows takes as a PDF, beside reportlab alone with the same strings, fonts and rules.

The plain one is told every place and font; it neither measures nor breaks a line nor checks a character.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from street_desk.domain.pages import Page
from street_desk.exchange.fonts import chain
from street_desk.exchange.layout import Layout, lay_out
from street_desk.exchange.lines import broken
from street_desk.exchange.pdf import write_pdf
from tests.pages import filled
from tests.streets import big_street

FORMS = (("funding", 1_000, 1), ("pay", 100, 1_000))


@pytest.fixture(scope="module", params=FORMS, ids=[form for form, _, _ in FORMS])
def page(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Page:
    form, communities, workers = request.param
    session = big_street(tmp_path_factory.mktemp("big"), communities, workers)
    made = filled(session, form)
    session.close()
    return made


def forget() -> None:
    """What earlier forms taught about widths and lines."""
    from street_desk.exchange import layout

    layout._broken.cache_clear()
    for style in ("title", "body", "heading"):
        chain(style)._ems.clear()


def test_a_form_as_a_pdf(benchmark: Any, page: Page, tmp_path: Path) -> None:
    write_pdf([page], tmp_path / "form.pdf")
    benchmark.pedantic(lambda: write_pdf([page], tmp_path / "form.pdf"), setup=forget, rounds=10)


def test_reportlab_alone(benchmark: Any, page: Page, tmp_path: Path) -> None:
    layout = lay_out(page)
    placed = list(strings(layout))

    def write() -> None:
        (tmp_path / "plain.pdf").write_bytes(plain(layout, placed))

    write()
    benchmark.pedantic(write, rounds=10)


def strings(layout: Layout) -> Any:
    """Each sheet's strings with their font, size and place, and its rows' lower edges."""
    for sheet in layout.sheets:
        texts: list[tuple[str, float, float, float, str]] = []
        y = edge = layout.height - 100
        edges = [edge]
        for row in sheet.rows:
            for cell in row.cells:
                for number, line in enumerate(cell.lines):
                    x, base = cell.x + 2, y - 10 - number * cell.size
                    for font, run in chain(cell.style).runs(line):
                        texts.append((font.fontName, cell.size, x, base, run))
                        x += chain(cell.style).width(run, cell.size)
            y -= row.height
            edges.append(y)
        for cell in layout.header:
            texts += [("NotoSansSC-Regular-0", cell.size, cell.x, edge, line) for line in cell.lines]
        yield texts, edges


def plain(layout: Layout, placed: Any) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1)
    for texts, edges in placed:
        canvas.setPageSize((layout.width, layout.height))
        for font, size, x, y, text in texts:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        for y in edges:
            canvas.line(layout.edges[0], y, layout.edges[-1], y)
        for x in layout.edges:
            canvas.line(x, edges[0], x, edges[-1])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_breaking_long_texts_into_lines(benchmark: Any) -> None:
    fonts = chain("body")
    text = "常住户数4,610户，属3,000户至5,000户（均含）；党组织设置党支部：20,000元。" * 30
    benchmark(lambda: broken(text, 160.0, lambda part: fonts.width(part, 7.75)))
