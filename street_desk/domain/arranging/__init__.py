"""Arranging: which rows of a sheet are looked at, in what order, and under which headings."""

from __future__ import annotations

from street_desk.domain.arranging.arrangement import Arrangement

__all__ = ["Arrangement"]
