"""Covers: ranges of a page that are taken, asked again and again: 武汉 inside 武汉大学 is no place of its own.

Shared grammar of names. Not meant: ranges that overlap.
"""

from __future__ import annotations

from bisect import bisect_right

from transforms.gazetteer import Entry


class Cover:
    """Ranges that are taken. They do not overlap, so that one bisection finds the range around a name."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self.ranges = sorted(ranges)
        self.starts = [start for start, _ in self.ranges]

    def holds(self, start: int, end: int) -> bool:
        """Return whether `start`-`end` lies within a taken range."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and self.ranges[at][1] >= end

    def outside(self, hits: list[tuple[int, int, Entry]]) -> list[tuple[int, int, Entry]]:
        """Return those of `hits`, which are in reading order, that lie within no taken range."""
        found: list[tuple[int, int, Entry]] = []
        at, size, until = 0, len(self.starts), -1  # where the last range that has begun ends
        for hit in hits:
            while at < size and self.starts[at] <= hit[0]:
                until = self.ranges[at][1]
                at += 1
            if until < hit[1]:
                found.append(hit)
        return found
