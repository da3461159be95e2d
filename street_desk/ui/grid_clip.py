"""What was copied or cut in this window, as it is held: the clipboard has only what is shown of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QMimeData

from street_desk.domain.edits import Change
from street_desk.domain.typing_in import Typed
from street_desk.exchange.clipboard import Block, BlockCell

if TYPE_CHECKING:
    from street_desk.ui.grid_marks import Cell
    from street_desk.ui.grid_model import GridModel

_FORMAT = "application/x-street-desk-cells"


@dataclass(slots=True)
class Cut:
    """Cells that go away when they are pasted, by row id and column key. `moved`: they were."""

    model: GridModel
    cells: Sequence[Cell]
    moved: bool = False

    def cleared(self) -> Sequence[Typed]:
        """The same cells emptied."""
        return [Typed(row, key, "") for row, key in self.cells]

    def changes(self) -> tuple[Change, ...]:
        """What emptying them changes; what cannot be empty stays."""
        model = self.model
        return model.session.typed(model.year, model.sheet.name, self.cleared())[0]


class Clip:
    """The last copy made in a window: money in yuan whatever unit it is shown in, ids and phones in full.

    It counts as long as the clipboard still has that very copy. Another program gets what is shown, and its unit.
    """

    def __init__(self) -> None:
        self._token, self._block = b"", None
        self._cut: Cut | None = None

    _block: Block | None

    def keep(self, mime: QMimeData, factor: int, texts: Sequence[Sequence[str]] | None) -> None:
        """Marks a copy; `texts` are its cells as they are held, None where they are too many to be kept."""
        self.end_cut()
        self._token = f"{uuid4().hex} {factor}".encode()
        self._block = Block([[BlockCell(text) for text in line] for line in texts]) if texts else None
        mime.setData(_FORMAT, self._token)

    def block(self, mime: QMimeData) -> Block | None:
        """The copy as it is held, where the clipboard has it."""
        return self._block if self._block is not None and self.has(mime) else None

    def has(self, mime: QMimeData) -> bool:
        """Whether the clipboard has the last copy of this window."""
        return bool(self._token) and bytes(mime.data(_FORMAT).data()) == self._token

    @staticmethod
    def factor(mime: QMimeData, otherwise: int) -> int:
        """How many yuan a plain amount on the clipboard is, where the program put it there in whichever window."""
        parts = bytes(mime.data(_FORMAT).data()).split()
        return int(parts[1]) if len(parts) == 2 and parts[1].isdigit() else otherwise

    # Cutting ---------------------------------------------------------------------------------------------------------

    def cut(self, model: GridModel, cells: Sequence[Cell]) -> None:
        """Lets the cells just copied go away when they are pasted; until then they are framed."""
        self._cut = Cut(model, cells)
        model.marks.cut = frozenset(cells)
        model.repaint({row for row, _key in cells})

    def taken(self, mime: QMimeData) -> Cut | None:
        """What is to go away by a paste of this clipboard, once."""
        return self._cut if self.has(mime) else None

    def end_cut(self) -> bool:
        """Leaves what was cut where it is; False where nothing was."""
        held, self._cut = self._cut, None
        if held is None:
            return False
        held.model.marks.cut = frozenset()
        held.model.repaint({row for row, _key in held.cells})
        return True
