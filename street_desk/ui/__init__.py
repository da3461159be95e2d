"""Windows: what a Session shows and takes. Nothing here that a command could not do without it."""
