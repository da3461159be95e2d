"""Files in and out: workbooks read and matched, forms written as Excel and PDF, standards packs."""
