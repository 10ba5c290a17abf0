"""Exit codes, as every command gives them, and the error of who used one wrongly."""

DONE, FAILED, USAGE, REFUSED = 0, 1, 2, 3


class Wrong(Exception):
    """A command was used wrongly; the message says how to use it."""
