"""Makes the .xls files beside this script from the cases, with LibreOffice: python tests/files/importing/make.py"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.files.importing.cases import CASES, HERE, write


def main() -> None:
    """One run of LibreOffice for all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [write(folder / f"{case}.xlsx", *tabs) for case, tabs in CASES.items()]
        command = [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xls:MS Excel 97", "--outdir", str(HERE), *map(str, sources)),
        ]
        subprocess.run(command, check=True, timeout=300)


if __name__ == "__main__":
    main()
