"""Page sums: 本页小计 and 累计, with which each sheet of paper of a long form ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from street_desk.domain.pages import Box, ColumnSum, Number, Page, PageRow, shown

HERE, SO_FAR = "本页小计", "累计"


@dataclass(frozen=True, slots=True)
class PageSums:
    """Sums up a Page's rows by sheets of paper, in the columns that its total adds up."""

    page: Page
    total: PageRow

    def row(self, label: str, places: Iterable[int]) -> PageRow:
        """The sums of the body's rows at these places, laid out as the total is."""
        these = tuple(places)
        boxes = []
        for column, box in enumerate(self.total.boxes):
            if column == 0 or box.label:
                text = "" if column else label
                boxes.append(Box(text, text or None, span=box.span, label=True))
            elif isinstance(box.formula, ColumnSum):
                result = self._sum(column, box.formula, these)
                number_format = self.page.columns[column].format_of(box)
                boxes.append(Box(shown(result, number_format), result, number_format=box.number_format))
            else:
                boxes.append(Box(span=box.span))
        return PageRow("subtotal", tuple(boxes), self.total.height)

    def counts(self, places: Collection[int]) -> bool:
        """Whether any of these rows goes into a sum."""
        return any(
            self.page.rows[place].kind == "data" and box.formula.first <= place <= box.formula.last
            for box in self.total.boxes
            if isinstance(box.formula, ColumnSum)
            for place in places
        )

    def _sum(self, column: int, formula: ColumnSum, places: Iterable[int]) -> Number | None:
        """The exact sum; None where nothing is known."""
        values = (
            self.page.rows[place].boxes[column].value
            for place in places
            if self.page.rows[place].kind == "data" and formula.first <= place <= formula.last
        )
        known = [value for value in values if value is not None and not isinstance(value, str)]
        return sum(known) if known else None


def page_sums(page: Page) -> PageSums | None:
    """How a Page's sheets are summed up; None where it does not want it or has no total that adds columns up."""
    if not page.page_sums:
        return None
    totals = [row for row in page.rows if row.kind == "total"]
    summing = [row for row in totals if any(isinstance(box.formula, ColumnSum) for box in row.boxes)]
    return PageSums(page, summing[-1]) if summing else None
