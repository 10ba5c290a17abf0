"""What restoration brings back, what it leaves alone, and what it costs: `python -m benchmarks.restoration [folder with *.txt ...]`.

The text is that of seeds/gold/restored, and of the folders given, which may hold anything: a page found to be Traditional is one of the
second row. Damage is made by the forward model in tests/simulator.py with tables that nobody has tuned on. Figures of the text that the
project ships are a floor to notice a loss by; to learn how restoration fares on other text, give it other text.
"""

from __future__ import annotations

import math
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import opencc

from benchmarks import trails
from tests import simulator
from transforms.restore import restore

ARTICLES = Path(__file__).parent.parent / "seeds" / "gold" / "restored"
TABLES = (60, 300, None)
PAGE = 12  # paragraphs
ROUNDS = 15
DIGIT = re.compile(r"\d")
BLANK = re.compile(r"[^\S\n]+")
TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")
DECOYS = (
    "安(an)?", "“垚”(yáo)", "(dvd)", "(igcc)", "(B型)", "(记者 张伟)", "UNDP(开发计划署)", "饕餮(tāo tiè)", "血型(rh)", "手机(app)", "面积(ha)",
    "上海(a)", "小区(er)", "论坛(e)",
)  # fmt: skip


def texts(folders: Iterable[Path]) -> list[str]:
    """Return every text under the folders, without the blanks that spacing.py takes out."""
    found = (path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.rglob("*.txt")))
    return ["\n".join(tidy(line) for line in text.split("\n")) for text in found]


def tidy(line: str) -> str:
    """Return a line with single inner spaces."""
    return BLANK.sub(" ", line).strip()


def plain(pages: Iterable[str]) -> list[str]:
    """Return the Simplified text as pages of a few paragraphs that GBK can write, without what a mirror would take for markup."""
    lines = (re.sub("[<>&\x01\x02]", "", line) for page in pages if restore(page).script == "Hans" for line in page.split("\n"))
    fit = ["".join(c for c in line if len(c.encode("gbk", "ignore")) in (1, 2) and c != "€") for line in lines if len(line) > 12]
    return ["\n".join(map(tidy, fit[i : i + PAGE])) for i in range(0, len(fit), PAGE)]


def clean(pages: Iterable[str]) -> Counter[str]:
    """Count the characters of undamaged pages, and those that restoration changed: by script on Traditional pages, else at all."""
    found: Counter[str] = Counter()
    for page in pages:
        restored = restore(page)
        wrong = sum(c.raw_end - c.raw_start + c.text_end - c.text_start for c in restored.text.changes if c.edit.certainty != "flagged")
        found[restored.script] += len(page)
        found[f"{restored.script} changed"] += wrong
    return found


def script(pages: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return (exact, all) lines of pages that were converted to Traditional text in four ways."""
    ways: dict[str, Callable[[str], str]] = {name: opencc.OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk")}
    found = {}
    for name, convert in (ways | {"mirrors": simulator.mirrored}).items():
        lines = [(a, b) for p in pages for a, b in zip(restore(convert(p)).text.chars.split("\n"), p.split("\n"), strict=True)]
        found[name] = sum(a == b for a, b in lines), len(lines)
    return found


def damaged(pages: Sequence[str], size: int | None = 0, cut: float = 0.0, realign: float = 0.0) -> Counter[str]:
    """Count lines by what became of them, and of them those restored exactly; and repairs called proven, right or wrong."""
    found: Counter[str] = Counter()
    for seed, page in enumerate(pages):
        table = [] if size == 0 else simulator.table(size, seed, simulator.mirrored(page))
        made = simulator.damaged(page, table, cut=cut, realign=realign, seed=seed)
        restored = restore(made.raw).text
        lines, wanted = restored.chars.split("\n"), [tidy(line) for line in made.clean.split("\n")]
        starts = [0]
        for number, (line, want) in enumerate(zip(lines, wanted, strict=True)):
            kinds = {"lost": made.lost, "trail": made.cut_trails, "lead": made.cut_leads, "slip": made.slips}
            kind = next((kind for kind, numbers in kinds.items() if number in numbers), "other")
            found[kind] += 1
            found[f"{kind} exact"] += line == want
            found["invented"] += (Counter(DIGIT.findall(line)) - Counter(DIGIT.findall(want))).total()
            starts.append(starts[-1] + len(line) + 1)
        apart = [(low, high) for tag, low, high, _, _ in _differences(lines, wanted, starts) if tag != "equal"]
        for change in restored.changes:
            if change.edit.kind == "gbk_slip" and change.edit.certainty == "proven":
                found["proven"] += 1
                found["proven wrong"] += any(low < change.text_end and high > change.text_start for low, high in apart)
    return found


def _differences(lines: list[str], wanted: list[str], starts: list[int]) -> Iterable[tuple[str, int, int, int, int]]:
    for line, want, start in zip(lines, wanted, starts[:-1], strict=True):
        if line != want:
            for tag, low, high, a, b in SequenceMatcher(None, line, want, autojunk=False).get_opcodes():
                yield tag, start + low, start + high, a, b


def swallowed(tries: int) -> tuple[int, int]:
    """Return in how many lines a digit or comma was swallowed with half a character, and how many digits restoration invented there."""
    chance, lost, invented = random.Random(0), 0, 0
    endings = sorted(set(simulator.mirror_map().values()))
    while lost < tries:
        table = simulator.table(None, lost)
        numbers = [f"{chance.choice(('', ',', '1,'))}{chance.randrange(1, 10**5)}" for _ in range(12)]
        line = "".join(f"{chance.choice(endings)}{chance.choice(endings)}{number}" for number in numbers)
        # Every pair that straddles the two characters before a digit is annotated: the second half of the last one meets the digit.
        page = simulator.damaged(f"我们的会议在这里举行,各国代表参加。\n{line}", table, seed=lost)
        if 1 not in page.lost:
            continue
        lost += 1
        restored = restore(page.raw).text.chars.split("\n")[1]
        invented += (Counter(DIGIT.findall(restored)) - Counter(DIGIT.findall(page.clean.split("\n")[1]))).total()
    return lost, invented


def variants(pages: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return (removed, all) annotations for every way to write them, on Traditional pages and, for words, on Simplified ones."""
    ways: dict[str, Callable[[str, str], str]] = {
        "toned": lambda c, r: f"{c}({r})",
        "toneless": lambda c, r: f"{c}({r.translate(TONES)})",
        "blank behind": lambda c, r: f"{c}({r.translate(TONES)}) ",
        "blank inside": lambda c, r: f"{c}({r} )",
        "full width": lambda c, r: f"{c}（{r}）",
    }
    found: dict[str, tuple[int, int]] = {}
    for name, write in ways.items():
        removed = total = 0
        for seed, page in enumerate(pages):
            text = simulator.mirrored(page)
            table = dict(simulator.table(120, seed, text))
            raw = "".join(write(c, table[c]) if c in table else c for c in text)
            count = sum(map(text.count, table))
            left = abs(len(restore(raw).text.chars) - len(page)) // 4
            removed, total = removed + max(0, count - left), total + count
        found[name] = removed, total
    found["word"], found["overlapping"] = _words(pages, False), _words(pages, True)
    found["letter"] = _letters(pages)
    return found


def _words(pages: Sequence[str], overlapping: bool) -> tuple[int, int]:
    """Return (removed, all) annotations of whole words on Simplified pages; overlapping, that of a part stands inside."""
    removed = total = 0
    for page in pages:
        pairs = Counter(m[0] for i in (0, 1) for m in re.finditer("[一-龥]{2}", page[i:]))
        words = [w for w, n in pairs.most_common(6) if all(len(c.encode("gb2312", "ignore")) == 2 for c in w)]
        raw, count = page, 0
        for word in words:
            one, two = map(simulator.reading, word)
            count += raw.count(word) * (1 + overlapping)
            raw = raw.replace(word, f"{word[0]}({one}){word[1]}({one}{two})" if overlapping else f"{word}({one}{two})")
        left = len(re.findall(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)", restore(raw).text.chars))
        removed, total = removed + max(0, count - left), total + count
    return removed, total


def _letters(pages: Sequence[str]) -> tuple[int, int]:
    """Return (removed, all) annotations behind a Latin letter that is the second half of a pair, 一款A(yù)pp."""
    keys = [(c, code) for c in simulator.mirror_map().values() if len(code := c.encode("gbk", "ignore")) == 2 and code[1:].isalpha()]
    written = {c for page in pages for c in simulator.mirrored(page) if "\u4e00" <= c <= "\u9fff"}
    hosts = {code[1]: c for c in sorted(written) if len(code := c.encode("gbk", "ignore")) == 2}
    removed = total = 0
    for key, code in keys:
        if code[0] in hosts:
            raw = f"這是國內開發的{hosts[code[0]]}{chr(code[1])}({simulator.reading(key)})pp,歡迎試用。"
            removed, total = removed + ("(" not in restore(raw).text.chars), total + 1
    return removed, total


def decoys(pages: Sequence[str]) -> tuple[int, int]:
    """Return (removed, all) brackets that are no annotations, put between the sentences of clean pages."""
    removed = total = 0
    for page in pages:
        for decoy in DECOYS:
            raw = page.replace("。", f"{decoy}。", 1)
            removed, total = removed + (restore(raw).text.chars != tidy_page(raw)), total + 1
    return removed, total


def tidy_page(text: str) -> str:
    """Return a page with single inner spaces."""
    return "\n".join(map(tidy, text.split("\n")))


def cost(pages: Sequence[str]) -> float:
    """Return the CPU time of restoring pages as a multiple of converting them with OpenCC, page by page the least of interleaved rounds.

    The least, because what other processes do to the caches only ever adds to it.
    """
    works: tuple[Callable[[str], object], ...] = (opencc.OpenCC("t2s").convert, restore)
    totals = [0.0, 0.0]
    for page in pages:
        least = [math.inf, math.inf]
        for _ in range(ROUNDS):
            for number, work in enumerate(works):
                start = time.process_time()
                work(page)
                least[number] = min(least[number], time.process_time() - start)
        totals = [total + found for total, found in zip(totals, least, strict=True)]
    return totals[1] / totals[0]


def main(folders: Sequence[str]) -> None:
    """Print one row for each thing that restoration must do."""
    every = texts([ARTICLES, *map(Path, folders)])
    pages = plain(every)

    def row(name: str, count: float, total: float, unit: str) -> None:
        print(f"{name:38}{count:10.0f} of {total:8.0f}  {100 * count / total if total else 0:7.2f} %  {unit}", flush=True)

    found = clean(every)
    for kind in ("Hans", "Hant", "mixed"):
        row(f"clean, {kind}", found[f"{kind} changed"], found[kind], "characters changed but by script")
    for name, (exact, lines) in script(pages).items():
        row(f"Traditional by {name}", exact, lines, "lines exact")
    for size in TABLES:
        found = damaged(pages, size)
        row(f"slips, table of {size or 'all'}", found["slip exact"], found["slip"], "lines exact")
        row("  other lines of these pages", found["other exact"], found["other"], "lines exact")
        row("  repairs called proven", found["proven"] - found["proven wrong"], found["proven"], "right")
    for kind, realign in (("lead", 0.0), ("trail", 1.0)):
        found = damaged(pages, 0 if kind == "lead" else None, 1.0 if kind == "lead" else 0.0, realign)
        row(f"cuts, {kind} lost", found[f"{kind} exact"], found[kind], "lines exact")
    lines = dict.fromkeys((*trails.own_lines(), *(line for page in every for line in page.split("\n"))))
    for half, chosen in zip(("development", "measured"), trails.halves(lines), strict=True):
        found = trails.lost(chosen)
        row(f"trails lost on purpose, {half}", found["exact"], found["all"], f"lines exact, {found['proven']} called proven")
    lost, invented = swallowed(1000)
    row("swallowed digits and commas", invented, lost, "digits invented")
    for name, (removed, total) in variants(pages).items():
        row(f"annotations, {name}", removed, total, "removed")
    row("decoys", *decoys(pages[:40]), "removed")
    annotated = [simulator.damaged(page, simulator.table(120, 1, simulator.mirrored(page)), seed=1) for page in pages]
    whole = ["\n".join(line for n, line in enumerate(d.raw.split("\n")) if n not in d.slips) for d in annotated]
    for name, corpus in (("clean", pages), ("annotated", whole), ("annotated, with slips", [d.raw for d in annotated])):
        print(f"{'cost, ' + name:38}{cost(corpus):10.1f} x OpenCC alone", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
