"""A row class is its table: types, descriptions and order of the columns are read off it, once, for everyone.

`Annotated[float, "The amount, …"]` on a msgspec.Struct field is the only place a column is described; Arrow schema, Parquet
metadata, DuckDB comments and the data dictionary all come from `columns`.
"""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from transforms.model.citation import Citation


class Column(msgspec.Struct, frozen=True):
    """One column of a table: `type` is the scalar type, `many` tells a list of them."""

    name: str
    type: Any
    many: bool
    nullable: bool
    description: str


class Table(msgspec.Struct, frozen=True):
    """A table of the contract: its row class, its key, and which column numbers its rows within a document."""

    name: str
    row: type
    key: tuple[str, ...]
    number: str | None = None

    @property
    def description(self) -> str:
        """The first paragraph of the row class's docstring."""
        return " ".join((self.row.__doc__ or "").strip().split("\n\n")[0].split())

    @property
    def columns(self) -> list[Column]:
        """All columns in published order; the key of a document's row comes first and a fact's citation last."""
        own = columns(self.row)
        if not self.number:
            return own
        cited = columns(Citation) if self.cited else []
        key = [
            Column("document_id", str, False, False, "The document that states the row: documents.document_id."),
            Column(self.number, int, False, False, "Number of the row within its document, from 1, in reading order."),
        ]
        return key + own + cited

    @property
    def cited(self) -> bool:
        """Whether the rows are facts: they carry a citation."""
        return _cited(self.row)


@cache
def _cited(row: type) -> bool:
    return typing.get_type_hints(row).get("source") is Citation  # a run has a source too, of another kind


@cache
def columns(row: type) -> list[Column]:
    """Return the columns a row class declares, `source: Citation` left out. Raises TypeError for a field without description."""
    found = []
    for name, hint in typing.get_type_hints(row, include_extras=True).items():
        if hint is Citation:
            continue
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{row.__name__}.{name} has no description: write Annotated[{hint}, \"what it means\"]")
        kind, description = get_args(hint)[:2]
        nullable = get_origin(kind) in (Union, types.UnionType) and type(None) in get_args(kind)
        if nullable:
            kind = next(k for k in get_args(kind) if k is not type(None))
        many = get_origin(kind) in (list, tuple)
        if many:
            kind = get_args(kind)[0]
        if get_origin(kind) is typing.Literal:
            description = f"{description} One of: {', '.join(map(str, get_args(kind)))}."
            kind = str
        found.append(Column(name, kind, many, nullable, description))
    return found
