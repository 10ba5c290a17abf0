"""Patterns: a regular expression is compiled when it is first asked, so one line of text does not wait for the eight hundred it needs not."""

from __future__ import annotations

import re
from typing import Any, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "groupindex", "groups")


class _Waiting:
    """A pattern that stands for its compiled self: what it can do becomes its own attributes the first time one of them is wanted."""

    def __init__(self, pattern: str, flags: int):
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in METHODS})
        return self.__dict__[name]


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return what can be used as `re.compile(expression, flags)` is; a mistake in it is raised at its first use."""
    return cast(re.Pattern[str], _Waiting(expression, flags))
