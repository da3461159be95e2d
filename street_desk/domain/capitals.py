"""Capitals: amounts in capital numerals, as vouchers and forms have them: 壹仟肆佰零玖元伍角.

Rules: 《支付结算办法》附一. 整 stands after 元 and not after 角 or 分.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_FEN = Decimal("0.01")


def capitals(yuan: Decimal | int) -> str:
    """The amount in capitals, to the fen; below 10,000,000,000,000,000 yuan either way."""
    from cn2an import an2cn

    # No negative zero: it would read 负零元整.
    amount = Decimal(yuan).quantize(_FEN, ROUND_HALF_UP) + 0
    return str(an2cn(f"{amount:.2f}", "rmb"))
