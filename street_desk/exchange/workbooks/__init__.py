"""What the workbooks of forms are made of: Pages become Tabs, Tabs are written and read back."""
