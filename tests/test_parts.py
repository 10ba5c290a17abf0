"""Named parts of an event lead to the event they are part of; a press conference about it and its opening do not."""

from __future__ import annotations

import pytest

from tests.cases import Case, reading

# A sentence, and for each of its events that is a part the whole.
SENTENCES = [
    ("第十七届沿江博览会将于11月20日在芜湖举行。其间,将举办第九届沿江合作论坛", {"第九届沿江合作论坛": "第十七届沿江博览会"}),
    ("第十七届沿江博览会期间还举办了长江航运专题论坛", {"长江航运专题论坛": "第十七届沿江博览会"}),
    ("作为第十七届沿江博览会的配套活动,绿色港口论坛9月8日在芜湖举行", {"绿色港口论坛": "第十七届沿江博览会"}),
    ("第十七届沿江博览会在芜湖开幕,设“绿色港口分论坛”", {"绿色港口分论坛": "第十七届沿江博览会"}),
    ("第七届科普博览会2024第一届智慧港口论坛在锡举行", {"2024第一届智慧港口论坛": "第七届科普博览会"}),
    ("第九届海岛论坛11月9日在舟山开幕。结合本次论坛,我市还将继续举办海岛更新论坛", {"海岛更新论坛": "第九届海岛论坛"}),
    (
        "第九届海岛博览会9日开幕。论坛期间举办首届渔港摄影展。同期举办海岛渔业论坛",
        {"首届渔港摄影展": "第九届海岛博览会", "海岛渔业论坛": "第九届海岛博览会"},
    ),
    ("第九届海岛博览会由渔具企业展、绿色港口论坛组成", {"绿色港口论坛": "第九届海岛博览会"}),
    ("绿色港口对话会9月8日在第九届海岛论坛上举行", {"绿色港口对话会": "第九届海岛论坛"}),
    ("绿色港口对话会9月8日在第九届海岛论坛上受到关注", {}),
    ("第九届海岛论坛11月9日在舟山开幕。另外,11月19日至22日期间,将举办第三届运河博览会", {}),
    ("第13届中国·舟山海岛美食节昨天开幕。自1998年第一届美食节举办以来,舟山海岛美食节年年都有新意", {}),
    ("第九届海岛论坛在舟山开幕。第九届海岛论坛新闻发布会昨天举行", {}),
    ("第九届海岛论坛期间,市长会见了参加第三届运河大会的客人", {}),
    ("第九届海岛论坛和第三届运河大会同日开幕", {}),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence[:12] for sentence, _ in SENTENCES])
def test_a_part_names_its_whole(sentence: str, expected: dict[str, str]) -> None:
    events = reading(Case(0, sentence, [], False, None)).facts.event_documents
    names = {event.event_id: event.name for event in events}
    assert {event.name: names[event.parent_event_id] for event in events if event.parent_event_id} == expected
