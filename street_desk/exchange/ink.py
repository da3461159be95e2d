"""Ink: text and rules on a sheet of paper as PDF operators, quickly and small.

What a text needs is worked out once for each of its strings. A digit narrower than its place is moved to the middle of
it inside one string, so that figures stand below each other in a column and still are one word to whoever copies them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from street_desk.exchange.fonts import Chain, Style, chain

# A digit is moved only where it would be seen, in thousandths of the letters' size.
_SEEN = 15.0
_ANCHORS = {"left": 0.0, "centre": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class _Run:
    """Part of a text in one subset of a font: the font's name in the file, and the operand that shows it."""

    font: str
    operand: str
    heavy: bool


class Ink:
    """Collects what is drawn on the sheets of one file; `flush` puts a finished sheet into it. Its y runs downwards."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._height = 0.0
        self._texts: list[str] = []
        self._rules: dict[float, list[str]] = {}
        self._set: tuple[str, float] | None = None
        self._apart = 0.0
        self._runs: dict[tuple[Style, str, bool], tuple[float, tuple[_Run, ...]]] = {}

    def begin(self, width: float, height: float) -> None:
        """A new sheet of paper."""
        self._canvas.setPageSize((width, height))
        self._height = height

    def flush(self) -> None:
        """Ends the sheet."""
        said = ["BT", *self._texts, "ET"]
        for width in sorted(self._rules):
            said += [f"{_f(width)} w", *self._rules[width], "S"]
        self._canvas.addLiteral("\n".join(said))
        self._canvas.showPage()
        self._texts, self._rules, self._set, self._apart = [], {}, None, 0.0

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        style: Style = "body",
        align: str = "left",
        bold: float = 0.0,
        figures: bool = False,
        apart: float = 0.0,
    ) -> None:
        """Text on one line; `x` is its left end, middle or right end.

        `bold`: the outline of the letters is drawn too, so many letters wide, for the fonts used here do not come in
        bold. `figures`: every digit is as wide as the widest. `apart`: the points between the letters
        of a text that begins at `x`.
        """
        ems, runs = self._prepared(style, text, figures)
        x -= ems * size * _ANCHORS[align]
        self._texts.append(f"1 0 0 1 {_f(x)} {_f(self._height - y)} Tm")
        if apart != self._apart:
            self._texts.append(f"{apart:.4f} Tc")
            self._apart = apart
        for run in runs:
            if self._set != (run.font, size):
                self._texts.append(f"{run.font} {_f(size)} Tf")
                self._set = run.font, size
            if bold and not run.heavy:
                self._texts.append(f"{_f(bold * size)} w 2 Tr {run.operand} 0 Tr")
            else:
                self._texts.append(run.operand)

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float) -> None:
        self._rules.setdefault(width, []).append(
            f"{_f(x1)} {_f(self._height - y1)} m {_f(x2)} {_f(self._height - y2)} l"
        )

    def frame(self, x: float, y: float, right: float, bottom: float, width: float) -> None:
        self._rules.setdefault(width, []).append(
            f"{_f(x)} {_f(self._height - bottom)} {_f(right - x)} {_f(bottom - y)} re"
        )

    def _prepared(self, style: Style, text: str, figures: bool) -> tuple[float, tuple[_Run, ...]]:
        """The width of a text in ems, and its runs."""
        key = style, text, figures
        if key not in self._runs:
            fonts = chain(style)
            ems = fonts.figures_width(text, 1) if figures else fonts.width(text, 1)
            self._runs[key] = ems, tuple(self._split(style, text, figures))
        return self._runs[key]

    def _split(self, style: Style, text: str, figures: bool) -> Iterator[_Run]:
        document = self._canvas._doc  # type: ignore[attr-defined]
        for font, run in chain(style).runs(text):
            start = 0
            for subset, codes in font.splitString(run, document):
                part = run[start : start + len(codes)]
                start += len(codes)
                operand = _spaced(chain(style), part, codes) if figures else f"<{codes.hex()}> Tj"
                yield _Run(font.getSubsetInternalName(subset, document), operand, font.heavy)


def _spaced(fonts: Chain, text: str, codes: bytes) -> str:
    """The operand that shows digits, each in the middle of a place as wide as the widest."""
    parts, waiting, move = "", "", 0.0
    for character, code in zip(text, codes, strict=True):
        # On either side of it, in thousandths of the letters' size.
        beside = 500 * (fonts.slot - fonts.width(character, 1)) if character.isdecimal() else 0.0
        move += beside
        if move > _SEEN:
            parts += f"<{waiting}>{-move:.0f}" if waiting else f"{-move:.0f}"
            waiting, move = "", 0.0
        waiting += f"{code:02x}"
        move += beside
    return f"[{parts}<{waiting}>] TJ" if parts else f"<{waiting}> Tj"


def _f(number: float) -> str:
    """A number as PDF wants it, to a hundredth of a point."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
