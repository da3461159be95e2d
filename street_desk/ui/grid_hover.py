"""What a grid's cell says under the mouse: what was noticed there, its comment, and what it held before."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from street_desk.domain.sheets import Column
from street_desk.language import N_, message

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


def hover(model: GridModel, index: QModelIndex | QPersistentModelIndex) -> str | None:
    """The words as a rich text, whose long lines are broken; None where there is nothing to say."""
    said = [text for _severity, text in model.found(index)] + noted_on(model, *model.cell(index))
    if not said:
        return None
    # A comment that looks like tags is shown as it was typed.
    lines = (escape(text, quote=False).replace("\n", "<br>") for text in said)
    return f"<qt>{'<br>'.join(lines)}</qt>"


def noted_on(model: GridModel, row_id: int, column: Column) -> list[str]:
    """The comment on a cell, and what it held at the time that is looked back to, as far as there is either."""
    comment = model.comments.text((row_id, column.key))
    said = [message(N_("Comment: {text}"), text=comment).text()] if comment else []
    was = model.tints.says(row_id, column)
    return [*said, was] if was else said
