"""Storage: where the files of the lake and refused bytes lie, the warehouse's own folder or s3://bucket/news.

An object is there whole or not at all, as a file is that was moved into its place. Keys and endpoint are those that AWS's own tools
read: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, and AWS_ENDPOINT_URL for another store that speaks S3.
Not meant: releases, which readers open as plain files, and pages that are read from s3://… (transforms.ingest.sources).
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from transforms.publish import files
from transforms.publish.schema import quoted

REMOTE = "s3://"


class StorageError(OSError):
    """The storage cannot be used; the message names the mend."""


def folder(warehouse: Path, storage: str, name: str) -> str:
    """Return the folder of that name of a warehouse: in its storage, if it has one, else in itself."""
    return f"{storage.rstrip('/')}/{name}" if storage else str(warehouse / name)


@contextmanager
def writing(path: str) -> Iterator[Any]:
    """Give what to write to, a path or a stream; when the block ends well, it is the file at `path`."""
    if not path.startswith(REMOTE):
        with files.replacing(Path(path)) as unfinished:
            yield unfinished
        return
    stream = io.BytesIO()
    yield stream
    with _bucket().open_output_stream(_key(path)) as target:
        target.write(stream.getbuffer())


def write(path: str, data: bytes) -> None:
    """Put `data` in place of the file at `path`."""
    if not path.startswith(REMOTE):
        return files.write(Path(path), data)
    with writing(path) as stream:
        stream.write(data)


def copy(source: IO[bytes], path: str) -> None:
    """Put what `source` reads in place of the file at `path`."""
    if not path.startswith(REMOTE):
        return files.copy(source, Path(path))
    with tempfile.TemporaryFile() as whole:  # what was sent when `source` fails would be an object
        shutil.copyfileobj(source, whole, 1 << 20)
        whole.seek(0)
        with _bucket().open_output_stream(_key(path)) as target:
            shutil.copyfileobj(whole, target, 1 << 20)


def size(path: str) -> int | None:
    """Return the bytes of a file; None if there is none."""
    if not path.startswith(REMOTE):
        return Path(path).stat().st_size if Path(path).is_file() else None
    found = _bucket().get_file_info(_key(path))
    return int(found.size) if found.is_file else None


def sizes(folder: str) -> dict[str, int]:
    """Return the bytes of every file below a folder, by path."""
    if not folder.startswith(REMOTE):
        return {str(path): path.lstat().st_size for path in sorted(Path(folder).rglob("*")) if path.is_file()}
    from pyarrow.fs import FileSelector

    below = _bucket().get_file_info(FileSelector(_key(folder), recursive=True, allow_not_found=True))
    return {f"{REMOTE}{found.path}": int(found.size) for found in below if found.is_file}


def remove(paths: Iterable[str]) -> None:
    """Remove files, and local folders that become empty."""
    emptied = set[Path]()
    for path in paths:
        if path.startswith(REMOTE):
            _bucket().delete_file(_key(path))
        else:
            Path(path).unlink()
            emptied.add(Path(path).parent)
    for folder in sorted(emptied, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def beginning(path: str, size: int) -> bytes:
    """Return the first bytes of a file."""
    with _bucket().open_input_file(_key(path)) if path.startswith(REMOTE) else open(path, "rb") as stream:
        found: bytes = stream.read(size)
        return found


def metadata(path: str) -> Any:
    """Return what a Parquet file says of itself."""
    import pyarrow.parquet as pq

    return pq.read_metadata(_key(path), filesystem=_bucket()) if path.startswith(REMOTE) else pq.read_metadata(path)


def whole(path: str) -> str:
    """Return a path under which a file is known however it was named."""
    return path if path.startswith(REMOTE) else str(Path(path).resolve())


def secret_sql() -> str:
    """Return the statement that gives DuckDB the keys. Raises StorageError."""
    key, secret = _keys()
    host, scheme = _endpoint()
    at = f", ENDPOINT {quoted(host)}, URL_STYLE 'path', USE_SSL {scheme == 'https'}" if host else ""
    token = os.environ.get("AWS_SESSION_TOKEN")
    session = f", SESSION_TOKEN {quoted(token)}" if token else ""
    return f"CREATE OR REPLACE SECRET storage (TYPE s3, KEY_ID {quoted(key)}, SECRET {quoted(secret)}, REGION {quoted(_region())}{at}{session})"


@cache
def _bucket() -> Any:
    from pyarrow.fs import S3FileSystem

    key, secret = _keys()
    host, scheme = _endpoint()
    return S3FileSystem(
        access_key=key, secret_key=secret, session_token=os.environ.get("AWS_SESSION_TOKEN"), region=_region(), endpoint_override=host or None,
        scheme=scheme, allow_delayed_open=True,  # what is small is sent in one request
    )


def _key(path: str) -> str:
    return path.removeprefix(REMOTE)


def _keys() -> tuple[str, str]:
    key, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not key or not secret:
        raise StorageError("to keep files on S3, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, on workers too")
    return key, secret


def _region() -> str:
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"


def _endpoint() -> tuple[str, str]:
    """Return host and scheme of a store that is not AWS; no host for AWS itself."""
    url = urlsplit(os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or "")
    return url.netloc, url.scheme or "https"
