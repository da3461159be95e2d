"""Opening workbooks that have a password: Excel's own first, which it uses without asking, then those given."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from street_desk.exchange.problems import DamagedWorkbook, LockedWorkbook, UnknownProtection, WrongPassword

# Excel writes a workbook whose structure alone is protected with this password, and opens it without a word.
_EXCEL_OWN = "VelvetSweatshop"


def unlocked(content: bytes, name: str, passwords: Sequence[str]) -> bytes:
    """The workbook in the clear.

    Raises LockedWorkbook where no password was given, WrongPassword where none fits, UnknownProtection where
    passwords are not what it is about, and DamagedWorkbook.
    """
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    try:
        file = OfficeFile(io.BytesIO(content))
        for password in (_EXCEL_OWN, *filter(None, passwords)):
            try:
                return _opened(file, password)
            except (InvalidKeyError, UnicodeEncodeError, IndexError):
                # The oldest method has room for 15 letters.
                continue
    except (DecryptionError, FileFormatError, AttributeError) as error:
        # Rights management, an older stream, a cipher of someone's own that the library has no name for.
        raise UnknownProtection(path=name) from error
    except (ParseError, OSError) as error:
        raise DamagedWorkbook(path=name) from error
    raise WrongPassword(path=name) if passwords else LockedWorkbook(path=name)


def _opened(file: Any, password: str) -> bytes:
    if file.format == "ooxml":
        file.load_key(password=password, verify_password=True)
    else:
        file.load_key(password=password)
    opened = io.BytesIO()
    file.decrypt(opened)
    return opened.getvalue()
