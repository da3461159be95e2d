"""The exit codes that scripts rely on."""

DONE, REFUSED, USAGE, PROBLEM = 0, 1, 2, 3
