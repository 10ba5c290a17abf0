"""Parquet: one article a row, in the columns that articles.py names; other columns are not read.

A record is named by its row, pages.parquet#12, and its bytes are those of the text, in UTF-8 or as they lie in a binary column.
A group of rows that is damaged is refused as one, and the groups behind it are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from transforms.ingest import articles
from transforms.ingest.contents import Broken, Content, Origin
from transforms.model.page import Refusal

# Rows made into Python objects at a time: pages may have megabytes.
ROWS = 32


def records(stream: IO[bytes], origin: Origin) -> Iterator[Content | Refusal]:
    """Yield every row from the row group that `origin` names; `offset` counts row groups."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Broken("not_parquet", f"it is no Parquet file, or it is cut off: {error}") from error
    columns = [name for name in articles.COLUMNS if name in file.schema_arrow.names]
    if not any(name in articles.TEXTS for name in columns):
        raise Broken("no_text", f"it has the columns {', '.join(file.schema_arrow.names[:20])}, none of them a text: name it text")
    number = 1 + sum(file.metadata.row_group(group).num_rows for group in range(origin.offset))
    for group in range(origin.offset, file.metadata.num_row_groups):
        first = number
        try:
            for batch in file.iter_batches(ROWS, [group], columns):
                for row in batch.to_pylist():
                    yield articles.record(row, number, group, origin) or origin.refuse(number, "no_text", "the row has no text")
                    number += 1
        except (pa.ArrowException, OSError, ValueError) as error:
            yield origin.refuse(number, "broken_rows", f"the rows from here to the end of row group {group} cannot be read: {error}")
        number = first + file.metadata.row_group(group).num_rows
