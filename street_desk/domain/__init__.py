"""What the work is about: values, sheets, standards, checks, forms and pages. No files, no SQL, no Qt."""
