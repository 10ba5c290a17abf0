"""Sources: seeds/pages, a single page.txt, 'inbox/2024-*/*.txt' and s3://bucket/pages become the inputs that lie there.

Naming an input never opens it: a pipe called x.txt is an input too, and is refused when it is read. A folder gives the files
of known formats, and everything else that bears such a name (a folder, a broken link), so that nothing disappears; files of other
formats are counted by their endings.
"""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from urllib.parse import quote

from transforms.ingest.contents import Input
from transforms.ingest.formats import SUFFIXES
from transforms.model.patterns import pattern

# What a URL says as it stands: most paths, of which a run may look at a hundred thousand.
PLAIN = pattern(r"[A-Za-z0-9_.~/-]*")


class SourceNotFound(FileNotFoundError):
    """A source that was named does not exist: wrong usage, not a broken page."""


def discover(sources: Iterable[str], root: Path, besides: Path | None = None, passed: Counter[str] | None = None) -> list[Input]:
    """Return the inputs of all `sources` by source_path, each once; relative sources count from the working directory.

    No folder is searched for pages in `besides`: a warehouse that lies among them would be read as pages, too. The files of folders
    that are of no known format are counted in `passed` by their endings. Raises SourceNotFound for a source that does not exist.
    """
    base, found = _base(root), dict[str, Input]()
    passed = Counter() if passed is None else passed
    for source in sources:
        for location in _remote(source, passed) if "://" in source else _local(source, besides, passed):
            path = location if "://" in location else _named(location, base)
            found.setdefault(path, Input(path, location))
    return [found[path] for path in sorted(found)]


def meant(wanted: str, root: Path) -> list[str]:
    """Return the source_paths that somebody may mean: one as tables have it, or a path from the working directory, with #position in a container."""
    file, mark, position = wanted.rpartition("#")
    path = _named(os.path.abspath(wanted), _base(root))
    record = [_named(os.path.abspath(file), _base(root)) + mark + position] if file else []
    return [os.fsencode(wanted).decode("utf-8", "backslashreplace"), path, *record]


def _base(root: Path) -> str:
    return os.path.abspath(root).rstrip(os.sep) + os.sep


def _local(source: str, besides: Path | None, passed: Counter[str]) -> Iterator[str]:
    """Yield absolute paths."""
    if os.path.lexists(source):
        yield from _files(os.path.abspath(source), besides, passed)
        return
    matches = glob.glob(source, recursive=True) if glob.has_magic(source) else []
    if not matches:
        raise SourceNotFound(f"{source or repr(source)}: no such file or folder, and no file matches it as a pattern")
    for match in matches:
        yield from _files(os.path.abspath(match), besides, passed)


def _files(path: str, besides: Path | None, passed: Counter[str]) -> Iterator[str]:
    yield from _walk(path, besides, passed) if os.path.isdir(path) else [path]


def _walk(folder: str, besides: Path | None, passed: Counter[str]) -> Iterator[str]:
    """Yield what bears a known name below `folder`. Links to folders are followed last and each folder once, so loops end."""
    folders, links, seen = [folder], list[str](), {os.path.realpath(besides)} if besides else set[str]()
    while folders or links:
        folder = folders.pop() if folders else links.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=attrgetter("name"))
        except OSError:
            yield folder  # reading it will say why it cannot be read
            continue
        for entry in entries:
            if entry.is_symlink():
                if os.path.isdir(entry.path):  # unlike entry.is_dir(), false for a link that leads to itself
                    links.append(entry.path)
            elif entry.is_dir():
                folders.append(entry.path)
            if entry.name.lower().endswith(SUFFIXES):
                yield entry.path
            elif entry.is_file():
                passed[_ending(entry.name)] += 1


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _remote(source: str, passed: Counter[str]) -> Iterator[str]:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(source)
        if glob.has_magic(path):
            paths = system.glob(path)
        elif system.isfile(path):
            paths = [path]
        else:
            found = system.find(path)
            paths = [p for p in found if p.lower().endswith(SUFFIXES)]
            passed.update(_ending(p) for p in found if not p.lower().endswith(SUFFIXES))
    except ImportError as error:
        raise SourceNotFound(f"{source}: {error}: pip install 'cityfacts[sources]' has what http and S3 need") from None
    except (OSError, ValueError) as error:
        raise SourceNotFound(f"{source}: {error}") from None
    if not paths:
        raise SourceNotFound(f"{source}: nothing there")
    for each in paths:
        url = system.unstrip_protocol(each)
        yield url.removeprefix("file://") if url.startswith("file:///") else url


def _named(path: str, base: str) -> str:
    """Return the source_path of a file; bytes that are not UTF-8 in its name are written as \\xhh."""
    if path.startswith(base):
        name = path[len(base) :]
        return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")
    return "file://" + (path if PLAIN.fullmatch(path) else quote(os.fsencode(path)))
