"""Runs: a stretch of text with its gazetteer names and the kinds that stand in it: 武汉市 and 局 in 武汉市人力资源和社会保障局.

Shared grammar of names. Not meant: names with a kind, which candidates.py finds in a run.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from transforms.extract.names.kinds import Kind, kinds, kinds_by_name
from transforms.gazetteer import Entry
from transforms.model.patterns import pattern

# What ends any name; a name does not go over the end of a clause.
# So does what it is called for short in a bracket: 某某公司(简称“某某”).
# A blank between two Latin letters ends none: Kofi Annan.
HARD = pattern(
    r"[^\u3400-\u9fffA-Za-z0-9·&\-()“”、](?!(?<=[A-Za-z]\x20)[A-Za-z])"
    r"|暨(?<=[\u3400-\u9fff].)(?<!诸暨)(?![南阳])|兼(?<=[\u3400-\u9fff].)(?![容职备顾并任程管])|\((?:以下)?[简下]称[^()]*\)"
)

LEVELS = frozenset("省市区县州")  # 省 + 发展改革委


class Run:
    """A stretch of text, the names of the gazetteer in it, its kinds, and where a name cannot go on."""

    def __init__(self, text: str, hits: list[tuple[int, int, Entry]]) -> None:
        self.text = text
        self.hits = hits
        self.hit_ends = [end for _, end, _ in hits]
        self.breaks = [match.end() for match in HARD.finditer(text)]
        automaton, rows = kinds()
        ends = set(self.hit_ends)
        self.suffixes = [
            # Most kinds have one character or two: one look tells that no place ends within.
            (b, e, rows[number]) if e - b == 1 or (e - b == 2 and b + 1 not in ends) else self.after_place(b, e, rows[number])
            for b, e, number in automaton.find(text)
        ]
        self.suffixes = [one for one in self.suffixes if one[1] > one[0]]
        if "委员会" in text:
            self.suffixes = [self.in_full(*one) if one[2].ends == "committee" else one for one in self.suffixes]
        self.suffix_at = [end for _, end, _ in self.suffixes]
        self.suffix_ends = set(self.suffix_at)
        self.ended = {end: kind.ends for _, end, kind in self.suffixes if kind.ends}

    def in_full(self, head: int, end: int, kind: Kind) -> tuple[int, int, Kind]:
        """Return 委员会 where a short kind ends in its first character: 教科卫 + 体委 + 员会."""
        return (end - 1, end + 2, kinds_by_name()["委员会"]) if self.text.startswith("员会", end) else (head, end, kind)

    def after_place(self, head: int, end: int, kind: Kind) -> tuple[int, int, Kind]:
        """Return where a kind stands once its first character is left to the place it belongs to: 鼓楼区 + 委, 香港 + 口岸."""
        number = bisect_right(self.hit_ends, head)
        place = self.hits[number] if number < len(self.hits) else None
        if place is None or not place[0] < head < place[1] < end:
            return head, end, kind
        rest = kind.suffix[place[1] - head :]
        head = place[1]
        whole = next((one for one in map(kinds_by_name().get, (self.text[head : head + size] for size in range(6, 0, -1))) if one), None)
        if whole and head + len(whole.suffix) > end:
            return head, head + len(whole.suffix), whole
        if rest == "府":  # 台北市 + 府
            return head, end, kind
        return (head, end, kind) if rest in kinds_by_name() or rest == "委会" else (head, head, kind)  # 联合国 + 会议 has no 国会

    def near(self, at: int) -> list[tuple[int, int, Entry]]:
        """Return the gazetteer name that ends at or around `at`, if any."""
        number = bisect_left(self.hit_ends, at)
        return self.hits[number : number + 1]

    def is_in_hit(self, head: int, end: int) -> bool:
        """Return whether the kind is the end of a name that the gazetteer has: 国家发展改革委, and not the province's in 浙江省发展改革委."""
        number = bisect_left(self.hit_ends, end)
        if number == len(self.hits) or self.hits[number][0] > head:
            return False
        start, last, entry = self.hits[number]
        placed = self.text[head - 1 : head] in LEVELS or (number > 0 and self.hits[number - 1][1] == head and self.hits[number - 1][2].code)
        return not (placed and (start, last) == (head, end) and entry.kind == "body")
