"""Formulas of a Page's boxes in Excel's words, each stated as plainly as one would type it."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import xl_col_to_name

from street_desk.domain.pages import (
    FEN_PLACES,
    AtLeast,
    ColumnSum,
    Formula,
    Given,
    Growth,
    Page,
    Product,
    RowFormula,
    RowsSum,
    Sum,
)

_ROW = "\x00"
"""Stands for the row's number in a formula that many rows have."""


class Formulas:
    """The formulas of one Page's tab; `parameters` are the cells of its parameters by key, sheet and all.

    `body` is the sheet's row of the first line of the body, counted from 0.
    """

    def __init__(self, page: Page, body: int, parameters: Mapping[str, str]) -> None:
        self._body = body
        self._parameters = parameters
        self._letters = {c.key: xl_col_to_name(place) for place, c in enumerate(page.columns)}
        self._places = FEN_PLACES[page.unit]
        self._grouped = any(row.kind == "subtotal" for row in page.rows)
        self._of_rows: dict[RowFormula, str] = {}

    def text(self, formula: Formula, row: int, column: int) -> str:
        """The formula of the cell at these places, counted from 0, without its =."""
        if isinstance(formula, Given):
            return self._parameters.get(formula.parameter, "")
        if isinstance(formula, ColumnSum):
            name = xl_col_to_name(column)
            cells = f"{name}{self._body + formula.first + 1}:{name}{self._body + formula.last + 1}"
            # SUBTOTAL leaves other SUBTOTALs inside its range out, a SUM would count them again.
            return f"SUBTOTAL(9,{cells})" if self._grouped else f"SUM({cells})"
        if isinstance(formula, RowsSum):
            name = xl_col_to_name(column)
            return "+".join(f"{name}{self._body + place + 1}" for place in formula.rows)
        if formula not in self._of_rows:
            self._of_rows[formula] = self._expression(formula)
        return self._of_rows[formula].replace(_ROW, str(row + 1))

    def _expression(self, formula: RowFormula | str) -> str:
        if isinstance(formula, str):
            return f"{self._letters[formula]}{_ROW}"
        if isinstance(formula, Sum):
            less = "".join(f"-{self._expression(key)}" for key in formula.less)
            return "+".join(self._expression(key) for key in formula.of) + less
        if isinstance(formula, Product):
            product = "*".join(
                f"({self._expression(factor)})" if isinstance(factor, Sum) else self._expression(factor)
                for factor in formula.of
            )
            return f"ROUND({product},{self._places})" if formula.rounded else product
        if isinstance(formula, Growth):
            return f"ROUND({self._expression(formula.now)}/{self._expression(formula.before)}-1,4)"
        if isinstance(formula, AtLeast):
            return f"MAX(0,{self._expression(formula.of)})"
        raise TypeError(type(formula).__name__)
