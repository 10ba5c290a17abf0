"""Containers: every record is a page or a refusal of its own, named by file and position; bombs and endless lines end at a limit."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import struct
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouses import rows, run
from transforms import ingest
from transforms.ingest import articles
from transforms.ingest.compression import COMPRESSIONS
from transforms.model.page import Given, Page, Refusal

ONE = "国际城市论坛10月16日在滨江会展中心开幕,来自三十个国家的代表出席。\n与会者就社区更新交流经验。\n"
TWO = "全市新增装备制造企业1300余家,带动投资达58亿元。\n"
PAGE = f"<html><head><meta charset='utf-8'><title>论坛开幕</title></head><body><h1>论坛开幕</h1><p>{ONE}</p></body></html>"


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


PACK = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd}


def lines(*rows: Any) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode()) + b"\n" for row in rows)


ADDRESS = "http://news.example/2024-10/17/content_1.htm"


def warc(payload: bytes, kind: str = "response", address: str = ADDRESS, mime: str = "application/http") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {mime}\r\nContent-Length: {len(payload)}\r\n\r\n"
    return head.encode() + payload + b"\r\n\r\n"


def answer(body: bytes, mime: str = "text/html; charset=utf-8", status: str = "200 OK", fields: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{fields}\r\n".encode() + body


def zipped(members: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def read(tmp_path: Path, name: str, data: bytes, limit: int = ingest.LIMIT) -> list[Page | Refusal]:
    (tmp_path / name).write_bytes(data)
    (input,) = ingest.discover([str(tmp_path / name)], tmp_path)
    return list(ingest.read(input, limit))


def told(records: list[Page | Refusal]) -> dict[str, str]:
    """What became of each record: the start of its text, or why it was refused."""
    return {r.source_path: r.raw[:6] if isinstance(r, Page) else r.reason_code for r in records}


def test_a_line_of_jsonl_is_a_page_and_a_bad_one_is_refused_alone(tmp_path: Path) -> None:
    rows = {"text": ONE}, b"{broken", b"", ["list"], {"title": "只有标题"}, {"content": TWO}, b'{"text": "\\ud800"}', b"\xff"
    records = read(tmp_path, "a.jsonl", lines(*rows))
    assert told(records) == {
        "a.jsonl#1": ONE[:6], "a.jsonl#2": "not_json", "a.jsonl#4": "not_an_object", "a.jsonl#5": "no_text", "a.jsonl#6": TWO[:6],
        "a.jsonl#7": "not_json", "a.jsonl#8": "not_json",
    }
    assert records[1].kept == b"{broken\n" and records[1].sha256 == hashlib.sha256(b"{broken\n").hexdigest()  # type: ignore[union-attr]


def test_the_same_article_is_the_same_document_in_every_container(tmp_path: Path) -> None:
    data = ONE.encode()
    table = io.BytesIO()
    pq.write_table(pa.table({"id": [1], "text": [ONE]}), table)
    files = {
        "a.txt": data, "a.jsonl": lines({"text": ONE}), "a.parquet": table.getvalue(), "a.zip": zipped({"inner/a.txt": data}),
        "a.warc": warc(answer(data, "text/plain")), "a.wet": warc(data, "conversion", mime="text/plain"),
        **{f"a.txt{s}": pack(data) for s, pack in PACK.items()}, **{f"a.jsonl{s}": pack(lines({"text": ONE})) for s, pack in PACK.items()},
    }
    assert set(PACK) == set(COMPRESSIONS)
    for name, content in files.items():
        (page,) = read(tmp_path, name, content)
        assert isinstance(page, Page), page
        assert (page.document_id, page.raw, page.size) == (hashlib.sha256(data).hexdigest(), ONE, len(data)), name
        assert page.source_path == name + ("" if ".txt" in name else "#1")


def test_what_the_row_says_of_the_article_is_kept_as_evidence(tmp_path: Path) -> None:
    row = {"text": ONE, "title": "论坛开幕", "date": "2024-10-17 08:13:00", "source": "滨江日报", "author": ["张三"], "url": "http://a.example/1"}
    (page,) = read(tmp_path, "a.jsonl", lines(row))
    when = datetime(2024, 10, 17, 8, 13, tzinfo=articles.SHANGHAI)
    assert isinstance(page, Page) and page.given == Given(title="论坛开幕", publisher="滨江日报", published_at=when, authors=["张三"])


def test_the_date_of_a_crawl_dates_nothing_but_an_address_may(tmp_path: Path) -> None:
    rows = [
        {"text": ONE, "dump": "CC-MAIN-2023-50", "date": "2023-12-01T00:00:00Z"},
        {"text": TWO, "dump": "CC-MAIN-2023-50", "date": "2023-12-01T00:00:00Z", "url": "https://a.example/n1/2018/1031/c1-30374.html"},
    ]
    first, second = read(tmp_path, "a.jsonl", lines(*rows))
    assert isinstance(first, Page) and first.given is None
    assert isinstance(second, Page) and second.given and second.given.published_at == datetime(2018, 10, 31, tzinfo=articles.SHANGHAI)


@pytest.mark.parametrize(("url", "day"), [
    ("http://a.example/2024-10/17/content_1.htm", (2024, 10, 17)), ("http://a.example/202410/17/t20241017_52.shtml", (2024, 10, 17)),
    ("http://a.example/n1/2024/1017/c1001-4.html", (2024, 10, 17)), ("https://a.example/2024/10/17/ARTI.shtml", (2024, 10, 17)),
    ("https://a.example/a/20241017A05K8300", (2024, 10, 17)), ("https://a.example/article/20240231.html", None), ("https://a.example/2024/", None),
    ("https://a.example/news/12024101799.html", None), ("https://a.example/?d=2024-10-17", None), ("2024-10-17", None),
])
def test_the_day_in_the_address_of_a_page(url: str, day: tuple[int, int, int] | None) -> None:
    assert articles.address_date(url) == (datetime(*day, tzinfo=articles.SHANGHAI) if day else None)


def test_an_endless_line_is_cut_off_and_the_next_one_is_read(tmp_path: Path) -> None:
    records = read(tmp_path, "a.jsonl", lines({"text": ONE}, b'{"text": "' + b"x" * 5_000_000, {"text": TWO}), limit=100_000)
    assert told(records) == {"a.jsonl#1": ONE[:6], "a.jsonl#2": "too_large", "a.jsonl#3": TWO[:6]}


def test_rows_of_parquet_are_pages_and_a_table_without_text_is_refused(tmp_path: Path) -> None:
    table = io.BytesIO()
    pq.write_table(pa.table({"content": [ONE, None, TWO.encode().decode()], "title": ["甲", "乙", None], "n": [1, 2, 3]}), table, row_group_size=1)
    records = read(tmp_path, "a.parquet", table.getvalue())
    assert told(records) == {"a.parquet#1": ONE[:6], "a.parquet#2": "no_text", "a.parquet#3": TWO[:6]}
    assert isinstance(records[0], Page) and records[0].given == Given(title="甲")
    for name, data in {"b.parquet": table.getvalue()[:-9], "c.parquet": b"PAR1 no"}.items():
        assert told(read(tmp_path, name, data)) == {name: "not_parquet"}
    pq.write_table(pa.table({"n": [1]}), tmp_path / "d.parquet")
    assert told(read(tmp_path, "d.parquet", (tmp_path / "d.parquet").read_bytes())) == {"d.parquet": "no_text"}


def test_a_damaged_row_group_is_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [ONE, ONE + "二", TWO]}), table, row_group_size=1, use_dictionary=False, compression="zstd")
    data = bytearray(table.getvalue())
    column = pq.ParquetFile(table).metadata.row_group(1).column(0)
    data[column.data_page_offset : column.data_page_offset + 30] = b"\xff" * 30
    assert told(read(tmp_path, "a.parquet", bytes(data))) == {"a.parquet#1": ONE[:6], "a.parquet#2": "broken_rows", "a.parquet#3": TWO[:6]}


@pytest.mark.parametrize("pack", [bytes, lambda data: gzip.compress(data)])
def test_the_pages_of_a_crawl_are_read_and_what_is_no_page_is_passed_over(tmp_path: Path, pack: Any) -> None:
    body = PAGE.encode()
    chunked = b"5\r\n" + body[:5] + b"\r\n" + hex(len(body) - 5)[2:].encode() + b"\r\n" + body[5:] + b"\r\n0\r\n\r\n"
    members = [
        warc(b"software: test", "warcinfo", mime="application/warc-fields"), warc(answer(body)), warc(b"GET / HTTP/1.1", "request"),
        warc(answer(b"\x89PNG", "image/png")), warc(answer(body, status="404 Not Found")),
        warc(answer(gzip.compress(body), fields="Content-Encoding: gzip\r\n")), warc(answer(chunked, fields="Transfer-Encoding: chunked\r\n")),
        warc(body, "resource", mime="text/html"), warc(ONE.encode(), "conversion", mime="text/plain"),
    ]
    name = "a.warc.gz" if pack is not bytes else "a.warc"
    records = read(tmp_path, name, b"".join(map(pack, members)))
    assert [r.source_path.partition("#")[2] for r in records] == ["2", "6", "7", "8", "9"]
    pages = [r for r in records if isinstance(r, Page)]
    assert [page.raw for page in pages] == [PAGE] * 4 + [ONE]
    assert [page.format for page in pages] == ["html"] * 4 + ["text"]
    assert pages[0].document_id == hashlib.sha256(body).hexdigest()
    assert pages[0].given == Given(title="论坛开幕", published_at=datetime(2024, 10, 17, tzinfo=articles.SHANGHAI))


BROKEN_RECORDS = {
    "length is no number": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: abc\r\n\r\nxxxx\r\n\r\n",
    "length too short": warc(answer(PAGE.encode())).replace(b"Content-Length: ", b"Content-Length: 1\r\nX: "),
    "length too long": warc(answer(PAGE.encode())).replace(b"Content-Length: ", b"Content-Length: 9"),
    "no version": b"garbage\r\n\r\n",
    "endless head": b"WARC/1.0\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
    "larger than the limit": warc(answer(b"x" * 200_000)),
}


@pytest.mark.parametrize("kind", BROKEN_RECORDS)
def test_a_broken_record_does_not_stop_a_crawl(tmp_path: Path, kind: str) -> None:
    good = warc(answer(PAGE.encode()))
    records = read(tmp_path, "a.warc", good + BROKEN_RECORDS[kind] + good, limit=100_000)
    assert isinstance(records[0], Page) and isinstance(records[-1], Page), told(records)
    assert any(isinstance(r, Refusal) for r in records) and len(records) <= 4


@pytest.mark.parametrize("suffix", PACK)
def test_a_cut_stream_gives_what_is_whole_and_refuses_the_file(tmp_path: Path, suffix: str) -> None:
    rows = lines(*({"text": f"第{n}届论坛开幕。" + hashlib.sha256(str(n).encode()).hexdigest() * 40} for n in range(1000)))
    data = PACK[suffix](rows)
    data = data[: len(data) * 2 // 3]
    records = read(tmp_path, f"a.jsonl{suffix}", data)
    assert isinstance(records[-1], Refusal)
    assert (records[-1].source_path, records[-1].reason_code) == (f"a.jsonl{suffix}", "broken_compression")
    assert records[-1].sha256 == hashlib.sha256(data).hexdigest() and records[-1].location
    assert told(read(tmp_path, f"b.txt{suffix}", b"no archive at all")) == {f"b.txt{suffix}": "broken_compression"}


@pytest.mark.parametrize("suffix", PACK)
def test_a_bomb_is_cut_off(tmp_path: Path, suffix: str) -> None:
    bomb = PACK[suffix](b"0" * 60_000_000)
    assert told(read(tmp_path, f"a.txt{suffix}", bomb)) == {f"a.txt{suffix}": "too_large"}
    assert set(told(read(tmp_path, f"a.jsonl{suffix}", bomb, limit=1_000_000)).values()) <= {"bomb", "too_large", "empty"}
    assert told(read(tmp_path, "a.zip", zipped({"a.txt": b"0" * 60_000_000}))) == {"a.zip#1": "too_large"}


def test_members_of_an_archive_are_read_and_refused_one_by_one(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": TWO.encode(), "more.zip": zipped({"deepest.txt": ONE.encode()})})
    data = zipped({
        "新闻/a.txt": ONE.encode(), "readme.pdf": b"%PDF", "../../etc/evil.txt": ONE.encode(), "C:\\a.txt": ONE.encode(),
        "b.jsonl": lines({"text": TWO}, b"{"), "empty.txt": b"", "c.html": PAGE.encode(), "inner.zip": inner,
        "d.jsonl.gz": gzip.compress(lines({"text": ONE})),
    })
    assert told(read(tmp_path, "a.zip", data)) == {
        "a.zip#1": ONE[:6], "a.zip#3": "unsafe_name", "a.zip#4": "unsafe_name", "a.zip#5/1": TWO[:6], "a.zip#5/2": "not_json", "a.zip#6": "empty",
        "a.zip#7": PAGE[:6], "a.zip#8/1": TWO[:6], "a.zip#8/2": "too_deep", "a.zip#9/1": ONE[:6],
    }


def test_a_damaged_member_does_not_stop_an_archive(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": ONE.encode() * 50, "b.txt": TWO.encode()}))
    data[60:70] = b"\xff" * 10
    assert told(read(tmp_path, "a.zip", bytes(data))) == {"a.zip#1": "broken_compression", "a.zip#2": TWO[:6]}
    assert told(read(tmp_path, "b.zip", b"PK\x03\x04 no archive")) == {"b.zip": "broken_archive"}
    assert told(read(tmp_path, "d.zip", zipped({"a.txt": ONE.encode(), "b.txt": TWO.encode()}).replace(b"b.txt", b"\0.txt"))) == {
        "d.zip#1": ONE[:6], "d.zip#2": "unsafe_name",
    }  # fmt: skip
    locked = bytearray(zipped({"a.txt": ONE.encode()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(signature) + offset
        locked[at : at + 2] = struct.pack("<H", 1)
    assert told(read(tmp_path, "c.zip", bytes(locked))) == {"c.zip#1": "encrypted"}


def test_an_empty_container_is_refused(tmp_path: Path) -> None:
    for name, data in {"a.jsonl": b"\n\n", "a.warc": warc(b"GET /", "request"), "a.zip": zipped({"a.pdf": b"%PDF"})}.items():
        assert told(read(tmp_path, name, data)) == {name: "empty"}


def test_records_can_be_read_from_the_middle(tmp_path: Path) -> None:
    rows = [{"text": f"第{n}届国际城市论坛开幕。"} for n in range(1, 30)]
    table = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), table, row_group_size=7)
    files = {
        "a.jsonl": lines(*rows), "a.parquet": table.getvalue(), "a.jsonl.gz": gzip.compress(lines(*rows)),
        "a.warc": b"".join(warc(answer(f"<p>{row['text']}</p>".encode())) for row in rows),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        (input,) = ingest.discover([str(tmp_path / name)], tmp_path)
        found = [record for record in ingest.contents(input) if isinstance(record, ingest.Content)]
        assert len(found) == 29
        for start in (found[0], found[10], found[28]):
            again = ingest.Input(start.source_path, input.location, start.position, start.offset)
            assert start in list(ingest.contents(again)), (name, start.position)


def test_a_container_is_read_again_only_where_it_changed_and_loses_what_it_no_longer_has(tmp_path: Path) -> None:
    pages, warehouse = tmp_path / "pages", tmp_path / "warehouse"
    pages.mkdir()
    articles = [{"text": f"第{n}届滨江国际城市论坛于2019年10月{n}日开幕,{n}00余名代表出席。"} for n in range(1, 7)]

    def state(*found: Any) -> tuple[str, int, int, int, int, int]:
        (pages / "a.jsonl").write_bytes(lines(*found))
        told = run(warehouse, pages).run
        return told.status, told.seen, told.new, told.changed, told.unchanged, told.quarantined

    def paths() -> list[str]:
        return sorted(str(row["source_path"]).rpartition("/")[2] for row in rows(warehouse, "sources"))

    assert state(*articles, b"{broken") == ("published", 7, 6, 0, 0, 1)
    assert state(*articles, b"{broken") == ("no_news", 7, 0, 0, 6, 1)
    assert state(*articles[:2], {"text": "第七届论坛改期。"}, *articles[3:], b"{broken") == ("published", 7, 0, 1, 5, 1)
    assert state(*articles[:4]) == ("published", 4, 0, 1, 3, 0)
    assert paths() == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4"]
    assert len(rows(warehouse, "documents")) == 4 and not rows(warehouse, "quarantine")
    with (pages / "a.jsonl").open("ab") as file:
        file.write(lines(articles[0], articles[5]))
    assert run(warehouse, pages).run.new == 2
    assert len(rows(warehouse, "documents")) == 5 and len(paths()) == 6


NAMES = ["a.jsonl", "a.warc", "a.zip", "a.parquet", "a.html", "a.jsonl.gz", "a.txt.zst", "a.txt.xz"]


@given(st.binary(max_size=400), st.sampled_from(NAMES), st.booleans())
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str, continued: bool) -> None:
    path = tmp_path_factory.getbasetemp() / name
    good = {"a.warc": warc(answer(PAGE.encode())), "a.zip": zipped({"a.txt": TWO.encode()}), "a.jsonl.gz": gzip.compress(lines({"text": ONE}))}
    path.write_bytes(good.get(name, b"") + data if continued else data)
    (input,) = ingest.discover([str(path)], path.parent)
    assert all(isinstance(record, Page | Refusal) for record in ingest.read(input))
