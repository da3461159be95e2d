"""The clipboard: blocks as Excel, WPS and LibreOffice put them there, and ours as they take them.

`reading` makes a Block of the HTML and the text of a copy, `headed` finds the headings in it, and `landing` says which
cell of a sheet each of its cells is meant for. What a cell becomes is decided by its Kind, as in an import.
"""

from __future__ import annotations

from street_desk.exchange.clipboard.block import Block, BlockCell, ErrorCopied
from street_desk.exchange.clipboard.headed import Headed, headed
from street_desk.exchange.clipboard.landing import Landing, land
from street_desk.exchange.clipboard.reading import read_clipboard
from street_desk.exchange.clipboard.text import read_block, write_block
from street_desk.exchange.clipboard.writing import write_table

__all__ = [
    "Block",
    "BlockCell",
    "ErrorCopied",
    "Headed",
    "Landing",
    "headed",
    "land",
    "read_block",
    "read_clipboard",
    "write_block",
    "write_table",
]
