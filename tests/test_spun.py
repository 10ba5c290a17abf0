"""Spun: a text that a machine wrote over is told from one that people wrote; too short a text is not judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from transforms import ingest
from transforms.model.page import Page
from transforms.reading import read
from transforms.segment import spun

GENUINE = [
    "本报讯 记者昨日从市住房和城乡建设局获悉，全市今年计划改造老旧小区210个，惠及居民6.8万户。"
    "改造内容包括加装电梯、更换供水管网、增设停车位和无障碍设施。"
    "市住建局局长介绍，改造方案先由居民投票，三分之二以上同意方可动工。截至9月底，已有146个小区完工。家住和平里小区的退休教师说，过去上五楼要歇三次，现在一分钟就到家。"
    "下一步，该市将把小区改造与社区食堂、托育点建设结合起来，明年再改造180个。",
    "10月26日，国际城市可持续发展论坛在滨江会展中心开幕。来自32个国家和地区的500余名代表围绕气候适应、住房保障和数字治理展开讨论。"
    "联合国人居署代表在致辞中表示，城市贡献了全球七成以上的碳排放，也最有条件率先减排。论坛发布了案例集，收录12个国家的18个案例，引发与会者热烈讨论。"
    "滨江市市长说，城市更新要以人为本，充分展现历史文化底蕴，让居民在家门口就能享受到公共服务。论坛为期三天，其间将举行6场分论坛，并签署3项合作协议。",
    "会议强调，要深入贯彻落实党中央决策部署，坚持以人民为中心的发展思想，统筹推进城市更新行动。要聚焦群众急难愁盼，加快补齐基础设施短板，不断增强人民群众的获得感、幸福感、安全感。"
    "要压实责任，强化督导，确保各项任务落到实处、见到实效。会议指出，安全生产事关人民福祉，事关经济社会发展大局，必须牢固树立底线思维，坚决遏制重特大事故发生。"
    "会议还研究了其他事项。市委常委、副市长及有关部门主要负责同志参加会议。",
]
SPINNERS = [
    "比年来，外洋社会对城市可握续发展的眷注络续增多。本年10月，由市东谈主民政府和连合国东谈主居署共同主理的论坛在这里举行，来自寰球的佳宾就好意思好城市张开研讨。"
    "与会者以为，城市更新要坚握以东谈主为本，支握老旧小区转变，擢升环球干事质料。论坛还发布了发起书，命令列国加强相助，鼓吹城市高质料发展。"
    "据了解，论坛历时三天，眩惑了五百多东谈主参加，其间举行六场分论坛，并签署三项合同。主理方示意，下一届论坛将于来岁秋天举行。",
    "本次论坛以可连续成长为主题，来自三十多个国度的佳宾出席勾当。佳宾们暗示，都市办理要依托手艺立异，鞭策公共办事程度延续晋升，让住民糊口加倍夸姣。"
    "论坛公布了先进都市的名单，这些都市在绿色出行、旧区革新等方面起到了带头感化，为别的都市指了然标的目的。主理方先容，勾当为期三天，时代将举办六场分论坛。"
    "一名来自外洋的专家暗示，他对这座都市的文化秘闻印象深切，但愿此后能有更多的合作机遇，也但愿更多年青人参与到都市扶植中来。",
]
MODELS = [
    "在这个充满活力的季节，一场备受瞩目的盛会拉开帷幕，引发了社会各界的广泛关注。众多专业人士齐聚一堂，共同探讨城市发展的无限可能。这一趋势充分彰显了城市的独特魅力，"
    "也凸显了创新在其中不可或缺的地位。城市公园扮演着至关重要的角色，它不仅改善了生态环境，还为市民提供了休闲的好去处，取得了显著的成效。"
    "值得一提的是，青年志愿者以积极的姿态投身其中，展现了新时代的风采。这些宝贵的经验为其他城市提供了有益的借鉴，产生了深远的影响。"
    "展望未来，我们满怀期待，相信这座城市将谱写崭新篇章。对此，您有什么看法？欢迎在评论区留言讨论，也别忘了点赞并转发本文。",
]


@pytest.mark.parametrize("text", GENUINE)
def test_what_people_wrote_is_not_spun(text: str) -> None:
    score = spun.score_text(text, text)
    assert score is not None and score < 0.2


@pytest.mark.parametrize("text", [*SPINNERS, *MODELS])
def test_what_a_machine_wrote_over_is_spun(text: str) -> None:
    score = spun.score_text(text, text)
    assert score is not None and score > 0.5


def test_a_short_text_is_not_judged() -> None:
    assert spun.score_text("东谈主民城市东谈主民建。", "") is None


@given(st.text(max_size=600))
def test_every_text_has_a_probability_or_none(text: str) -> None:
    score = spun.score_text(text, text)
    assert score is None if len(text) < spun.SHORTEST else score is not None and 0 <= score <= 1


def score(path: Path) -> float:
    (page,) = ingest.read(ingest.Input(path.name, str(path)))
    assert isinstance(page, Page), page
    found = spun.score(read(page).document)
    assert found is not None
    return found


def test_one_of_the_real_documents_is_spun(shared: Path) -> None:
    scores = {path.stem[:3]: score(path) for path in (shared / "seeds").glob("*.txt")}
    assert {stem for stem, value in scores.items() if value >= 0.5} == {"004"}
    assert all(value < 0.2 for stem, value in scores.items() if stem != "004")


def test_one_of_the_pages_we_ship_is_spun() -> None:
    scores = {path.stem: score(path) for path in (ROOT / "seeds" / "pages").glob("*.txt")}
    assert {stem for stem, value in scores.items() if value >= 0.2} == {"11_creative_cities_spun"}
