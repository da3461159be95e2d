"""What `import` says without --json: the report, and how open questions are answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from street_desk.exchange.batch import Batch
from street_desk.exchange.importing.missing import Missing
from street_desk.exchange.importing.report import report_lines
from street_desk.language import N_, Message, message

_ANSWERING = message(
    N_('Answer questions in a file: [answers], then "question id" = "answer"; name it with --answers.')
)


def import_lines(batch: Batch, applied: bool, missing: Sequence[Missing] = ()) -> Iterator[str]:
    """The report of an import, done (`applied`) or only planned; `missing` are the rows that no workbook names."""
    asked = any(preview.questions for preview in batch.previews)
    ends: tuple[Message, ...] = (_ANSWERING,) if asked else ()
    return report_lines(batch, applied, missing, ends)
