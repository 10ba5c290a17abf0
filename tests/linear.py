"""`python -m tests.linear`: hostile text, twice as long, must take about twice as long to read; prints the worst ratios of CPU time.

Text that repeats a few hostile pieces is read whole (restored, segmented, extracted) at one length and at twice that. What takes
more than LIMIT times as long is measured again at four times the length, so that noise is told from growth: a quadratic rule gives
four each time. tests/test_effort.py counts calls instead, for the rules that once grew, and needs no quiet machine.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from tests import cases, fuzz
from tests.test_effort import HOSTILE, HOSTILE_NUMBERS
from transforms.model.page import Page
from transforms.reading import read

LENGTH = 4_000  # characters
LIMIT = 2.6
MEANINGFUL = 0.02  # seconds: what takes less is mostly overhead
MARKS = [
    "，", "、", "。", "；", "：", "“", "”", "《", "》", "（", "）", "(", ")", "·", "—", "-", "\n", " ", "　", "\t", "<", ">", "&", ";", "/",
    "%", ".",
]
WORDS = [
    "第", "届", "年", "月", "日", "亿元", "万", "余", "超过", "市", "省", "县", "区", "市委", "书记", "市长", "副", "主任", "委员会",
    "公司", "大学", "由", "主办", "承办", "来源", "记者", "报道", "签约", "协议", "奖", "荣获", "表示", "说", "论坛", "会议", "以",
    "为主题", "在", "与", "和", "等", "张", "王", "欧阳", "阿", "斯", "2024", "10", "一", "十", "百", "个", "名", "gov", "http://", "www.",
    "<p>", "<div ", "&nbsp;", "zhōng", "ａ", "臺", "鍥", "锟斤拷",
]  # fmt: skip


def seconds(text: str, format: str) -> float:
    """Return the CPU seconds that reading a text takes."""
    page = Page("x", "x", len(text.encode("utf-8", "replace")), "utf-8", text, datetime(2024, 10, 16), format=format)
    began = time.process_time()
    read(page)
    return time.process_time() - began


def ratio(pieces: str, format: str, length: int = LENGTH) -> tuple[float, float]:
    """Return how many times as long a text of twice the length takes, and the seconds of the longer one."""
    once, twice = (pieces * (size // len(pieces) + 1) for size in (length, 2 * length))
    short, long = min(seconds(once[:length], format) for _ in range(2)), seconds(twice[: 2 * length], format)
    return long / max(short, MEANINGFUL), long


def texts(count: int, seed: int) -> list[tuple[str, str]]:
    """Return hostile pieces, those known by name first, and the format they are read in."""
    chance = random.Random(seed)
    sentences = [case.sentence for path in sorted(Path(__file__).parent.glob("*/*.txt")) for case in _cases(path)]
    known = [(piece, "text") for piece in [*HOSTILE, *HOSTILE_NUMBERS, *(s for s in fuzz.SNIPPETS if "\x00" not in s), *MARKS]]
    stock = [WORDS, MARKS, HOSTILE, [s[i : i + 12] for s in sentences if s for i in [chance.randrange(len(s))]]]
    made = ["".join(chance.choice(chance.choice(stock)) for _ in range(chance.randrange(1, 6))) for _ in range(count)]
    return [*known, *((pieces, chance.choice(("text", "text", "html"))) for pieces in made if pieces)]


def _cases(path: Path) -> list[cases.Case]:
    try:
        return list(cases.load(path))
    except ValueError:  # cases of another form
        return []


def grown(count: int, seed: int) -> dict[str, Any]:
    """Return how many texts were tried, the worst ratios, and those that stay over the limit at twice the length again."""
    found, over = [], []
    tried = texts(count, seed)
    for pieces, format in tried:
        times, took = ratio(pieces, format)
        found.append((round(times, 2), round(took, 2), format, pieces[:60]))
        if times > LIMIT:
            again, took = ratio(pieces, format, 2 * LENGTH)
            if again > LIMIT:
                over.append((round(times, 2), round(again, 2), round(took, 2), format, pieces[:60]))
    found.sort()
    return {
        "seed": seed, "texts": len(tried), "characters": [LENGTH, 2 * LENGTH], "median": found[len(found) // 2][0], "worst": found[:-6:-1],
        "slowest s": max(took for _, took, _, _ in found), "over the limit twice": over,
    }


def main() -> None:
    """Print the figures as JSON; end with 1 where something grows faster than its length."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--texts", type=int, default=150)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    told = grown(chosen.texts, chosen.seed)
    print(json.dumps(told, indent=1, ensure_ascii=False))
    raise SystemExit(1 if told["over the limit twice"] else 0)


if __name__ == "__main__":
    main()
