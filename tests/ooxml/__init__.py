"""A check of the workbooks we write against the rules of ECMA-376, as strict as Excel itself is."""

from tests.ooxml.package import faults

__all__ = ["faults"]
