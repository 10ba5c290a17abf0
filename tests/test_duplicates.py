"""Duplicates: copies of an article are one cluster after restoration, other articles are not, and a hundred thousand are told apart in time."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from transforms import ingest, records
from transforms.model.page import Page
from transforms.model.prints import fingerprint
from transforms.reading import read
from transforms.resolve import Print, duplicates

START = datetime(2024, 10, 17, tzinfo=UTC)
SENTENCES = [
    "国际城市可持续发展论坛在滨江会展中心开幕，来自三十个国家和地区的五百余名代表出席开幕式。", "论坛以共建韧性城市、共享美好生活为主题，会期三天。",
    "与会专家认为，城市更新要以人为本，把老旧小区改造与社区养老、托育服务结合起来。", "主办方发布了城市气候行动指南，收录十二个国家的十八个案例。",
    "滨江市近五年改造老旧小区1300余个，新增公园绿地260公顷，建成城市绿道420公里。", "论坛期间还举办青年城市设计展，展出来自四十所高校的作品。",
    "多位市长在圆桌会议上分享了轨道交通、海绵城市和历史街区保护的经验。", "根据倡议书，各方将建立城市数据共享机制，每两年发布一次进展报告。",
]
OTHER = [
    "国际城市可持续发展论坛昨天落幕，记者从组委会获悉，共有二十六项合作协议在会上签署。",
    "签约项目涉及新能源、数字经济和文化旅游，总金额达到116亿元。",
    "组委会负责人介绍，今年参会企业比去年多出三成，其中一半来自海外。", "闭幕式上，下一届论坛的举办城市接过会旗，那里正在筹备世界园艺博览会。",
    "会后，代表们参观了滨江新城的地下综合管廊，并到码头文化公园植树。", "市民也有收获：论坛展区免费开放，三天接待观众八万人次。",
]


def prints(*texts: str) -> list[Print]:
    return [Print(f"d{n}", fingerprint(text), None, START + timedelta(minutes=n), f"{n}.txt") for n, text in enumerate(texts)]


def clusters(*texts: str) -> dict[str, str]:
    return {row.document_id: row.duplicate_of for row in duplicates(prints(*texts))}


ARTICLE = "\n".join(SENTENCES)


@pytest.mark.parametrize("copy", [
    ARTICLE, ARTICLE.replace("，", ",").replace("\n", "\n\n"), ARTICLE.replace("1300余个", "?300余个"), ARTICLE.replace("滨江", "濱江"),
    "本报讯 记者昨日获悉，\n" + ARTICLE + "\n本文转自滨江日报，图片由主办方提供。", "\n".join(SENTENCES[:7]), ARTICLE.replace("420公里", "420 km"),
])  # fmt: skip
def test_a_copy_is_found(copy: str) -> None:
    assert clusters(ARTICLE, "\n".join(OTHER), copy) == {"d2": "d0"}


@pytest.mark.parametrize("other", ["\n".join(OTHER), "\n".join(SENTENCES[:2] + OTHER), "\n".join(SENTENCES[:3]), "", "。。。"])
def test_another_report_of_the_event_is_no_copy(other: str) -> None:
    assert clusters(ARTICLE, other) == {}


def test_pages_of_one_template_with_other_numbers_are_no_copies() -> None:
    def weather(day: int) -> str:
        low, high, wind, quality = day % 11 + 3, day % 9 + 15, day % 4 + 2, day * 7 % 60 + 30
        return (
            f"市气象台今天早晨发布天气预报：{day}日白天多云间晴，最高气温{high}℃，偏南风{wind}级；夜间晴转多云，最低气温{low}℃。"
            f"空气质量指数{quality}，相对湿度{quality + 11}%，早晚温差较大，市民出行请注意增减衣物，驾车注意行车安全。"
        )

    assert clusters(*map(weather, range(1, 29))) == {}


def test_the_cluster_is_named_by_its_earliest() -> None:
    one = prints(ARTICLE, ARTICLE + "（完）", "本报讯 " + ARTICLE)
    dated = [one[0], one[1], Print("d2", one[2].fingerprint, START - timedelta(days=9), START + timedelta(days=9), "2.txt")]
    assert {row.document_id: row.duplicate_of for row in duplicates(dated)} == {"d0": "d2", "d1": "d2"}
    assert {row.duplicate_of for row in duplicates(one)} == {"d0"}


@given(st.permutations(range(9)))
def test_the_order_of_pages_changes_nothing(order: list[int]) -> None:
    texts = [ARTICLE, ARTICLE + "完", "\n".join(OTHER), "", ARTICLE[9:], "\n".join(OTHER[1:]), "今天", "今天", "今日"]
    found = prints(*texts)
    assert duplicates([found[i] for i in order]) == duplicates(found)


def test_many_alike_pages_and_many_different_ones_take_linear_time() -> None:
    random_words = random.Random(3)
    alphabet = sorted(set("".join(SENTENCES + OTHER)))

    def seconds(count: int) -> float:
        different = ["".join(random_words.choices(alphabet, k=60)) for _ in range(count)]
        alike = [ARTICLE + "".join(random_words.choices(alphabet, k=12)) for _ in range(count)]
        found = prints(*different, *alike)
        start = time.process_time()
        assert len(duplicates(found)) == count - 1
        return time.process_time() - start

    small, large = seconds(500), seconds(4000)
    assert large < 16 * small + 1


def row_prints(folder: Path) -> list[Print]:
    found = []
    for path in sorted(folder.glob("*.txt")):
        (page,) = ingest.read(ingest.Input(path.name, str(path)))
        assert isinstance(page, Page), page
        row = records.document_row(read(page).document, "r")
        found.append(Print(path.stem, row.fingerprint, row.published_at, START, path.name))
    return found


def test_real_documents_are_no_copies_but_of_what_was_made_of_them(shared: Path) -> None:
    damaged = row_prints(shared / "seeds")
    restored = row_prints(shared / "gold" / "restored")
    clean = [Print(f"clean {each.document_id}", each.fingerprint, None, START + timedelta(1), "") for each in restored]
    found = {row.document_id.removeprefix("clean "): row.duplicate_of for row in duplicates([*damaged, *clean])}
    assert found == {each.document_id: each.document_id for each in damaged}


def test_copies_among_the_pages_we_ship() -> None:
    found = duplicates(row_prints(ROOT / "seeds" / "pages"))
    assert found and all(row.document_id != row.duplicate_of for row in found), "the corpus has a reprint"
