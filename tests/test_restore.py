"""Restoration: every line of tests/restore/*.txt, what damage of unseen tables leaves behind, and the laws of the edit log.

A block of a case file is one page, because much of the evidence lies on the page. A line is followed by an indented line with what
it becomes; a line without one stays as it is. `\\uXXXX` stands for a character that one could not see.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import trails
from tests import simulator
from transforms.model.text import replay
from transforms.restore import restore, script

FILES = sorted((Path(__file__).parent / "restore").glob("*.txt"))

# Public facts in our own words: the text that the simulator damages.
NEWS = """长江全长约6300公里,是中国第一长河,流域面积达180万平方公里。
第二十九届夏季奥林匹克运动会于2008年在北京举行,共设28个大项。
世界互联网大会每年在浙江乌镇举行,大会发布了《世界互联网发展报告》,总结各国经验。
北京冬奥会延庆赛区的国家高山滑雪中心建在小海坨山上,赛后继续向公众开放。
港珠澳大桥全长55公里,连接香港、珠海和澳门,2018年10月24日正式通车。
第一届中国国际进口博览会在上海“四叶草”举行,吸引172个国家、地区和国际组织参会。
青藏铁路全线通车后,西藏进入铁路时代,沿线车站设有供氧设备。
大兴国际机场的航站楼由中外团队联合设计,旅客从安检口到最远的登机口只需步行8分钟。
苏州古典园林被列入《世界遗产名录》,每年接待游客上千万人次。
三峡工程是世界上规模最大的水电站之一,总装机容量达2250万千瓦。
敦煌莫高窟的壁画数字化工程已经完成,观众可以在网上欣赏高清图像。
联合国人居署与各国城市一起推动可持续发展,每年10月31日为世界城市日。
国家统计局发布的数据显示,全国铁路营业里程超过15万公里,其中高速铁路超过4万公里。
中欧班列开行以来,铁路部门不断优化运输组织,为沿线国家的企业提供了稳定的物流通道。
“一带一路”国际合作高峰论坛在北京举办,各方围绕基础设施建设、绿色发展和数字经济展开讨论。"""


def pages(path: Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield (line, raw lines, restored lines) of every block."""
    raw: list[str] = []
    clean: list[str] = []
    start = 0
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
        text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), line)
        if line.startswith("#") or not line.strip():
            if raw:
                yield start, raw, clean
            raw, clean = [], []
        elif line.startswith("    "):
            clean[-1] = text[4:]
        else:
            start = number if not raw else start
            raw.append(text)
            clean.append(text)


def parameters() -> list:
    return [pytest.param(raw, clean, id=f"{path.stem}:{line}") for path in FILES for line, raw, clean in pages(path)]


@pytest.mark.parametrize(("raw", "clean"), parameters())
def test_a_page_is_restored(raw: list[str], clean: list[str]) -> None:
    assert restore("\n".join(raw)).text.chars.split("\n") == clean


def test_a_cut_behind_the_first_character_of_a_line_is_read() -> None:
    assert restore("從?!案鄢恰笨撮L江,兩岸都是碼頭。").text.chars.endswith("“港城”看长江,两岸都是码头。")


@pytest.mark.parametrize("size", [60, 300, None])
def test_damage_by_unseen_tables_is_undone(size: int | None) -> None:
    wrong, slips = [], 0
    for seed in range(12):
        page = simulator.damaged(NEWS, simulator.table(size, seed, simulator.mirrored(NEWS)), seed=seed)
        restored = restore(page.raw).text.chars.split("\n")
        clean = page.clean.split("\n")
        slips += len(page.slips)
        wrong += [(restored[n], clean[n]) for n in range(len(clean)) if restored[n] != clean[n] and n not in page.lost]
    assert len(wrong) <= 0.03 * slips, wrong


@pytest.mark.parametrize(("private", "least"), [(True, 300), (False, 60)])
def test_what_is_called_proven_is_right(private: bool, least: int) -> None:
    proven = 0
    for seed in range(40):
        page = simulator.damaged(NEWS, simulator.table(None, seed), seed=seed, private=private)
        restored = restore(page.raw).text
        lines, clean = restored.chars.split("\n"), page.clean.split("\n")
        start = 0
        for number, line in enumerate(lines):
            changes = [c for c in restored.changes if start <= c.text_start <= start + len(line) and c.edit.kind == "gbk_slip"]
            if changes and all(c.edit.certainty == "proven" for c in changes):
                proven += len(changes)
                assert line == clean[number]
            start += len(line) + 1
    assert proven >= least


def test_a_cut_is_never_called_proven() -> None:
    right = cuts = 0
    for seed in range(20):
        page = simulator.damaged(NEWS, cut=1.0, realign=0.3, seed=seed)
        restored = restore(page.raw).text
        assert not any(c.edit.certainty == "proven" for c in restored.changes if c.edit.kind == "gbk_slip")
        lines, clean = restored.chars.split("\n"), page.clean.split("\n")
        cuts += len(page.cut_leads)
        right += sum(lines[n] == clean[n] for n in page.cut_leads)
    assert right >= 0.95 * cuts > 0


def test_a_lost_second_half_is_found_by_how_phrases_end() -> None:
    # Half of our sentences, those that nothing was fitted to; `python -m benchmarks.restoration` counts more.
    found = trails.lost(trails.halves(trails.own_lines())[1])
    assert found["exact"] >= 0.8 * found["all"] > 80
    assert not found["proven"]


def test_the_table_of_characters_agrees_with_opencc(tmp_path: Path) -> None:
    convert = opencc.OpenCC("t2s").convert
    han = "".join(map(chr, range(0x3400, 0xA000)))
    assert all(script._converted(c) == convert(c).translate(script.LEFT_BY_OPENCC) for c in han)
    # Its words, as the tool in its wheel lists them: a new version may convert another character by word.
    folder = Path(opencc.__file__).parent / "clib"
    words = tmp_path / "words.txt"
    arguments = ["-i", folder / "share" / "opencc" / "TSPhrases.ocd2", "-o", words, "-f", "ocd2", "-t", "text"]
    subprocess.run([folder / "bin" / "opencc_dict", *arguments], check=True)
    found = [line.split("\t")[0] for line in words.read_text(encoding="utf-8").splitlines()]
    assert len(found) > 400
    assert not [word for word in found if script._converted(word) != convert(word)]


@pytest.mark.parametrize("private", [True, False])
def test_no_digit_is_invented(private: bool) -> None:
    # A digit behind a Chinese character may be swallowed with half of it.
    text = "\n".join(f"会议于{a}{b}日举行,参会人数为{b}{a}万人,预算{a}.{b}亿元,共{b}项。" for a in range(1, 10) for b in range(1, 10))
    for seed in range(6):
        page = simulator.damaged(text, simulator.table(None, seed), seed=seed, private=private)
        for line, clean in zip(restore(page.raw).text.chars.split("\n"), page.clean.split("\n"), strict=True):
            for digit in "0123456789":
                assert line.count(digit) <= clean.count(digit)


def variants() -> list:
    """Return how mirrors differ in writing a reading behind a character."""
    plain = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")
    return [
        pytest.param(lambda c, r: f"{c}({r})", id="toned"),
        pytest.param(lambda c, r: f"{c}({r.translate(plain)})", id="toneless"),
        pytest.param(lambda c, r: f"{c}({r.translate(plain)}) ", id="blank behind"),
        pytest.param(lambda c, r: f"{c}({r} )", id="blank inside"),
        pytest.param(lambda c, r: f"{c}（{r}）", id="full width"),
    ]


@pytest.mark.parametrize("written", variants())
@pytest.mark.parametrize("traditional", [True, False])
def test_every_way_to_annotate_is_undone(written, traditional: bool) -> None:
    text = simulator.mirrored(NEWS) if traditional else NEWS
    readings = dict(simulator.table(300, 7, text)) if traditional else {c: simulator.reading(c) for c in "国城市发展界建长京"}
    raw = "".join(written(c, readings[c]) if c in readings else c for c in text)
    assert restore(raw).text.chars == NEWS


def test_clean_pages_stay_as_they_are() -> None:
    assert restore(NEWS).text.changes == ()
    assert restore(NEWS).text.chars == NEWS


# Texts that look like damaged pages: pieces of damage in any order.
PIECES = st.sampled_from(
    ["長(zhǎng)", "江", "國(guó)", "?shù)母锩", "?！坝镁G色", "?", "(", ")", "A(yù)", "，", ",", "。", "、", "€", "\ue3ac", "/p>", "<br>", "&nbsp;",
     "&amp;", "&lt;p&gt;", "\u3000", " ", "\xa0", "\n", "\r\n", "\u200b", "\ufeff", "著", "乾", "中国", "發展", "0", "年", "?ào)",
     "\ufffd", "W", "@", "𠀀", "????", "?特朗普", "位元", ",,", "时 间:", "ä¸­", "å›½", "涓浗"]
)  # fmt: skip
DAMAGED = st.lists(PIECES, max_size=40).map("".join)


@given(DAMAGED | st.text(max_size=60))
@settings(max_examples=400)
def test_the_log_leads_from_raw_to_restored_and_back(raw: str) -> None:
    text = restore(raw).text
    log = list(text.log())
    assert replay(raw, log) == text.chars
    backwards, shift = [], 0
    for start, end, new in log:
        backwards.append((start + shift, start + shift + len(new), raw[start:end]))
        shift += len(new) - (end - start)
    assert replay(text.chars, backwards) == raw


@given(DAMAGED | st.text(max_size=60))
@settings(max_examples=400)
def test_lines_stay_one_for_one(raw: str) -> None:
    assert restore(raw).text.chars.count("\n") == raw.count("\n")


@pytest.mark.parametrize("size", [60, None])
def test_restoring_twice_changes_nothing(size: int | None) -> None:
    page = simulator.damaged(NEWS, simulator.table(size, 3), cut=0.5, seed=3)
    once = restore(page.raw).text.chars
    assert restore(once).text.chars == once
