"""Every pattern that is written down can be compiled: a mistake in one would else be noticed on the first page that asks it."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import transforms
from transforms.model.patterns import pattern


def test_every_pattern_compiles() -> None:
    named = {module.name: import_module(module.name) for module in pkgutil.walk_packages(transforms.__path__, "transforms.")}
    waiting = {
        f"{name}.{key}": value for name, module in named.items() for key, value in vars(module).items() if type(value) is type(pattern(""))
    }
    assert len(waiting) > 500
    for place, value in waiting.items():
        assert re.compile(value.pattern, value.flags), place


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    year = pattern(r"(?P<year>\d{4})年", re.MULTILINE)
    assert year.pattern == r"(?P<year>\d{4})年"
    assert [match["year"] for match in year.finditer("2023年和2024年")] == ["2023", "2024"]
    assert dict(year.groupindex) == {"year": 1}
