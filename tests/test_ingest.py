"""Ingest: every input is read or refused with a reason, on a real file system; nothing raises and nothing blocks."""

from __future__ import annotations

import hashlib
import os
import random
import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import ingest
from transforms.ingest.charset import Decoded, Undecodable, decode
from transforms.model.page import Page, Refusal

NEWS = "国际城市可持续发展论坛10月16日在滨江会展中心开幕,来自三十个国家的代表出席。\n\n与会者就社区更新交流经验。\n"


def only(source: Path, root: Path, limit: int = ingest.LIMIT) -> Page | Refusal:
    (found,) = [record for input in ingest.discover([str(source)], root) for record in ingest.read(input, limit)]
    return found


def write(path: Path, data: bytes | str = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_page_is_identified_by_its_bytes_and_decoded(tmp_path: Path, encoding: str) -> None:
    data = NEWS.encode(encoding)
    page = only(write(tmp_path / "页面.txt", data), tmp_path)
    assert page == Page(hashlib.sha256(data).hexdigest(), "页面.txt", len(data), encoding, NEWS)


def test_traditional_chinese_in_gb18030_is_read(tmp_path: Path) -> None:
    page = only(write(tmp_path / "a.txt", "與會專家圍繞城市發展進行討論。".encode("gb18030")), tmp_path)
    assert isinstance(page, Page) and page.encoding == "gb18030"


DAMAGED = {
    "empty": b"",
    "blank": " \n\u3000\u00a0\ufeff\n".encode(),
    "truncated_utf8": NEWS.encode()[:-2],
    "truncated_utf8 in front": NEWS.encode()[1:],
    "truncated_utf8 of four bytes": "城市".encode()[:4],
    "broken_utf8": NEWS.encode()[:31] + b"\xff" + NEWS.encode()[31:],
    "not_text: PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "not_text: UTF-16": NEWS.encode("utf-16"),
    "not_text: Big5": "與會專家圍繞城市發展進行討論,並發表共同倡議。".encode("big5"),
    "not_text: Shift JIS": "国際都市の持続可能な発展に関する会議が開催された。".encode("shift_jis"),
    "not_text: zeros": bytes(5000),
    "not_text: noise": random.Random(7).randbytes(4000),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_is_no_text_is_refused_with_its_bytes(tmp_path: Path, kind: str) -> None:
    data = DAMAGED[kind]
    refusal = only(write(tmp_path / "a.txt", data), tmp_path)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason_code, refusal.kept, refusal.size) == (kind.split()[0].rstrip(":"), data, len(data))
    assert refusal.sha256 == hashlib.sha256(data).hexdigest()


def test_an_oversized_file_is_hashed_but_never_held(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"x" * 3_000_000)
    refusal = only(path, tmp_path, limit=1_000_000)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason_code, refusal.kept, refusal.location, refusal.size) == ("too_large", None, str(path), 3_000_000)
    assert refusal.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert isinstance(only(path, tmp_path, limit=3_000_000), Page)


def test_what_is_not_a_file_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    records: list[Page | Refusal] = []

    def work() -> None:
        records.extend(record for input in ingest.discover([str(tmp_path)], tmp_path) for record in ingest.read(input))

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(20)
    assert not worker.is_alive(), "reading a pipe blocked"
    codes = {r.source_path: r.reason_code for r in records if isinstance(r, Refusal)}
    assert codes == {"broken.txt": "broken_link", "circle.txt": "broken_link", "folder.txt": "not_a_file", "pipe.txt": "not_a_file"}


def test_a_file_that_goes_while_we_read_has_vanished(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (input,) = ingest.discover([str(path)], tmp_path)
    path.unlink()
    (refusal,) = ingest.read(input)
    assert isinstance(refusal, Refusal) and refusal.reason_code == "vanished"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    path.chmod(0)
    refusal = only(path, tmp_path)
    assert isinstance(refusal, Refusal) and refusal.reason_code == "unreadable"


def test_a_folder_gives_the_files_of_known_formats_sorted_and_once(tmp_path: Path) -> None:
    names = ["b/2.txt", "a.txt", "b/10.TXT", "c.txt/inner.txt"]
    for name in reversed(names):
        write(tmp_path / name)
    for name in ("notes.pdf", "b/more.PDF", "README"):
        write(tmp_path / name)
    (tmp_path / "b" / "again").symlink_to(tmp_path)
    passed = Counter[str]()
    inputs = ingest.discover([str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "b" / "*.txt")], tmp_path, passed=passed)
    assert [input.source_path for input in inputs] == sorted([*names, "c.txt"])
    assert passed == {".pdf": 2, "": 1}, "what is passed over is counted"


def test_a_file_that_was_named_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    assert isinstance(only(write(tmp_path / "page.article"), tmp_path), Page)


def test_what_lies_outside_the_project_is_named_by_its_uri(tmp_path: Path) -> None:
    page = only(write(tmp_path / "out" / "a b.txt"), tmp_path / "project")
    assert page.source_path == f"file://{tmp_path}/out/a%20b.txt"


def test_a_name_that_is_not_utf8_still_has_a_path(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xb3\xc7.txt")
    with open(name, "wb") as file:
        file.write(NEWS.encode())
    page = only(Path(name), tmp_path)
    assert isinstance(page, Page) and page.source_path == "\\xb3\\xc7.txt"


def test_a_source_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    for source in ("nowhere.txt", "none*.txt", "memory://nowhere/at/all", "nosuchprotocol://x"):
        with pytest.raises(ingest.SourceNotFound, match=source.split("*")[0].split(":")[0]):
            ingest.discover([str(tmp_path / source) if "://" not in source else source], tmp_path)


def test_a_url_is_read_through_fsspec(tmp_path: Path) -> None:
    import fsspec

    with fsspec.open("memory://news/2024/a.txt", "wb") as file:
        file.write(NEWS.encode())
    inputs = ingest.discover(["memory://news"], tmp_path)
    (page,) = ingest.read(inputs[0])
    assert isinstance(page, Page) and (page.raw, page.source_path) == (NEWS, "memory:///news/2024/a.txt")
    (refusal,) = ingest.read(inputs[0], limit=10)
    assert isinstance(refusal, Refusal) and (refusal.reason_code, refusal.size) == ("too_large", len(NEWS.encode()))


@given(st.binary(max_size=200))
def test_what_is_decoded_encodes_to_the_same_bytes(data: bytes) -> None:
    found = decode(data)
    assert isinstance(found, Undecodable) or (isinstance(found, Decoded) and found.text.encode(found.encoding) == data)


@given(st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable() and text.strip()))
def test_every_printable_text_is_read_in_utf8(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")
