"""How much a workbook may unpack to. What is beyond is refused before a library gives it memory."""

from __future__ import annotations

FILE = 128 << 20
"""Bytes of a file. 120,000 workers fill 15 MB as .xlsx, 17 MB as .csv and 120 MB as XML of 2003."""

UNPACKED = 300 << 20
"""Bytes of one unpacked part, and of all that are read. The XML of 120,000 workers takes 112 MB."""

RATIO, RATIO_FROM = 200, 32 << 20
"""How many times a part may grow once it is past so many bytes. Sheets of formatted empty rows grow 60 times."""

AREA = 8_000_000
"""Cells, empty ones too, between a tab's first and last: calamine reserves some 30 bytes for each of them."""

CELLS = 4_000_000
"""Cells with content, in all tabs that are read cell by cell: 200,000 workers of 20 columns."""

ROWS, COLUMNS = 1_048_576, 16_384
"""The last row and column that any of the formats has."""
