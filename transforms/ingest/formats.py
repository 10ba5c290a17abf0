"""Formats: the suffix of a file names the reader of its records. A new source format is a file beside txt.py and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transforms.ingest import txt
from transforms.ingest.contents import Content
from transforms.model.page import Page, Refusal

Reader = Callable[[Content], Iterator[Page | Refusal]]

# A folder gives the files of these formats; a file that was named itself is read as text whatever it is called.
READERS: dict[str, Reader] = {".txt": txt.read}
