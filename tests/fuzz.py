"""Fuzzed files through the whole run: every one is published or refused with a reason, in two gigabytes, whatever it is made of.

    make fuzz                               12,000 files and a line of 100 MB
    python -m tests.fuzz --files 300 --line-mb 2 --seed 7

Files are pages cut, spliced, flipped, doubled, encoded twice or half, HTML, JSON lines, WARC and archives treated the same way, noise,
and names that lead elsewhere. Not meant: whether what is read of them is right.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.warehouses import page
from transforms.publish import releases
from transforms.version import ROOT

MEMORY = 2_000_000_000

# Each has cost somebody a crash or an evening.
SNIPPETS = [
    "\x00", "\x1b[2J", "\u202e", "\ufeff", "\u2028", "\ud7ff", "\U0010ffff", "\u0301" * 50, "((((((((((", "))))))))))", "《" * 40, "》" * 40,
    "“‘" * 30, "第" * 60, "一" * 80, "亿" * 40, "年月日" * 30, "1" * 400, "2024年" * 50, "-" * 200, "0.0.0.0.0.0.", "１２３", "=HYPERLINK(1)",
    "'; DROP TABLE documents; --", "<script>alert(1)</script>", "<!--", "]]>", "&#x110000;", "&" * 60, "%s%n", "../../etc/passwd", "\r",
    "\r\n\r\n", "\t" * 40, "　" * 60, "?" * 40, "锟斤拷" * 20,
]


def words(chance: random.Random, pages: list[str]) -> str:
    """Return a page with some damage."""
    text = chance.choice(pages)
    for _ in range(chance.randrange(1, 5)):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        match chance.randrange(7):
            case 0:
                text = text[:at]
            case 1:
                text = text[:at] + chance.choice(SNIPPETS) + text[at:]
            case 2:
                text = text[:at] + text[to:]
            case 3:
                text = text[:to] + text[at:to][:300] * chance.randrange(1, 4) + text[to:]
            case 4:
                text = text[:at] + "".join(chance.sample(text[at:to][:300], len(text[at:to][:300]))) + text[to:]
            case 5:
                text = text[:at] + chance.choice(pages)[:500] + text[at:]
            case _:
                text = text.replace(chance.choice(text or " "), chance.choice(SNIPPETS), 3)
        text = text[:4000]
    return text


def encoded(chance: random.Random, text: str) -> bytes:
    """Return the bytes of a text, in one encoding, in two, or twice."""
    encoding = chance.choice(["utf-8", "utf-8", "gb18030", "big5", "utf-16", "latin-1", "utf-8-sig"])
    data = text.encode(encoding, "replace" if encoding in ("big5", "latin-1") else "surrogatepass" if encoding == "utf-16" else "replace")
    match chance.randrange(6):
        case 0:
            return data[: chance.randrange(len(data) + 1)]
        case 1:
            return data + text[:200].encode("gb18030", "replace")
        case 2:
            return data.decode("latin-1").encode("utf-8")
        case 3:
            mutable = bytearray(data or b"x")
            for _ in range(chance.randrange(1, 20)):
                mutable[chance.randrange(len(mutable))] = chance.randrange(256)
            return bytes(mutable)
        case _:
            return data


def html(chance: random.Random, text: str) -> bytes:
    """Return a text between tags, most of which do not match."""
    tags = ["<p>", "</p>", "<div", ">", "<a href='", "</div></div>", "<meta charset=", "<title>", "<script>", "<br/" * 20, "<table>" * 30]
    pieces = [text[i : i + 60] + chance.choice(tags) for i in range(0, len(text), 60)]
    return encoded(chance, "".join(pieces))


def lines(chance: random.Random, text: str) -> bytes:
    """Return JSON lines, some of which are."""
    made = []
    for number in range(chance.randrange(1, 5)):
        field, title = chance.choice(["text", "content", "body", "html", "x"]), chance.choice([None, 1, [], "题"])
        record: dict[str, Any] = {field: text[number * 100 :], "title": title}
        line = json.dumps(record, ensure_ascii=chance.random() < 0.5)
        made.append(line if chance.random() < 0.6 else line[: chance.randrange(len(line) + 1)] + chance.choice(["", "[" * 999, "\x00", "}}"]))
    return "\n".join(made).encode("utf-8", "surrogatepass")


def warc(chance: random.Random, text: str) -> bytes:
    """Return a WARC whose lengths may lie."""
    charset = chance.choice([b"utf-8", b"gbk", b"nonsense", b""])
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=" + charset + b"\r\n\r\n" + html(chance, text)
    length = len(body) + chance.choice([0, 0, 0, -7, 9, 10**12])
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % length + body + b"\r\n\r\n"


def archive(chance: random.Random, text: str) -> bytes:
    """Return a zip, deep, of many zeros, with names that lead elsewhere, or damaged."""
    data, name = encoded(chance, text), chance.choice(["a.txt", "../../a.txt", "/etc/a.txt", "a\nb'.txt", "x/" * 50 + "a.txt", "a.html", "a.jsonl"])
    for _ in range(chance.choice([1, 1, 2, 4, 30])):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
            zipped.writestr(name, data)
            if chance.random() < 0.05:
                zipped.writestr("zeros.txt", bytes(40_000_000))
        data, name = packed.getvalue(), "inner.zip"
    return data if chance.random() < 0.7 else encoded(chance, data.decode("latin-1"))


MAKERS: list[tuple[str, Callable[[random.Random, str], bytes]]] = [
    (".txt", encoded), (".txt", encoded), (".txt", encoded), (".html", html), (".jsonl", lines), (".warc", warc), (".zip", archive),
    (".txt.gz", lambda chance, text: gzip.compress(encoded(chance, text))[: chance.choice([None, -5, 20])]),
    (".jsonl.bz2", lambda chance, text: bz2.compress(lines(chance, text))[: chance.choice([None, -5, 20])]),
    (".txt", lambda chance, text: chance.randbytes(chance.randrange(600))),
    (".parquet", lambda chance, text: b"PAR1" + encoded(chance, text) + b"PAR1"),
]
NAMES = [
    "{}", "a b{}", "引号“{}”", "new\nline{}", "quote'{}", 'double"{}', "back\\slash{}", "$(id){}", "-{}", "#{}", "%2e%2e{}", "=1+1{}", "\x1b[31m{}",
    "..{}", "{}\udcff",
]


def fill(folder: Path, files: int, line_mb: float, seed: int) -> None:
    """Write the files."""
    chance = random.Random(seed)
    shipped = sorted((ROOT / "seeds" / "pages").glob("*.txt"))
    pages = [path.read_text(encoding="utf-8", errors="replace") for path in shipped] + [page(number) for number in range(20)]
    for number in range(files):
        suffix, make = chance.choice(MAKERS)
        name = chance.choice(NAMES).format(f"{number:05d}") + suffix
        (folder / os.fsdecode(os.fsencode(name))).write_bytes(make(chance, words(chance, pages)))
    for name, size in (("line.txt", line_mb), ("sentence.txt", min(line_mb, 1))):
        (folder / name).write_bytes("第三届论坛于2024年5月1日开幕，".encode() * int(size * 1e6 / 44))
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(page(99), encoding="utf-8")
    (folder / "link.txt").symlink_to("/etc/shadow")
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(outside)
    os.mkfifo(folder / "pipe.txt")


def fuzz(folder: Path, files: int, line_mb: float, seed: int) -> dict[str, Any]:
    """Run over fuzzed files and return the figures; raises AssertionError where one is neither published nor refused."""
    inbox, warehouse = folder / "inbox", folder / "warehouse"
    inbox.mkdir()
    fill(inbox, files, line_mb, seed)
    clock = time.monotonic()
    command = [sys.executable, "-m", "flows.cli", "run", str(inbox), "--warehouse", str(warehouse), "--json"]
    limit = (MEMORY, MEMORY)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, limit))
    assert done.returncode == 0, done.stderr[-3000:].decode(errors="replace")
    assert not set(done.stdout + done.stderr) & {0x1B, 0x00, 0x9B & 0x7F}, "a page moved the cursor of who reads the report"
    newest = releases.find(warehouse)
    sources = pq.read_table(newest.parquet("sources")).to_pylist()
    refused = pq.read_table(newest.parquet("quarantine")).to_pylist()
    states = Counter(row["state"] for row in sources)
    told = len({row["source_path"].partition("#")[0] for row in sources if "/loop/" not in row["source_path"]})
    there = sum(1 for _ in inbox.iterdir()) - 2 + 1  # the two folders that are linked are none, but one has a page
    assert told >= there - _hashed(inbox), f"{there} files and {told} told"
    assert all(row["reason"] and row["reason_code"] for row in refused) and len(refused) == states["quarantined"]
    ours = [row for row in refused if row["reason_code"] in ("reading_failed", "worker_died")]
    assert not ours, f"faults of our own: {ours[:5]}"
    assert newest.manifest.rows("documents") > files / 10
    return {
        "seed": seed, "files": there, "records": len(sources), **states, "documents": newest.manifest.rows("documents"),
        "reasons": dict(Counter(row["reason_code"] for row in refused).most_common()), "seconds": round(time.monotonic() - clock),
        "peak MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000,
    }


def _hashed(inbox: Path) -> int:
    """Return how many names have a # themselves, which tells a record of a container."""
    return sum("#" in path.name for path in inbox.iterdir())


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser()
    options.add_argument("--files", type=int, default=12_000)
    options.add_argument("--line-mb", type=float, default=100)
    options.add_argument("--seed", type=int, default=int(time.time()))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(fuzz(Path(folder), chosen.files, chosen.line_mb, chosen.seed), indent=1))


if __name__ == "__main__":
    main()
