"""Pasting into a grid: by headings where the block has some, else by place, once or over and over; changed if asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from PySide6.QtGui import QGuiApplication

from street_desk.domain.arithmetic import is_sum, worked_out
from street_desk.domain.kinds import Money
from street_desk.domain.numbers import read_number
from street_desk.domain.problems import BlockTooLarge, Problem, UnreadableValue
from street_desk.domain.typing_in import Typed
from street_desk.exchange.clipboard import Block, Headed, headed, land, read_clipboard
from street_desk.language import CHINESE, N_, Message, current, message
from street_desk.ui.grid_cells import Cells, Edges
from street_desk.ui.grid_clip import Clip, Cut
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_selecting import Selecting

_NO_NUMBER = Message(UnreadableValue.what)
_MOST_NAMES = 5
_Said = list[Message | Problem]


@dataclass(frozen=True, slots=True)
class Special:
    """How a paste differs from a plain one: numbers times so much, rows for columns, empty cells left out."""

    times: Decimal = Decimal(1)
    transposed: bool = False
    skip_blanks: bool = False

    def block(self, block: Block) -> Block:
        """The block as it is pasted."""
        if not self.transposed:
            return block
        return replace(block, rows=[list(row) for row in zip(*block.rows, strict=True)], spans=())

    def cells(self, model: GridModel, cells: Sequence[Typed]) -> list[Typed]:
        """The cells as they are typed."""
        found = [cell for cell in cells if cell.text.strip() or not self.skip_blanks]
        if self.times == 1:
            return found
        return [
            self._scaled(cell) if isinstance(model.sheet[cell.key].kind, Money) else cell for cell in found
        ]

    def _scaled(self, cell: Typed) -> Typed:
        """A number, or what a sum comes to, times so much; what states a unit itself, or is none, stays as it is."""
        try:
            text = worked_out(cell.text) if is_sum(cell.text) else cell.text
            value = read_number(text if cell.number is None else cell.number, _NO_NUMBER)
        except UnreadableValue:
            return cell
        if value is None or any(char in cell.text for char in "万亿萬億元户人名个%％"):
            return cell
        scaled = f"{value * self.times:f}"
        if "." in scaled:
            scaled = scaled.rstrip("0").rstrip(".")
        return replace(cell, text=scaled, number=None)


PLAIN = Special()


class Pasting:
    """Types the clipboard's block into one view of a GridModel."""

    def __init__(self, model: GridModel, clip: Clip, moves: Moves, selecting: Selecting) -> None:
        self._model, self._clip, self._moves, self._selecting = model, clip, moves, selecting
        self._cells = Cells(model)

    def paste(self, special: Special = PLAIN) -> None:
        """Types the block as one Edit: by its headings where it has some, else from the selection's corner on.

        A selection that the block fits into a whole number of times is filled with it, and so is each of several.
        """
        mime = QGuiApplication.clipboard().mimeData()
        blocks = self._moves.picked()
        if not blocks or self._model.typing.closed():
            return
        found = held = self._clip.block(mime)
        if found is None:
            found = read_clipboard(
                mime.html() if mime.hasHtml() else None, mime.text() if mime.hasText() else None
            )
        if found is None:
            return
        # What was copied here is in yuan; a figure that is to be times so much comes out in yuan.
        factor = 1 if held or special.times != 1 else self._clip.factor(mime, self._model.unit.factor)
        cut = self._clip.taken(mime) if special == PLAIN else None
        block = special.block(found)
        said: _Said = []
        if block.hidden:
            said.append(message(N_("{n} hidden rows and columns were left out."), n=block.hidden))
        by_headings = headed(block, self._model.sheet, self._model.year, factor)
        if by_headings is not None:
            self._by_headings(by_headings, min(edges.top for edges in blocks), special, said)
        else:
            self._by_place(block, blocks, special, said, factor, cut)

    def _by_place(
        self,
        block: Block,
        blocks: Sequence[Edges],
        special: Special,
        said: _Said,
        factor: int,
        cut: Cut | None,
    ) -> None:
        landed = [self._landing(block, edges) for edges in blocks]
        cells: list[Typed] = []
        derived = beyond = 0
        for rows, columns, wanted in landed:
            beyond += wanted - len(rows) * len(columns)
            for down, row in enumerate(rows):
                for across, column in enumerate(columns):
                    cell = block.rows[down % len(block.rows)][across % block.width]
                    row_id, key = self._model.aim(row, column)
                    if self._model.sheet[key].derived:
                        derived += bool(cell.text)
                    else:
                        cells.append(cell.typed(row_id, key, self._model.sheet[key].kind, factor=factor))
        if not any(rows for rows, _columns, _wanted in landed) or (derived and not cells):
            self._model.typing.say_why_not(self._model.cell(self._model.index(*blocks[0][:2]))[1])
            return
        if derived:
            words = N_("{n} cells of columns that the program works out were left out.")
            said.append(message(words, n=derived))
        if beyond:
            said.append(BlockTooLarge(count=beyond))
        said += self._passed_over([columns for rows, columns, _wanted in landed if rows])
        self._model.typing.paste(special.cells(self._model, cells), said, {}, cut)
        if cut is not None and cut.moved:
            self._clip.end_cut()
        self._pick([Edges(rows[0], cols[0], rows[-1], cols[-1]) for rows, cols, _wanted in landed if rows])

    def _landing(self, block: Block, edges: Edges) -> tuple[list[int], range, int]:
        """The rows and columns that a block goes to in a selection, and how many cells it would take.

        Rows that only sum others up are passed over; those past the last one become new rows.
        """
        model, (down, across) = self._model, (len(block.rows), block.width)
        if edges.bottom >= len(model.rows) > edges.top and not model.sheet.single:
            # A whole column ends in the row that takes the next entry; a paste into it makes no new row.
            edges = edges._replace(bottom=len(model.rows) - 1)
        height = sum(1 for _row in self._cells.real(range(edges.top, edges.bottom + 1)))
        width = len(edges.columns)
        wanted_rows = height if height % down == 0 else down
        wanted_columns = width if width % across == 0 else across
        most = model.rowCount() if model.sheet.single else edges.bottom + 1 + len(model.rows) + wanted_rows
        rows = list(islice(self._cells.real(range(edges.top, most)), wanted_rows))
        columns = range(edges.left, min(edges.left + wanted_columns, model.columnCount()))
        return rows, columns, wanted_rows * wanted_columns

    def _by_headings(self, block: Headed, top: int, special: Special, said: _Said) -> None:
        model = self._model
        below = [row_id for row_id in model.rows.ids[top:] if row_id > 0]
        landing = land(model.session.book(model.year), model.sheet, block, below)
        cells = special.cells(model, landing.cells)
        said += [*landing.said, *self._unseen(cells)]
        rows = model.typing.paste(cells, said, landing.lines)
        places = sorted(
            index.row() for row in rows if (index := model.index_of(row, model.columns[0].key)).isValid()
        )
        if places:
            keys = {column.key for column in block.columns}
            columns = [n for n, column in enumerate(model.columns) if column.key in keys]
            run = places == list(range(places[0], places[-1] + 1))
            self._pick([Edges(places[0], columns[0], places[-1] if run else places[0], columns[-1])])

    def _unseen(self, cells: Sequence[Typed]) -> Iterator[Message]:
        """What nobody would see of a block that goes to rows by their names: new rows, and those that are hidden."""
        model = self._model
        naming = model.sheet.naming
        new = {cell.row: "" for cell in cells if cell.row <= 0}
        new |= {cell.row: cell.text.strip() for cell in cells if cell.row <= 0 and cell.key == naming}
        if new:
            between = "、" if current() == CHINESE else ", "
            names = between.join(filter(None, islice(new.values(), _MOST_NAMES)))
            more = "…" if len(new) > _MOST_NAMES else ""
            yield message(N_("{n} rows are new: {names}"), n=len(new), names=f"{names}{more}")
        hidden = {cell.row for cell in cells if cell.row > 0 and model.rows.place(cell.row) is None}
        if hidden:
            yield message(N_("{n} of the rows are hidden by a filter."), n=len(hidden))

    def _passed_over(self, landed: Sequence[range]) -> list[Message]:
        """Says which hidden columns lie among those that a block goes to."""
        model = self._model
        if model.sheet.single:
            return []
        every = [column.key for column in model.sheet.columns]
        shown = {column.key for column in model.columns}
        found: dict[str, str] = {}
        for columns in landed:
            places = [every.index(model.columns[n].key) for n in columns]
            for place in range(min(places, default=0), max(places, default=-1) + 1):
                if every[place] not in shown:
                    found[every[place]] = model.sheet[every[place]].shown()
        between = "、" if current() == CHINESE else ", "
        words = N_("Hidden columns were passed over: {columns}")
        return [message(words, columns=between.join(found.values()))] if found else []

    def _pick(self, blocks: Sequence[Edges]) -> None:
        """Selects what was pasted, the cursor on its first cell, and brings it into view."""
        self._selecting.pick(*(b._replace(bottom=min(b.bottom, self._model.rowCount() - 1)) for b in blocks))
