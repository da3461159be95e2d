"""Makes the workbooks beside this script from their TOML files, the other formats with LibreOffice.

python tests/files/workbooks/make.py [NAME…]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.workbook_cases import FOLDER, WorkbookCase, workbook_cases

# What LibreOffice calls the formats; 85 is GB18030, which holds the GBK of Chinese Excel.
FILTERS = {
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "csv": "csv:Text - txt - csv (StarCalc):44,34,85,1,,0,false,true,false",
    "html": "html:HTML (StarCalc)",
}


def main(names: list[str]) -> None:
    """One run of LibreOffice for each format."""
    cases = [case for case in workbook_cases() if not names or case.name in names]
    for case in cases:
        if "xlsx" in case.formats:
            case.write(case.path("xlsx"))
    with tempfile.TemporaryDirectory() as folder:
        for ending, filtered in FILTERS.items():
            wanted = [case for case in cases if ending in case.formats]
            if wanted:
                _convert(wanted, filtered, Path(folder))


def _convert(cases: list[WorkbookCase], filtered: str, folder: Path) -> None:
    sources = [case.write(folder / f"{case.name}.xlsx") for case in cases]
    command = [
        *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
        *("--convert-to", filtered, "--outdir", str(FOLDER), *map(str, sources)),
    ]
    subprocess.run(command, check=True, timeout=300)


if __name__ == "__main__":
    main(sys.argv[1:])
