"""Benchmarks run offscreen, like the tests."""

from __future__ import annotations

import os
import sys

if sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
