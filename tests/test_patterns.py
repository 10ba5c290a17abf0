"""Every pattern that is written down can be compiled: a mistake in one would else be noticed on the first page that asks it."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import transforms
from transforms.model.patterns import pattern


def test_every_pattern_compiles() -> None:
    for module in pkgutil.walk_packages(transforms.__path__, "transforms."):
        import_module(module.name)
    waiting = [value for value in gc.get_objects() if type(value) is type(pattern(""))]  # those in tuples and tables, too
    assert len(waiting) > 500
    for value in waiting:
        assert re.compile(value.pattern, value.flags)


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    year = pattern(r"(?P<year>\d{4})年", re.MULTILINE)
    assert year.pattern == r"(?P<year>\d{4})年"
    assert [match["year"] for match in year.finditer("2023年和2024年")] == ["2023", "2024"]
    assert dict(year.groupindex) == {"year": 1}
