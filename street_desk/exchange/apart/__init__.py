"""Reading apart: foreign workbooks are read and matched in a process of their own.

A workbook may be a bomb, or make a library hang or break down. So it is met by a child process that may take only so
much memory and time (`limits`), and the program loses nothing when that child is lost. The parent (`parent`) sends a
Task and gets the outcome of each workbook as it comes (`child`), as pickles over pipes (`frames`): the people in a
workbook are never written to a disk on the way. After a workbook that cost the child its life, a new child goes on
with the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

FLAG = "--read-apart"
"""The program's one argument that makes it the child."""


class Progress(NamedTuple):
    """Which workbook is being read: its name, and that it is the number-th of so many."""

    name: str
    number: int
    of: int


Proceed = Callable[[Progress], bool]
"""Is told some twenty times a second how far it is; False stops it."""
